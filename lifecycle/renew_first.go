package lifecycle

import (
	"iter"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// What helps after the renewal date is to renew, if that leads to a renewal date after the day: a late renewal starts
// on the old one, so that a short term can be over already.

// renewFirst returns what helps if only a renewal does: to renew first; to renew for another length, if that which is
// due ends too late or too early; or what helps if neither can be done.
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

// lengths are those that a term can have, the shortest first.
func lengths() [3]calendar.Term {
	return [...]calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}
}

// otherLengths yields the lengths of term, but that which is due, that a renewal on the day can carry: a cancellation
// can leave room for short ones only.
func (v View) otherLengths() iter.Seq[calendar.Term] {
	return func(yield func(calendar.Term) bool) {
		due := v.NextTerm().Length
		for _, length := range lengths() {
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

// renewedPast returns the renewal date after the renewals for a length of term, zero for that which is due, that it
// takes to get beyond the day, and whether they do: the first may be over for so long that there is no other, and a
// cancellation may leave no room for the last. It is the zero Date of what has no term.
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

// renewalTurns appends the days from which on renewing does not lead beyond the day any more, for each length of term.
// Before the renewal date there are none to be looked for: on that date the answers are others anyway.
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
