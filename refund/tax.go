package refund

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/strict"
	"example.com/billingrules/money"
)

// maxTax is the largest length of the name and the rate of a tax, in bytes.
const maxTax = 60

// TaxPart is one of the taxes of a line, by its name and rate.
type TaxPart struct {
	Tax    string       `json:"tax"`    // as on the invoice: "GST 5%", or "21%" for one without a name
	Amount money.Amount `json:"amount"` // 0 or more
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

// UnmarshalJSON reads a tax strictly: a key that is not known or is a duplicate is an error. That it is one of its
// line's is said by what holds it.
func (t *TaxPart) UnmarshalJSON(data []byte) error {
	type plain TaxPart // without this method
	return strict.Into("refund.TaxPart.UnmarshalJSON", "tax", data, (*plain)(t))
}

// checkTaxes refuses taxes, if there are any, that do not sum to a tax, by the fields of both.
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
		bad = append(bad, input.Name(op, one+"tax", t.Tax, maxTax),
			checkAmount(op, one+"amount", t.Amount, sum.Currency()))
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

// checkTaxes refuses taxes that do not sum to the tax of a line that is good without them, and returned ones that are
// not theirs or more than they are.
func (p Paid) checkTaxes(op, at string) error {
	returned := p.ReturnedTax
	if err := checkTaxes(op, at, "taxes", p.Taxes, "tax", p.Tax); err != nil {
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
		return input.Errorf(op, at+"returnedTaxes", nil, input.ErrConflict, "are %d, and %d were paid", n, len(p.Taxes))
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
				"is not the one that was paid, %s", paid.Tax))
		case more(t.Amount, paid.Amount):
			bad = append(bad, moreThan(op, one+"amount", t.Amount, "was paid", paid.Amount))
		}
	}
	return errors.Join(bad...)
}

// leftTaxes returns what is left of each tax, after a return that is known to be no more.
func (p Paid) leftTaxes() []TaxPart {
	taxes := slices.Clone(p.Taxes)
	for i, t := range p.ReturnedTaxes {
		taxes[i].Amount = left(taxes[i].Amount, t.Amount)
	}
	return taxes
}
