package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
)

// AddsSeats reports whether the last thing recorded on a day is that a number of seats was added: that many more on the
// day, and on every later day up to the renewal date on which another number takes effect. It is for checking the facts
// of a stored price. Facts do not say how the edition reads change.effective-fixed, so either reading passes. If a term
// was returned, it only asks whether the number without the added seats is recorded. It checks nothing else; [New]
// does. Implements change.seats-up.
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

// StartsWith reports whether the term that was ordered last starts with a number of seats. It is as lenient as
// [Facts.AddsSeats].
func (f Facts) StartsWith(seats int) bool {
	if len(f.Terms) == 0 || seats < 1 {
		return false
	}
	if !f.termReturned(calendar.Date{}).IsZero() {
		return f.records(seats)
	}
	term := f.Terms[len(f.Terms)-1]
	return slices.ContainsFunc([]bool{false, true}, func(moves bool) bool {
		return knowledge{Facts: &f, day: term.Ordered, moves: moves}.seats(term.Start) == seats
	})
}

// records reports whether a number of seats is one of those on record.
func (f *Facts) records(seats int) bool {
	return f.Seats == seats ||
		slices.ContainsFunc(f.Changes, func(c Change) bool { return c.What == SeatsChanged && c.Seats == seats })
}
