package lifecycle

import (
	"iter"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// After the renewal date the remedy is to renew, if that leads to a renewal date after the day. A late renewal starts
// on the old renewal date, so a short term can be over already.

// renewFirst returns the remedy if only a renewal helps: to renew first; to renew for another length, if the one that
// is due ends too late or too early; or what helps if neither is possible.
func (v View) renewFirst() policy.Remedy {
	renew := v.canRenew(RenewalChanges{})
	if renew.Allowed() {
		if _, reaches := v.renewedPast(0); reaches {
			return policy.RenewFirst
		}
	}
	switch {
	case v.otherLengthReachesPast():
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

// otherLengthReachesPast reports whether a renewal can carry a length of term that leads beyond the day.
func (v View) otherLengthReachesPast() bool {
	for length := range v.otherLengths() {
		if _, reaches := v.renewedPast(length); reaches {
			return true
		}
	}
	return false
}

// renewedPast returns the renewal date after as many renewals for a length of term as are needed to get beyond the day,
// and whether these are possible. Zero stands for the length that is due. They are impossible if a term has been over
// for too long to be renewed, or if a cancellation leaves no room. If the kind has no terms, the date is zero.
func (v View) renewedPast(length calendar.Term) (end calendar.Date, reaches bool) {
	next := v.RenewalTerm(RenewalChanges{Length: length})
	end = next.Period().End()
	if end.IsZero() {
		return end, true
	}
	over := end.AddDays(v.lateDays(next))
	for !end.IsZero() && !end.After(v.day) {
		next.Start = end
		end = next.Period().End()
	}
	return end, !end.IsZero() && v.day.Before(over) && !v.endsBefore(end)
}

// lateDays returns for how many days after its end a term that is ordered on the day could be renewed.
func (v View) lateDays(next NextTerm) int {
	term := BoughtTerm{Ordered: v.day, Length: next.Length}
	by := term.lapsing(v.state.edition, v.Kind(), next.Offering)
	if !by.staged && !by.late {
		return 0
	}
	return int(by.expired + by.suspended)
}

// renewalTurns appends, for each length of term, the day from which renewing no longer leads beyond the day. Before the
// renewal date there is no need to look for them, since the answers change on it anyway.
func (v View) renewalTurns(days []calendar.Date) []calendar.Date {
	s := v.snapshot
	if v.day.Before(s.renewal) {
		return days
	}
	next := v.NextTerm()
	for _, length := range [...]calendar.Term{next.Length, calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		next.Start, next.Length = s.renewal, length
		end := next.Period().End()
		days = append(days, end.AddDays(v.lateDays(next)))
		for !s.ends.IsZero() && !end.IsZero() && end.Before(s.gone) && !v.endsBefore(end) {
			days = append(days, end)
			next.Start = end
			end = next.Period().End()
		}
	}
	return days
}
