package lifecycle

import (
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// Return records that a purchase is returned on the day of the view, and which invoices fall away with it. It neither
// checks whether the purchase can be returned nor works out what is given back; coterm.Return does both, and calls this
// method.
//
// To return a term, give only its start. It must be the latest term, and what came with its order falls away with it.
// The renewal date goes back to the start of the term. If that date is not after the day, or no term is left, the
// subscription is Canceled at once, without stages.
//
// To return seats, give their number and the day on which they were added. Also give Until, the renewal date up to
// which they were bought, if an order of that day moved the renewal date: then there are several such dates, and
// facts seldom tell which it was, so that each of them is accepted. The seats are subtracted from every number of
// seats up to Until, and from the number of seats that the next renewal would have. Three numbers stay as they are:
// one that was asked for from the renewal date on, that of a term bought after the seats were added, and that of a
// term bought after the term of the seats was returned. If a renewal up to Until was returned and made again on the
// day of the seats, they count as bought for the second one, as far as seats of that day can have raised its number:
// in which order the acts of a day came is not looked at. Once Until has come and another term has begun, no number
// changes. Seats that a renewal carried were not added: they are returned with its term.
//
// It is an error if another term follows the given one, if the purchase was already returned or never made, or if an
// invoice is unknown or has already fallen away. Implements refund.effect.
func (v View) Return(what ReturnedPurchase, invoices ...string) (Subscription, error) {
	const op = "lifecycle.View.Return"
	f, err := v.begin(op, alwaysAllowed(v.day))
	if err != nil {
		return Subscription{}, err
	}
	if !what.Day.IsZero() && what.Day != v.day {
		return Subscription{}, input.Errorf(op, "what.day", what.Day, input.ErrConflict,
			"must be %s, the day of the view", v.day)
	}
	what.Day = v.day
	if err := f.fallAway(op, v.day, invoices); err != nil {
		return Subscription{}, err
	}
	if what.Term.IsZero() {
		held := f.holdings(nil)
		if what.Until, err = f.boughtUntil(op, v.state.edition, held, what); err != nil {
			return Subscription{}, err
		}
		f.Changes = append(f.Changes, v.without(what, f.lotsOf(v.state.edition, held, what, f.Returns))...)
	} else {
		f.Changes = v.changesWithout(what, f.Changes)
	}
	f.Returns = append(f.Returns, what)
	return build(op, v.state.edition, f)
}

// boughtUntil returns the renewal date up to which returned seats were bought, as given or from the facts. It has to be
// given if an order of that day moved the renewal date.
func (f *Facts) boughtUntil(
	op string, ed policy.Edition, held []holding, what ReturnedPurchase,
) (calendar.Date, error) {
	known := f.renewalsOn(ed, held, what.Added)
	switch {
	case len(known) == 0:
		return what.Until, nil // checking the facts reports what is wrong
	case what.Until.IsZero() && len(known) > 1 && f.ordersOn(what.Added) && f.seatsAdded(ed, held, what.Added) > 0:
		dates := strings.ReplaceAll(strings.Trim(fmt.Sprint(known), "[]"), " ", ", ")
		return calendar.Date{}, input.Errorf(op, "what.until", nil, input.ErrMissing,
			"is missing: %s were renewal dates on %s", dates, what.Added)
	case what.Until.IsZero():
		return known[0], nil // what is later was returned on that day
	case !slices.Contains(known, what.Until):
		return calendar.Date{}, input.Errorf(op, "what.until", what.Until, input.ErrConflict,
			"is not a renewal date that was known on %s", what.Added)
	}
	return what.Until, nil
}

// fallAway marks invoices as those of what was returned on a day.
func (f *Facts) fallAway(op string, day calendar.Date, numbers []string) error {
	for i, number := range numbers {
		field := fmt.Sprintf("invoices[%d]", i)
		place := slices.IndexFunc(f.Invoices, func(b BilledInvoice) bool { return b.Number == number })
		switch {
		case place < 0:
			return input.Errorf(op, field, number, input.ErrUnknown, "is not an invoice of this subscription")
		case !f.Invoices[place].Returned.IsZero():
			return input.Errorf(op, field, number, input.ErrConflict, "fell away with the return on %s",
				f.Invoices[place].Returned)
		}
		f.Invoices[place].Returned = day
	}
	return nil
}

// changesWithout returns the changes without those that were asked for on the day itself and fall away with a returned
// term. Those of earlier days stay on record and do not count from the day on; so do seats that were added to what has
// ended.
func (v View) changesWithout(what ReturnedPurchase, changes []Change) []Change {
	gone := returnedTerm{term: v.known().last(), day: v.day}
	if !gone.term.isOf(&what) {
		return changes
	}
	var kept []Change // none as facts without changes are written
	for _, c := range slices.Backward(changes) {
		if c.Asked != v.day || gone.ended(&c) || !gone.takesOf(&c) {
			kept = append(kept, c)
		}
	}
	slices.Reverse(kept)
	return kept
}

// without lists, as changes, the numbers of seats that are left after a return of seats: for now, for each later day on
// which a number of seats takes effect while the returned seats would have run, for the time after their end, and for
// the renewal date, if a renewal of the day moved a number there.
func (v View) without(what ReturnedPurchase, lots returnedLots) []Change {
	k, ends := v.known(), calendar.Earliest(lots.end, v.snapshot.renewal)
	var left []Change
	from := func(day calendar.Date, seats int) {
		left = append(left, v.seatsFrom(day, seats))
	}
	if !v.day.Before(ends) { // their days are over, and neither the stages nor a late renewal have them
		if last := ends.AddDays(-1); what.Added.Before(ends) && ends == v.snapshot.renewal && !k.nothingLeft() {
			from(last, k.seats(last)-lots.on(last))
		}
		return left // what was added to a term that is returned has ended with it
	}
	left = v.renewedLateToday()
	for day := v.day; !day.IsZero(); day = k.nextSeats(day, ends) {
		from(day, k.seats(day)-lots.on(day))
	}
	if _, since := k.inForce(SeatsChanged, ends); ends != v.snapshot.renewal && since != ends {
		from(ends, k.seats(ends)) // the term that follows was bought with them
	}
	if moved := v.movedToday(); moved != nil {
		from(v.snapshot.renewal, moved.Seats)
	}
	return left
}

// movedToday returns the number of seats that a renewal of the day moved to the renewal date; nil if none did. A number
// that is recorded on that day for the start of the renewal would replace it.
func (v View) movedToday() *Change {
	renewal := v.snapshot.renewal
	c, since := v.known().renewedOn(renewal).inForce(SeatsChanged, renewal)
	if c == nil || since != renewal || c.Effective == renewal || !v.snapshot.facts.renewedOn(v.day, c.Effective) {
		return nil
	}
	return c
}
