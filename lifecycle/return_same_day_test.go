package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Seats are added and returned, and then the purchase itself, all on one day.
func TestReturn_SeatsAndThenAllOnOneDay(t *testing.T) {
	t.Parallel()
	start, on := day("2026-01-01"), day("2026-01-31")
	s, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 1,
		Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: day("2026-02-01"), Length: calendar.Monthly}},
	})
	if err == nil {
		s, err = s.On(on).AddSeats(1)
	}
	if err == nil {
		s, err = s.On(on).Return(lifecycle.ReturnedPurchase{Added: on, Seats: 1})
	}
	if err == nil {
		s, err = s.On(on).Return(lifecycle.ReturnedPurchase{Term: start})
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := s.On(on).Phase(); got != lifecycle.Canceled {
		t.Errorf("%s on the day", got)
	}
	if got := s.On(on.AddDays(-1)); got.Phase() != lifecycle.Active || got.Seats() != 1 {
		t.Errorf("the day before: %s with %d seats", got.Phase(), got.Seats())
	}
}

// Seats are added to a renewed term, then the term is returned, and then the seats, which have ended with it.
func TestReturn_SeatsOfATermThatWasReturned(t *testing.T) {
	t.Parallel()
	for _, added := range []string{"2024-11-10", "2024-11-15"} {
		t.Run(added, func(t *testing.T) {
			t.Parallel()
			on := day("2024-11-15")
			facts := bought(t, calendar.Monthly, day("2024-09-16"), day("2024-09-16"), day("2024-09-17"))
			facts.Seats = 1
			s, err := lifecycle.New(europe, facts)
			if err == nil {
				s, err = s.On(day(added)).AddSeats(1)
			}
			if err == nil {
				s, err = s.On(on).Return(lifecycle.ReturnedPurchase{Term: day("2024-10-16")})
			}
			if err == nil {
				s, err = s.On(on).Return(
					lifecycle.ReturnedPurchase{Added: day(added), Seats: 1, Until: day("2024-11-16")})
			}
			if err != nil {
				t.Fatal(err)
			}
			if v := s.On(on); v.Seats() != 1 || v.Renewal() != day("2024-10-16") {
				t.Errorf("%d seats, renewing on %s", v.Seats(), v.Renewal())
			}
		})
	}
}

// Seats are added on the renewal date and on the day before it, and the renewal is returned on the renewal date. Then
// the seats of the day before can be returned, too, and those of the renewal date only once.
func TestReturn_SeatsOfTwoDaysAfterTheirTerm(t *testing.T) {
	t.Parallel()
	on := day("2025-10-01")
	s := tell(t, annual3).renew("2025-09-30").add("2025-09-30", 2).add("2025-10-01", 4).
		returnTerm("2025-10-01", "2025-10-01").s
	today := lifecycle.ReturnedPurchase{Added: on, Seats: 4, Until: day("2026-10-01")}
	s = must(t)(s.On(on).Return(today))
	s = must(t)(s.On(on).Return(lifecycle.ReturnedPurchase{
		Added: on.AddDays(-1), Seats: 2, Until: day("2026-10-01"),
	}))
	if added, seats := s.On(on).SeatsAdded(), s.On(on).Seats(); added != 4 || seats != 3 {
		t.Errorf("%d seats added, %d left", added, seats)
	}
	if _, err := s.On(on).Return(today); testkit.Fields(err) != "returns[3].seats" {
		t.Error(err)
	}
}
