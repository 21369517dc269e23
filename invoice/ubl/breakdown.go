package ubl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
)

// standard is the code of the category for a tax of more than 0%.
const standard = "S"

// maxPlaces is the largest number of decimals of an amount in EN 16931.
const maxPlaces = 2

// taxed is what the tax breakdown needs of a line: its net price and its taxes. checkTaxes allows only one tax.
type taxed struct {
	taxes []invoice.LineTax
	net   money.Amount
}

// subtotal is the total of the lines of one category and rate.
type subtotal struct {
	code, percent string
	category      Category // zero for the standard one
	reason        string
	net, tax      money.Amount
}

// kind returns the category and rate of a tax, without amounts.
func (d Details) kind(tax invoice.LineTax) subtotal {
	percent := strings.TrimSuffix(tax.Rate.String(), "%")
	if percent != "0" {
		return subtotal{code: standard, percent: percent}
	}
	for _, u := range d.Untaxed {
		if u.Tax == tax.Name {
			return subtotal{code: u.Category.row().code, percent: percent, category: u.Category, reason: u.Reason}
		}
	}
	return subtotal{}
}

// breakdown adds up lines by category and rate, in the order in which these first appear.
func (d Details) breakdown(lines []taxed) []subtotal {
	var list []subtotal
	at := map[string]int{}
	for _, l := range lines {
		tax := l.taxes[0]
		s := d.kind(tax)
		key := s.code + " " + s.percent
		i, ok := at[key]
		if !ok {
			s.net, s.tax = l.net, tax.Amount
			at[key], list = len(list), append(list, s)
			continue
		}
		list[i].net = price.Sure(list[i].net.Add(l.net))
		list[i].tax = price.Sure(list[i].tax.Add(tax.Amount))
	}
	return list
}

// checkTaxes refuses lines with several taxes, or with a tax of 0% without a reason, and a reverse charge to a buyer
// without a VAT number. It must pass before breakdown is called.
func (d Details) checkTaxes(op, at string, lines []taxed) error {
	var bad []error
	reversed := false
	for i, l := range lines {
		field := fmt.Sprintf("%slines[%d].taxes", at, i)
		if err := input.Length(op, field, len(l.taxes), 1); err != nil {
			bad = append(bad, err)
			continue
		}
		s := d.kind(l.taxes[0])
		if s.code == "" {
			bad = append(bad, input.Errorf(op, field, l.taxes[0], input.ErrMissing,
				"is missing in untaxed, which must say why the tax is 0%%"))
		}
		reversed = reversed || s.category == ReverseCharge
	}
	if reversed && d.Buyer.VAT == "" {
		bad = append(bad, input.Missing(op, "buyer.vat"))
	}
	return errors.Join(bad...)
}

// checkSums refuses a tax that is not its rate × the total of the lines of its category, rounded half up: EN 16931
// demands that (BR-CO-17), and a document has only one total.
//
// The rule rounds to two decimals. In a currency without decimals, such as JPY, the tax is rounded to whole units
// instead, like the totals of the invoice: 15% of JPY 1010 is 152, not 151.50.
func checkSums(op, at string, list []subtotal) error {
	var bad []error
	for _, s := range list {
		rounding := s.net.Currency().Rounding(money.HalfUp)
		want, _ := price.SureExact(s.net.MulDiv(percentParts(s.percent), 100*percentUnit, rounding))
		if !want.Equal(s.tax) {
			field := fmt.Sprintf("%stax[%s %s%%]", at, s.code, s.percent)
			bad = append(bad, input.Errorf(op, field, s.tax, input.ErrConflict,
				"is not %s%% of %s rounded half-up, %s, as an e-invoice requires (BR-CO-17); "+
					"tax worked out per-rate is, if each rate has one name", s.percent, s.net, want))
		}
	}
	return errors.Join(bad...)
}

// checkPlaces refuses a currency with more decimals than an e-invoice has.
func checkPlaces(op, at string, total money.Amount) error {
	if c := total.Currency(); c.MinorUnits() > maxPlaces {
		return input.Errorf(op, at+"total", total, input.ErrRange,
			"is in %s, with %d decimals; an e-invoice has at most %d",
			c, c.MinorUnits(), maxPlaces)
	}
	return nil
}

const (
	percentPlaces = 4      // of a rate in percent
	percentUnit   = 10_000 // parts of a percent with that many places
)

// percentParts returns a rate in percent, such as "9.975", in ten-thousandths of a percent.
func percentParts(percent string) int64 {
	whole, places, _ := strings.Cut(percent, ".")
	return price.Sure(strconv.ParseInt(whole+(places + strings.Repeat("0", percentPlaces))[:percentPlaces], 10, 64))
}

// element returns the subtotal as an element.
func (s subtotal) element() element {
	category := []element{leaf("ID", s.code), leaf("Percent", s.percent)}
	category = append(category, optional("TaxExemptionReasonCode", s.category.row().reason),
		optional("TaxExemptionReason", s.reason), vat())
	return group("TaxSubtotal", amount("TaxableAmount", s.net), amount("TaxAmount", s.tax),
		group("TaxCategory", category...))
}

// vat returns the tax scheme that every tax of an e-invoice has.
func vat() element { return group("TaxScheme", leaf("ID", "VAT")) }

// amount returns an amount as an element.
func amount(name string, a money.Amount) element {
	return leaf(name, a.Number(), attribute{"currencyID", a.Currency().String()})
}
