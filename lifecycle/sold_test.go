package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// Facts have the seats of a price if they are as many more as were added wherever the number changes.
func TestFacts_AddsSeats(t *testing.T) {
	added := func(change func(*lifecycle.Facts)) lifecycle.Facts {
		sub := must(t)(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
			Offering: "AutoCAD", Length: calendar.Annual, Seats: 10, Ordered: day("2024-10-01"),
		}))
		sub = must(t)(sub.On(day("2025-08-01")).ReduceSeats(5))
		sub = must(t)(sub.On(day("2025-08-02")).Renew(lifecycle.RenewalChanges{}))
		f := must(t)(sub.On(day("2025-08-03")).AddSeats(3)).Facts() // 13 now, 8 from 2025-10-01 on
		change(&f)
		return f
	}
	for name, tt := range map[string]struct {
		facts lifecycle.Facts
		seats int
		want  bool
	}{
		"as added":       {added(func(*lifecycle.Facts) {}), 3, true},
		"others":         {added(func(*lifecycle.Facts) {}), 2, false},
		"none":           {added(func(*lifecycle.Facts) {}), 0, false},
		"one more":       {added(func(f *lifecycle.Facts) { f.Changes[1].Seats++ }), 3, false},
		"later one more": {added(func(f *lifecycle.Facts) { f.Changes[2].Seats++ }), 3, false},
		// where a pending number moves with an early renewal, it is not inside the stretch
		"later none":      {added(func(f *lifecycle.Facts) { f.Changes = f.Changes[:2] }), 3, true},
		"nothing changed": {added(func(f *lifecycle.Facts) { f.Changes = nil }), 3, false},
		"no terms":        {added(func(f *lifecycle.Facts) { f.Terms = nil }), 3, false},
		"something else": {
			added(func(f *lifecycle.Facts) { f.Changes[2].What = lifecycle.ProductSwitched }), 3, false,
		},
		"with a return": {
			added(func(f *lifecycle.Facts) {
				f.Returns = []lifecycle.ReturnedPurchase{{Day: day("2025-08-03"), Term: day("2025-10-01")}}
			}), 3, true,
		},
		"with a return, of others": {
			added(func(f *lifecycle.Facts) {
				f.Returns = []lifecycle.ReturnedPurchase{{Day: day("2025-08-03"), Term: day("2025-10-01")}}
			}), 4, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.facts.AddsSeats(tt.seats, day("2025-08-03")); got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

// A term starts with the seats that were bought, or that its renewal carries.
func TestFacts_StartsWith(t *testing.T) {
	sub := must(t)(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 10, Ordered: day("2024-10-01"),
	}))
	renewed := must(t)(sub.On(day("2025-08-02")).Renew(lifecycle.RenewalChanges{Seats: 4})).Facts()
	returned := renewed
	returned.Returns = []lifecycle.ReturnedPurchase{{Day: day("2025-08-03"), Term: day("2025-10-01")}}
	for name, tt := range map[string]struct {
		facts lifecycle.Facts
		want  []int
	}{
		"none":     {lifecycle.Facts{Seats: 10}, nil},
		"bought":   {sub.Facts(), []int{10}},
		"renewed":  {renewed, []int{4}},
		"returned": {returned, []int{4, 10}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []int
			for n := range 12 {
				if tt.facts.StartsWith(n) {
					got = append(got, n)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}
