package lifecycle

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/strict"
)

// Scan reads what Value writes from a column of text or JSON, as strictly as UnmarshalJSON does; NULL is refused as
// missing. A column that may be NULL is scanned into a sql.Null. It implements [database/sql.Scanner].
func (f *Facts) Scan(src any) error {
	return strict.Scan("lifecycle.Facts.Scan", "facts", src, f)
}

// Value returns the JSON text for a database; what cannot be written is an error. It implements [driver.Valuer].
func (f Facts) Value() (driver.Value, error) {
	return strict.Value("lifecycle.Facts.Value", f)
}
