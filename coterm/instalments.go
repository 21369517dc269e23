package coterm

import (
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// cutYearly cuts what is bought where its instalments begin: of a three-year subscription with the service years in
// which one is due, counted from the start of each term.
func cutYearly(ed policy.Edition, service calendar.Service, bought calendar.Period) []calendar.Period {
	if service.Term() != calendar.ThreeYear {
		return []calendar.Period{bought}
	}
	parts := make([]calendar.Period, 0, 3)
	start := bought.Start()
	for k := service.Index(start) + 1; k < service.Len(); k++ {
		if k%3 >= ed.Invoice().Instalments {
			continue // its charge is part of the one before
		}
		next := service.At(k).Start()
		parts = append(parts, calendar.Span(start, next))
		start = next
	}
	return append(parts, calendar.Span(start, bought.End()))
}

// priced prices a request that is charged in parts: each from its first day on, but the first on a day of its own.
func priced(
	op string, ed policy.Edition, request proration.PriceRequest, parts []calendar.Period, first calendar.Date,
	terms invoice.NetTerms,
) (invoice.Priced, error) {
	p := invoice.Priced{Request: request, NetTerms: terms, Instalments: make([]invoice.Instalment, len(parts))}
	for i, covers := range parts {
		date := covers.Start()
		if i == 0 {
			date = first
		}
		p.Instalments[i] = invoice.Instalment{
			Number: i + 1, Of: len(parts), Date: date, Due: terms.Due(date), Covers: covers,
		}
	}
	p, err := p.Under(ed)
	return p, given(op, err)
}

// explain reads a charge out, its instalments if there are several, a further line, and what the rules say.
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
