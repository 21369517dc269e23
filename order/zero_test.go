package order_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// A zero value says in words that it is nothing; a value that lacks only a part is described without that part.
func TestString_ZeroValues(t *testing.T) {
	stored := quote(t)
	for name, tt := range map[string]struct {
		value fmt.Stringer
		want  string
	}{
		"no order": {order.SeparateOrder{}, "no order"},
		"an order": {
			order.SeparateOrder{
				Kind: policy.Subscription, Licence: "single-user", Term: calendar.Annual, Numbers: []int{1, 3},
			},
			"subscription, single-user, annual: lines 1, 3",
		},
		"an order without a term": {
			order.SeparateOrder{Kind: policy.FlexTokens, Licence: "flex", Numbers: []int{2}},
			"flex-tokens, flex: line 2",
		},
		"no orders": {order.Composition{}, "no orders"},
		"no change": {order.FigureChange{}, "no change"},
		"a change": {
			order.FigureChange{Figure: "net", Was: "EUR 1.00", Now: "EUR 2.00"},
			"net: EUR 1.00 → EUR 2.00",
		},
		"no quote":        {order.Quote{}, "no quote"},
		"nothing priced":  {order.Repricing{}, "no quote"},
		"priced the same": {order.Repricing{Quote: stored}, "every figure is the stored one"},
		"changes alone": {
			order.Repricing{Differences: []order.FigureChange{{"net", "1", "2"}, {"tax", "3", "4"}}},
			"net: 1 → 2\ntax: 3 → 4",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.value.String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
