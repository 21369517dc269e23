package invoice

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/strict"
)

// Scan reads what Value writes from a column of text or JSON, as strictly as UnmarshalJSON does; NULL is refused as
// missing. A column that may be NULL is scanned into a sql.Null. It implements [database/sql.Scanner].
func (i *Invoice) Scan(src any) error {
	return strict.Scan("invoice.Invoice.Scan", "invoice", src, i)
}

// Value returns the JSON text for a database; what cannot be written is an error. It implements [driver.Valuer].
func (i Invoice) Value() (driver.Value, error) {
	return strict.Value("invoice.Invoice.Value", i)
}

// Scan reads what Value writes from a column of text or JSON, as strictly as UnmarshalJSON does; NULL is refused as
// missing. A column that may be NULL is scanned into a sql.Null. It implements [database/sql.Scanner].
func (c *CreditNote) Scan(src any) error {
	return strict.Scan("invoice.CreditNote.Scan", "creditNote", src, c)
}

// Value returns the JSON text for a database; what cannot be read back, such as the zero CreditNote, is an error. It
// implements [driver.Valuer].
func (c CreditNote) Value() (driver.Value, error) {
	const op = "invoice.CreditNote.Value"
	if err := c.check(op); err != nil {
		return nil, err
	}
	return strict.Value(op, c)
}
