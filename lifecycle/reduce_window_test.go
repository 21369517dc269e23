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
		today := writeSeats(t, &f)
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

// writeSeats writes some numbers of seats into facts: up on one day, and down again, as far as they are returned, on
// that day or a later one. It returns a day by which all is known.
func writeSeats(t *rapid.T, f *lifecycle.Facts) calendar.Date {
	today := lastKnown(*f)
	view := func() lifecycle.View {
		s, err := lifecycle.New(europe, *f)
		if err != nil {
			t.Fatal(err)
		}
		return s.On(today)
	}
	set := func(seats int) {
		f.Changes = append(f.Changes,
			lifecycle.Change{What: lifecycle.SeatsChanged, Asked: today, Effective: today, Seats: seats})
	}
	for range rapid.IntRange(0, 2).Draw(t, "by hand") {
		today = today.AddDays(rapid.IntRange(1, 3).Draw(t, "days on"))
		v := view()
		if v.Phase() == lifecycle.Canceled || today.Before(f.Terms[0].Start) || !today.Before(v.Renewal()) {
			continue // nothing can be added
		}
		added := rapid.IntRange(1, 5).Draw(t, "added")
		set(v.Seats() + added)
		back := lifecycle.ReturnedPurchase{Added: today, Until: v.Renewal()}
		back.Seats = rapid.IntRange(0, added).Draw(t, "returned")
		today = today.AddDays(rapid.IntRange(0, 3).Draw(t, "days on"))
		back.Day = today
		if left := view().Seats() - back.Seats; back.Seats > 0 && left > 0 && today.Before(back.Until) {
			set(left)
			f.Returns = append(f.Returns, back)
		}
	}
	return today
}
