package coterm

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/refund"
)

// seatsPaid returns the number of seats that paid lines are for, 0 if no line states its seats. It refuses lines that
// are not for the seats that are returned: otherwise returning some of the seats of a day could pay back all of them.
// If more than one number is possible, it returns the expected one, or otherwise the largest. startsWith reports with
// how many seats a term that is returned can have started.
func seatsPaid(
	op, field string, of refund.Purchase, what lifecycle.ReturnedPurchase, startsWith func(int) bool, expected int,
) (int, error) {
	returned, fits := fmt.Sprintf("the %d seats that are returned", what.Seats), func(n int) bool {
		return n == what.Seats
	}
	if !what.Term.IsZero() {
		returned, fits = "the seats that were bought with the term", func(n int) bool {
			// What a renewal carried is no longer on record if it is returned on the day of its order: see
			// lifecycle.ReturnedPurchase.
			return startsWith(n) || of.Event == refund.Renewed && what.Day == of.Ordered
		}
	}
	sum, most, line, lines := 0, 0, 0, 0
	for i, p := range of.Paid {
		if p.Seats > 0 {
			sum, most, line, lines = sum+p.Seats, max(most, p.Seats), i, lines+1
		}
	}
	if lines == 0 {
		return 0, nil
	}
	possible := seatsOf(sum, most, lines, of.Term)
	if slices.Contains(possible, expected) && fits(expected) {
		return expected, nil
	}
	if i := slices.IndexFunc(possible, fits); i >= 0 {
		return possible[i], nil
	}
	if lines == 1 {
		return 0, input.Errorf(op, fmt.Sprintf("%s[%d].seats", field, line), sum, input.ErrConflict,
			"is not for %s", returned)
	}
	return 0, input.Errorf(op, field, nil, input.ErrConflict, "is for %d seats, not for %s", sum, returned)
}

// seatsOf lists the numbers of seats that lines can be for, the largest first, given the sum of their seats and the
// largest number. For a three-year subscription they can be several instalments, each for all the seats.
func seatsOf(sum, most, lines int, term calendar.Term) []int {
	possible := []int{sum}
	for parts := 2; term == calendar.ThreeYear && parts <= lines && parts*most <= sum; parts++ {
		if sum%parts == 0 {
			possible = append(possible, sum/parts)
		}
	}
	return possible
}

// checkPartPaid requires each line to state its seats if only some of the seats of a day are returned, or some were
// returned before.
func (r ReturnRequest) checkPartPaid(op string, v lifecycle.View) error {
	before := func(b lifecycle.ReturnedPurchase) bool { return b.Added == r.What.Added }
	if !r.What.Term.IsZero() || !r.leavesSeats(v) && !slices.ContainsFunc(v.Subscription().Facts().Returns, before) {
		return nil
	}
	for i, p := range r.Paid {
		if p.Seats == 0 {
			return input.Missing(op, fmt.Sprintf("paid[%d].seats", i))
		}
	}
	return nil
}

// leavesSeats reports whether some of the seats added on the day would be left after the return.
func (r ReturnRequest) leavesSeats(v lifecycle.View) bool {
	more := r.What
	more.Seats++
	_, err := v.Return(more)
	return err == nil && r.What.Term.IsZero()
}
