package coterm

import (
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// Explanation breaks the plan down: its date, and for each member what it does, by which rule, and what that costs, or
// why it stays where it is. An extension that was priced under another edition is an error: if the members of a plan
// are under several editions, explain each charge by itself.
func (p Plan) Explanation(ed policy.Edition) (policy.Explanation, error) {
	const op = "coterm.Plan.Explanation"
	if ed.IsZero() {
		return policy.Explanation{}, input.Missing(op, "edition")
	}
	x := policy.Explanation{
		Asks: "common renewal date", Value: p.Renewal.String(), How: p.String(),
		Rules: ed.ExplainedRules(rule.CotermExtendFuture),
	}
	for i, m := range p.Moves {
		part, err := m.explanation(ed)
		if err != nil {
			return policy.Explanation{}, input.Within(err, op, fmt.Sprintf("moves[%d].", i))
		}
		x.Parts = append(x.Parts, part)
	}
	return x, nil
}

func (m Move) explanation(ed policy.Edition) (policy.Explanation, error) {
	if !m.Aligned {
		return policy.Explanation{
			Asks: m.ID, Value: "is not aligned", How: m.Refused.String(), Rules: ed.ExplainedRules(m.Refused.Rule),
		}, nil
	}
	x := policy.Explanation{
		Asks: m.ID, Value: m.Cost.String(), How: m.String(), Rules: ed.ExplainedRules(rule.CotermNoRefund),
	}
	for i, s := range m.Steps {
		part := policy.Explanation{
			Asks: s.Do.String() + " on " + s.Day.String(), Value: "free of charge", Rules: ed.ExplainedRules(s.Rule),
		}
		if !s.Amount.Currency().IsZero() {
			part.Value = s.Amount.String()
		}
		if !s.Charge.Equal(proration.Charge{}) {
			price, err := s.Charge.Explanation(ed)
			if err != nil {
				return policy.Explanation{}, input.Within(err, "", fmt.Sprintf("steps[%d].charge.", i))
			}
			part.Parts = []policy.Explanation{price}
		}
		x.Parts = append(x.Parts, part)
	}
	return x, nil
}
