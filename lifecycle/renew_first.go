package lifecycle

import (
	"iter"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// After the renewal date the remedy is to renew, if that leads to a renewal date after the day. A late renewal starts
// on the old renewal date, so a short term can be over already; then a longer one helps at once.

// renewFirst returns the remedy if only a renewal helps: to renew first; to renew for another length, if the one that
// is due ends too late or too early; or what helps if neither is possible.
func (v View) renewFirst() policy.Remedy {
	renew, due, other := v.canRenew(RenewalChanges{}), 0, 0
	if renew.Allowed() {
		_, due = v.renewedPast(0)
	}
	if due != 1 {
		other = v.otherRenewals()
	}
	switch {
	case due == 1 || due > 1 && other != 1:
		return policy.RenewFirst
	case other > 0:
		return policy.RenewWithChanges
	case renew.Allowed() || renew.Remedy == policy.RenewWithChanges: // which does not lead beyond the day
		return policy.BuyNew
	}
	return renew.Remedy
}

// otherLengths yields the lengths of term, other than the one that is due, that a renewal on the day can carry. A
// cancellation can leave room for short ones only.
func (v View) otherLengths() iter.Seq[calendar.Term] {
	return func(yield func(calendar.Term) bool) {
		due := v.NextTerm().Length
		for length := calendar.Monthly; length.IsValid(); length++ {
			other := length != due && v.renewsWith(RenewalChanges{Length: length}).Allowed()
			if other && !yield(length) {
				return
			}
		}
	}
}

// renewsToOtherTerm reports whether a renewal on the day can carry another length of term.
func (v View) renewsToOtherTerm() bool {
	for range v.otherLengths() {
		return true
	}
	return false
}

// otherRenewals returns how many renewals for a length of term other than the one that is due lead beyond the day: the
// fewest, or 0 if none do.
func (v View) otherRenewals() int {
	fewest := 0
	for length := range v.otherLengths() {
		if _, n := v.renewedPast(length); n > 0 && (fewest == 0 || n < fewest) {
			fewest = n
		}
	}
	return fewest
}

// renewedPast returns the renewal date after as many renewals for a length of term as are needed to get beyond the day,
// and how many these are: 0 if a term has been over for too long to be renewed, or if a cancellation leaves no room.
// Zero stands for the length that is due. If the kind has no terms, the date is zero, and one renewal is needed.
func (v View) renewedPast(length calendar.Term) (end calendar.Date, renewals int) {
	next := v.RenewalTerm(RenewalChanges{Length: length})
	end = next.Period().End()
	if end.IsZero() {
		return end, 1
	}
	over := v.goneAfter(next, end)
	for renewals = 1; !end.IsZero() && !end.After(v.day); renewals++ {
		next.Start = end
		end = next.Period().End()
	}
	if end.IsZero() || !v.day.Before(over) || v.endsBefore(end) {
		return end, 0
	}
	return end, renewals
}

// goneAfter returns the day from which a term that is ordered on the day, and ends on a date, could no longer be
// renewed: after its stages, or once its automatic renewal is no longer awaited.
func (v View) goneAfter(next NextTerm, end calendar.Date) calendar.Date {
	term, gone := BoughtTerm{Ordered: v.day, Length: next.Length}, end
	if by := term.lapsing(v.state.edition, v.Kind(), next.Offering); by.staged || by.late {
		gone = end.AddDays(int(by.expired + by.suspended))
	}
	awaited := end.AddDays(v.state.edition.RenewalRules().AwaitedDays)
	if awaited.After(gone) && v.autoRenewsAfter() && !v.known().chargeFailed(end) {
		return awaited
	}
	return gone
}

// autoRenewsAfter reports whether auto-renew would be on after a renewal on the day.
func (v View) autoRenewsAfter() bool {
	switched := func(c Change) bool { return c.What == AutoRenewSwitched }
	return v.AutoRenew() || v.switchesOnAgain() || v.state.edition.Covers(v.day) &&
		!slices.ContainsFunc(v.state.facts.Changes[:v.state.facts.askedBy(v.day)], switched)
}

// renewalTurns appends, for each length of term, the day from which renewing no longer leads beyond the day. Before the
// renewal date there is no need to look for these days, since the answers change on that date anyway. Until then only
// the opening of the renewal window matters: if a cancellation leaves no room for the length that is due, the window
// opens for other lengths.
func (v View) renewalTurns(days []calendar.Date) []calendar.Date {
	s := v.snapshot
	if v.movesPending() { // what was asked for on the first day of the snapshot moves from the next day on
		days = append(days, s.from.AddDays(1))
	}
	if v.day.Before(s.renewal) {
		if !s.ends.IsZero() {
			days = append(days, s.opens)
		}
		return days
	}
	next := v.NextTerm()
	for _, length := range [...]calendar.Term{next.Length, calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		next.Start, next.Length = s.renewal, length
		end := next.Period().End()
		days = append(days, end, v.goneAfter(next, end)) // until end one renewal is enough
		for !s.ends.IsZero() && !end.IsZero() && end.Before(s.gone) && !v.endsBefore(end) {
			days = append(days, end)
			next.Start = end
			end = next.Period().End()
		}
	}
	return days
}
