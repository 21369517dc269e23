package lifecycle_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/lifecycle"
)

func TestView_SeatsAdded(t *testing.T) {
	f := annual(t, "2025-01-10").Facts()
	f.Changes = []lifecycle.Change{
		{What: lifecycle.SeatsChanged, Asked: day("2025-02-01"), Effective: day("2025-02-01"), Seats: 5},
		{What: lifecycle.SeatsChanged, Asked: day("2025-02-01"), Effective: day("2025-02-01"), Seats: 6},
		{What: lifecycle.SeatsChanged, Asked: day("2025-03-01"), Effective: day("2025-03-01"), Seats: 4},
		{What: lifecycle.SeatsChanged, Asked: day("2025-04-01"), Effective: day("2026-01-10"), Seats: 9},
	}
	f.Returns = []lifecycle.ReturnedPurchase{
		{Day: day("2025-03-01"), Added: day("2025-02-01"), Seats: 2, Until: day("2026-01-10")},
	}
	s := subscription(t, europe, f)
	for _, tt := range []struct {
		name, day string
		want      int
	}{
		{"before the order", "2025-01-09", 0},
		{"the order itself", "2025-01-10", 0},
		{"twice on one day, some returned since", "2025-02-01", 3},
		{"a day on which none were", "2025-02-02", 0},
		{"taken off", "2025-03-01", 0},
		{"asked for from the renewal date on", "2025-04-01", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := s.On(day(tt.day)).SeatsAdded(); got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
		})
	}
	if got := (lifecycle.View{}).SeatsAdded(); got != 0 {
		t.Errorf("zero View: %d", got)
	}
}

// Two seats are added, and one more on the same day: they can be returned as one purchase of three.
func ExampleView_SeatsAdded() {
	s := revit()
	for _, seats := range []int{2, 1} {
		var err error
		if s, err = s.On(day("2025-06-02")).AddSeats(seats); err != nil {
			panic(err)
		}
	}
	fmt.Println(s.On(day("2025-06-02")).SeatsAdded(), "of", s.On(day("2025-06-02")).Seats())
	// Output: 3 of 5
}
