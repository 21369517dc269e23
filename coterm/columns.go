package coterm

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/strict"
)

// Scan reads what Value writes from a column of text or JSON, as strictly as UnmarshalJSON does; NULL is refused as
// missing. A column that may be NULL is scanned into a sql.Null. It implements [database/sql.Scanner].
func (p *Plan) Scan(src any) error {
	return strict.Scan("coterm.Plan.Scan", "plan", src, p)
}

// Value returns the JSON text for a database; what cannot be read back, such as the zero Plan, is an error. It
// implements [driver.Valuer].
func (p Plan) Value() (driver.Value, error) {
	const op = "coterm.Plan.Value"
	if err := p.check(op); err != nil {
		return nil, err
	}
	return strict.Value(op, p)
}
