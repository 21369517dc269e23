package coterm

import (
	"cmp"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
)

// search looks for the best plan of one date after another.
type search struct {
	schedules []*schedule
	ways      []way           // the ways of all members to the date, member by member
	ends      []int           // where those of each member end in ways
	costs     []money.Amount  // of the ways, as far as they were asked for
	readies   []calendar.Date // the days from which members renew on the date
}

// candidate is a date to which at least two members can come.
type candidate struct {
	date      calendar.Date
	unaligned int // in its best plan
}

// candidates lists the dates to which at least two members can come, sorted by how many stay unaligned. Every way that
// is open with a host that is ready later is also open with one that is ready earlier.
func (s *search) candidates() []candidate {
	var all []candidate
	for _, date := range targets(s.schedules) {
		s.visit(date)
		c := candidate{date, s.unaligned(s.readies[0])}
		if len(s.schedules)-c.unaligned >= 2 {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.unaligned, b.unaligned) })
	return all
}

// visit finds the ways of all members to a date, and the days from which members renew on it, in order.
func (s *search) visit(date calendar.Date) {
	s.ways, s.ends, s.readies = s.ways[:0], s.ends[:0], s.readies[:0]
	for _, c := range s.schedules {
		before := len(s.ways)
		s.ways = c.waysTo(s.ways, date)
		s.ends = append(s.ends, len(s.ways))
		if ready, ok := c.ready(s.ways[before:]); ok {
			s.readies = append(s.readies, ready)
		}
	}
	slices.SortFunc(s.readies, calendar.Date.Compare)
	s.readies = slices.Compact(s.readies)
}

// of returns where the ways of the i-th member begin and end in ways.
func (s *search) of(i int) (from, to int) {
	if i == 0 {
		return 0, s.ends[0]
	}
	return s.ends[i-1], s.ends[i]
}

// unaligned counts the members that have no way to the date with a host that is ready from a day on.
func (s *search) unaligned(ready calendar.Date) int {
	n := 0
	for i := range s.schedules {
		from, to := s.of(i)
		if !slices.ContainsFunc(s.ways[from:to], func(w way) bool { return w.isOpen(ready) }) {
			n++
		}
	}
	return n
}

// best makes the best plan for a date. To be extended, a member needs a host: another member that gets to the date by
// renewing alone, and is ready from the day of its last renewal on. There are few such days, so best tries each one
// that leaves no more members unaligned than the first does. The ways of the members are the same for all of these
// days.
func (s *search) best(c candidate) draft {
	s.visit(c.date)
	s.costs = slices.Grow(s.costs[:0], len(s.ways))[:len(s.ways)]
	clear(s.costs)
	var found draft
	for i, ready := range s.readies {
		if s.unaligned(ready) > c.unaligned {
			break
		}
		if d := s.draft(c.date, ready); i == 0 || compare(d.Beyond, found.Beyond) < 0 {
			found = d
		}
	}
	found.Unaligned, found.Aligned = c.unaligned, len(s.schedules)-c.unaligned
	return found
}

// draft makes the best plan for the date with a host that is ready from a day on. Every member takes its own best way;
// the host is the member ready on that day that loses least by renewing alone.
func (s *search) draft(date, ready calendar.Date) draft {
	d := draft{Plan: Plan{Renewal: date}, schedules: s.schedules, ready: ready, host: -1}
	d.Beyond = s.schedules[0].nothing
	var lost money.Amount // by the host, beyond what it costs to renew: zero or less
	for i, c := range s.schedules {
		from, to := s.of(i)
		ways := waysPriced{s.ways[from:to], s.costs[from:to]}
		w := c.best(ways, date, ready)
		if w < 0 {
			continue
		}
		beyond := c.beyond(ways, w, date)
		if !ways.ways[w].plain {
			d.Beyond = plus(d.Beyond, beyond)
		}
		if on, ok := c.ready(ways.ways); ok && on == ready && (d.host < 0 || compare(beyond, lost) > 0) {
			d.host, lost = i, beyond
		}
	}
	d.Beyond = minus(d.Beyond, lost) // renewing alone costs nothing beyond renewing
	return d
}
