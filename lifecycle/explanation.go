package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Explanation breaks down the answers of the day: the phase, what is left of each capability, every decision about what
// may be done, the first day of the phase, its last day if it has one, and the renewal date. Before the first covered
// day there is no phase, so neither capabilities nor a first day of the phase. If nothing is known it is the zero
// Explanation.
func (v View) Explanation() policy.Explanation {
	if v.IsZero() {
		return policy.Explanation{}
	}
	ed, s := v.Edition(), v.Status()
	x := policy.Explanation{Asks: "phase", Value: s.Phase.String(), How: s.String(), Rules: ed.ExplainedRules(s.Rule)}
	for c := ProductAccess; c.IsValid() && s.Phase != 0; c++ {
		x.Parts = append(x.Parts, policy.Explanation{
			Asks: c.String(), Value: v.Access(c).String(), Rules: ed.ExplainedRules(rule.LapseCapabilities),
		})
	}
	for action, d := range v.Actions().All() {
		x.Parts = append(x.Parts, price.Sure(ed.Explanation(action.String(), d)))
	}
	if !s.Since.IsZero() {
		x.Parts = append(x.Parts, dated(ed, "first day of the phase", s.Since, s.Rule))
	}
	if !s.Until.IsZero() {
		x.Parts = append(x.Parts, dated(ed, "last day of the phase", s.Until.AddDays(-1), s.Rule))
	}
	x.Parts = append(x.Parts, dated(ed, "renewal date", s.Renewal, rule.TermRenewal, rule.TermLength))
	return x
}

func dated(ed policy.Edition, asks string, day calendar.Date, rules ...rule.ID) policy.Explanation {
	return policy.Explanation{Asks: asks, Value: day.String(), Rules: ed.ExplainedRules(rules...)}
}
