package proration

import (
	"strconv"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Explanation breaks the charge down: the amount with its arithmetic, and below it the days and the divisor. A charge
// made under another edition, and one that [Charge.Check] refuses, are errors.
func (c Charge) Explanation(ed policy.Edition) (policy.Explanation, error) {
	const op = "proration.Charge.Explanation"
	if err := c.Check(); err != nil {
		return policy.Explanation{}, input.Within(err, op, "")
	}
	if err := ed.Matches("edition", c.Edition); err != nil {
		return policy.Explanation{}, input.Within(err, op, "")
	}
	x := policy.Explanation{
		Asks: "price, before tax", Value: c.Amount.String(), How: c.String(),
		Rules: ed.ExplainedRules(rule.ProrationPrice, rule.ProrationPreTax),
	}
	days := policy.Explanation{
		Asks: "days that are charged", Value: strconv.Itoa(c.Days), How: "of " + c.Bought.String(),
		Rules: ed.ExplainedRules(rule.ProrationDays, rule.ProrationLeap),
	}
	divisor := policy.Explanation{
		Asks: "standard days of the term", Value: strconv.Itoa(c.Divisor),
		Rules: ed.ExplainedRules(rule.ProrationStandardDays),
	}
	if c.FullTerm { // it is not divided, and its days are not counted
		x.Parts = []policy.Explanation{divisor}
		return x, nil
	}
	x.Parts = []policy.Explanation{days, divisor, {
		Asks: "price of one day", Value: c.SRP.String() + " ÷ " + strconv.Itoa(c.Divisor),
		Rules: ed.ExplainedRules(rule.ProrationDailyRate),
	}}
	return x, nil
}
