package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
)

// ReturnedPurchase is the return of a term, or of added seats. From its day on, what was returned counts as not bought;
// what was true before that day stays true (refund.effect). It has either Term, or Added with Seats and Until.
//
// When a term is returned, the changes that its renewal carried fall away. So does whatever was asked for after the
// order and takes effect at the start of the term or later. What was pending before the order is pending again. A
// switch of auto-renew falls away only if the renewal made it. Change.WithTerm tells which of the changes asked for on
// the day of the order fall away.
//
// When seats are returned, the numbers of seats that are left are recorded as changes asked for on that day.
// [View.Return] records the return and these changes. What was asked for on the day of a return counts as asked for
// after it, with one exception: if the return of a term leaves the day uncovered, seats added on that day count as
// added before the return. If seats were added on the day of a renewal, facts do not say how many of them were bought
// up to the old renewal date, and how many up to the new one: only what was paid can tell.
type ReturnedPurchase struct {
	Day  calendar.Date `json:"day"`           // the day of the return
	Term calendar.Date `json:"term,omitzero"` // the start of the term: the latest that is not returned yet

	Added calendar.Date `json:"added,omitzero"` // for seats: the day of their order
	Seats int           `json:"seats,omitzero"` // how many of those that were added on that day
	Until calendar.Date `json:"until,omitzero"` // the renewal date up to which they were bought

	Note string `json:"note,omitempty"` // the number of its own credit note, at most 200 bytes; or ""
}

// ledger has the terms that were bought and not returned, while the facts are gone through in order.
type ledger struct {
	facts *Facts
	held  places
	next  int // the index of the first return that has not been carried out
	taken []taken
}

// places are the indexes of the terms that are held, in order: the first few, and then others. As long as nothing was
// returned there are no others, and no list is needed.
type places struct {
	first  int
	others []int
}

func (p *places) len() int { return p.first + len(p.others) }

func (p *places) at(i int) int {
	if i < p.first {
		return i
	}
	return p.others[i-p.first]
}

func (p *places) add(n int) {
	if n == p.first && len(p.others) == 0 {
		p.first++
	} else {
		p.others = append(p.others, n)
	}
}

func (p *places) dropLast() {
	if n := len(p.others); n > 0 {
		p.others = p.others[:n-1]
	} else {
		p.first--
	}
}

// taken is a term that was returned.
type taken struct {
	place int
	day   calendar.Date
}

// buy adds the n-th term, after the returns that came before it.
func (l *ledger) buy(n int) {
	l.takeBack(l.facts.Terms[n].Ordered)
	l.held.add(n)
}

// takeBack carries out the returns of terms up to a day, as far as possible: each must be of the latest term. On a day
// with orders and returns a return comes as early as it can.
func (l *ledger) takeBack(by calendar.Date) {
	for ; l.next < len(l.facts.Returns); l.next++ {
		r := &l.facts.Returns[l.next]
		switch last := l.held.len() - 1; {
		case r.Day.After(by):
			return
		case r.Term.IsZero():
		case last < 0 || !l.facts.Terms[l.held.at(last)].isOf(r):
			return
		default:
			l.taken = append(l.taken, taken{l.held.at(last), r.Day})
			l.held.dropLast()
		}
	}
}

// isOf reports whether a return is of the term.
func (t *BoughtTerm) isOf(r *ReturnedPurchase) bool {
	return t.Start == r.Term && !t.Ordered.After(r.Day)
}

// holding has the facts without what was returned by a day, up to the orders before the next return.
type holding struct {
	from     calendar.Date
	facts    *Facts
	lapses   []lapsing // of the terms, as far as they were worked out; nil if the latest term decides alone
	alike    bool      // all of these are the same
	offering string    // of the last of these
}

// holdings appends the facts from the start on, and as of each day on which a term was returned. Implements
// refund.effect.
func (f *Facts) holdings(all []holding) []holding {
	if len(f.Returns) == 0 { // as nearly always
		return append(all, holding{facts: f})
	}
	return f.afterReturns(all)
}

func (f *Facts) afterReturns(all []holding) []holding {
	from, next := calendar.Date{}, f.termReturned(calendar.Date{})
	if next.IsZero() {
		return append(all, holding{facts: f})
	}
	l := ledger{facts: f}
	fallen := make([]bool, len(f.Changes))
	for bought, fell := 0, 0; ; from, next = next, f.termReturned(next) {
		for bought < len(f.Terms) && (bought == 0 || next.IsZero() || f.Terms[bought].Ordered.Before(next)) {
			l.buy(bought)
			bought++
		}
		l.takeBack(from)
		for ; fell < len(l.taken); fell++ {
			gone := returnedTerm{term: f.Terms[l.taken[fell].place], day: l.taken[fell].day}
			for i := range slices.Backward(f.Changes) {
				fallen[i] = fallen[i] || gone.takes(&f.Changes[i])
			}
		}
		all = append(all, holding{from: from, facts: l.kept(fallen, next)})
		if next.IsZero() {
			return all
		}
	}
}

// termReturned returns the first day after another on which a term was returned; the zero Date if there is none.
func (f *Facts) termReturned(after calendar.Date) calendar.Date {
	var first calendar.Date
	for _, r := range f.Returns {
		if !r.Term.IsZero() && r.Day.After(after) {
			first = calendar.Earliest(first, r.Day)
		}
	}
	return first
}

// kept returns the facts without what was returned, and without the changes that fell away or were asked for from the
// next return on, if there is one: such a change may belong to a term with the same start as a returned one. If nothing
// is left, they have a first term without days.
func (l *ledger) kept(fallen []bool, next calendar.Date) *Facts {
	f := *l.facts
	if l.held.len() == 0 {
		f.Terms = slices.Clone(f.Terms[:1])
		f.Terms[0].End = f.Terms[0].Start
		f.Seats, f.Changes = 0, nil
		return &f
	}
	f.Terms = nil
	for i := range l.held.len() {
		f.Terms = append(f.Terms, l.facts.Terms[l.held.at(i)])
	}
	stays := func(i int) bool {
		return !fallen[i] && (next.IsZero() || l.facts.Changes[i].Asked.Before(next))
	}
	n := 0
	for n < len(fallen) && stays(n) {
		n++
	}
	f.Changes = l.facts.Changes[:n:n] // as many as stay at the beginning need not be copied: nearly always all
	for i := n; i < len(fallen); i++ {
		if stays(i) {
			f.Changes = append(slices.Grow(f.Changes, len(fallen)-i), l.facts.Changes[i])
		}
	}
	return &f
}

// holdingOn returns the facts without what was returned by a day.
func holdingOn(all []holding, day calendar.Date) *holding {
	i := len(all) - 1
	for i > 0 && all[i].from.After(day) {
		i--
	}
	return &all[i]
}

// nothingLeft reports whether the first purchase was returned.
func (f *Facts) nothingLeft() bool { return f.Terms[0].Start == f.Terms[0].End }

// takeBack ends everything on the day of the snapshot if a return has left it uncovered. Implements refund.effect.
func (s *snapshot) takeBack(f *Facts) {
	if s.renewal.After(s.from) && !s.facts.nothingLeft() || !f.returnsTermOn(s.from) {
		return
	}
	s.returned = s.from
	s.prepay = s.prepay && !s.returned.Before(s.canceled)
	s.cancel(s.returned)
	s.settled.cancel(s.returned)
}

// returnsOn reports whether something was returned on a day.
func (f *Facts) returnsOn(day calendar.Date) bool {
	return slices.ContainsFunc(f.Returns, func(r ReturnedPurchase) bool { return r.Day == day })
}

// returnsTermOn reports whether a term was returned on a day.
func (f *Facts) returnsTermOn(day calendar.Date) bool {
	return slices.ContainsFunc(f.Returns, func(r ReturnedPurchase) bool { return !r.Term.IsZero() && r.Day == day })
}
