package coterm

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/refund"
)

// checkSeatsPaid refuses what was paid for other seats than those that are returned: otherwise some of the seats of a
// day would be paid back as all of them.
func checkSeatsPaid(op, field string, of refund.Purchase, what lifecycle.ReturnedPurchase, f lifecycle.Facts) error {
	returned, fits := fmt.Sprintf("the %d seats that are returned", what.Seats), func(n int) bool {
		return n == what.Seats
	}
	if !what.Term.IsZero() {
		returned, fits = "the seats that were bought with the term", func(n int) bool {
			// What a renewal carried that is returned on its day is no longer on record: see
			// lifecycle.ReturnedPurchase.
			return f.StartsWith(n) || addsSeatsOn(f, of.Ordered) || of.Event == refund.Renewed && what.Day == of.Ordered
		}
	}
	sum, most, line, lines := 0, 0, 0, 0
	for i, p := range of.Paid {
		if p.Seats > 0 {
			sum, most, line, lines = sum+p.Seats, max(most, p.Seats), i, lines+1
		}
	}
	switch {
	case lines == 0 || seatsFit(sum, most, lines, of.Term, fits):
		return nil
	case lines == 1:
		return input.Errorf(op, fmt.Sprintf("%s[%d].seats", field, line), sum, input.ErrConflict,
			"is not for %s", returned)
	}
	return input.Errorf(op, field, nil, input.ErrConflict, "are for %d seats, not for %s", sum, returned)
}

// addsSeatsOn reports whether the number of seats was changed at once on a day: then the facts do not tell how many the
// order of that day was for.
func addsSeatsOn(f lifecycle.Facts, day calendar.Date) bool {
	return slices.ContainsFunc(f.Changes, func(c lifecycle.Change) bool {
		return c.What == lifecycle.SeatsChanged && c.Asked == day && c.Effective == day
	})
}

// seatsFit reports whether lines that are for a number of seats in all, and for some at the most, are for seats that
// fit. Of a three-year subscription they can be several instalments, each of which is for all the seats.
func seatsFit(sum, most, lines int, term calendar.Term, fits func(int) bool) bool {
	if term != calendar.ThreeYear {
		return fits(sum)
	}
	for parts := 1; parts <= lines && parts*most <= sum; parts++ {
		if sum%parts == 0 && fits(sum/parts) {
			return true
		}
	}
	return false
}

// checkPartPaid wants to know of each line for how many seats it was paid, if some of the seats of a day are returned
// and others of that day are not, or were before.
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

// leavesSeats reports whether more of the seats of a day could be returned than are.
func (r ReturnRequest) leavesSeats(v lifecycle.View) bool {
	more := r.What
	more.Seats++
	_, err := v.Return(more)
	return err == nil && r.What.Term.IsZero()
}
