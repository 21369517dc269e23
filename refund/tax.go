package refund

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// maxTax is the largest length of the name and the rate of a tax, in bytes.
const maxTax = 60

// TaxPart is one of the taxes of a line, by its name and rate.
type TaxPart struct {
	Tax    string       `json:"tax"`    // as on the invoice: "GST 5%", or "21%" for a tax without a name
	Amount money.Amount `json:"amount"` // its rate × the net price of its line or of a part of it; 0 or more
}

// Equal reports whether two taxes have the same name and rate, and equal amounts.
func (t TaxPart) Equal(b TaxPart) bool { return t.Tax == b.Tax && t.Amount.Equal(b.Amount) }

// String returns the tax as "GST 5% 4.35". The zero TaxPart is "no tax".
func (t TaxPart) String() string {
	if t.Equal(TaxPart{}) {
		return "no tax"
	}
	return t.Tax + " " + t.Amount.Number()
}

// UnmarshalJSON reads a tax strictly: an unknown or duplicate key is an error. Whether it belongs to its line is
// checked by the line.
func (t *TaxPart) UnmarshalJSON(data []byte) error {
	type plain TaxPart // without this method
	return strict.Into("refund.TaxPart.UnmarshalJSON", "tax", data, (*plain)(t))
}

// checkTaxes refuses taxes, if there are any, that do not add up to a tax. It names both fields.
func checkTaxes(op, at, field string, taxes []TaxPart, of string, sum money.Amount) error {
	if len(taxes) == 0 {
		return nil
	}
	if err := input.Length(op, at+field, len(taxes), maxTaxes); err != nil {
		return err
	}
	var bad []error
	for i, t := range taxes {
		one := fmt.Sprintf("%s%s[%d].", at, field, i)
		bad = append(bad, t.checkForm(op, one+"tax"), checkAmount(op, one+"amount", t.Amount, sum.Currency()))
		if slices.ContainsFunc(taxes[:i], func(b TaxPart) bool { return b.Tax == t.Tax }) {
			bad = append(bad, input.Duplicate(op, one+"tax", t.Tax))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	total := taxes[0].Amount
	for _, t := range taxes[1:] {
		var err error
		if total, err = total.Add(t.Amount); err != nil {
			return input.At(err, op, at+field)
		}
	}
	if !total.Equal(sum) {
		return input.Errorf(op, at+of, sum, input.ErrConflict, "is not the sum of the taxes, %s", total)
	}
	return nil
}

// checkForm refuses a tax that does not state its rate as "GST 5%" and "21%" do.
func (t TaxPart) checkForm(op, field string) error {
	if err := input.Name(op, field, t.Tax, maxTax); err != nil {
		return err
	}
	name, rate := price.SplitTax(t.Tax)
	if err := price.CheckTaxName(op, field, name); err != nil {
		return err
	}
	_, err := price.ParseRate(op, field, rate)
	return err
}

// checkRates refuses well-formed taxes that do not follow from their rates and a net price, or a part of one.
// Implements invoice.tax.
func checkRates(op, at, field string, taxes []TaxPart, net money.Amount) error {
	var bad []error
	for i, t := range taxes {
		_, text := price.SplitTax(t.Tax)
		if rate := price.Sure(price.ParseRate(op, field, text)); !price.IsTaxOfPart(t.Amount, net, rate) {
			bad = append(bad,
				input.Errorf(op, fmt.Sprintf("%s%s[%d].amount", at, field, i), t.Amount, input.ErrConflict,
					"is not %s of %s", text, net))
		}
	}
	return errors.Join(bad...)
}

// checkTaxes checks the taxes of a line that is otherwise good: they must add up to its tax and follow from their rates
// and its net price. Returned taxes must be of the same taxes, no more than those, and leave a rest that follows from
// the rates.
func (p PaidLine) checkTaxes(op, at string) error {
	returned := p.ReturnedTax
	if err := checkTaxes(op, at, "taxes", p.Taxes, "tax", p.Tax); err != nil {
		return err
	}
	if err := checkRates(op, at, "taxes", p.Taxes, p.Net); err != nil {
		return err
	}
	switch n := len(p.ReturnedTaxes); {
	case returned.IsZero() && n > 0:
		return input.Missing(op, at+"returnedTax")
	case returned.IsZero() || n == 0 && len(p.Taxes) == 0:
		return nil
	case n == 0:
		return input.Missing(op, at+"returnedTaxes")
	case n != len(p.Taxes):
		return input.Errorf(op, at+"returnedTaxes", nil, input.ErrConflict,
			"has %d entries, but %d taxes were paid", n, len(p.Taxes))
	}
	if err := checkTaxes(op, at, "returnedTaxes", p.ReturnedTaxes, "returnedTax", returned); err != nil {
		return err
	}
	var bad []error
	for i, t := range p.ReturnedTaxes {
		one, paid := fmt.Sprintf("%sreturnedTaxes[%d].", at, i), p.Taxes[i]
		switch {
		case t.Tax != paid.Tax:
			bad = append(bad, input.Errorf(op, one+"tax", t.Tax, input.ErrConflict,
				"must be %s, the tax that was paid", paid.Tax))
		case more(t.Amount, paid.Amount):
			bad = append(bad, moreThan(op, one+"amount", t.Amount, "was paid", paid.Amount))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	if err := checkRates(op, at, "returnedTaxes", p.ReturnedTaxes, p.ReturnedNet); err != nil {
		return err
	}
	return checkRates(op, at, "returnedTaxes", p.leftTaxes(), left(p.Net, p.ReturnedNet))
}

// leftTaxes returns what is left of each tax after a return of no more than that.
func (p PaidLine) leftTaxes() []TaxPart {
	taxes := slices.Clone(p.Taxes)
	for i, t := range p.ReturnedTaxes {
		taxes[i].Amount = left(taxes[i].Amount, t.Amount)
	}
	return taxes
}
