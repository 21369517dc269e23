package billingtest

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// uncovered reports whether a term was returned on a day, and what is left does not cover that day.
func uncovered(f lifecycle.Facts, d calendar.Date) bool {
	for _, r := range f.Returns {
		if !r.Term.IsZero() && r.Day == d {
			kept := left(f, d).Terms
			last := kept[len(kept)-1]
			return !last.End.After(d) || !last.Start.Before(last.End)
		}
	}
	return false
}

// left returns facts without what was returned by a day, and without what was ordered later. If nothing is left, they
// have one term without days.
func left(f lifecycle.Facts, known calendar.Date) lifecycle.Facts {
	var terms []lifecycle.BoughtTerm
	open := slices.DeleteFunc(slices.Clone(f.Returns), func(r lifecycle.ReturnedPurchase) bool {
		return r.Term.IsZero() || r.Day.After(known)
	})
	changes := slices.Clone(f.Changes)
	settle := func(by calendar.Date) { // gives back the latest term, and the one before it, as the returns say
		for len(open) > 0 && len(terms) > 0 && !open[0].Day.After(by) && terms[len(terms)-1].Start == open[0].Term {
			term, day := terms[len(terms)-1], open[0].Day
			terms, open = terms[:len(terms)-1], open[1:]
			changes = withoutThose(changes, term, day)
		}
	}
	for i, term := range f.Terms {
		if i > 0 && term.Ordered.After(known) {
			break
		}
		settle(term.Ordered)
		terms = append(terms, term)
	}
	settle(known)
	if len(terms) == 0 {
		terms = []lifecycle.BoughtTerm{f.Terms[0]}
		terms[0].End = terms[0].Start
		f.Seats, changes = 0, nil
	}
	f.Terms, f.Changes = terms, changes
	return f
}

// withoutThose returns the changes without those that fell away with a term on a day. Several terms that were ordered
// on one day may each have switched auto-renew on: the last of these switches goes with the last term.
func withoutThose(changes []lifecycle.Change, term lifecycle.BoughtTerm, day calendar.Date) []lifecycle.Change {
	var kept []lifecycle.Change
	switched := false
	for _, c := range slices.Backward(changes) {
		another := c.What == lifecycle.AutoRenewSwitched && switched
		if another || !fellAway(c, term, day) {
			kept = append(kept, c)
			continue
		}
		switched = switched || c.What == lifecycle.AutoRenewSwitched
	}
	slices.Reverse(kept)
	return kept
}

// fellAway reports whether a change was asked for before the day on which a term was returned, and falls away with it:
// it takes effect on the start of the term or later, and was asked for after the order or came with it. Anything else
// that was asked for on the day of the order is pending again.
func fellAway(c lifecycle.Change, term lifecycle.BoughtTerm, day calendar.Date) bool {
	atOnce := c.What == lifecycle.SeatsChanged && c.Asked == c.Effective
	if c.Asked.Before(term.Ordered) || c.Asked.After(day) || c.Asked == day && !atOnce {
		return false
	}
	renews := c.Asked == term.Ordered && c.WithTerm
	if c.What == lifecycle.AutoRenewSwitched {
		return renews
	}
	if c.Asked == term.Ordered && c.Effective == term.Start {
		return renews
	}
	return !c.Effective.Before(term.Start)
}
