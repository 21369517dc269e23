package invoice

import (
	"errors"
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Basis is what a document records about how it was worked out. A stored quote is invoiced on its own basis, even if
// another edition is in force by then. The zero Basis is not valid.
type Basis struct {
	Rounding    money.Mode         // how amounts between two minor units are rounded
	TaxRounding policy.TaxRounding // what tax is computed on: each line, or all lines of a rate
	Edition     policy.Fingerprint // the edition
}

// BasisOf returns the basis of documents under an edition; the zero Basis for the zero Edition.
func BasisOf(ed policy.Edition) Basis {
	if ed.IsZero() {
		return Basis{}
	}
	return Basis{ed.ProrationRules().Rounding, ed.InvoiceRules().TaxRounding, ed.Fingerprint()}
}

// Lines works out the lines of a quote, each for the whole item, with their taxes and totals, as [TaxLines] does. Every
// bad field of the items is reported at once.
func (b Basis) Lines(items []Item) ([]Line, Totals, error) {
	const op = "invoice.Basis.Lines"
	if err := b.check(op); err != nil {
		return nil, Totals{}, err
	}
	if err := checkCount(op, "items", len(items)); err != nil {
		return nil, Totals{}, err
	}
	return b.lines(op, items)
}

func (b Basis) lines(op string, items []Item) ([]Line, Totals, error) {
	var bad []error
	list := make([]Line, 0, len(items))
	for i, item := range items {
		line, err := newLine(op, b.Rounding, item)
		bad = append(bad, within(err, op, fmt.Sprintf("items[%d]", i)))
		list = append(list, line)
	}
	if err := errors.Join(append(bad, checkRounding(op, "items", b.Rounding, list))...); err != nil {
		return nil, Totals{}, err
	}
	taxed, totals, err := tax(op, b.Rounding, b.TaxRounding, list)
	if err != nil {
		return nil, Totals{}, input.At(err, op, "items")
	}
	return taxed, totals, nil
}

// Invoice works out an invoice as [New] does, on this basis.
func (b Basis) Invoice(draft Draft) (Invoice, error) {
	const op = "invoice.Basis.Invoice"
	if err := b.check(op); err != nil {
		return Invoice{}, err
	}
	return b.invoice(op, draft)
}

// check refuses a basis with an invalid reading.
func (b Basis) check(op string) error {
	_, badMode := b.Rounding.MarshalText()
	_, badReading := b.TaxRounding.MarshalText()
	bad := []error{input.At(badMode, op, "rounding"), input.At(badReading, op, "taxRounding")}
	if b.Edition == (policy.Fingerprint{}) {
		bad = append(bad, input.Missing(op, "edition"))
	}
	return errors.Join(bad...)
}
