package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Seats are added and returned, and then the purchase itself is returned, all on one day.
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
