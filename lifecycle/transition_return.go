package lifecycle

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
)

// Return records that a purchase is returned on the day of the view, and which invoices fall away with it. Whether it
// can be, and what is given back, is for coterm.Return, which also calls this.
//
// Of a term only its start is needed: it is the latest one, and what it was asked for with goes with it. The renewal
// date goes back to that start; if that is not after the day, or no term is left, the subscription is Canceled at once,
// without stages.
//
// Of seats, the day on which they were added and their number are needed, and the renewal date up to which they were
// bought if it is not the one that was known on that day. They are taken off all numbers of seats up to that date, and
// off what a renewal that is still to come would be for; a term that was bought with them keeps its number. A number
// that was asked for the renewal date stays, unless it only withdraws another; seats that are returned after that date
// while it is pending are still counted until the late renewal.
//
// A term that is followed by another, what was returned already, what was never bought, and an invoice that is not
// known or fell away already are errors. Implements refund.effect.
func (v View) Return(what ReturnedPurchase, invoices ...string) (Subscription, error) {
	const op = "lifecycle.View.Return"
	f, err := v.begin(op, alwaysAllowed(v.day))
	if err != nil {
		return Subscription{}, err
	}
	if !what.Day.IsZero() && what.Day != v.day {
		return Subscription{}, input.Errorf(op, "what.day", what.Day, input.ErrConflict, "must be the day, %s", v.day)
	}
	what.Day = v.day
	if err := f.fallAway(op, v.day, invoices); err != nil {
		return Subscription{}, err
	}
	if what.Term.IsZero() {
		if added := v.state.at(what.Added); what.Until.IsZero() && added != nil {
			what.Until = added.renewal
		}
		f.Changes = append(f.Changes, v.without(what)...)
	} else {
		f.Changes = slices.DeleteFunc(f.Changes, v.fallsAway(what))
	}
	f.Returns = append(f.Returns, what)
	return build(op, v.state.edition, f)
}

// pendingSeats reports whether a number of seats is on record for the renewal date.
func (v View) pendingSeats() bool {
	_, since, found := v.known().renewedOn(v.snapshot.renewal).inForce(SeatsChanged, v.snapshot.renewal)
	return found && since == v.snapshot.renewal
}

// fallAway marks invoices as those of what was returned on a day.
func (f *Facts) fallAway(op string, day calendar.Date, numbers []string) error {
	for i, number := range numbers {
		field := fmt.Sprintf("invoices[%d]", i)
		place := slices.IndexFunc(f.Invoices, func(b BilledInvoice) bool { return b.Number == number })
		switch {
		case place < 0:
			return input.Errorf(op, field, number, input.ErrUnknown, "is no invoice of this subscription")
		case !f.Invoices[place].Returned.IsZero():
			return input.Errorf(op, field, number, input.ErrConflict, "fell away with the return of %s",
				f.Invoices[place].Returned)
		}
		f.Invoices[place].Returned = day
	}
	return nil
}

// fallsAway finds the changes that were asked for on the very day and go with a term that is returned. Those of earlier
// days stay on record, and are known not to count from the day on.
func (v View) fallsAway(what ReturnedPurchase) func(Change) bool {
	term := v.known().last()
	return func(c Change) bool { return term.isOf(&what) && c.Asked == v.day && c.goesWith(term) }
}

// without lists the numbers of seats that are left when seats are returned: now, as of each later day on which a number
// takes effect while they were bought, and after that.
func (v View) without(what ReturnedPurchase) []Change {
	k, ends := v.known(), calendar.Earliest(what.Until, v.snapshot.renewal)
	var left []Change
	from := func(day calendar.Date, seats int) {
		left = append(left, Change{What: SeatsChanged, Asked: v.day, Effective: day, Seats: seats})
	}
	if !v.day.Before(ends) { // their days are over, and a late renewal is without them
		counted := what.Added.Before(ends) // what was added to a term that is returned has ended with it
		if counted && ends == v.snapshot.renewal && !k.nothingLeft() && (!v.pendingSeats() || v.withdrawn()) {
			from(ends, k.seats(ends.AddDays(-1))-what.Seats)
		}
		return left
	}
	for day := v.day; !day.IsZero(); day = k.nextSeats(day, ends) {
		from(day, k.seats(day)-what.Seats)
	}
	switch _, since, found := k.inForce(SeatsChanged, ends); {
	case ends == v.snapshot.renewal && v.withdrawn():
		from(ends, k.seats(ends)-what.Seats)
	case ends != v.snapshot.renewal && (!found || since != ends):
		from(ends, k.seats(ends)) // the term that follows was bought with them
	}
	return left
}
