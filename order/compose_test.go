package order_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var amount = money.MustParseAmount

func line(product, licence string, term calendar.Term) order.BasketItem {
	return order.BasketItem{Product: product, Kind: policy.Subscription, Licence: licence, Term: term, Seats: 1, SRP: amount("EUR 10.00")}
}

// order.one-kind: lines of different kinds, licence types or periods belong in separate orders, in the order of the basket.
func TestCompose(t *testing.T) {
	flex := order.BasketItem{Product: "Flex tokens", Kind: policy.FlexTokens, Licence: "flex", Seats: 500, SRP: amount("EUR 3.00")}
	plan := order.BasketItem{Product: "Plan", Kind: policy.MaintenancePlan, Licence: "single-user", Seats: 1, SRP: amount("EUR 3.00")}
	for _, test := range []struct {
		name   string
		basket []order.BasketItem
		want   string
	}{
		{"one line", []order.BasketItem{line("A", "single-user", calendar.Annual)}, "subscription, single-user, annual: line 1"},
		{"two products", []order.BasketItem{line("A", "single-user", calendar.Annual), line("B", "single-user", calendar.Annual)}, "subscription, single-user, annual: lines 1, 2"},
		{"the same line twice", []order.BasketItem{line("A", "single-user", calendar.Annual), line("A", "single-user", calendar.Annual)}, "subscription, single-user, annual: lines 1, 2"},
		{
			"two periods",
			[]order.BasketItem{line("A", "single-user", calendar.Annual), line("B", "single-user", calendar.Monthly), line("C", "single-user", calendar.Annual)},
			"subscription, single-user, annual: lines 1, 3; subscription, single-user, monthly: line 2",
		},
		{
			"two licence types",
			[]order.BasketItem{line("A", "single-user", calendar.Annual), line("B", "multi-user", calendar.Annual)},
			"subscription, single-user, annual: line 1; subscription, multi-user, annual: line 2",
		},
		{
			"licence types are compared exactly",
			[]order.BasketItem{line("A", "single-user", calendar.Annual), line("B", "Single-user", calendar.Annual)},
			"subscription, single-user, annual: line 1; subscription, Single-user, annual: line 2",
		},
		{
			"four kinds",
			[]order.BasketItem{flex, line("A", "single-user", calendar.ThreeYear), plan, flex, line("B", "single-user", calendar.Annual)},
			"flex-tokens, flex: lines 1, 4; subscription, single-user, three-year: line 2; maintenance-plan, single-user: line 3; subscription, single-user, annual: line 5",
		},
	} {
		c, err := order.Compose(policy.Europe2024(), test.basket, date("2025-05-12"))
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, o := range c.Orders {
			said = append(said, o.String())
		}
		if got := strings.Join(said, "; "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		one := len(c.Orders) == 1
		if d := c.Decision; d.Allowed() != one || d.Rule != "order.one-kind" || one != (d.Remedy == 0) || !one && d.Remedy != policy.SplitOrder {
			t.Errorf("%s: %s", test.name, d)
		}
		if got := c.String(); strings.Count(got, "\n") != len(c.Orders) || !strings.Contains(got, "\norder 1: "+said[0]) || !strings.HasPrefix(got, c.Decision.String()) {
			t.Errorf("%s: %s", test.name, got)
		}
	}
}

// Nothing is lost or doubled, orders are pure and differ from each other, and both they and their lines stand in the order
// of the basket.
func TestComposeKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		basket := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) order.BasketItem {
			l := line(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "product"), rapid.SampledFrom([]string{"single-user", "multi-user"}).Draw(t, "licence"), calendar.Term(rapid.IntRange(1, 3).Draw(t, "term")))
			l.Seats = rapid.IntRange(1, 9).Draw(t, "seats")
			if rapid.IntRange(0, 4).Draw(t, "flex") == 0 {
				l.Kind, l.Term = policy.FlexTokens, 0
			}
			return l
		}), 1, 12).Draw(t, "basket")
		c, err := order.Compose(policy.Europe2024(), basket, date("2025-05-12"))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		kinds := map[string]bool{}
		firsts := 0
		for _, o := range c.Orders {
			kind := fmt.Sprint(o.Kind, o.Licence, o.Term)
			if kinds[kind] || len(o.Lines) == 0 || len(o.Lines) != len(o.Numbers) || o.Numbers[0] <= firsts {
				t.Fatalf("%s", c)
			}
			kinds[kind], firsts = true, o.Numbers[0]
			for i, n := range o.Numbers {
				if seen[n] || i > 0 && n <= o.Numbers[i-1] || !cmp.Equal(o.Lines[i], basket[n-1]) || fmt.Sprint(o.Lines[i].Kind, o.Lines[i].Licence, o.Lines[i].Term) != kind {
					t.Fatalf("line %d in %s", n, c)
				}
				seen[n] = true
			}
		}
		if len(seen) != len(basket) {
			t.Fatalf("%d lines of %d", len(seen), len(basket))
		}
	})
}

func TestBadBaskets(t *testing.T) {
	ed, day := policy.Europe2024(), date("2025-05-12")
	for _, test := range []struct {
		change func(*order.BasketItem)
		want   string
		is     error
	}{
		{func(l *order.BasketItem) { l.Product = "" }, "basket[1].product: is missing", billingrules.ErrMissing},
		{func(l *order.BasketItem) { l.Product = strings.Repeat("x", 201) }, "basket[1].product", billingrules.ErrRange},
		{func(l *order.BasketItem) { l.Kind = 0 }, "basket[1].kind: is missing", billingrules.ErrMissing},
		{func(l *order.BasketItem) { l.Licence = "" }, "basket[1].licence: is missing", billingrules.ErrMissing},
		{func(l *order.BasketItem) { l.Term = 0 }, "basket[1].term: is missing", billingrules.ErrMissing},
		{func(l *order.BasketItem) { l.Kind = policy.FlexTokens }, "basket[1].term annual: cannot be", billingrules.ErrConflict},
		{func(l *order.BasketItem) { l.Kind, l.Term = policy.MaintenancePlan, 9 }, "basket[1].term 9: is not known; one of: ", billingrules.ErrUnknown},
		{func(l *order.BasketItem) { l.Seats = 0 }, "basket[1].seats: is missing", billingrules.ErrMissing},
		{func(l *order.BasketItem) { l.Seats = -1 }, "basket[1].seats -1: must be from 1 to 1000000", billingrules.ErrRange},
		{func(l *order.BasketItem) { l.Seats = 1_000_001 }, "basket[1].seats 1000001: must be", billingrules.ErrRange},
		{func(l *order.BasketItem) { l.SRP = money.Amount{} }, "basket[1].srp: is missing", billingrules.ErrMissing},
		{func(l *order.BasketItem) { l.SRP = amount("EUR -1.00") }, "basket[1].srp EUR -1.00: is negative", billingrules.ErrRange},
		{func(l *order.BasketItem) { l.SRP = amount("USD 1.00") }, "basket[1].srp USD 1.00: is not in EUR", billingrules.ErrCurrency},
	} {
		basket := []order.BasketItem{line("A", "single-user", calendar.Annual), line("B", "single-user", calendar.Annual)}
		test.change(&basket[1])
		c, err := order.Compose(ed, basket, day)
		if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "order.Compose: "+test.want) || len(c.Orders) > 0 {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	if _, err := order.Compose(policy.Edition{}, nil, calendar.Date{}); fields(err) != "edition basket day" {
		t.Error(err)
	}
	if _, err := order.Compose(ed, make([]order.BasketItem, 10_001), day); fields(err) != "basket" || !errors.Is(err, billingrules.ErrRange) {
		t.Error(err)
	}
	if _, err := order.Compose(ed, []order.BasketItem{{}}, day); fields(err) != "basket[0].product basket[0].kind basket[0].licence basket[0].seats basket[0].srp" {
		t.Error(err)
	}
}
