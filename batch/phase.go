package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// lapse is how a row lapses, by its length, its flags, and whether it is under the edition. Its days are counted from
// the renewal date R, or from the end of the lapse start S.
type lapse struct {
	expired  int  // the days of Expired, from S on
	stages   int  // the first day of Canceled, from S on
	awaited  int  // the first day on which an automatic renewal is no longer awaited, from R on; -1 if none is
	canceled int  // the first day of Canceled, from R on, if nothing is unpaid
	late     int  // the first day on which nothing can be renewed any more, from R on, if later; otherwise -1
	unpaid   bool // whether an unpaid invoice counts
}

// lapseOf works out how a row lapses. Implements lapse.exempt, edition.before and renewal.awaited.
func lapseOf(ed policy.Edition, length calendar.Term, flags Flags, covered bool) lapse {
	rules := ed.LapseRules()
	suspended := rules.SuspendedDays.Of(policy.Subscription, length)
	exempt := flags&Exempt != 0
	others := covered || rules.StagesBeforeEdition == policy.Yes
	l := lapse{stages: 1, awaited: -1, late: -1}
	if exempt {
		l.unpaid = others && rules.ExemptUnpaidStops == policy.Yes
	} else if others {
		l.expired, l.stages, l.unpaid = rules.ExpiredDays, rules.ExpiredDays+suspended+1, true
	}
	if flags&AutoRenew != 0 {
		l.awaited = ed.RenewalRules().AwaitedDays
	}
	l.canceled = max(l.stages-1, l.awaited)
	if exempt && others && rules.ExemptLateRenewal == policy.Yes {
		l.late = rules.ExpiredDays + suspended
	}
	return l
}

// gone returns the first day on which a row cannot be renewed any more, from R on, if nothing is overdue.
func (l *lapse) gone() int { return max(l.canceled, l.late) }

// phase returns the phase of a row with nothing overdue: an invoice that is due on the day or later does not change the
// phase of the day. Dates are numbers of days from the day of the engine, which is 0. Implements lapse.start,
// lapse.expired-days, lapse.suspended-days and lapse.canceled.
func (l *lapse) phase(start, end int) lifecycle.Phase {
	awaited := end + l.awaited
	switch from := end - 1; { // S
	case start > 0:
		return 0
	case from >= 0 || awaited > 0:
		return lifecycle.Active
	default:
		return l.stage(from)
	}
}

// stage returns the phase of a row whose lapse started on a day before that of the engine.
func (l *lapse) stage(from int) lifecycle.Phase {
	switch {
	case from+l.expired >= 0:
		return lifecycle.Expired
	case from+l.stages > 0:
		return lifecycle.Suspended
	}
	return lifecycle.Canceled
}

// overdue returns the phase of a row with an overdue invoice that counts, and the first day on which it cannot be
// renewed any more. Implements lapse.start and renewal.late.
func (l *lapse) overdue(start, end, due int) (phase lifecycle.Phase, gone int) {
	from := min(end-1, due) // S
	if phase = l.stage(from); start > 0 && phase != lifecycle.Canceled {
		phase = 0
	}
	awaited, late := min(end+l.awaited, due+1), end+l.late
	if due < end-1 {
		awaited, late = from, from
	}
	return phase, max(from+l.stages, awaited, late)
}
