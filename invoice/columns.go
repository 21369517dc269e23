package invoice

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/input"
)

// Scan reads a rate such as "21%" from a database; a number, NULL and other text are errors. It implements
// [database/sql.Scanner].
func (r *TaxRate) Scan(src any) error {
	const op = "invoice.TaxRate.Scan"
	text, err := input.Column(op, "taxRate", src)
	if err != nil {
		return err
	}
	return r.read(op, text)
}

// Value returns the rate as "21%" for a database; the zero TaxRate is an error. It implements [driver.Valuer].
func (r TaxRate) Value() (driver.Value, error) {
	if r.IsZero() {
		return nil, input.Missing("invoice.TaxRate.Value", "taxRate")
	}
	return r.String(), nil
}

// Scan reads taxes such as "GST 5% + QST 9.975%" from a database; a number, NULL and other text are errors. It
// implements [database/sql.Scanner].
func (t *Taxes) Scan(src any) error {
	const op = "invoice.Taxes.Scan"
	text, err := input.Column(op, "taxes", src)
	if err != nil {
		return err
	}
	return t.read(op, text)
}

// Value returns the taxes as "GST 5% + QST 9.975%" for a database; the zero Taxes is an error. It implements
// [driver.Valuer].
func (t Taxes) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, input.Missing("invoice.Taxes.Value", "taxes")
	}
	return t.String(), nil
}

// Scan reads terms such as "net 30" from a database, and NULL or empty text as the zero NetTerms; a number and other
// text are errors. It implements [database/sql.Scanner].
func (n *NetTerms) Scan(src any) error {
	const op = "invoice.NetTerms.Scan"
	text, err := input.Column(op, "terms", src)
	if err != nil {
		return err
	}
	return n.read(op, text)
}

// Value returns the terms as "net 30" for a database, and NULL for the zero NetTerms. The error is always nil. It
// implements [driver.Valuer].
func (n NetTerms) Value() (driver.Value, error) {
	if n.IsZero() {
		return nil, nil
	}
	return n.String(), nil
}
