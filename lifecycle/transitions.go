package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
)

// A transition returns the next facts, checked anew, and leaves the subscription as it is. What the decision of its
// day refuses gives a [*policy.Refusal]; a day before the last thing that happened, and bad input, give a
// [*input.Error].

// next starts a transition: a copy of the facts, to which its day can be added.
func (s Subscription) next(op string, day calendar.Date) (Facts, error) {
	switch {
	case s.IsZero():
		return Facts{}, input.Missing(op, "subscription")
	case day.IsZero():
		return Facts{}, input.Missing(op, "day")
	}
	if last := s.last().from; day.Before(last) {
		return Facts{}, input.Errorf(op, "day", day, input.ErrConflict, "is before %s, the last day on which something happened", last)
	}
	return s.state.facts.clone(), nil
}

// Order is what comes with a renewal, an extension or added seats.
type Order struct {
	Invoices []BilledInvoice // the invoices that it brings, if any; ordering does not pay them
	End      calendar.Date   // of Flex tokens: the end date of what was bought, a fact; the zero Date for a subscription
}

// Renew renews on a day, early or late: the next term starts on the renewal date, whenever it is ordered, and is as
// long as the current one, or as a pending change of term says. Implements renewal.next-term;
// change.effective-fixed says what becomes of pending changes.
func (s Subscription) Renew(day calendar.Date, order Order) (Subscription, error) {
	const op = "lifecycle.Subscription.Renew"
	f, err := s.next(op, day)
	if err != nil {
		return Subscription{}, err
	}
	if err := s.CanRenew(day).Err(); err != nil {
		return Subscription{}, err
	}
	last := f.Terms[len(f.Terms)-1]
	moves := s.state.edition.Change().FollowsEarlyRenewal == policy.Yes && day.Before(last.End)
	length := last.Length
	if !moves {
		length = f.length(day, last.End)
	}
	term := BoughtTerm{Ordered: day, Start: last.End, End: order.End, Length: length}
	if f.Kind == policy.Subscription {
		if !order.End.IsZero() {
			return Subscription{}, input.Errorf(op, "order.end", order.End, input.ErrConflict, "cannot be given: a term ends by its length")
		}
		if term, err = f.following(op, s.state.edition, day, length); err != nil {
			return Subscription{}, err
		}
	}
	f.Terms = append(f.Terms, term)
	f.Invoices = append(f.Invoices, order.Invoices...)
	if moves {
		f.moveChanges(last.End, term.End)
	}
	return build(op, s.state.edition, f)
}

// following returns the term of a length that is ordered on a day to follow the last one.
func (f *Facts) following(op string, ed policy.Edition, day calendar.Date, length calendar.Term) (BoughtTerm, error) {
	start := f.Terms[len(f.Terms)-1].End
	full, err := length.Period(f.anchor(ed, day), start)
	return BoughtTerm{Ordered: day, Start: start, End: full.End(), Length: length}, input.At(err, op, "renewal")
}

// length returns the length of a term that starts on a day, as far as is known on another: the current one, or that
// of a change of term that takes effect by then.
func (f *Facts) length(knownOn, start calendar.Date) calendar.Term {
	var last BoughtTerm
	for _, term := range f.Terms {
		if !term.Ordered.After(knownOn) {
			last = term
		}
	}
	if change, found := f.inForce(TermChanged, knownOn, start); found && change.Effective.After(last.Start) {
		return change.Length
	}
	return last.Length // what took effect by its start is in it already
}

// anchor returns the anchor of the next term, as far as is known on a day.
func (f *Facts) anchor(ed policy.Edition, knownOn calendar.Date) calendar.Date {
	anchor := f.Anchor
	for _, term := range f.Terms {
		if !term.AlignedTo.IsZero() && !term.Ordered.After(knownOn) {
			anchor = nextAnchor(ed, term)
		}
	}
	return anchor
}

// moveChanges moves what is pending on a renewal date to the next, where an edition reads change.effective-fixed
// that way.
func (f *Facts) moveChanges(from, to calendar.Date) {
	for i := range f.Changes {
		if f.Changes[i].Effective == from {
			f.Changes[i].Effective = to
		}
	}
}

// Extend records on a day that the renewal date is moved to that of another subscription, as it is known on that
// day: the extension takes the place of the next term and has its length, and from then on the terms follow the
// anchor of the other (coterm.re-anchor). How far an extension may reach is not asked here; coterm.Extend holds it
// to the limits, prices it, and calls this.
func (s Subscription) Extend(day calendar.Date, to Subscription, order Order) (Subscription, error) {
	const op = "lifecycle.Subscription.Extend"
	f, err := s.next(op, day)
	if err != nil {
		return Subscription{}, err
	}
	target := to.Next(day)
	switch {
	case target.Start.IsZero():
		return Subscription{}, input.Missing(op, "to")
	case target.Length == 0:
		return Subscription{}, input.Errorf(op, "to", to.state.facts.Kind, input.ErrConflict, "has no term to be aligned to")
	case !order.End.IsZero():
		return Subscription{}, input.Errorf(op, "order.end", order.End, input.ErrConflict, "cannot be given: an extension ends with its target")
	}
	if err := s.CanAlign(day).Err(); err != nil {
		return Subscription{}, err
	}
	next := s.Next(day)
	f.Terms = append(f.Terms, BoughtTerm{Ordered: day, Start: next.Start, End: target.Start, Length: next.Length, AlignedTo: target.Anchor})
	f.Invoices = append(f.Invoices, order.Invoices...)
	return build(op, s.state.edition, f)
}

// Pay pays an invoice on a day, by its number. Paying does not renew, and what was Canceled stays so. An invoice
// that is not known, not issued yet, or paid already is an error. Implements lapse.reactivate.
func (s Subscription) Pay(day calendar.Date, number string) (Subscription, error) {
	const op = "lifecycle.Subscription.Pay"
	f, err := s.next(op, day)
	if err != nil {
		return Subscription{}, err
	}
	for i, invoice := range f.Invoices {
		switch {
		case invoice.Number != number:
			continue
		case !invoice.Paid.IsZero():
			return Subscription{}, input.Errorf(op, "number", number, input.ErrConflict, "was paid on %s", invoice.Paid)
		}
		f.Invoices[i].Paid = day
		return build(op, s.state.edition, f)
	}
	return Subscription{}, input.Errorf(op, "number", number, input.ErrUnknown, "is no invoice of this subscription")
}

// ChangeTerm asks on a day for another length of term from the renewal date on. It may be asked for again before;
// the last one counts. Implements change.term.
func (s Subscription) ChangeTerm(day calendar.Date, length calendar.Term) (Subscription, error) {
	return s.pending("lifecycle.Subscription.ChangeTerm", day, s.CanChangeTerm, Change{What: TermChanged, Length: length})
}

// SwitchProduct asks on a day for another product from the renewal date on. It may be asked for again before; the
// last one counts. Implements change.product-switch.
func (s Subscription) SwitchProduct(day calendar.Date, offering string) (Subscription, error) {
	return s.pending("lifecycle.Subscription.SwitchProduct", day, s.CanSwitchProduct, Change{What: ProductSwitched, Offering: offering})
}

// AddSeats adds so many seats on a day, at once, with the invoices that they bring. What they cost is for
// coterm.AddSeats. A reduction that was asked for before still takes effect on its day. Implements change.seats-up.
func (s Subscription) AddSeats(day calendar.Date, more int, order Order) (Subscription, error) {
	const op = "lifecycle.Subscription.AddSeats"
	f, err := s.next(op, day)
	if err != nil {
		return Subscription{}, err
	}
	if err := input.Count(op, "more", more, maxSeats); err != nil {
		return Subscription{}, err
	}
	if !order.End.IsZero() {
		return Subscription{}, input.Errorf(op, "order.end", order.End, input.ErrConflict, "cannot be given: seats end with the term")
	}
	if err := s.CanAddSeats(day).Err(); err != nil {
		return Subscription{}, err
	}
	seats := f.seats(day, day) + more
	if seats > maxSeats {
		return Subscription{}, input.Errorf(op, "more", more, input.ErrRange, "makes %d seats, and there can be %d", seats, maxSeats)
	}
	f.Changes = append(f.Changes, Change{What: SeatsChanged, Asked: day, Effective: day, Seats: seats})
	f.Invoices = append(f.Invoices, order.Invoices...)
	return build(op, s.state.edition, f)
}

// ReduceSeats asks on a day that only so many seats are left from the renewal date on. It may be asked for again
// before; the last one counts. Implements change.seats-down.
func (s Subscription) ReduceSeats(day calendar.Date, to int) (Subscription, error) {
	can := func(day calendar.Date) policy.Decision { return s.CanReduceSeats(day, to) }
	return s.pending("lifecycle.Subscription.ReduceSeats", day, can, Change{What: SeatsChanged, Seats: to})
}

// pending adds a change that takes effect on the renewal date.
func (s Subscription) pending(op string, day calendar.Date, can func(calendar.Date) policy.Decision, change Change) (Subscription, error) {
	f, err := s.next(op, day)
	if err != nil {
		return Subscription{}, err
	}
	if err := can(day).Err(); err != nil {
		return Subscription{}, err
	}
	change.Asked, change.Effective = day, s.Renewal(day)
	f.Changes = append(f.Changes, change)
	return build(op, s.state.edition, f)
}

// SetAutoRenew switches auto-renew on or off on a day. Implements renewal.auto-toggle.
func (s Subscription) SetAutoRenew(day calendar.Date, on bool) (Subscription, error) {
	const op = "lifecycle.Subscription.SetAutoRenew"
	f, err := s.next(op, day)
	if err != nil {
		return Subscription{}, err
	}
	if err := s.CanSwitchAutoRenew(day).Err(); err != nil {
		return Subscription{}, err
	}
	f.Changes = append(f.Changes, Change{What: AutoRenewSwitched, Asked: day, Effective: day, AutoRenew: on})
	return build(op, s.state.edition, f)
}
