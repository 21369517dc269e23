package batch

import (
	"math"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// never is the due date of a row without an unpaid invoice: later than every other.
const never = math.MaxInt32

// lapse is how a row lapses: by its length, its flags, and whether it comes under the edition. Its days are counted
// from the renewal date, or from the end of the lapse start S.
type lapse struct {
	expired  int  // the days of Expired, from S on
	stages   int  // the first day of Canceled, from S on
	awaited  int  // the first day on which an automatic renewal is no longer awaited, from R on; -1 if none is
	canceled int  // the first day of Canceled, from R on, if nothing is unpaid
	late     int  // the first day on which nothing can be renewed any more, from R on, if that is later; otherwise -1
	unpaid   bool // whether an unpaid invoice counts
}

// lapseOf works out how a row lapses. Implements lapse.exempt, edition.before and renewal.awaited.
func lapseOf(ed policy.Edition, length calendar.Term, flags Flags, covered bool) lapse {
	rules := ed.Lapse()
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
		l.awaited = ed.Renewal().AwaitedDays
	}
	l.canceled = max(l.stages-1, l.awaited)
	if exempt && others && rules.ExemptLateRenewal == policy.Yes {
		l.late = rules.ExpiredDays + suspended
	}
	return l
}

// last returns a number of days after the renewal date from which on nothing changes any more, if nothing is unpaid.
func (l *lapse) last() int { return max(l.canceled, l.stages, l.awaited, l.late) }

// of returns the phase of a row, and whether its term covers the day. Implements lapse.start, lapse.expired-days,
// lapse.suspended-days and lapse.canceled.
//
// Dates are numbers of days from the day of the engine, which is 0. A row without an unpaid invoice has a due date that
// never comes, and conditions only select numbers, so that a processor has few branches to guess wrong.
func (l *lapse) of(start, end, due int) (lifecycle.Phase, Outcome) {
	row := NotCovered
	if start <= 0 && end > 0 {
		row = Priced
	}
	if !l.unpaid {
		due = never
	}
	from := min(end-1, due) // S
	awaited := min(end+l.awaited, due+1)
	if due < end-1 {
		awaited = from
	}
	phase := lifecycle.Suspended
	if from+l.expired >= 0 {
		phase = lifecycle.Expired
	}
	if max(from, awaited-1) >= 0 {
		phase = lifecycle.Active
	}
	if max(from+l.stages, awaited) <= 0 {
		phase = lifecycle.Canceled
	}
	if start > 0 {
		phase = 0
	}
	return phase, row
}

// gone returns the first day on which a row cannot be renewed any more, whose unpaid invoice was due before the day and
// counts. Implements renewal.late.
func (l *lapse) gone(end, due int) int {
	from := min(end-1, due) // S
	awaited, late := min(end+l.awaited, due+1), end+l.late
	if due < end-1 {
		awaited, late = from, from
	}
	return max(from+l.stages, awaited, late)
}
