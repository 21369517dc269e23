package refund

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Explanation breaks the answer down: whether the purchase can be returned and by which rule, the last day, and what is
// given back for each paid line. A return worked out under another edition, and one that [Return.Check] refuses, are
// errors.
func (r Return) Explanation(ed policy.Edition) (policy.Explanation, error) {
	const op = "refund.Return.Explanation"
	if err := r.check(op); err != nil {
		return policy.Explanation{}, err
	}
	if err := ed.Matches("decision.edition", r.Decision.Edition); err != nil {
		return policy.Explanation{}, input.Within(err, op, "")
	}
	x := policy.Explanation{
		Asks: "return of the " + r.Event.String(), Value: "no", How: r.Decision.String(),
		Rules: ed.ExplainedRules(r.Decision.Rule),
	}
	if r.Decision.Allowed() {
		x.Value = "yes"
	}
	if r.Deadline != (calendar.Date{}) {
		rules := []rule.ID{rule.RefundDays}
		if r.Event == SeatsAdded || r.Event == Aligned {
			rules = append(rules, rule.RefundScope)
		}
		x.Parts = append(x.Parts, policy.Explanation{
			Asks: "last day", Value: r.Deadline.String(), How: "the return is " + r.By.String() + " by then",
			Rules: ed.ExplainedRules(rules...),
		})
	}
	if len(r.Lines) > 0 {
		x.Parts = append(x.Parts, r.givenBack(ed))
	}
	return x, nil
}

// givenBack breaks down what is given back, line by line.
func (r Return) givenBack(ed policy.Edition) policy.Explanation {
	x := policy.Explanation{
		Asks: "given back", Value: r.Total.String(), How: r.Net.String() + " + tax " + r.Tax.Number(),
		Rules: ed.ExplainedRules(rule.RefundAmount),
	}
	for i, line := range r.Lines {
		x.Parts = append(x.Parts, policy.Explanation{
			Asks: fmt.Sprintf("line %d, %s", i+1, line.Description), Value: line.Net.String(),
			How: "and tax " + line.Tax.String(), Rules: ed.ExplainedRules(rule.RefundAmount, rule.InvoiceTax),
		})
	}
	return x
}
