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

// phases writes the phase and the first day of the renewal window of every row, and which of its answers it has: those
// that are covered are Priced, until [Engine.prices] finds otherwise. Implements lapse.start, lapse.expired-days,
// lapse.suspended-days, lapse.canceled and renewal.window.
//
// Dates are numbers of days from the day of the engine, which is 0. A row without an unpaid invoice has a due date that
// never comes, and conditions only select numbers, so that a processor has few branches to guess wrong.
func (e *Engine) phases(in *Columns, out *Answers) {
	n := len(in.Start)
	orders, ends, dues, length, flags := in.Ordered[:n], in.End[:n], in.Due[:n], in.Length[:n], in.Flags[:n]
	phases, opens, row := out.Phase[:n], out.WindowOpens[:n], out.Row[:n]
	for i := range in.Start {
		phases[i], opens[i], row[i] = 0, calendar.Date{}, AskScalar
		ordered, start, end, due := orders[i].Sub(e.day), in.Start[i].Sub(e.day), ends[i].Sub(e.day), dues[i].Sub(e.day)
		if dues[i].IsZero() {
			due = never
		}
		if flags[i] >= History || ordered < e.earliest || end > e.latest || due < ordered {
			continue
		}
		row[i] = NotCovered
		if ordered > 0 {
			continue
		}
		if start <= 0 && end > 0 {
			row[i] = Priced
		}
		l := &e.lapses[length[i]][flags[i]&(History-1)]
		if ordered < e.firstDay {
			l = &e.before[length[i]][flags[i]&(History-1)]
		}
		if !l.unpaid {
			due = never
		}
		from := min(end-1, due) // S
		awaited, late := min(end+l.awaited, due+1), end+l.late
		if due < end-1 {
			awaited, late = from, from
		}
		canceled := max(from+l.stages, awaited)
		gone := max(end+l.canceled, end+l.late) // an invoice that is not overdue is taken to be paid in time
		if due < 0 {
			gone = max(canceled, late)
		}
		if first := max(end-e.window, ordered); first < gone {
			opens[i] = e.day.AddDays(first)
		}
		phase := int(lifecycle.Suspended)
		if from+l.expired >= 0 {
			phase = int(lifecycle.Expired)
		}
		if max(from, awaited-1) >= 0 {
			phase = int(lifecycle.Active)
		}
		if canceled <= 0 {
			phase = int(lifecycle.Canceled)
		}
		if start > 0 {
			phase = 0
		}
		phases[i] = lifecycle.Phase(phase)
	}
}
