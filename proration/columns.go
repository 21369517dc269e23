package proration

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/strict"
)

// Scan reads what Value writes from a column of text or JSON, as strictly as UnmarshalJSON does; NULL is refused as
// missing. A column that may be NULL is scanned into a sql.Null. It implements [database/sql.Scanner].
func (c *Charge) Scan(src any) error {
	return strict.Scan("proration.Charge.Scan", "charge", src, c)
}

// Value returns the JSON text for a database; what cannot be written is an error. It implements [driver.Valuer].
func (c Charge) Value() (driver.Value, error) {
	return strict.Value("proration.Charge.Value", c)
}
