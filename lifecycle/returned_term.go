package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// returnedTerm is a term with the day on which it is returned.
type returnedTerm struct {
	term   BoughtTerm
	day    calendar.Date
	length bool // its renewal has the length that it carried on record as a change
}

// carriesLength reports whether the renewal for a term had to record a length that it carried: an early one, under the
// reading by which it moves what was pending, if a length was. Implements change.effective-fixed.
func (f *Facts) carriesLength(ed policy.Edition, term BoughtTerm) bool {
	k := f.knownOn(ed, term.Ordered.AddDays(-1)).renewedOn(term.Start)
	_, since := k.inForce(TermChanged, term.Start)
	return k.moves && term.Ordered.Before(term.Start) && since == term.Start
}

// takes reports whether a change falls away with the term. What was asked for on the day of the return counts as asked
// for after it, but for seats that were added to what does not cover that day any more.
func (r *returnedTerm) takes(c *Change) bool {
	return (c.Asked.Before(r.day) || r.ended(c)) && r.takesOf(c)
}

// ended reports whether a change is seats that were added or taken off at once on the day of the return, while the term
// covered it. They stay on record, so that they can be told from what was never added.
func (r *returnedTerm) ended(c *Change) bool {
	return c.movesSeatsOn(r.day) && !r.term.Start.After(r.day)
}

// takesOf reports whether a change falls away with the term, if it was asked for before the return: what its renewal
// carried, and what was asked for later for a day after its start. An extension carries nothing.
func (r *returnedTerm) takesOf(c *Change) bool {
	onOrder, extension := c.Asked == r.term.Ordered, !r.term.AlignedTo.IsZero()
	switch {
	case c.Asked.Before(r.term.Ordered):
		return false
	case c.What == AutoRenewSwitched:
		return onOrder && c.AutoRenew && !extension // the renewal switched it on
	case !onOrder || c.Effective != r.term.Start:
		return !c.Effective.Before(r.term.Start)
	case c.What == TermChanged:
		return r.length && !extension
	}
	return !extension || c.Effective == c.Asked // or seats that were added to it
}
