package lifecycle

import "example.com/billingrules/calendar"

// returnedTerm is a term with the day on which it is returned. It is asked about changes from the last to the first: of
// several renewals of one day that switched auto-renew on, the last is the one that is returned.
type returnedTerm struct {
	term     BoughtTerm
	day      calendar.Date
	switched bool // the change by which it switched auto-renew on has been found
}

// takes reports whether a change falls away with the term. What was asked for on the day of the return counts as asked
// for after it, except seats that were added to what no longer covers that day.
func (r *returnedTerm) takes(c *Change) bool {
	return (c.Asked.Before(r.day) || r.ended(c)) && r.takesOf(c)
}

// ended reports whether a change is seats that were added or taken off at once on the day of the return, while the term
// covered it. They stay on record, to distinguish them from what was never added.
func (r *returnedTerm) ended(c *Change) bool {
	return c.movesSeatsOn(r.day) && !r.term.Start.After(r.day)
}

// takesOf reports whether a change that was asked for before the return falls away with the term: one that came with
// its order, or after it for a day that is not before its start. A switch of auto-renew stays, unless the renewal made
// it.
func (r *returnedTerm) takesOf(c *Change) bool {
	switch onOrder := c.Asked == r.term.Ordered; {
	case c.Asked.Before(r.term.Ordered):
		return false
	case c.What == AutoRenewSwitched:
		before := r.switched
		r.switched = before || onOrder && c.WithTerm
		return r.switched && !before
	case onOrder && c.Effective == r.term.Start:
		return c.WithTerm
	}
	return !c.Effective.Before(r.term.Start)
}
