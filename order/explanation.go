package order

import (
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Explanation breaks the quote down: its total, until when it holds, and each line with its price, its instalments and
// its tax. A quote made under another edition is an error.
func (q Quote) Explanation(ed policy.Edition) (policy.Explanation, error) {
	const op = "order.Quote.Explanation"
	if err := ed.Matches("edition", q.Edition); err != nil {
		return policy.Explanation{}, input.Within(err, op, "")
	}
	x := policy.Explanation{
		Asks: "total of quote " + q.Number, Value: q.Total.String(), Rules: ed.ExplainedRules(rule.QuoteContents),
		Parts: []policy.Explanation{{
			Asks: "days on which it can be accepted", Value: q.Valid.String(),
			Rules: ed.ExplainedRules(rule.QuoteValid),
		}},
	}
	for i, line := range q.Lines {
		part := policy.Explanation{
			Asks: fmt.Sprintf("line %d, %s", i+1, line.Description), Value: line.Net.String(), How: line.String(),
			Rules: ed.ExplainedRules(rule.QuoteContents),
		}
		if !q.Items[i].Charge.Equal(invoice.Item{}.Charge) {
			price, err := q.Items[i].Explanation(ed)
			if err != nil {
				return policy.Explanation{}, input.Within(err, op, fmt.Sprintf("items[%d].", i))
			}
			part.Parts = append(part.Parts, price)
		}
		part.Parts = append(part.Parts, policy.Explanation{
			Asks: "tax", Value: line.Tax.String(), Rules: ed.ExplainedRules(rule.InvoiceTax),
		})
		x.Parts = append(x.Parts, part)
	}
	return x, nil
}
