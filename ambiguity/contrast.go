package ambiguity

import (
	"slices"

	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/rule"
)

// Contrast is a pair of answers to one question that differ. The zero Contrast is not valid.
type Contrast struct{ One, Other Figure }

// Days returns the difference in days. If both are dates, that is how many days Other is later than One; if both are
// numbers of days, how many more days Other is. For anything else ok is false.
func (c Contrast) Days() (days int, ok bool) {
	if c.One.days > 0 && c.Other.days > 0 {
		return c.Other.days - c.One.days, true
	}
	if c.One.Day.IsZero() || c.Other.Day.IsZero() {
		return 0, false
	}
	return c.Other.Day.Sub(c.One.Day), true
}

// Amount returns Other minus One; the zero Amount if they are not both amounts.
func (c Contrast) Amount() money.Amount {
	if c.One.Amount.Currency().IsZero() || c.Other.Amount.Currency().IsZero() {
		return money.Amount{}
	}
	return price.Sure(c.Other.Amount.Sub(c.One.Amount))
}

// String returns the contrast in one line, such as
//
//	price of the added seats: EUR 0.01 (proration.price) or EUR 0.00 (proration.price)
//
// The zero Contrast is "no contrast".
func (c Contrast) String() string {
	if c.One.Asks == "" {
		return "no contrast"
	}
	return c.One.Asks + ": " + c.One.String() + " or " + c.Other.String()
}

// contrastsOf lists the answers that differ. An answer that only one of the two editions gives is not a contrast: the
// refusal of the other one is.
func contrastsOf(one, other []Figure) []Contrast {
	var list []Contrast
	for _, a := range one {
		i := slices.IndexFunc(other, func(b Figure) bool { return a.Asks == b.Asks })
		if i >= 0 && a.Says != other[i].Says {
			list = append(list, Contrast{a, other[i]})
		}
	}
	return list
}

// rulesOf lists the rules on which differing answers rest.
func rulesOf(contrasts []Contrast) []rule.ID {
	var list []rule.ID
	for _, c := range contrasts {
		list = append(list, c.One.Rule, c.Other.Rule)
	}
	return list
}

// ledBy returns contrasts with those of a rule first.
func ledBy(id rule.ID, contrasts []Contrast) []Contrast {
	var first, rest []Contrast
	for _, c := range contrasts {
		if c.One.Rule == id || c.Other.Rule == id {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}
