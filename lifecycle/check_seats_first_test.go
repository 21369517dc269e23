package lifecycle_test

import (
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// change.seats-down: a number on the day on which the first term starts is not one that a renewal carries.
func TestNew_SeatsTakenOffOnTheFirstDay(t *testing.T) {
	for seats, good := range map[int]bool{1: false, 2: false, 4: true} {
		facts := bought(t, calendar.Annual, day("2025-01-10"), day("2025-01-10"))
		facts.Seats = 3
		facts.Changes = append(facts.Changes, lifecycle.Change{
			What: lifecycle.SeatsChanged, Asked: day("2025-01-10"), Effective: day("2025-01-10"), Seats: seats,
		})
		_, err := lifecycle.New(europe, facts)
		faults := billingrules.InputErrors(err)
		if good != (err == nil) || !good && (len(faults) != 1 || faults[0].Field != "changes[0].seats") {
			t.Errorf("%d of 3 seats: %v", seats, err)
		}
	}
}
