package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// refund.scope: with two renewals of a day, early or late, what the first one carries was known when the second was
// ordered. What may have been added before the second leaves more than one number.
func TestFacts_StartsWith_TwoRenewalsOfADay(t *testing.T) {
	month := must(t)(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 4, Ordered: day("2025-10-01"),
	}))
	early, r, late := day("2025-10-20"), day("2025-11-01"), day("2025-11-10")
	renew := func(seats int) doneOn {
		return func(v lifecycle.View) (lifecycle.Subscription, error) {
			return v.Renew(lifecycle.RenewalChanges{Seats: seats})
		}
	}
	add := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(3) }
	reduce := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(2) }
	for name, tt := range map[string]struct {
		on    calendar.Date
		steps []doneOn
		want  []int
	}{
		"early":                           {early, []doneOn{renew(2), renew(0)}, []int{2}},
		"late":                            {late, []doneOn{renew(2), renew(0)}, []int{2}},
		"three":                           {early, []doneOn{renew(2), renew(3), renew(0)}, []int{3}},
		"each for its own":                {early, []doneOn{renew(2), renew(3)}, []int{3}},
		"fewer asked for before both":     {early, []doneOn{reduce, renew(0), renew(0)}, []int{2}},
		"early, then some added":          {early, []doneOn{renew(2), renew(0), add}, []int{2, 5}},
		"early, some added in between":    {early, []doneOn{renew(2), add, renew(0)}, []int{2, 5}},
		"late, then some added":           {late, []doneOn{renew(2), renew(0), add}, []int{2, 5}},
		"on R, then some added":           {r, []doneOn{renew(0), renew(0), add}, []int{4, 7}},
		"on R, some added in between":     {r, []doneOn{renew(0), add, renew(0)}, []int{4, 7}},
		"on R, where the day is the same": {r, []doneOn{renew(2), renew(0)}, []int{2}},
	} {
		t.Run(name, func(t *testing.T) {
			s := month
			for _, do := range tt.steps {
				s = must(t)(do(s.On(tt.on)))
			}
			var got []int
			for n := range 20 {
				if s.StartsWith(n) {
					got = append(got, n)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v\n%+v", got, tt.want, s.Facts().Changes)
			}
		})
	}
}
