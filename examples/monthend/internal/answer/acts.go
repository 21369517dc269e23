package answer

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// known is how much of the facts is known: so many terms and so many changes, in the order of the facts.
type known struct{ terms, changes int }

// act is a term that was ordered, with the changes that it carried, or a change that was asked for.
type act struct{ before, after known }

// isOrder reports whether a term was ordered.
func (a act) isOrder() bool { return a.after.terms > a.before.terms }

// acts returns what was done by a day, in the order in which it was done.
func (s *billed) acts(on calendar.Date) []act {
	var all []act
	terms, changes := s.Facts.Terms, s.Facts.Changes
	for at := (known{}); ; {
		day := on.AddDays(1)
		if at.terms < len(terms) {
			day = calendar.Earliest(day, terms[at.terms].Ordered)
		}
		if at.changes < len(changes) {
			day = calendar.Earliest(day, changes[at.changes].Asked)
		}
		if day.After(on) {
			return all
		}
		to := at
		for to.terms < len(terms) && terms[to.terms].Ordered == day {
			to.terms++
		}
		for to.changes < len(changes) && changes[to.changes].Asked == day {
			to.changes++
		}
		all, at = append(all, s.actsOfDay(at, to)...), to
	}
}

// actsOfDay returns the acts of a day. If terms were ordered and changes asked for, the order is the one in which
// lifecycle puts the same changes on record. If there are several, the terms were ordered first; likewise if there is
// none, but for changes that an order cannot have carried.
func (s *billed) actsOfDay(from, to known) []act {
	if from.terms < to.terms && from.changes < to.changes {
		tries := maxTries
		if list, ok := s.replay(from, to, &tries); ok {
			return list
		}
	}
	var list []act
	for from.terms < to.terms && from.changes < to.changes {
		if c := s.Facts.Changes[from.changes]; c.WithTerm || movesSeats(c) {
			break
		}
		after := known{from.terms, from.changes + 1}
		list, from = append(list, act{from, after}), after
	}
	for from.terms < to.terms {
		after := s.order(from, to)
		list, from = append(list, act{from, after}), after
	}
	for from.changes < to.changes {
		after := known{from.terms, from.changes + 1}
		list, from = append(list, act{from, after}), after
	}
	return list
}

// maxTries bounds how many acts are tried to find the order of those of one day.
const maxTries = 200

// replay finds an order in which the acts of a day can have been done, from what was known before it up to what was
// known after it.
func (s *billed) replay(from, to known, tries *int) ([]act, bool) {
	if from == to {
		return nil, true
	}
	var next []known
	if from.terms < to.terms {
		next = append(next, s.order(from, to))
	}
	if *tries--; *tries < 0 {
		return nil, false
	}
	if after, ok := s.change(from, to); ok {
		next = append(next, after)
	}
	for _, after := range next {
		if rest, ok := s.replay(after, to, tries); ok {
			return append([]act{{from, after}}, rest...), true
		}
	}
	return nil, false
}

// order is what is known once the next term is ordered: the term, and the changes that its order carried. If the term
// had already begun, the first number of seats of the day is the one that it began with.
func (s *billed) order(from, to known) known {
	term := s.Facts.Terms[from.terms]
	after := known{from.terms + 1, from.changes}
	if from.terms == 0 || !term.AlignedTo.IsZero() {
		return after
	}
	var carried []lifecycle.ChangeKind
	begun := !term.Start.After(term.Ordered)
	for ; after.changes < to.changes; after.changes++ {
		c := s.Facts.Changes[after.changes]
		first := begun && movesSeats(c)
		with := c.WithTerm && (c.Effective == term.Start || c.What == lifecycle.AutoRenewSwitched)
		if !first && (!with || slices.Contains(carried, c.What)) {
			break
		}
		carried = append(carried, c.What)
		begun = begun && !first
	}
	return after
}

// change is what is known once the next change is asked for, and whether it can have been asked for now.
func (s *billed) change(from, to known) (known, bool) {
	after := known{from.terms, from.changes + 1}
	if from.changes == to.changes {
		return after, false
	}
	c := s.Facts.Changes[from.changes]
	switch {
	case movesSeats(c):
		more, v, err := s.added(from)
		if err != nil || more < 1 {
			return after, err == nil && more == 0
		}
		sub, err := v.AddSeats(more)
		if err != nil {
			return after, false
		}
		recorded := sub.Facts().Changes[from.changes:]
		after.changes = from.changes + len(recorded)
		return after, after.changes <= to.changes &&
			slices.Equal(recorded, s.Facts.Changes[from.changes:after.changes])
	case c.WithTerm:
		return after, false // it came with a term, or with seats
	case c.What == lifecycle.AutoRenewSwitched:
		return after, true
	}
	return after, !slices.ContainsFunc(s.Facts.Terms[:from.terms], func(t lifecycle.BoughtTerm) bool {
		return t.Ordered == c.Asked && t.Start == c.Effective // it was asked for before the order
	})
}

// movesSeats reports whether a change is a number of seats that counts at once.
func movesSeats(c lifecycle.Change) bool {
	return c.What == lifecycle.SeatsChanged && c.Effective == c.Asked
}

// added returns how many seats the next change adds at once, and the view of its day before it.
func (s *billed) added(at known) (int, lifecycle.View, error) {
	change := s.Facts.Changes[at.changes]
	if !movesSeats(change) {
		return 0, lifecycle.View{}, nil
	}
	sub, err := s.knownOn(change.Asked, at)
	v := sub.On(change.Asked)
	return change.Seats - v.Seats(), v, err
}

// knownOn is the subscription as it was known at a moment of a day, under the edition of that day.
func (s *billed) knownOn(day calendar.Date, at known) (lifecycle.Subscription, error) {
	late := func(d calendar.Date) bool { return d.After(day) }
	f := s.Facts
	f.Terms, f.Changes = f.Terms[:at.terms], f.Changes[:at.changes]
	f.FailedCharges = without(f.FailedCharges, late)
	if slices.ContainsFunc(f.Invoices, func(b lifecycle.BilledInvoice) bool { return late(b.Paid) }) {
		f.Invoices = slices.Clone(f.Invoices)
		for i := range f.Invoices {
			if late(f.Invoices[i].Paid) {
				f.Invoices[i].Paid = calendar.Date{}
			}
		}
	}
	if late(f.Cancellation.Asked) {
		f.Cancellation = lifecycle.Cancellation{}
	}
	return lifecycle.New(s.editions.On(s.Region, day), f)
}

// without returns a list without some of its entries. If there are none to leave out, it is the list itself.
func without[T any](list []T, drop func(T) bool) []T {
	if !slices.ContainsFunc(list, drop) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), drop)
}
