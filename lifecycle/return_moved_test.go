package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// refund.effect, change.effective-fixed, where pending changes move with an early renewal: a return of seats on the day
// of the renewal leaves what the renewal moved as it was, pending or withdrawn, as a return on the next day does.
func TestReturn_OfSeatsOnTheDayOfARenewalThatMoved(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	asked, on := day("2024-10-13"), day("2024-10-14")
	s := subscription(t, ed, bought(t, calendar.Monthly, day("2024-09-16"), day("2024-09-16"))) // 3 seats
	s = must(t)(s.On(asked).AddSeats(1))
	s = must(t)(s.On(asked).ReduceSeats(2))
	pending := must(t)(s.On(on).Renew(plain)) // for 4 seats; the 2 move to 2024-11-16
	withdrawn := must(t)(pending.On(on).ReduceSeats(4))
	carried := must(t)(s.On(on).Renew(lifecycle.RenewalChanges{Seats: 3}))
	for name, tt := range map[string]struct {
		s             lifecycle.Subscription
		renewed, next int // seats from the start of the renewal, and after it
	}{
		"pending":                 {pending, 4, 2},
		"withdrawn":               {withdrawn, 4, 4},
		"replaced by the renewal": {carried, 3, 3},
	} {
		for _, back := range []calendar.Date{on, on.AddDays(1)} {
			t.Run(name+" on "+back.String(), func(t *testing.T) {
				t.Parallel()
				s := must(t)(tt.s.On(back).Return(lifecycle.ReturnedPurchase{
					Added: asked, Seats: 1, Until: day("2024-10-16"),
				}))
				now, later := s.On(back), s.On(day("2024-10-16"))
				if now.Seats() != 3 || later.Seats() != tt.renewed || now.NextTerm().Seats != tt.next {
					t.Errorf("%d now, %d renewed, %d next, want 3, %d, %d\n%+v", now.Seats(), later.Seats(),
						now.NextTerm().Seats, tt.renewed, tt.next, s.Facts().Changes)
				}
			})
		}
	}
}
