package lifecycle

import (
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Explanation opens the answers of the day: the phase with its days, what is left of each capability, and every
// decision about what may be done. Of a View of which nothing is known it is the zero Explanation.
func (v View) Explanation() policy.Explanation {
	if v.IsZero() {
		return policy.Explanation{}
	}
	ed, s := v.Edition(), v.Status()
	x := policy.Explanation{Asks: "phase", Value: s.Phase.String(), How: s.String(), Rules: ed.Open(s.Rule)}
	for c := ProductAccess; c.IsValid(); c++ {
		x.Parts = append(x.Parts, policy.Explanation{
			Asks: c.String(), Value: v.Access(c).String(), Rules: ed.Open(rule.LapseCapabilities),
		})
	}
	for action, d := range v.Actions().All() {
		x.Parts = append(x.Parts, must(ed.Explanation(action.String(), d)))
	}
	return x
}
