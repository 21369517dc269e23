package order_test

import (
	"errors"
	"fmt"
	"slices"
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
	return order.BasketItem{
		Product: product, Kind: policy.Subscription, Licence: licence, Term: term, Seats: 1, SRP: amount("EUR 10.00"),
	}
}

type basket []order.BasketItem

// composeCase is a row of the tables below.
type composeCase struct {
	name   string
	basket basket
	want   []string // the orders
}

func compose(t *testing.T, rows []composeCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			c, err := order.Compose(policy.Europe2024(), test.basket, date("2025-05-12"))
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			text := c.Decision.String()
			for i, o := range c.Orders {
				said = append(said, o.String())
				text += fmt.Sprintf("\norder %d: %s", i+1, o)
			}
			if !slices.Equal(said, test.want) || c.String() != text {
				t.Errorf("got %s, want %s", c, test.want)
			}
			remedy := policy.SplitOrder
			if len(test.want) == 1 {
				remedy = 0
			}
			if d := c.Decision; d.Allowed() != (remedy == 0) || d.Rule != "order.one-kind" || d.Remedy != remedy {
				t.Errorf("got %s", d)
			}
		})
	}
}

// order.one-kind: lines of different kinds, licence types or periods belong in separate orders, in the order of the
// basket.
func TestCompose_OneOrder(t *testing.T) {
	const single, multi = "single-user", "multi-user"
	annual := calendar.Annual
	compose(t, []composeCase{
		{"one line", basket{line("A", single, annual)}, []string{"subscription, single-user, annual: line 1"}},
		{
			"two products",
			basket{line("A", single, annual), line("B", single, annual)},
			[]string{"subscription, single-user, annual: lines 1, 2"},
		},
		{
			"the same line twice",
			basket{line("A", single, annual), line("A", single, annual)},
			[]string{"subscription, single-user, annual: lines 1, 2"},
		},
	})
}

func TestCompose_SeveralOrders(t *testing.T) {
	const single, multi = "single-user", "multi-user"
	monthly, annual, threeYear := calendar.Monthly, calendar.Annual, calendar.ThreeYear
	flex, plan := line("Flex tokens", "flex", 0), line("Plan", single, 0)
	flex.Kind, plan.Kind = policy.FlexTokens, policy.MaintenancePlan
	compose(t, []composeCase{
		{
			"two periods",
			basket{line("A", single, annual), line("B", single, monthly), line("C", single, annual)},
			[]string{"subscription, single-user, annual: lines 1, 3", "subscription, single-user, monthly: line 2"},
		},
		{
			"two licence types",
			basket{line("A", single, annual), line("B", multi, annual)},
			[]string{"subscription, single-user, annual: line 1", "subscription, multi-user, annual: line 2"},
		},
		{
			"licence types are compared exactly",
			basket{line("A", single, annual), line("B", "Single-user", annual)},
			[]string{"subscription, single-user, annual: line 1", "subscription, Single-user, annual: line 2"},
		},
		{
			"four kinds",
			basket{flex, line("A", single, threeYear), plan, flex, line("B", single, annual)},
			[]string{
				"flex-tokens, flex: lines 1, 4", "subscription, single-user, three-year: line 2",
				"maintenance-plan, single-user: line 3", "subscription, single-user, annual: line 5",
			},
		},
	})
}

// Nothing is lost or doubled, orders are pure and differ from each other, and both they and their lines stand in the
// order of the basket.
func TestComposeKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		basket := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) order.BasketItem {
			l := line(
				rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "product"),
				rapid.SampledFrom([]string{"single-user", "multi-user"}).Draw(t, "licence"),
				calendar.Term(rapid.IntRange(1, 3).Draw(t, "term")),
			)
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
				l := o.Lines[i]
				if seen[n] || i > 0 && n <= o.Numbers[i-1] || !cmp.Equal(l, basket[n-1]) ||
					fmt.Sprint(l.Kind, l.Licence, l.Term) != kind {
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

func TestCompose_Bad(t *testing.T) {
	type item = order.BasketItem
	ed, day := policy.Europe2024(), date("2025-05-12")
	missing, outOfRange, conflict := billingrules.ErrMissing, billingrules.ErrRange, billingrules.ErrConflict
	for _, test := range []struct {
		change func(*item)
		want   string
		is     error
	}{
		{func(l *item) { l.Product = "" }, "product: is missing", missing},
		{func(l *item) { l.Product = strings.Repeat("x", 201) }, "product ", outOfRange},
		{func(l *item) { l.Kind = 0 }, "kind: is missing", missing},
		{func(l *item) { l.Licence = "" }, "licence: is missing", missing},
		{func(l *item) { l.Term = 0 }, "term: is missing", missing},
		{func(l *item) { l.Kind = policy.FlexTokens }, "term annual: must not be set", conflict},
		{func(l *item) { l.Kind, l.Term = policy.MaintenancePlan, 9 }, "term 9: ", billingrules.ErrUnknown},
		{func(l *item) { l.Seats = 0 }, "seats: is missing", missing},
		{func(l *item) { l.Seats = -1 }, "seats -1: must be from 1 to 1000000", outOfRange},
		{func(l *item) { l.Seats = 1_000_001 }, "seats 1000001: must be", outOfRange},
		{func(l *item) { l.SRP = money.Amount{} }, "srp: is missing", missing},
		{func(l *item) { l.SRP = amount("EUR -1.00") }, "srp EUR -1.00: is negative", outOfRange},
		{func(l *item) { l.SRP = amount("USD 1.00") }, "srp USD 1.00: must be in EUR", billingrules.ErrCurrency},
	} {
		t.Run(test.want, func(t *testing.T) {
			basket := []item{line("A", "single-user", calendar.Annual), line("B", "single-user", calendar.Annual)}
			test.change(&basket[1])
			c, err := order.Compose(ed, basket, day)
			if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) || len(c.Orders) > 0 ||
				!strings.HasPrefix(err.Error(), "order.Compose: basket[1]."+test.want) {
				t.Error(err)
			}
		})
	}
	for _, test := range []struct {
		name   string
		ed     policy.Edition
		basket []item
		day    calendar.Date
		want   string // the fields
	}{
		{"nothing at all", policy.Edition{}, nil, calendar.Date{}, "edition basket day"},
		{"too many", ed, make([]item, 10_001), day, "basket"},
		{
			"a zero line", ed,
			[]item{{}},
			day,
			"basket[0].product basket[0].kind basket[0].licence basket[0].seats basket[0].srp",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := order.Compose(test.ed, test.basket, test.day); fields(err) != test.want {
				t.Error(err)
			}
		})
	}
}

// order.one-kind: a basket has at most ten thousand lines.
func TestCompose_MostLines(t *testing.T) {
	basket := slices.Repeat([]order.BasketItem{line("A", "single-user", calendar.Annual)}, 10_000)
	if c, err := order.Compose(policy.Europe2024(), basket, date("2025-05-12")); err != nil || len(c.Orders) == 0 {
		t.Error(err)
	}
	basket[9_999].Seats = 0
	if _, err := order.Compose(policy.Europe2024(), basket, date("2025-05-12")); fields(err) != "basket[9999].seats" {
		t.Error(err)
	}
	basket = append(basket, basket[0])
	if _, err := order.Compose(policy.Europe2024(), basket, date("2025-05-12")); fields(err) != "basket" {
		t.Error(err)
	}
}
