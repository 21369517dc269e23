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
// the reading. If seats or another term were returned on the day of the order, StartsWith only asks whether the number
// is on record. It checks nothing else; [New] does. Implements refund.scope.
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
	case f.returnsOn(term.Ordered):
		return f.records(seats)
	case len(last.Terms) == 1:
		return last.Seats == seats
	default:
		return holdingOn(held, term.Ordered).facts.renewsWith(term, seats, moves)
	}
}

// renewsWith reports whether the order of a term that follows another can have been for a number of seats: the one that
// the renewal carries, or the one that counted from the start of the term when it was ordered. Seats that were added on
// that day may have been added before the order or after it.
func (f *Facts) renewsWith(term BoughtTerm, seats int, moves bool) bool {
	after := func(n int) int { return f.firstChanges(n, term.Ordered, moves).seats(term.Start) }
	o := f.onOrder(term, moves)
	if o.carried >= 0 && o.added < 0 {
		return after(o.carried+1) == seats
	}
	if o.carried >= 0 {
		return f.carries(term, o.carried, moves) && after(o.carried+1) == seats ||
			f.addsFrom(term, o.added, o.carried, moves) && after(o.added) == seats
	}
	for n := o.first; n <= o.last; n++ {
		inside := n < o.last && f.Changes[n].isBetween(term) // added seats are recorded at once
		if !inside && after(n) == seats && (n > o.added || !f.firstChanges(n, term.Ordered, moves).changesAt(term)) {
			return true
		}
	}
	return false
}

// isBetween reports whether a change is a number of seats from a day between the order of a term and its start.
func (c *Change) isBetween(term BoughtTerm) bool {
	return c.What == SeatsChanged && c.Effective.After(term.Ordered) && c.Effective.Before(term.Start)
}

// orderOfDay says which of the changes had been asked for when a term was ordered. All three are indexes of changes;
// added and carried are -1 if there is no such change.
type orderOfDay struct {
	first, last int // at least and at most the changes before these had been asked for
	added       int // the last seats that were added on that day, before or after
	carried     int // the number of seats from the start of the term: what a renewal carries, or a part of added
}

// onOrder looks through the changes that were asked for on the day on which a further term was ordered. What takes
// effect after the start of the term was asked for after its order. A number for the start of the term that does not go
// with it was asked for before, and so were the numbers for terms that were ordered earlier on that day, unless they
// belong to added seats. The first number of such a term that starts on that day is for its own start; the next ones
// are added seats.
func (f *Facts) onOrder(term BoughtTerm, moves bool) orderOfDay {
	o := orderOfDay{first: f.askedBy(term.Ordered.AddDays(-1)), last: f.askedBy(term.Ordered), added: -1, carried: -1}
	began := false
	for i := o.first; i < o.last; i++ {
		c := &f.Changes[i]
		today := c.Effective == term.Ordered && c.Effective != term.Start
		switch {
		case c.Effective.After(term.Start) && !today:
			o.last = i
		case c.What != SeatsChanged:
		case today && (began || !c.WithTerm):
			o.added = i
		case c.Effective == term.Start && c.WithTerm:
			o.carried = i
			return o
		case c.Effective != term.Start && !f.renewedOn(term.Ordered, c.Effective): // of a term that was bought before
		case o.added < 0 || !c.WithTerm || !f.addsFrom(f.Terms[f.termStarting(c.Effective)], o.added, i, moves):
			o.first, o.added, began = i+1, -1, began || today
		}
	}
	return o
}

// firstChanges returns what is known on a day by the first n changes.
func (f *Facts) firstChanges(n int, day calendar.Date, moves bool) knowledge {
	then := *f
	then.Changes = f.Changes[:n]
	return knowledge{Facts: &then, day: day, moves: moves}
}

// carries reports whether a change can be what the renewal for a term carried: that is recorded if it differs from the
// number that counts anyway, or if that number would move. An extension carries nothing.
func (f *Facts) carries(term BoughtTerm, n int, moves bool) bool {
	k := f.firstChanges(n, term.Ordered, moves)
	switch {
	case !term.AlignedTo.IsZero():
		return false
	case k.seats(term.Start) != f.Changes[n].Seats:
		return true
	}
	before := *k.Facts
	before.Terms = f.Terms[:f.termStarting(term.Start)]
	k.Facts = &before
	return moves && term.Ordered.Before(term.Start) && k.pendingSinceBefore(term.Ordered, SeatsChanged, term.Start)
}

// changesAt reports whether a number of seats takes effect at the start of a term, so that seats added after its order
// are recorded for that day, too.
func (k knowledge) changesAt(term BoughtTerm) bool {
	return term.Start.After(term.Ordered) && k.nextSeats(term.Start.AddDays(-1), term.End) == term.Start
}

// addsFrom reports whether two changes can be one addition of seats after the order of a term: to the number of the day
// and to a number that was already to take effect at the start of the term.
func (f *Facts) addsFrom(term BoughtTerm, today, atStart int, moves bool) bool {
	k := f.firstChanges(today, term.Ordered, moves)
	return k.changesAt(term) &&
		f.Changes[today].Seats-k.seats(term.Ordered) == f.Changes[atStart].Seats-k.seats(term.Start)
}

// records reports whether a number of seats is one of those on record.
func (f *Facts) records(seats int) bool {
	return f.Seats == seats ||
		slices.ContainsFunc(f.Changes, func(c Change) bool { return c.What == SeatsChanged && c.Seats == seats })
}
