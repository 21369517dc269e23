package batch

import (
	"math"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// none is the due date of a row without an unpaid invoice: later than every other.
const none = math.MaxInt32

// plain is a row with its dates as numbers of days from the day of the engine, which is 0.
type plain struct {
	ordered, start, end, due int
}

// lapse is how a row lapses: by its length, its flags, and whether it comes under the edition. Its days are counted from
// the renewal date, or from the end of the lapse start S.
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
	suspended := policy.PerTerm{
		Monthly: rules.SuspendedDays.Monthly, Annual: rules.SuspendedDays.Annual, ThreeYear: rules.SuspendedDays.ThreeYear,
	}.Of(length)
	exempt := flags&Exempt != 0
	others := covered || rules.StagesBeforeEdition == policy.Yes
	l := lapse{stages: 1, awaited: -1, late: -1}
	if exempt {
		l.unpaid = rules.ExemptUnpaidStops == policy.Yes
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

// phase returns the phase of a row on the day, and the first day on which nothing can be renewed any more. Implements
// lapse.start, lapse.expired-days, lapse.suspended-days and lapse.canceled.
//
// A row without an unpaid invoice has a due date that never comes, and every condition only selects a number, so that a
// processor has no branch to guess wrong.
func (l *lapse) phase(r *plain) (phase lifecycle.Phase, gone int) {
	due := r.due
	if !l.unpaid {
		due = none
	}
	start := min(r.end-1, due) // of the lapse: S
	awaited, late := min(r.end+l.awaited, due+1), r.end+l.late
	if due < r.end-1 {
		awaited, late = start, start
	}
	canceled := max(start+l.stages, awaited)
	gone = max(r.end+l.canceled, r.end+l.late) // an invoice that is not overdue is taken to be paid in time
	if due < 0 {
		gone = max(canceled, late)
	}
	phase = lifecycle.Suspended
	if start+l.expired >= 0 {
		phase = lifecycle.Expired
	}
	if start >= 0 {
		phase = lifecycle.Active
	}
	if awaited > 0 {
		phase = lifecycle.Active
	}
	if canceled <= 0 {
		phase = lifecycle.Canceled
	}
	if r.start > 0 {
		phase = 0
	}
	return phase, gone
}
