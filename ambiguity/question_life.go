package ambiguity

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// lifeCases are subscriptions on the days on which something begins or ends: plain ones, exempt ones, ones with an
// invoice unpaid since the day of the order, ones with auto-renew off, and combinations of two of these.
func lifeCases(ed policy.Edition) []Case {
	exempt := ""
	if list := ed.Parameters().ExemptOfferings; len(list) > 0 {
		exempt = list[0]
	}
	first := ed.FirstDay()
	var list []Case
	for _, start := range []calendar.Date{first.AddDays(-1), first, shortestMonth(first)} {
		for _, length := range lengths() {
			end := start.AddMonths(length.Months())
			plain := Case{Length: length, Ordered: start}
			forms := []Case{plain, plain, plain, plain, plain, plain, plain}
			forms[1].Exempt, forms[4].Exempt, forms[5].Exempt = exempt, exempt, exempt
			forms[2].Due, forms[4].Due, forms[6].Due = start, start, start
			forms[3].Off, forms[5].Off, forms[6].Off = true, true, true
			for i, form := range forms {
				if exempt == "" && (i == 1 || i == 4 || i == 5) {
					continue
				}
				for _, day := range lifeDays(ed, length, start, end) {
					form.Day = day
					list = append(list, form)
				}
			}
		}
	}
	return list
}

// shortestMonth is the first day, from the given one on, from which a month has 28 days: no term is shorter.
func shortestMonth(from calendar.Date) calendar.Date {
	for from.AddMonths(1).Sub(from) > 28 {
		from = from.AddDays(1)
	}
	return from
}

// lifeDays are the first days of a term, and the days around the edges of its window and of the stages: those after the
// term, and those after an invoice that was due on its first day.
func lifeDays(ed policy.Edition, length calendar.Term, start, end calendar.Date) []calendar.Date {
	lapse := ed.LapseRules()
	gone := lapse.ExpiredDays + lapse.SuspendedDays.Of(policy.Subscription, length)
	seen := map[calendar.Date]bool{}
	var list []calendar.Date
	for _, edge := range []calendar.Date{
		start.AddDays(1), start.AddDays(1 + lapse.ExpiredDays), start.AddDays(1 + gone),
		end.AddDays(-ed.RenewalRules().WindowDays), end, end.AddDays(lapse.ExpiredDays), end.AddDays(gone),
	} {
		for beside := -1; beside <= 2; beside++ {
			if day := edge.AddDays(beside); !day.Before(start) && !seen[day] {
				seen[day] = true
				list = append(list, day)
			}
		}
	}
	return list
}

// askLife asks for the phase, and whether each act may be done.
func askLife(ed policy.Edition, c Case) []Figure { return askView(c.view(ed, c.Day)) }

// askView asks for the phase, and whether each act may be done.
func askView(v lifecycle.View) []Figure {
	status := v.Status()
	list := []Figure{said("phase", status.Rule, status.Phase)}
	for action, d := range v.Actions().All() {
		if action == lifecycle.ActionRenewByInvoice { // without a payer on file, which readings treat differently
			d = v.CanRenewByInvoice(lifecycle.OtherByInvoice, lifecycle.RenewalChanges{})
		}
		list = append(list, decided("may it be done: "+action.String(), d))
	}
	return list
}
