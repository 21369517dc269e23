package lifecycle_test

import (
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// The window for a smaller number of seats is the longest stretch of days with the answer yes that contains today, or
// else the next such stretch; also if numbers of seats were written into the facts by hand.
func TestCanReduceSeats_WindowByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := billingtest.Facts(europe).Draw(t, "facts")
		if f.Kind != policy.Subscription {
			return
		}
		f.Invoices = nil // they would end the window on other days
		for i := range f.Returns {
			if f.Returns[i].Term.IsZero() {
				return
			}
		}
		today := lastKnown(f)
		for _, seats := range rapid.SliceOfN(rapid.IntRange(1, 9), 0, 3).Draw(t, "by hand") {
			f.Changes = append(f.Changes,
				lifecycle.Change{What: lifecycle.SeatsChanged, Asked: today, Effective: today, Seats: seats})
			today = today.AddDays(rapid.IntRange(0, 3).Draw(t, "days on"))
		}
		s, err := lifecycle.New(europe, f)
		if err != nil {
			t.Fatal(err)
		}
		v := s.On(calendar.Latest(today, lastKnown(f)))
		to := rapid.IntRange(0, 9).Draw(t, "to")
		window := v.CanReduceSeats(to).Window
		yes := func(d calendar.Date) bool { return s.On(d).CanReduceSeats(to).Allowed() }
		for n := range 400 {
			d := v.Day().AddDays(n)
			switch in := window.Contains(d); {
			case in && !yes(d):
				t.Fatalf("%s is in %s, and to %d is refused\n%+v", d, window, to, f)
			case !in && yes(d) && !window.Start().After(v.Day()) && (n == 0 || window.End() == d):
				t.Fatalf("%s is not in %s, and to %d is allowed\n%+v", d, window, to, f)
			case !in && yes(d) && (window.IsZero() || d.Before(window.Start())):
				t.Fatalf("%s comes before %s, and to %d is allowed\n%+v", d, window, to, f)
			}
		}
	})
}
