package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// lapse is how a row lapses, by its length, its flags, and whether it is under the edition. The dates in it tell the
// phase on the day of the engine, by the renewal date R of a row or by its lapse start S: the day before R, or the due
// date of an unpaid invoice if that is earlier.
type lapse struct {
	active    calendar.Date // Active if R is later: the day itself, or earlier if an automatic renewal is awaited
	expired   calendar.Date // Expired if S is not before it
	suspended calendar.Date // Suspended if S is not before it, but before expired; otherwise Canceled
	stages    int           // the first day of Canceled, from S on
	awaited   int           // the first day on which an automatic renewal is not awaited any more, from R on; or -1
	late      int           // the first day on which nothing can be renewed any more, from R on, if later; or -1
	unpaid    bool          // whether an unpaid invoice counts
}

// lapseOf works out how a row lapses. Implements lapse.exempt, edition.before and renewal.awaited.
func lapseOf(ed policy.Edition, day calendar.Date, length calendar.Term, flags Flags, covered bool) lapse {
	rules, expired := ed.LapseRules(), 0
	suspended := rules.SuspendedDays.Of(policy.Subscription, length)
	exempt := flags&Exempt != 0
	others := covered || rules.StagesBeforeEdition == policy.Yes
	l := lapse{stages: 1, awaited: -1, late: -1}
	if exempt {
		l.unpaid = others && rules.ExemptUnpaidStops == policy.Yes
	} else if others {
		expired, l.stages, l.unpaid = rules.ExpiredDays, rules.ExpiredDays+suspended+1, true
	}
	if flags&AutoRenew != 0 {
		l.awaited = ed.RenewalRules().AwaitedDays
	}
	if exempt && others && rules.ExemptLateRenewal == policy.Yes {
		l.late = rules.ExpiredDays + suspended
	}
	l.active = day.AddDays(-max(l.awaited, 0))
	l.expired, l.suspended = day.AddDays(-expired), day.AddDays(1-l.stages)
	return l
}

// gone returns the first day on which a row cannot be renewed any more, from R on, if nothing is overdue.
func (l *lapse) gone() int { return max(l.stages-1, l.awaited, l.late) }

// phase returns the phase of a row that has begun and has nothing overdue: an invoice that is due on the day or later
// does not change the phase of the day. Implements lapse.start, lapse.expired-days, lapse.suspended-days and
// lapse.canceled.
func (l *lapse) phase(end calendar.Date) lifecycle.Phase {
	if end.After(l.active) {
		return lifecycle.Active
	}
	return l.since(end)
}

// since returns the phase of a row that lapsed the day before its renewal date.
func (l *lapse) since(end calendar.Date) lifecycle.Phase {
	switch {
	case end.After(l.expired):
		return lifecycle.Expired
	case end.After(l.suspended):
		return lifecycle.Suspended
	}
	return lifecycle.Canceled
}

// unpaidSince returns the phase of a row that lapsed on a due date.
func (l *lapse) unpaidSince(due calendar.Date) lifecycle.Phase {
	switch {
	case !due.Before(l.expired):
		return lifecycle.Expired
	case !due.Before(l.suspended):
		return lifecycle.Suspended
	}
	return lifecycle.Canceled
}

// overdue returns the phase of a row with an overdue invoice that counts, and whether the row cannot be renewed any
// more on the day on which its window opens. Implements lapse.start and renewal.late.
func (l *lapse) overdue(end, due, opens calendar.Date) (phase lifecycle.Phase, gone bool) {
	if payable := due.Sub(end) + 1; payable >= 0 { // the due date is the day before the renewal date, or later
		return l.since(end), opens.Sub(end) >= max(l.stages-1, min(l.awaited, payable), l.late)
	}
	return l.unpaidSince(due), opens.Sub(due) >= l.stages
}
