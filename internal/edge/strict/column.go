package strict

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"

	"example.com/billingrules/internal/edge/input"
)

// Scan reads a column of a database into a value that reads itself from JSON, as [Value] has written it: text, or bytes
// of a column of type JSON. NULL and empty text are refused as missing; a column that may be NULL is scanned into a
// sql.Null. Errors in the JSON name the operation and the path.
func Scan(op, name string, src any, into json.Unmarshaler) error {
	text, err := input.Column(op, name, src)
	if err != nil {
		return err
	}
	data := []byte(text)
	if len(data) == 0 || string(data) == "null" {
		return input.Missing(op, name)
	}
	switch {
	case marked(data):
		return input.Errorf(op, name, nil, input.ErrSyntax, "starts with a byte order mark")
	case !json.Valid(data):
		return input.Errorf(op, name, data, input.ErrSyntax, "is not JSON")
	}
	return renamed(op, into.UnmarshalJSON(data))
}

// Value returns the JSON of a value for a database. An error names the operation.
func Value(op string, value any) (driver.Value, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, renamed(op, err)
	}
	return string(data), nil
}

// renamed sets the operation of every bad input.
func renamed(op string, err error) error {
	return cmp.Or(input.Within(err, op, ""), err)
}
