package lifecycle_test

import (
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// asks is a number of seats that is asked for on one day and takes effect on another; 0 withdraws what is pending.
func asks(asked, effective string, seats int) lifecycle.Change {
	return lifecycle.Change{
		What: lifecycle.SeatsChanged, Asked: day(asked), Effective: day(effective), Seats: seats, Withdrawn: seats == 0,
	}
}

// seatsOffCase is facts of three seats for a year from 2024-10-01, renewed on a day, with changes and returns.
type seatsOffCase struct {
	renewed string // "" if it was not
	moves   policy.YesNo
	changes []lifecycle.Change
	returns []lifecycle.ReturnedPurchase
	fault   string // "" if the facts are good
}

func checkSeatsOff(t *testing.T, tests map[string]seatsOffCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ordered := []calendar.Date{day("2024-10-01")}
			if tt.renewed != "" {
				ordered = append(ordered, day(tt.renewed))
			}
			f := bought(t, calendar.Annual, ordered[0], ordered...)
			f.Changes, f.Returns = tt.changes, tt.returns
			ed := europe
			if tt.moves == policy.Yes {
				ed = edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
			}
			got := ""
			if _, err := lifecycle.New(ed, f); err != nil {
				got = err.Error()
			}
			if tt.fault != "" {
				tt.fault = "lifecycle.New: " + tt.fault
			}
			if got != tt.fault {
				t.Errorf("got  %s\nwant %s", got, tt.fault)
			}
		})
	}
}

// takenOff is the fault of the change at an index.
func takenOff(index, seats, of, off int, on string, returned int) string {
	return fmt.Sprintf("changes[%d].seats %d: is less than the %d in force: "+
		"%d are taken off at once on %s, but %d were returned", index, seats, of, off, on, returned)
}

// change.seats-down: seats go down at a renewal. Without a return, a smaller number cannot take effect at once.
func TestNew_SeatsTakenOffAtOnce(t *testing.T) {
	const (
		early, late  = "2025-07-10", "2025-10-20"
		end, renewal = "2025-09-30", "2025-10-01"
	)
	checkSeatsOff(t, map[string]seatsOffCase{
		"at once": {
			changes: []lifecycle.Change{seatsSet("2025-01-10", 2)},
			fault:   takenOff(0, 2, 3, 1, "2025-01-10", 0),
		},
		"as many as before": {changes: []lifecycle.Change{seatsSet("2025-01-10", 3)}},
		"twice": {
			changes: []lifecycle.Change{
				seatsSet("2025-01-10", 5), seatsSet("2025-01-10", 4), seatsSet("2025-01-11", 3),
			},
			fault: takenOff(1, 4, 5, 1, "2025-01-10", 0) + "\nlifecycle.New: " +
				takenOff(2, 3, 4, 1, "2025-01-11", 0),
		},
		"at the renewal": {
			renewed: early,
			changes: []lifecycle.Change{asks("2025-01-10", renewal, 1), seatsSet("2025-10-01", 2)},
		},
		"below what the renewal left": {
			renewed: early,
			changes: []lifecycle.Change{asks("2025-01-10", renewal, 2), seatsSet("2025-10-01", 1)},
			fault:   takenOff(1, 1, 2, 1, "2025-10-01", 0),
		},
		"after a reduction that was withdrawn": {
			renewed: early,
			changes: []lifecycle.Change{
				asks("2025-01-10", renewal, 1), asks("2025-01-11", renewal, 0), seatsSet("2025-10-02", 2),
			},
			fault: takenOff(2, 2, 3, 1, "2025-10-02", 0),
		},
		"before a reduction": {
			changes: []lifecycle.Change{asks("2025-01-10", renewal, 1), seatsSet("2025-01-11", 2)},
			fault:   takenOff(1, 2, 3, 1, "2025-01-11", 0),
		},
		"with a late renewal": {renewed: late, changes: []lifecycle.Change{asks(late, renewal, 1)}},
		"after a late renewal": {
			renewed: late,
			changes: []lifecycle.Change{asks(late, renewal, 2), seatsSet(late, 1)},
			fault:   takenOff(1, 1, 2, 1, "2025-10-20", 0),
		},
		"with a renewal on its day": {renewed: renewal, changes: []lifecycle.Change{seatsSet(renewal, 1)}},
		"after a renewal on its day": {
			renewed: renewal,
			changes: []lifecycle.Change{seatsSet(renewal, 2), seatsSet(renewal, 1)},
			fault:   takenOff(1, 1, 2, 1, "2025-10-01", 0),
		},
		"at the renewal to which a reduction moved": {
			renewed: early, moves: policy.Yes,
			changes: []lifecycle.Change{asks("2025-01-10", renewal, 1), seatsSet("2025-10-01", 2)},
			fault:   takenOff(1, 2, 3, 1, "2025-10-01", 0),
		},
		"before the last covered day": {
			changes: []lifecycle.Change{seatsSet("2025-10-02", 4), asks("2025-10-03", end, 3)},
			returns: []lifecycle.ReturnedPurchase{
				{Day: day("2025-10-03"), Added: day("2025-01-10"), Seats: 1, Until: day(renewal)},
			},
			fault: "returns[0].seats 1: brings the seats returned to 1, but 0 were added on 2025-01-10",
		},
	})
}

// refund.effect: a return takes off as many seats as are returned on its day, and no more.
func TestNew_SeatsTakenOffByReturns(t *testing.T) {
	const early, end = "2025-07-10", "2025-09-30"
	after := seatsBack("2025-10-05", 2)
	other := lifecycle.ReturnedPurchase{
		Day: day("2025-07-20"), Added: day("2025-07-12"), Seats: 1, Until: day("2026-10-01"),
	}
	checkSeatsOff(t, map[string]seatsOffCase{
		"two returns of a day": {
			changes: []lifecycle.Change{
				seatsSet("2025-01-10", 6), seatsSet("2025-01-20", 5), seatsSet("2025-01-20", 3),
			},
			returns: []lifecycle.ReturnedPurchase{seatsBack("2025-01-20", 1), seatsBack("2025-01-20", 2)},
		},
		"more than two returns of a day": {
			changes: []lifecycle.Change{
				seatsSet("2025-01-10", 6), seatsSet("2025-01-20", 5), seatsSet("2025-01-20", 2),
			},
			returns: []lifecycle.ReturnedPurchase{seatsBack("2025-01-20", 1), seatsBack("2025-01-20", 2)},
			fault:   takenOff(2, 2, 5, 4, "2025-01-20", 3),
		},
		"after the last covered day": {
			changes: []lifecycle.Change{seatsSet("2025-01-10", 6), asks("2025-10-05", end, 4)},
			returns: []lifecycle.ReturnedPurchase{after},
		},
		"more, after the last covered day": {
			changes: []lifecycle.Change{seatsSet("2025-01-10", 6), asks("2025-10-05", end, 3)},
			returns: []lifecycle.ReturnedPurchase{after},
			fault:   takenOff(1, 3, 6, 3, "2025-10-05", 2),
		},
		"after the return of a term": {
			renewed: early,
			changes: []lifecycle.Change{
				asks("2025-07-11", "2026-10-01", 2), seatsSet("2025-07-12", 5), seatsSet("2025-07-20", 4),
				seatsSet("2025-07-21", 3),
			},
			returns: []lifecycle.ReturnedPurchase{other, termBack("2025-07-20", "2025-10-01")},
			fault:   takenOff(3, 3, 4, 1, "2025-07-21", 0),
		},
	})
}

// change.seats-down: seats go down at a renewal date. What was bought for a later term stays, unless it is returned.
func TestNew_SeatsTakenOffBoughtTerm(t *testing.T) {
	const early, renewal = "2025-07-10", "2025-10-01"
	added := lifecycle.ReturnedPurchase{
		Day: day("2025-07-20"), Added: day("2025-07-12"), Seats: 2, Until: day("2026-10-01"),
	}
	fault := func(index, seats, of, off int, on string, returned int) string {
		return fmt.Sprintf("changes[%d].seats %d: is less than the %d bought from 2025-10-01 on: "+
			"%d are taken off on %s, but %d were returned", index, seats, of, off, on, returned)
	}
	more := []lifecycle.Change{
		asks("2025-07-10", renewal, 4), seatsSet("2025-07-12", 5), asks("2025-07-12", renewal, 6),
	}
	checkSeatsOff(t, map[string]seatsOffCase{
		"after the renewal": {
			renewed: early, changes: []lifecycle.Change{asks("2025-08-05", renewal, 2)},
			fault: fault(0, 2, 3, 1, "2025-08-05", 0),
		},
		"after the renewal, twice": {
			renewed: early,
			changes: []lifecycle.Change{asks("2025-08-05", renewal, 2), asks("2025-08-05", renewal, 1)},
			fault: fault(0, 2, 3, 1, "2025-08-05", 0) + "\nlifecycle.New: " +
				fault(1, 1, 2, 2, "2025-08-05", 0),
		},
		"before the renewal":        {renewed: early, changes: []lifecycle.Change{asks("2025-07-09", renewal, 2)}},
		"on the day of the renewal": {renewed: early, changes: []lifecycle.Change{asks(early, renewal, 2)}},
		"for the next renewal date": {renewed: early, changes: []lifecycle.Change{asks("2025-08-05", "2026-10-01", 2)}},
		"as many as bought":         {renewed: early, changes: []lifecycle.Change{asks("2025-08-05", renewal, 3)}},
		"withdrawn before the renewal": {
			renewed: early,
			changes: []lifecycle.Change{asks("2025-07-08", renewal, 2), asks("2025-07-09", renewal, 0)},
		},
		"below what the renewal left": {
			renewed: early,
			changes: []lifecycle.Change{asks("2025-07-09", renewal, 2), asks("2025-08-05", renewal, 1)},
			fault:   fault(1, 1, 2, 1, "2025-08-05", 0),
		},
		"a reduction that moved": {
			renewed: early, moves: policy.Yes,
			changes: []lifecycle.Change{asks("2025-07-09", renewal, 1), asks("2025-08-05", renewal, 2)},
			fault:   fault(1, 2, 3, 1, "2025-08-05", 0),
		},
		"a return": {
			renewed: early,
			changes: append(slices.Clone(more), seatsSet("2025-07-20", 3), asks("2025-07-20", renewal, 4)),
			returns: []lifecycle.ReturnedPurchase{added},
		},
		"more than a return": {
			renewed: early,
			changes: append(slices.Clone(more), seatsSet("2025-07-20", 3), asks("2025-07-20", renewal, 3)),
			returns: []lifecycle.ReturnedPurchase{added},
			fault:   fault(4, 3, 6, 3, "2025-07-20", 2),
		},
		"more than a return, in steps": {
			renewed: early,
			changes: append(slices.Clone(more),
				seatsSet("2025-07-20", 3), asks("2025-07-20", renewal, 5), asks("2025-07-20", renewal, 3)),
			returns: []lifecycle.ReturnedPurchase{added},
			fault:   fault(5, 3, 5, 3, "2025-07-20", 2),
		},
		"after the return of the term": {
			renewed: early,
			changes: []lifecycle.Change{asks("2025-07-21", renewal, 2)},
			returns: []lifecycle.ReturnedPurchase{termBack("2025-07-20", "2025-10-01")},
		},
	})
}
