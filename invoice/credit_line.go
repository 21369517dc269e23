package invoice

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/refund"
)

// CreditLine is what a credit note gives back of one line: its net price or a part of it, and each tax on that.
type CreditLine struct {
	Line        int          `json:"line,omitzero"` // the line of the invoice, from 1; 0 in the note of a return
	Description string       `json:"description"`   // that of the line
	Net         money.Amount `json:"net"`           // before tax
	Taxes       []LineTax    `json:"taxes"`         // each of its taxes, in the order of the credited line
	Tax         money.Amount `json:"tax"`           // their sum
}

// Equal reports whether two lines give back the same amounts of the same line.
func (l CreditLine) Equal(b CreditLine) bool {
	return l.Line == b.Line && l.Description == b.Description && l.Net.Equal(b.Net) &&
		slices.EqualFunc(l.Taxes, b.Taxes, LineTax.Equal) && l.Tax.Equal(b.Tax)
}

// String returns the line as "AutoCAD: EUR 100.00, tax 21% 21.00". The zero CreditLine is "no credit line".
func (l CreditLine) String() string {
	if l.Equal(CreditLine{}) {
		return "no credit line"
	}
	s := l.Description + ": " + l.Net.String()
	for _, t := range l.Taxes {
		s += ", " + t.String()
	}
	return s
}

// UnmarshalJSON reads a line strictly: an unknown or duplicate key, and a tax that is not the sum of the taxes or that
// the rate cannot give, are errors.
func (l *CreditLine) UnmarshalJSON(data []byte) error {
	const op = "invoice.CreditLine.UnmarshalJSON"
	type plain CreditLine // without this method
	var read plain
	if err := strict.Decode(op, "line", data, &read); err != nil {
		return err
	}
	if err := CreditLine(read).check(op); err != nil {
		return err
	}
	*l = CreditLine(read)
	return nil
}

func (l CreditLine) check(op string) error {
	bad := []error{Line{Taxes: l.Taxes}.checkTaxes(op), price.Whole(op, "net", l.Net), price.Whole(op, "tax", l.Tax)}
	if l.Line != 0 {
		bad = append(bad, input.Count(op, "line", l.Line, maxLines))
	}
	if l.Description != "" {
		bad = append(bad, input.Name(op, "description", l.Description, maxText))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	for i, t := range l.Taxes {
		at := fmt.Sprintf("taxes[%d].amount", i)
		if err := price.Whole(op, at, t.Amount); err != nil {
			bad = append(bad, err)
		} else if !price.IsTaxOfPart(t.Amount, l.Net, int(t.Rate.parts())) {
			bad = append(bad, input.Errorf(op, at, t.Amount, input.ErrConflict, "is not %s of %s", t.Rate, l.Net))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	of := Line{Taxes: l.Taxes}
	if err := of.sumTaxes(op); err != nil {
		return err
	}
	if !l.Tax.Equal(of.Tax) {
		return input.Errorf(op, "tax", l.Tax, input.ErrConflict, "is not the sum of the taxes, %s", of.Tax)
	}
	return nil
}

// returnedLines returns the lines of a return that holds, with the names and rates of their taxes.
func returnedLines(op string, returned []refund.ReturnedLine) ([]CreditLine, error) {
	lines := make([]CreditLine, len(returned))
	var bad []error
	for i, r := range returned {
		lines[i] = CreditLine{Description: r.Description, Net: r.Net, Tax: r.Tax, Taxes: make([]LineTax, len(r.Taxes))}
		for k, t := range r.Taxes {
			name, rate := price.SplitTax(t.Tax)
			lines[i].Taxes[k] = LineTax{name, price.Sure(parseTaxRate(op, rate)), t.Amount}
		}
		bad = append(bad, within(lines[i].check(op), op, fmt.Sprintf("return.lines[%d]", i)))
	}
	return lines, errors.Join(bad...)
}
