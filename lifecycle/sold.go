package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// AddsSeats reports whether the last thing recorded on a day is that a number of seats was added. There must be that
// many more seats on the day itself, and on every later day before the renewal date on which another number takes
// effect. It is for a caller who stores a price together with the facts after it, and checks that they belong together.
// Facts do not say how the edition reads change.effective-fixed, so facts that follow either reading pass. If a term
// was returned, AddsSeats only asks whether the number of seats without the added ones is on record. It checks nothing
// else; [New] does. Implements change.seats-up.
func (f Facts) AddsSeats(seats int, day calendar.Date) bool {
	last := len(f.Changes) - 1
	for last >= 0 && !f.Changes[last].movesSeatsOn(day) {
		last--
	}
	if last < 0 || len(f.Terms) == 0 || seats < 1 {
		return false
	}
	before := f
	before.Changes = f.Changes[:last]
	if !f.termReturned(calendar.Date{}).IsZero() {
		return before.records(f.Changes[last].Seats - seats)
	}
	return slices.ContainsFunc([]bool{false, true}, func(moves bool) bool {
		now, then := knowledge{Facts: &f, day: day, moves: moves}, knowledge{Facts: &before, day: day, moves: moves}
		for d := day; !d.IsZero(); d = then.nextSeats(d, f.Terms[len(f.Terms)-1].End) {
			if now.seats(d) != then.seats(d)+seats {
				return false
			}
		}
		return !slices.ContainsFunc(f.Changes[last:], func(c Change) bool {
			return c.What != SeatsChanged || c.Seats != then.seats(c.Effective)+seats
		})
	})
}

// StartsWith reports whether the latest term that is not returned can have been ordered for a number of seats: those
// that were bought, renewed or extended, not counting added ones. If seats were added on the day on which a renewal was
// ordered, facts do not say which came first, so every number that is possible is accepted. Facts do not say either how
// the edition reads change.effective-fixed, so the number by each reading is accepted; [Subscription.StartsWith] knows
// the reading. If another term was returned on the day of the order, StartsWith only asks whether the number is on
// record. It checks nothing else; [New] does. Implements refund.scope.
func (f Facts) StartsWith(seats int) bool {
	return f.startsWith(seats, false) || f.startsWith(seats, true)
}

// StartsWith reports whether the latest term that is not returned can have been ordered for a number of seats, as
// [Facts.StartsWith] does, by the reading of the edition. The zero Subscription starts with none. Implements
// refund.scope and change.effective-fixed.
func (s Subscription) StartsWith(seats int) bool {
	return !s.IsZero() &&
		s.state.facts.startsWith(seats, s.state.edition.ChangeRules().FollowsEarlyRenewal == policy.Yes)
}

// startsWith is StartsWith by a reading: whether pending changes move on with an early renewal.
func (f *Facts) startsWith(seats int, moves bool) bool {
	if len(f.Terms) == 0 || seats < 1 {
		return false
	}
	held := f.holdings(nil)
	last := held[len(held)-1].facts
	switch term := last.Terms[len(last.Terms)-1]; {
	case f.returnsTermOn(term.Ordered):
		return f.records(seats)
	case len(last.Terms) == 1:
		return last.Seats == seats
	default:
		return holdingOn(held, term.Ordered).facts.renewsWith(term, seats, moves)
	}
}

// renewsWith reports whether the order of a term that follows another can have been for a number of seats.
func (f *Facts) renewsWith(term BoughtTerm, seats int, moves bool) bool {
	first, last := f.onOrder(term)
	for n := first; n <= last; n++ {
		then := *f
		then.Changes = f.Changes[:n]
		if (knowledge{Facts: &then, day: term.Ordered, moves: moves}).seats(term.Start) == seats {
			return true
		}
	}
	return false
}

// onOrder returns how many of the changes had been asked for when a further term was ordered, and came with its order:
// at least and at most. What was asked for on that day for the start of the term, but does not go with it, was asked
// for before. So were the numbers of seats for an earlier term that come first on that day. What the renewal carries is
// the first number of seats that goes with the term; but if seats were added before that number, they may also have
// been added after a renewal that carries none.
func (f *Facts) onOrder(term BoughtTerm) (first, last int) {
	first, last = f.askedBy(term.Ordered.AddDays(-1)), f.askedBy(term.Ordered)
	for first < last && f.Changes[first].goesBefore(term) {
		first++
	}
	for i := first; i < last; i++ {
		if c := f.Changes[i]; c.What == SeatsChanged && c.Effective == term.Start && !c.WithTerm {
			first = i + 1
		}
	}
	for i, alone := first, true; i < last; i++ {
		switch c := f.Changes[i]; {
		case c.What != SeatsChanged:
		case c.Effective == term.Start && alone:
			return i + 1, i + 1
		case c.Effective == term.Start:
			return first, i + 1
		default:
			alone = false
		}
	}
	return first, last
}

// goesBefore reports whether a change is a number of seats for the start of an earlier term than the given one. If such
// changes come first on a day, they were asked for before the term was ordered, since added seats come first with a
// number for the day itself.
func (c *Change) goesBefore(term BoughtTerm) bool {
	return c.What == SeatsChanged && c.Effective.Before(term.Start) && c.Effective != term.Ordered
}

// records reports whether a number of seats is one of those on record.
func (f *Facts) records(seats int) bool {
	return f.Seats == seats ||
		slices.ContainsFunc(f.Changes, func(c Change) bool { return c.What == SeatsChanged && c.Seats == seats })
}
