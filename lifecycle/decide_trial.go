package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanConvertTrial decides whether a trial can become a paid subscription, by buying with the same account. The window
// has no end, except on days near the end of the calendar, from 9890-06-26 on: there it ends on 9945-02-28, the last
// day on which a month can be bought. Implements trial.convert.
func (v View) CanConvertTrial() (d policy.Decision) {
	v.put(&d, v.canConvertTrial())
	return d
}

func (v View) canConvertTrial() answer {
	if v.IsZero() || v.state.facts.Kind != policy.Trial {
		return v.never(reason{rule: rule.TrialConvert})
	}
	d := v.decide(rule.TrialConvert, calendar.Since(v.state.first), policy.SelfService,
		reason{rule.TrialConvert, policy.WaitForWindow})
	days := calendar.Always()
	if !inCalendar(v.day.AddDays(margin)) {
		last := lastInCalendar().AddMonths(-calendar.Monthly.Months()) // so that a month fits
		days = calendar.Until(last.AddDays(1))
	}
	return v.onRecord(d, days, reason{rule: rule.TrialConvert})
}
