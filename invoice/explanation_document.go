package invoice

import (
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Explanation breaks the invoice down: its total, its due date, and each line with its price, its instalment and its
// taxes. An invoice worked out under another edition, and one that [Invoice.Check] refuses, are errors.
func (i Invoice) Explanation(ed policy.Edition) (policy.Explanation, error) {
	const op = "invoice.Invoice.Explanation"
	if err := i.check(op); err != nil {
		return policy.Explanation{}, err
	}
	if err := ed.Matches("edition", i.Edition); err != nil {
		return policy.Explanation{}, input.Within(err, op, "")
	}
	x := i.openTotal(ed, "total of invoice "+i.Number)
	due := policy.Explanation{
		Asks: "due", Value: i.Due.String(), How: "the date of the invoice",
		Rules: ed.ExplainedRules(rule.InvoiceNetTerms),
	}
	if !i.NetTerms.IsZero() {
		due.How = i.Issued.String() + ", " + i.NetTerms.String()
	}
	x.Parts = append(x.Parts, due)
	for k, line := range i.Lines {
		part, err := line.explanation(ed)
		if err != nil {
			return policy.Explanation{}, input.Within(err, op, fmt.Sprintf("lines[%d].", k))
		}
		part.Asks = fmt.Sprintf("line %d, %s", k+1, line.Description)
		x.Parts = append(x.Parts, part)
	}
	return x, nil
}

// explanation breaks a line down: its price, if it has a charge, its instalment, and its taxes.
func (l *Line) explanation(ed policy.Edition) (policy.Explanation, error) {
	x := policy.Explanation{Value: l.Net.String(), How: l.String()}
	if l.hasCharge() {
		price, err := l.Charge.Explanation(ed)
		if err != nil {
			return policy.Explanation{}, input.Within(err, "", "charge.")
		}
		x.Parts = append(x.Parts, price)
	}
	if l.Of > 1 {
		x.Parts = append(x.Parts, policy.Explanation{
			Asks: fmt.Sprintf("instalment %d of %d", l.Instalment, l.Of), Value: l.Net.String(),
			How:   "of " + l.Covers.String(),
			Rules: ed.ExplainedRules(l.instalmentRules(ed)...),
		})
	}
	x.Parts = append(x.Parts, taxParts(ed, l.Taxes)...)
	return x, nil
}

// instalmentRules are the rules by which a price is cut into instalments. The price of an extension is cut only if the
// edition says so, and then as for added seats.
func (l *Line) instalmentRules(ed policy.Edition) []rule.ID {
	switch {
	case l.Charge.FullTerm:
		return []rule.ID{rule.InvoiceAnnualInstalments, rule.InvoiceSplit}
	case ed.CotermRules().ExtendCharge == policy.ChargeAtOnce:
		return []rule.ID{rule.CotermMultiYear}
	}
	return []rule.ID{rule.CotermMultiYear, rule.CotermExtendCharge}
}

// Explanation breaks the credit note down: its total, and what is given back of each line with its taxes. The note does
// not say under which edition the invoice was made; the rules are stated by the given edition. The zero Edition, and a
// note that [CreditNote.Check] refuses, are errors.
func (c CreditNote) Explanation(ed policy.Edition) (policy.Explanation, error) {
	const op = "invoice.CreditNote.Explanation"
	if err := c.check(op); err != nil {
		return policy.Explanation{}, err
	}
	if ed.IsZero() {
		return policy.Explanation{}, input.Missing(op, "edition")
	}
	x := c.openTotal(ed, "total of credit note "+c.Number)
	for i, line := range c.Lines {
		x.Parts = append(x.Parts, policy.Explanation{
			Asks: fmt.Sprintf("line %d, %s", i+1, line.Description), Value: line.Net.String(), How: line.String(),
			Rules: ed.ExplainedRules(rule.RefundAmount), Parts: taxParts(ed, line.Taxes),
		})
	}
	return x, nil
}

// openTotal explains the total of a document.
func (t Totals) openTotal(ed policy.Edition, asks string) policy.Explanation {
	return policy.Explanation{
		Asks: asks, Value: t.Total.String(), How: t.Net.String() + " + tax " + t.Tax.Number(),
		Rules: ed.ExplainedRules(rule.InvoiceTax),
	}
}

func taxParts(ed policy.Edition, taxes []LineTax) []policy.Explanation {
	var list []policy.Explanation
	for _, t := range taxes {
		list = append(list, policy.Explanation{
			Asks: titled(t.of()), Value: t.Amount.String(), Rules: ed.ExplainedRules(rule.InvoiceTax),
		})
	}
	return list
}
