package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// seatsAdded returns how many seats were added on a day. If the return of a term on that day left it uncovered, the
// seats were added before the return. Implements refund.scope.
func (f *Facts) seatsAdded(ed policy.Edition, held []holding, day calendar.Date) int {
	known := holdingOn(held, day)
	if known.from == day && !known.facts.knownOn(ed, day).last().End.After(day) {
		before := *f
		before.Returns = slices.DeleteFunc(slices.Clone(f.Returns), func(r ReturnedPurchase) bool {
			return !r.Day.Before(day)
		})
		before.Changes = slices.DeleteFunc(slices.Clone(f.Changes), func(c Change) bool {
			return c.What == SeatsChanged && c.Asked == day && c.Effective.Before(day) && !f.renewedOn(day, c.Effective)
		}) // without what was left of others when they were returned
		known = holdingOn(before.holdings(nil), day)
	}
	added, _ := known.facts.seatsMoved(ed, day)
	return added
}

// seatsMoved returns how many seats were added on a day, and how many were taken off at once. If a renewal was ordered
// that day for a term that had already begun, the first number of the day is what that renewal began with.
func (f *Facts) seatsMoved(ed policy.Edition, day calendar.Date) (added, off int) {
	before := *f
	before.Changes = slices.DeleteFunc(slices.Clone(f.Changes), func(c Change) bool { return c.movesSeatsOn(day) })
	seats, carried := before.knownOn(ed, day).seats(day), f.renewedLate(day)
	for _, c := range f.Changes {
		if !c.movesSeatsOn(day) {
			continue
		}
		if !carried {
			added += max(0, c.Seats-seats)
			off += max(0, seats-c.Seats)
		}
		seats, carried = c.Seats, false
	}
	return added, off
}

// movesSeatsOn reports whether a change is a number of seats that was asked for on a day and counts at once.
func (c *Change) movesSeatsOn(day calendar.Date) bool {
	return c.What == SeatsChanged && c.Asked == day && c.Effective == day
}

// renewedLate reports whether a renewal was ordered on a day that starts on that day or before it.
func (f *Facts) renewedLate(day calendar.Date) bool {
	return slices.ContainsFunc(f.Terms[1:], func(t BoughtTerm) bool {
		return t.Ordered == day && !t.Start.After(day) && t.AlignedTo.IsZero()
	})
}

// renewedLateToday returns, as a change, the number of seats at the start of a late renewal that was ordered on the day
// of the view, which is the start of that renewal or later. It returns no change if that number is on record. Seats
// added or returned on that day are counted from that number.
func (v View) renewedLateToday() []Change {
	f := v.snapshot.facts
	if !f.renewedLate(v.day) || slices.ContainsFunc(f.Changes, func(c Change) bool { return c.movesSeatsOn(v.day) }) {
		return nil
	}
	return []Change{v.seatsFrom(v.day, v.known().seats(v.day))}
}

// ordersOn reports whether a term was ordered on a day, other than the first one.
func (f *Facts) ordersOn(day calendar.Date) bool {
	return slices.ContainsFunc(f.Terms[1:], func(t BoughtTerm) bool { return t.Ordered == day })
}

// renewalsOn returns the renewal dates after a day up to which seats could be bought on it, in order: those that were
// known when the day began, and after each order and each return of that day. There are none up to an order for another
// length or product than that of the day, since added seats have one list price (coterm.same-product).
func (f *Facts) renewalsOn(ed policy.Edition, held []holding, day calendar.Date) []calendar.Date {
	var known []calendar.Date
	add := func(renewal calendar.Date) {
		if renewal.After(day) && !slices.Contains(known, renewal) {
			known = append(known, renewal)
		}
	}
	before := holdingOn(held, day.AddDays(-1)).facts
	if n := before.orderedBy(day.AddDays(-1)); n > 0 {
		add(before.Terms[n-1].End)
	}
	for i, t := range f.Terms {
		if t.Ordered == day && f.sellsAlike(ed, held, i, day) {
			add(t.End)
		}
	}
	for _, r := range f.Returns {
		if r.Day == day {
			add(r.Term)
		}
	}
	slices.SortFunc(known, calendar.Date.Compare)
	return known
}

// sellsAlike reports whether the i-th term, counted from 0, and those before it back to a day have one length and one
// product, so that seats added on the day can be bought up to its end. If a term was returned on the day, the facts do
// not tell which product it had.
func (f *Facts) sellsAlike(ed policy.Edition, held []holding, i int, day calendar.Date) bool {
	product := func(calendar.Date) string { return "" }
	if !f.returnsTermOn(day) {
		product = holdingOn(held, day).facts.knownOn(ed, day).offering
	}
	return f.alike(i, day, product)
}

// alike reports whether the i-th term, counted from 0, and those before it back to a day have one length, and one
// product by a function.
func (f *Facts) alike(i int, day calendar.Date, product func(calendar.Date) string) bool {
	last, t := &f.Terms[i], &f.Terms[i]
	for j := i - 1; t.Start.After(day) && j >= 0; j-- {
		earlier := &f.Terms[j]
		if earlier.End != t.Start {
			continue // it was returned
		}
		if earlier.Length != last.Length || product(earlier.Start) != product(last.Start) {
			return false
		}
		t = earlier
	}
	return true
}

// returnedLots are returned seats with the days on which they end, or would have ended: those that were bought for a
// renewal that was made again on the day on which they were added, and those that were bought before, which end first.
type returnedLots struct {
	late, early int
	end, before calendar.Date // end is that of the last seats
}

// on returns how many of the seats there would be on a day, without their return.
func (l *returnedLots) on(day calendar.Date) (seats int) {
	if day.Before(l.end) {
		seats += l.late
	}
	if day.Before(l.before) {
		seats += l.early
	}
	return seats
}

// lotsOf returns when returned seats end, after the returns listed before. If the term up to whose end they were bought
// is returned, they end at its start, whatever is bought after that. If it was bought, returned and bought again on the
// day on which they were added, as many count as bought for the second of the two as facts allow. Implements
// refund.effect.
func (f *Facts) lotsOf(
	ed policy.Edition, held []holding, seats ReturnedPurchase, before []ReturnedPurchase,
) returnedLots {
	late := holdingOn(held, seats.Added).facts.addsUpTo(ed, seats.Until, seats.Added)
	for _, r := range before {
		if r.Added == seats.Added && r.Until == seats.Until {
			late -= r.Seats
		}
	}
	late = min(max(late, 0), seats.Seats)
	s := returnedLots{late: late, early: seats.Seats - late, end: seats.Until, before: seats.Until}
	for _, r := range f.Returns {
		if r.Term.IsZero() || r.Day.After(seats.Day) || r.Day.Before(seats.Added) {
			continue
		}
		s.before = calendar.Earliest(s.before, r.Term)
		if r.Day.After(seats.Added) {
			s.end = calendar.Earliest(s.end, r.Term)
		}
	}
	if s.late == 0 {
		s.end = s.before
	}
	return s
}

// addsUpTo returns how many seats at most can have been added on a day after the order of that day for a term with the
// given end. There are none if the term has another length or product. If another number of seats takes effect at its
// start, they were added as far as that number was raised on that day.
func (f *Facts) addsUpTo(ed policy.Edition, end, day calendar.Date) (seats int) {
	i := slices.IndexFunc(f.Terms, func(t BoughtTerm) bool { return t.End == end && t.Ordered == day })
	if i < 0 || !f.alike(i, day, f.knownOn(ed, day).offering) {
		return 0
	}
	term, moves := f.Terms[i], ed.ChangeRules().FollowsEarlyRenewal == policy.Yes
	raises := func(n int) int { return f.Changes[n].Seats - f.firstChanges(n, day, moves).seats(day) }
	o := f.onOrder(term, moves)
	switch {
	case o.carried < 0 && f.knownOn(ed, day).changesAt(term):
		return 0
	case o.carried < 0:
		return maxSeats
	case o.added >= 0 && f.addsFrom(term, o.added, o.carried, moves):
		seats = raises(o.added)
	}
	for n := o.carried + 1; n < len(f.Changes); n++ {
		if f.Changes[n].movesSeatsOn(day) {
			seats += max(0, raises(n)) // fewer after a return
		}
	}
	return seats
}
