package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Next is the term that would follow on the renewal date, as it is known on a day: with the changes that are pending
// by then. It is a plain comparable value; before the first order it is zero.
type Next struct {
	Start    calendar.Date // the renewal date R
	Anchor   calendar.Date // the day whose day of the month the term follows
	Follows  calendar.Term // the length of the latest term that was bought
	Length   calendar.Term // the length of this one: the same, unless a change is pending; both are zero of what has no term
	Seats    int           // 0 for Flex tokens
	Offering string
}

// Next returns the term that would follow on the renewal date, as it is known on a day.
func (s Subscription) Next(day calendar.Date) Next {
	e := s.at(day)
	if e == nil {
		return Next{}
	}
	f := &s.state.facts
	return Next{
		Start: e.renewal, Anchor: f.anchor(s.state.edition, day), Follows: e.length, Length: f.length(day, e.renewal),
		Seats: f.seats(day, e.renewal), Offering: f.offering(day, e.renewal),
	}
}

// Service returns what is bought with a seat that is added on a day: the term that the day lies in together with
// all that is known on that day to follow it, up to the renewal date, cut into service years or months that are
// counted from the start of that term. It is the zero Service on a day that no term covers, where what follows is
// of another length, and of what has no term.
func (s Subscription) Service(day calendar.Date) calendar.Service {
	e := s.at(day)
	switch {
	case e == nil || s.state.facts.Kind != policy.Subscription:
		return calendar.Service{}
	case e.service.Covered().Contains(day):
		return e.service
	case !s.OneLength(day).Contains(day):
		return calendar.Service{}
	}
	terms := s.state.facts.Terms
	k := slices.IndexFunc(terms, func(t BoughtTerm) bool { return t.End.After(day) }) // there is one: the day is covered
	return s.state.facts.service(s.state.edition, k, e.renewal)
}

// service returns the k-th term with all that follows it up to the renewal date, which is of the same length. Facts
// that were checked have one.
func (f *Facts) service(ed policy.Edition, k int, renewal calendar.Date) calendar.Service {
	anchor := f.Anchor
	for _, before := range f.Terms[:k] {
		if !before.AlignedTo.IsZero() {
			anchor = nextAnchor(ed, before)
		}
	}
	service, _ := calendar.NewService(f.Terms[k].Length, anchor, between(f.Terms[k].Start, renewal))
	return service
}

// OneLength returns the days up to the renewal date, as it is known on a day, that are covered by terms of one and the
// same length: all of them, unless the length was changed with a renewal. It is never for what has no term.
func (s Subscription) OneLength(day calendar.Date) calendar.Period {
	e := s.at(day)
	if e == nil || s.state.facts.Kind != policy.Subscription {
		return calendar.Period{}
	}
	start := e.renewal
	for _, term := range slices.Backward(s.state.facts.Terms) {
		if !term.Ordered.After(day) && term.Length != e.length {
			break
		}
		start = earliest(start, term.Start) // a term that is not known yet starts later than all that are
	}
	return between(start, e.renewal)
}

// UnderEdition reports whether the gated rules hold on a day: whether the latest order that is known by then was made
// on or after the first day of the edition. Implements edition.gate.
func (s Subscription) UnderEdition(day calendar.Date) bool {
	e := s.at(day)
	return e != nil && e.gated
}
