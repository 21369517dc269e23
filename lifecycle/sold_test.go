package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Facts contain the seats of a price if the number of seats rises by exactly that many wherever it changes.
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
		// if a pending number moves with an early renewal, it is outside the stretch
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

// A term starts with the seats that were bought, or that the renewal carries.
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
		"returned": {returned, []int{10}},
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

// refund.scope: for which numbers of seats the latest term can have been ordered. Facts do not say whether seats were
// added before or after that order on the same day.
func TestFacts_StartsWith_OnABusyDay(t *testing.T) {
	r, early := day("2025-10-01"), day("2025-08-02")
	five := must(t)(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: day("2024-10-01"),
	}))
	three := lifecycle.RenewalChanges{Seats: 3}
	renew := func(c lifecycle.RenewalChanges) doneOn {
		return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(c) }
	}
	add := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(2) }
	reduce := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(4) }
	for name, tt := range map[string]struct {
		on    calendar.Date
		steps []doneOn
		want  []int
	}{
		"bought, and some added":             {day("2024-10-01"), []doneOn{add}, []int{5}},
		"renewed":                            {early, []doneOn{renew(plain)}, []int{5}},
		"for others":                         {early, []doneOn{renew(three)}, []int{3}},
		"on R for others":                    {r, []doneOn{renew(three)}, []int{3}},
		"on R for others, and some added":    {r, []doneOn{renew(three), add}, []int{3}},
		"on R, and some added":               {r, []doneOn{renew(plain), add}, []int{5}},
		"late for others":                    {r.AddDays(9), []doneOn{renew(three)}, []int{3}},
		"late for others, and some added":    {r.AddDays(9), []doneOn{renew(three), add}, []int{3}},
		"fewer asked for before":             {early, []doneOn{reduce, renew(plain)}, []int{4}},
		"fewer asked for, and renewed for 3": {early, []doneOn{reduce, renew(three)}, []int{3}},
		"some added before or after":         {early, []doneOn{add, renew(plain)}, []int{5, 7}},
		"some added after or before":         {early, []doneOn{renew(plain), add}, []int{5, 7}},
		"some added, then for others":        {early, []doneOn{add, renew(three)}, []int{3}},
		"for others, then some added":        {early, []doneOn{renew(three), add}, []int{3}},
	} {
		t.Run(name, func(t *testing.T) {
			s := five
			for _, do := range tt.steps {
				s = must(t)(do(s.On(tt.on)))
			}
			var got []int
			for n := range 20 {
				if s.Facts().StartsWith(n) {
					got = append(got, n)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v\n%+v", got, tt.want, s.Facts().Changes)
			}
		})
	}
}

// refund.scope: if seats are returned on the day of the order, the true number is accepted whatever came first, and so
// is every other number on record.
func TestSubscription_StartsWith_SeatsReturnedThatDay(t *testing.T) {
	five := must(t)(annual(t, "2024-10-01").On(day("2025-03-01")).AddSeats(2))
	on := day("2025-09-01")
	renew := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(plain) }
	back := func(v lifecycle.View) (lifecycle.Subscription, error) {
		return v.Return(lifecycle.ReturnedPurchase{Added: day("2025-03-01"), Seats: 1})
	}
	add := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(4) }
	for name, tt := range map[string]struct {
		steps []doneOn
		sold  int
	}{
		"renewed, added, returned": {[]doneOn{renew, add, back}, 5},
		"added, renewed, returned": {[]doneOn{add, renew, back}, 9},
		"renewed, returned, added": {[]doneOn{renew, back, add}, 5},
		"returned, renewed, added": {[]doneOn{back, renew, add}, 4},
		"returned, added, renewed": {[]doneOn{back, add, renew}, 8},
		"added, returned, renewed": {[]doneOn{add, back, renew}, 8},
	} {
		t.Run(name, func(t *testing.T) {
			s := five
			for _, do := range tt.steps {
				s = must(t)(do(s.On(on)))
			}
			if !s.StartsWith(tt.sold) || s.StartsWith(7) {
				t.Errorf("%d: %t, 7: %t", tt.sold, s.StartsWith(tt.sold), s.StartsWith(7))
			}
		})
	}
}

// doneOn is an act on a day.
type doneOn func(lifecycle.View) (lifecycle.Subscription, error)

// change.effective-fixed: whether an early renewal was for a pending number of seats depends on how the edition reads
// it, so a subscription accepts one number and its facts both.
func TestSubscription_StartsWith(t *testing.T) {
	for reading, want := range map[policy.YesNo]int{policy.No: 5, policy.Yes: 10} {
		t.Run(reading.String(), func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = reading })
			s := subscription(t, ed, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
			s = must(t)(s.On(day("2024-10-02")).AddSeats(7))
			s = must(t)(s.On(day("2025-08-01")).ReduceSeats(5))
			s = must(t)(s.On(day("2025-08-02")).Renew(plain))
			for n := range 12 {
				if got := s.StartsWith(n); got != (n == want) {
					t.Errorf("with %d seats: %t", n, got)
				}
				if got := s.Facts().StartsWith(n); got != (n == 5 || n == 10) {
					t.Errorf("the facts with %d seats: %t", n, got)
				}
			}
		})
	}
	if (lifecycle.Subscription{}).StartsWith(1) {
		t.Error("the zero Subscription starts with a seat")
	}
}
