package invoice

import (
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Explanation breaks the price down: the charge, and the instalments in which it is due. A price worked out under
// another edition, and one whose charge contradicts itself, are errors.
func (p Priced) Explanation(ed policy.Edition) (policy.Explanation, error) {
	x, err := p.Charge.Explanation(ed)
	if err != nil {
		return policy.Explanation{}, input.Within(err, "invoice.Priced.Explanation", "charge.")
	}
	for _, part := range p.Instalments {
		x.Parts = append(x.Parts, policy.Explanation{
			Asks: fmt.Sprintf("instalment %d of %d", part.Number, part.Of), Value: part.Amount.String(),
			How:   part.String(),
			Rules: ed.ExplainedRules(p.instalmentRules()...),
		})
	}
	return x, nil
}

// instalmentRules are the rules by which the price is cut into instalments.
func (p Priced) instalmentRules() []rule.ID {
	var rules []rule.ID
	switch {
	case p.FullTerm:
		rules = []rule.ID{rule.InvoiceAnnualInstalments, rule.InvoiceSplit}
	case p.Extends:
		rules = []rule.ID{rule.CotermExtendCharge}
	default:
		rules = []rule.ID{rule.CotermMultiYear}
	}
	if !p.NetTerms.IsZero() {
		rules = append(rules, rule.InvoiceNetTerms)
	}
	return rules
}
