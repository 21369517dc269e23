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
}

// seatsOff reports a number of seats that takes off more seats at once than were returned on the day. All other
// facts are good. It takes one pass over the changes for the days before the first return of a term, and one for the
// days after each such return, if there is a number of seats to check on those days. Implements change.seats-down and
// refund.effect.
func (c *checker) seatsOff(ed policy.Edition, f *Facts) {
	if !f.setsSeats(calendar.Date{}) {
		return // as nearly always
	}
	var room [1]holding
	for _, h := range f.holdings(room[:0]) {
		if !h.facts.setsSeats(h.from) {
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
				if change.setsSeats() && !change.Asked.Before(h.from) {
					c.takesOff(&s, change, at(changeList, place).of("seats"))
				}
				s.ask(i)
			}
			place++
		}
	}
}

// takesOff checks a number of seats that counts at once, or from an earlier day on, against the returns of the day.
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

// setsSeats reports whether a change is a number of seats that does not wait for a later day.
func (c *Change) setsSeats() bool { return c.What == SeatsChanged && !c.Effective.After(c.Asked) }

// setsSeats reports whether there is a number of seats from a day on that does not wait for a later day.
func (f *Facts) setsSeats(from calendar.Date) bool {
	return slices.ContainsFunc(f.Changes, func(c Change) bool { return c.setsSeats() && !c.Asked.Before(from) })
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

// ask adds the i-th change, a number of seats that is asked for on the day.
func (s *seatCount) ask(i int) {
	asked := pendingSeats{place: i, day: s.Changes[i].Effective}
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
