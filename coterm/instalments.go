package coterm

import (
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// priced prices the request of p in parts. The first part is charged on the given day, each other part on its own first
// day.
func priced(
	op string, ed policy.Edition, p invoice.Priced, parts []calendar.Period, first calendar.Date,
) (invoice.Priced, error) {
	p.Instalments = make([]invoice.Instalment, len(parts))
	for i, covers := range parts {
		date := covers.Start()
		if i == 0 {
			date = first
		}
		p.Instalments[i] = invoice.Instalment{
			Number: i + 1, Of: len(parts), Date: date, Due: p.NetTerms.Due(date), Covers: covers,
		}
	}
	p, err := p.Reprice(ed)
	return p, given(op, err)
}

// explain returns a charge, its instalments if there are several, a further line, and the statements of the rules.
func explain(p invoice.Priced, line string, rules []rule.ID) string {
	lines := []string{p.Charge.String()}
	if p.Charge.Equal(proration.Charge{}) {
		return lines[0] // of the zero price
	}
	if len(p.Instalments) > 1 {
		for _, part := range p.Instalments {
			lines = append(lines, part.String())
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return strings.Join(append(lines, rule.Explain(rules...)), "\n")
}
