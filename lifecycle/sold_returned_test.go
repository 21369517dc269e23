package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/lifecycle"
)

// refund.scope: if another term was returned on the day of the order, every number of seats that is on record will do:
// facts do not say which changes of that day came before the order. On the days next to it the return does not matter.
func TestFacts_StartsWith_AnotherTermReturnedThatDay(t *testing.T) {
	const first, back = "2024-10-01", "2025-07-20"
	year := must(t)(annual(t, first).On(day("2025-01-10")).AddSeats(1)) // 4 of them
	renew := func(seats int) doneOn {
		return func(v lifecycle.View) (lifecycle.Subscription, error) {
			return v.Renew(lifecycle.RenewalChanges{Seats: seats})
		}
	}
	giveBack := func(v lifecycle.View) (lifecycle.Subscription, error) {
		return v.Return(lifecycle.ReturnedPurchase{Term: day("2025-10-01")})
	}
	for name, tt := range map[string]struct {
		renewed, returned, again string
		want                     []int
	}{
		"on the day":               {"2025-07-19", back, back, []int{2, 3, 4, 6}},
		"all on the day":           {back, back, back, []int{3, 4, 6}}, // what the first one carried is not on record
		"the day after":            {"2025-07-19", back, "2025-07-21", []int{6}},
		"all on the day before it": {"2025-07-19", "2025-07-19", back, []int{6}},
	} {
		t.Run(name, func(t *testing.T) {
			s := must(t)(renew(2)(year.On(day(tt.renewed))))
			s = must(t)(giveBack(s.On(day(tt.returned))))
			s = must(t)(renew(6)(s.On(day(tt.again))))
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
