package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// seatCount is the number of seats in force, while the changes are gone through in the order in which they were asked
// for.
type seatCount struct {
	knowledge // as of the day of the latest change
	seats     int
	since     calendar.Date // the day from which they count; zero for those that were bought first
	place     int           // the index of the change that counts
	ordered   int           // the number of terms by the day
	off       int           // how many seats were taken off at once on the day
	pending   []pendingSeats
}

// pendingSeats is a number of seats that does not count yet: the latest for its day.
type pendingSeats struct {
	place int
	day   calendar.Date
	off   int // how many seats the changes of the day on which it was asked for took off what was bought
}

// seatsOff reports a number of seats that takes off more seats than were returned on the day, either at once or from
// the start of a term that is bought already, and a withdrawal of a number that was not pending. All other facts are
// good. It takes one pass over the changes for the days before the first return of a term, and one for the days after
// each such return, if there is something to check on those days. Implements change.seats-down, change.pending and
// refund.effect.
func (c *checker) seatsOff(ed policy.Edition, f *Facts) {
	if len(f.Returns) == 0 && !f.checksSeats(calendar.Date{}) {
		return // as nearly always
	}
	var room [1]holding
	for _, h := range f.holdings(room[:0]) {
		if !h.facts.checksSeats(h.from) {
			continue
		}
		s, place := seatCount{knowledge: h.facts.knownOn(ed, calendar.Date{}), seats: h.facts.Seats}, 0
		for i := range h.facts.Changes {
			change := &h.facts.Changes[i]
			for f.Changes[place] != *change { // it fell away with a term
				place++
			}
			if change.What == SeatsChanged {
				s.moveTo(change.Asked)
				off := 0
				if h.facts.checks(change, h.from) {
					off = c.seatsAsked(&s, change, at(changeList, place))
				}
				s.ask(i, off)
			}
			place++
		}
	}
}

// uncovered reports seats that were added at once on a day that no term covered, not even before a return of that day.
// If seats were returned on it, a number can be what was left. Implements change.seats-up.
func (c *checker) uncovered(f *Facts, day calendar.Date) {
	if f.seatsReturned(day) > 0 || f.returnsTermOn(day) && f.coveredBefore(day) {
		return
	}
	for i := f.askedBy(day.AddDays(-1)); i < f.askedBy(day); i++ {
		if f.Changes[i].movesSeatsOn(day) {
			c.refuse(at(changeList, i).of("asked"), day, input.ErrConflict,
				"is not a covered day: seats are added on one")
		}
	}
}

// coveredBefore reports whether a term covered a day before the returns of that day.
func (f *Facts) coveredBefore(day calendar.Date) bool {
	returned := f.returnedTerms()
	for i := range f.Terms {
		t, gone := &f.Terms[i], returned[i]
		covers := !t.Ordered.After(day) && calendar.Span(t.Start, t.End).Contains(day)
		if covers && (gone.IsZero() || !gone.Before(day)) {
			return true
		}
	}
	return false
}

// seatsAsked checks a number of seats against what was there before it. For one that waits for the start of a bought
// term, it returns how many seats the changes of the day take off what was bought from then on.
func (c *checker) seatsAsked(s *seatCount, change *Change, entry field) (off int) {
	switch {
	case change.Withdrawn:
		c.withdraws(s, change, entry.of("withdrawn"))
	case change.setsSeats():
		c.takesOff(s, change, entry.of("seats"))
	case !s.beginsWith(change):
		off = c.takesOffBought(s, change, entry.of("seats"))
	}
	return off
}

// withdraws checks a withdrawal. [View.ReduceSeats] records one only if a number other than the present one is pending
// for the renewal date. Implements change.pending.
func (c *checker) withdraws(s *seatCount, change *Change, entry field) {
	pending := slices.ContainsFunc(s.pending, func(p pendingSeats) bool {
		asked := &s.Changes[p.place]
		return p.day == change.Effective && !asked.Withdrawn && !asked.WithTerm && asked.Seats != s.seats
	})
	if !pending && s.moves && s.seatsReturned(change.Asked) > 0 {
		pending = s.wasPending(change)
	}
	i := s.termStarting(change.Effective) // 0 for the first term, which is bought before anything else
	if !pending || i == 0 || i > 0 && s.Terms[i].Ordered.Before(change.Asked) {
		c.refuse(entry, change.Withdrawn, input.ErrConflict,
			"must not be set: on %s no other number of seats than the present one was pending for %s",
			change.Asked, change.Effective)
	}
}

// wasPending reports whether a number of seats other than the present one was pending when a withdrawal was asked for,
// without what is recorded after it: seats returned later on the day can replace what a renewal of the day had moved.
func (s *seatCount) wasPending(withdrawal *Change) bool {
	then := s.firstChanges(slices.Index(s.Changes, *withdrawal), s.day, s.moves)
	return slices.ContainsFunc(then.Changes, func(c Change) bool {
		waits := c.What == SeatsChanged && !c.Withdrawn && !c.setsSeats()
		return waits && c.Seats != s.seats && then.effective(c) == withdrawal.Effective
	})
}

// takesOff checks a number of seats that counts at once against the returns of the day.
func (c *checker) takesOff(s *seatCount, change *Change, entry field) {
	off := s.seats - change.Seats
	if off <= 0 || change.Effective.Before(s.since) || s.carried(change) {
		return
	}
	s.off += off
	if returned := s.seatsReturned(s.day); s.off > returned {
		c.refuse(entry, change.Seats, input.ErrConflict,
			"is less than the %d in force: %d are taken off at once on %s, but %d were returned",
			s.seats, s.off, s.day, returned)
	}
}

// beginsWith reports whether a number of seats that waits for the start of a term can be what the order of that term
// was for. Facts do not say in which order the acts of a day came: a number that does not go with the term was asked
// for before the order, and one that does go with it was carried by a renewal. That leaves three kinds that only
// returned seats explain: a number for the first term, one that goes with an extension, which carries none, and one
// that follows another that goes with the term. Implements change.seats-down.
func (s *seatCount) beginsWith(change *Change) bool {
	i := s.termStarting(change.Effective)
	extends := change.WithTerm && !s.Terms[i].AlignedTo.IsZero()
	return i > 0 && s.Terms[i].Ordered == s.day && !extends && !slices.ContainsFunc(s.pending,
		func(p pendingSeats) bool {
			before := &s.Changes[p.place]
			return p.day == change.Effective && before.Asked == s.day && before.WithTerm
		})
}

// takesOffBought checks a number of seats that waits for the start of a term that is already bought.
func (c *checker) takesOffBought(s *seatCount, change *Change, entry field) int {
	seats, off := s.boughtFrom(change.Effective)
	if change.Seats >= seats {
		return off
	}
	off += seats - change.Seats
	if returned := s.seatsReturned(s.day); off > returned {
		c.refuse(entry, change.Seats, input.ErrConflict,
			"is less than the %d bought from %s on: %d are taken off on %s, but %d were returned",
			seats, change.Effective, off, s.day, returned)
	}
	return off
}

// boughtFrom returns the number of seats on the day on which a bought term starts, and how many of them the changes of
// the current day took off.
func (s *seatCount) boughtFrom(start calendar.Date) (seats, off int) {
	seats, since := s.seats, calendar.Date{}
	for _, p := range s.pending {
		change := &s.Changes[p.place]
		if p.day == start && change.Asked == s.day {
			off = p.off
		}
		if !p.day.After(start) && p.day.After(since) && !change.Withdrawn && s.takesEffect(*change, p.day) {
			seats, since = change.Seats, p.day
		}
	}
	return seats, off
}

// setsSeats reports whether a change is a number of seats that does not wait for a later day.
func (c *Change) setsSeats() bool { return c.What == SeatsChanged && !c.Effective.After(c.Asked) }

// checks reports whether a change is about seats, asked for from a day on, and is either a withdrawal or a number that
// could take off seats that are bought: one that does not wait for a later day, or waits for the start of a term that
// was bought by then.
func (f *Facts) checks(c *Change, from calendar.Date) bool {
	switch {
	case c.What != SeatsChanged || c.Asked.Before(from):
		return false
	case c.setsSeats() || c.Withdrawn:
		return true
	}
	i := f.termStarting(c.Effective)
	return i >= 0 && !f.Terms[i].Ordered.After(c.Asked)
}

// checksSeats reports whether there is such a number of seats.
func (f *Facts) checksSeats(from calendar.Date) bool {
	for i := range f.Changes {
		if f.checks(&f.Changes[i], from) {
			return true
		}
	}
	return false
}

// carried reports whether a number of seats is the one with which a renewal of the day begins: the first for its start.
func (s *seatCount) carried(change *Change) bool {
	i := s.termStarting(change.Effective)
	return i > 0 && s.Terms[i].Ordered == change.Asked && s.Terms[i].AlignedTo.IsZero() &&
		(s.since != change.Effective || s.Changes[s.place].Asked != change.Asked)
}

// moveTo moves on to a day, on which pending numbers may have come to count.
func (s *seatCount) moveTo(day calendar.Date) {
	if day == s.day {
		return
	}
	s.day, s.off = day, 0
	if ordered := s.orderedBy(day); ordered != s.ordered {
		s.ordered = ordered
		for i, p := range s.pending {
			s.pending[i].day = s.effective(s.Changes[p.place])
		}
	}
	s.pending = slices.DeleteFunc(s.pending, func(p pendingSeats) bool {
		counts := !p.day.After(day) && s.takesEffect(s.Changes[p.place], p.day)
		if counts {
			s.count(p)
		}
		return counts
	})
}

// ask adds the i-th change, a number of seats that is asked for on the day. off is how many seats the changes of the
// day take off what was bought from then on.
func (s *seatCount) ask(i, off int) {
	asked := pendingSeats{place: i, day: s.Changes[i].Effective, off: off}
	if s.Changes[i].setsSeats() {
		s.count(asked)
		return
	}
	s.pending = slices.DeleteFunc(s.pending, func(p pendingSeats) bool { return p.day == asked.day })
	s.pending = append(s.pending, asked)
}

// count makes a number of seats the one in force, unless another counts from a later day, or was asked for later for
// the same day. If it was withdrawn, what counted before it stays in force.
func (s *seatCount) count(p pendingSeats) {
	change := &s.Changes[p.place]
	later := p.day.After(s.since) || p.day == s.since && p.place > s.place
	if later && !change.Withdrawn {
		s.seats, s.since, s.place = change.Seats, p.day, p.place
	}
}

// seatsReturned returns how many seats were returned on a day.
func (f *Facts) seatsReturned(day calendar.Date) (seats int) {
	for _, r := range f.Returns {
		if r.Day == day {
			seats += r.Seats // 0 for a term
		}
	}
	return seats
}
