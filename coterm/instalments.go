package coterm

import (
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
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

// invoiceParts makes the instalments of a charge, one for each part of what is bought. Each later part is invoiced at
// its own price, and the first at the rounded whole less those.
func invoiceParts(
	ed policy.Edition, request proration.PriceRequest, charge proration.Charge, parts []calendar.Period,
	terms invoice.NetTerms,
) []invoice.Instalment {
	amounts := make([]money.Amount, len(parts))
	amounts[0] = charge.Amount
	for i := 1; i < len(parts); i++ {
		request.Bought = parts[i]
		amounts[i] = price.Sure(proration.Price(ed, request)).Amount
		amounts[0] = minus(amounts[0], amounts[i])
	}
	liftFirst(amounts)
	list := make([]invoice.Instalment, len(parts))
	for i, covers := range parts {
		date := covers.Start()
		list[i] = invoice.Instalment{
			Number: i + 1, Of: len(parts), Date: date, Due: terms.Due(date), Covers: covers, Amount: amounts[i],
		}
	}
	return list
}

// liftFirst takes what a first amount lacks to zero from the others, one minor unit each, the last first, and again
// while any is lacking. They sum to what was lacking and more, so that there is enough.
func liftFirst(amounts []money.Amount) {
	if amounts[0].Sign() >= 0 {
		return
	}
	currency := amounts[0].Currency()
	lacking := price.Sure(amounts[0].Neg().Minor()) // from the rounding of a few prices, so that it is small
	amounts[0] = price.Sure(money.FromMinor(0, currency))
	for lacking > 0 {
		each := max(lacking/int64(len(amounts)-1), 1) // so many rounds at once
		for i := len(amounts) - 1; i > 0 && lacking > 0; i-- {
			taken := price.Sure(money.FromMinor(each, currency))
			if compare(amounts[i], taken) < 0 {
				taken = amounts[i]
			}
			amounts[i] = minus(amounts[i], taken)
			lacking -= price.Sure(taken.Minor())
		}
	}
}

// explain reads a charge out, its instalments if there are several, a further line, and what the rules say.
func explain(charge proration.Charge, instalments []invoice.Instalment, line string, rules []rule.ID) string {
	lines := []string{charge.String()}
	if len(instalments) > 1 {
		for _, part := range instalments {
			lines = append(lines, part.String())
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return strings.Join(append(lines, rule.Explain(rules...)), "\n")
}
