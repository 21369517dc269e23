package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// termBefore advances the ledger to the n-th term, and returns the term that it follows: the latest that was not
// returned by then. Returns that are impossible are reported. Nothing is found before the first term, or if all were
// returned.
func (c *checker) termBefore(l *ledger, n int) (before BoughtTerm, found bool) {
	ordered := l.facts.Terms[n].Ordered
	for l.takeBack(ordered); l.next < len(l.facts.Returns) && l.facts.Returns[l.next].Day.Before(ordered); {
		c.notReturned(l)
		l.takeBack(ordered)
	}
	if last := l.held.len() - 1; last >= 0 {
		before, found = l.facts.Terms[l.held.at(last)], true
	} else if n > 0 {
		c.refuse(at(termList, n).of("ordered"), ordered, input.ErrConflict,
			"is after the day on which everything was returned, %s", l.taken[len(l.taken)-1].day)
	}
	l.buy(n)
	return before, found
}

// restOfReturns advances the ledger through the returns after the last order, and checks returns of terms against their
// orders.
func (c *checker) restOfReturns(l *ledger) {
	last := calendar.Date{}
	for _, r := range l.facts.Returns {
		last = calendar.Latest(last, r.Day)
	}
	for l.takeBack(last); l.next < len(l.facts.Returns); l.takeBack(last) {
		c.notReturned(l)
	}
}

// notReturned reports that the next return is not that of the latest term, and skips it.
func (c *checker) notReturned(l *ledger) {
	r := &l.facts.Returns[l.next]
	entry := at(returnList, l.next).of("term")
	l.next++
	held, n := 0, l.held.len()
	for held < n && !l.facts.Terms[l.held.at(held)].isOf(r) {
		held++
	}
	gone := slices.IndexFunc(l.taken, func(t taken) bool { return l.facts.Terms[t.place].isOf(r) })
	switch {
	case r.Day.IsZero(): // which has been reported
	case held < n:
		next := l.facts.Terms[l.held.at(held+1)].Start
		c.refuse(entry, r.Term, input.ErrConflict,
			"is followed by the term that starts on %s, which must be returned first", next)
	case gone >= 0:
		c.refuse(entry, r.Term, input.ErrConflict, "was already returned on %s", l.taken[gone].day)
	default:
		c.refuse(entry, r.Term, input.ErrConflict, "is not the start of a term that was ordered by %s", r.Day)
	}
}

// anchor returns the anchor that the latest term follows.
func (l *ledger) anchor(ed policy.Edition) calendar.Date {
	for i := l.held.len() - 2; i >= 0; i-- {
		if term := l.facts.Terms[l.held.at(i)]; !term.AlignedTo.IsZero() {
			return nextAnchor(ed, term)
		}
	}
	return l.facts.Anchor
}

// fallen checks the day on which an invoice fell away: it must be that of a return.
func (c *checker) fallen(f *Facts, entry field, day calendar.Date) {
	if day.IsZero() {
		return
	}
	of := func(r ReturnedPurchase) bool { return r.Day == day }
	if !slices.ContainsFunc(f.Returns, of) {
		c.refuse(entry, day, input.ErrConflict, "is not a day on which something was returned")
	}
}

// firstListed reports that an early renewal was returned and the term that it renewed is not in the facts, although the
// renewal date goes back to the end of that term.
func (c *checker) firstListed(f *Facts, r *ReturnedPurchase, entry field) {
	if f.Terms[0].Start == r.Term && f.Anchor.Before(r.Term) && r.Day.Before(r.Term) {
		c.refuse(entry.of("term"), r.Term, input.ErrConflict, "is the first of the terms, but not the very first, "+
			"which started on %s: the term that it follows must be in the facts", f.Anchor)
	}
}

// returns checks each return on its own; returns of terms are also checked with the terms.
func (c *checker) returns(ed policy.Edition, f *Facts) {
	for i := range f.Returns {
		r := &f.Returns[i]
		entry := at(returnList, i)
		if c.date(entry.of("day"), r.Day) && i > 0 && r.Day.Before(f.Returns[i-1].Day) {
			c.refuse(entry.of("day"), r.Day, input.ErrConflict, "is before the day of the return listed before it")
		}
		c.note(f, i)
		switch {
		case f.Kind == policy.Trial:
			c.refuse(entry.of("day"), r.Day, input.ErrConflict, "must not be set: a trial is not bought")
		case !r.Term.IsZero() && *r != ReturnedPurchase{Day: r.Day, Term: r.Term, Note: r.Note}:
			c.refuse(entry.of("added"), r.Added, input.ErrConflict, "must not be set: a term is returned")
		case !r.Term.IsZero():
			c.firstListed(f, r, entry)
		case r.Added.IsZero():
			c.bad = append(c.bad, input.Missing(c.op, entry.of("term").String()))
		default:
			c.returnedSeats(r, entry)
		}
	}
	if len(c.bad) == 0 && len(f.Returns) > 0 {
		c.withReturned(f)
		c.returnedInAll(ed, f)
	}
}

// withReturned reports changes that came with a term that was returned on the day of its order: they fell away with it.
// Only seats that were added at once stay on record, to distinguish them from what was never added. Implements
// refund.effect.
func (c *checker) withReturned(f *Facts) {
	var returned map[int]calendar.Date // made only if a change needs it
	for i := range f.Changes {
		change := &f.Changes[i]
		if !change.WithTerm || change.movesSeatsOn(change.Asked) {
			continue
		}
		if returned == nil {
			returned = f.returnedTerms()
		}
		held := false
		for n := max(f.orderedBy(change.Asked.AddDays(-1)), 1); n < f.orderedBy(change.Asked); n++ {
			held = held || change.fitsOrder(f.Terms[n]) && returned[n] != change.Asked
		}
		if !held {
			c.refuse(at(changeList, i).of("withTerm"), true, input.ErrConflict,
				"must not be set: the term that was ordered on %s was returned on that day", change.Asked)
		}
	}
}

// note checks the number of the credit note of a return, which no earlier return may have.
func (c *checker) note(f *Facts, i int) {
	number, entry := f.Returns[i].Note, at(returnList, i).of("note")
	if number == "" {
		return
	}
	c.name(entry, number)
	if slices.ContainsFunc(f.Returns[:i], func(r ReturnedPurchase) bool { return r.Note == number }) {
		c.bad = append(c.bad, input.Duplicate(c.op, entry.String(), number))
	}
}

func (c *checker) returnedSeats(r *ReturnedPurchase, entry field) {
	c.seats(entry.of("seats"), r.Seats)
	c.date(entry.of("added"), r.Added)
	if c.date(entry.of("until"), r.Until) && !r.Until.After(r.Added) {
		c.refuse(entry.of("until"), r.Until, input.ErrConflict, "is not after the day on which they were added, %s",
			r.Added)
	}
	if r.Day.Before(r.Added) {
		c.refuse(entry.of("day"), r.Day, input.ErrConflict, "is before the order, %s", r.Added)
	}
}

// returnedInAll checks the seats that were returned against those that were added, and what is left against the
// changes.
func (c *checker) returnedInAll(ed policy.Edition, f *Facts) {
	held := f.holdings(nil)
	returned, off := make(map[calendar.Date]int, len(f.Returns)), make(map[calendar.Date]int, len(f.Returns))
	for i, r := range f.Returns {
		if !r.Term.IsZero() {
			continue
		}
		entry := at(returnList, i).of("seats")
		returned[r.Added] += r.Seats
		if added := f.seatsAdded(ed, held, r.Added); returned[r.Added] > added {
			c.refuse(entry, r.Seats, input.ErrConflict,
				"brings the seats returned to %d, but %d were added on %s", returned[r.Added], added, r.Added)
			continue
		}
		if !slices.Contains(f.renewalsOn(ed, held, r.Added), r.Until) {
			c.refuse(at(returnList, i).of("until"), r.Until, input.ErrConflict,
				"is not a renewal date that was known on %s", r.Added)
			continue
		}
		now := holdingOn(held, r.Day).facts
		lots := f.lotsOf(ed, held, r, f.Returns[:i])
		if !r.Day.Before(calendar.Earliest(lots.end, now.knownOn(ed, r.Day).last().End)) ||
			f.returnsTermOn(r.Day) {
			continue // the days that they were bought for are over
		}
		off[r.Day] += r.Seats
		if _, most := now.seatsMoved(ed, r.Day); off[r.Day] > most {
			c.refuse(entry, r.Seats, input.ErrConflict,
				"brings the seats returned on %s to %d, but the changes of that day take away %d",
				r.Day, off[r.Day], most)
		}
	}
}

// returnsSeatsAfter reports whether seats were returned on a day after the last covered day, and taken off the number
// of that day. A late renewal of the same day came after the return.
func (f *Facts) returnsSeatsAfter(last, day calendar.Date) bool {
	n := f.orderedBy(day)
	for n > 1 && f.Terms[n-1].Ordered == day {
		n--
	}
	return last.Before(day) && f.Terms[max(n, 1)-1].End == last.AddDays(1) &&
		slices.ContainsFunc(f.Returns, func(r ReturnedPurchase) bool { return r.Term.IsZero() && r.Day == day })
}
