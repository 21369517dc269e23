package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanConvertTrial decides whether a trial can become a paid subscription, by buying with the same account. Implements
// trial.convert.
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
	return v.onRecord(d, holds(inCalendar(v.day.AddMonths(calendar.Monthly.Months()))), reason{rule: rule.TrialConvert})
}
