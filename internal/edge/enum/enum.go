// Package enum implements the text and SQL forms of the enumerations of this library.
//
// The values of an enumeration start at 1, so that the zero value is never a plausible one, and unknown text is an
// error, never a silent zero. An enumeration has one table, keyed by its constants, so that inserting a constant does
// not rename the others:
//
//	func (v Phase) text() string {
//		return enum.At([]string{
//			Active:  "active",
//			Expired: "expired",
//		}, v)
//	}
//
//	func (Phase) enum() enum.Type[Phase] { return enum.Of("lifecycle.Phase", "phase", Phase.text) }
//
// and every method is a line: func (v Phase) String() string { return v.enum().String(v) }.
package enum

import (
	"database/sql/driver"
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// At returns the row of v in a table that is keyed by the constants of an enumeration; the zero row if v has none. A
// table that is written as its argument is not allocated.
func At[Row any, E ~uint8](table []Row, v E) Row {
	if int(v) < len(table) {
		return table[v]
	}
	var none Row
	return none
}

// Type is an enumeration: what it is called, and the text of each of its values.
type Type[E ~uint8] struct {
	name  string // with its package
	field string
	text  func(E) string // "" for an invalid value
}

// Of describes an enumeration by its name, such as "policy.Kind", and the field that its errors name. text returns the
// text of a value, and "" if it has none.
func Of[E ~uint8](name, field string, text func(E) string) Type[E] {
	return Type[E]{name, field, text}
}

// IsValid reports whether v is a value of the enumeration.
func (t Type[E]) IsValid(v E) bool { return t.text(v) != "" }

// String returns the text of v, or, for debugging, Kind(v) if v has none.
func (t Type[E]) String(v E) string {
	if text := t.text(v); text != "" {
		return text
	}
	return t.name[strings.LastIndexByte(t.name, '.')+1:] + "(" + strconv.Itoa(int(v)) + ")"
}

// Check refuses a v that is not a value of the enumeration: the zero value as missing, anything else as unknown.
func (t Type[E]) Check(op, field string, v E) error {
	switch {
	case t.IsValid(v):
		return nil
	case v == 0:
		return input.Missing(op, field)
	}
	return input.Enum(op, field, uint8(v), t.all()...)
}

// AppendText appends the text of v to b. A v without text is refused, since it could not be read back.
func (t Type[E]) AppendText(b []byte, v E) ([]byte, error) {
	if text := t.text(v); text != "" {
		return append(b, text...), nil
	}
	return b, t.Check(t.name+".AppendText", t.field, v)
}

// MarshalText returns the text of v; a v that has none is refused.
func (t Type[E]) MarshalText(v E) ([]byte, error) {
	if text := t.text(v); text != "" {
		return []byte(text), nil
	}
	return nil, t.Check(t.name+".MarshalText", t.field, v)
}

// UnmarshalText reads the value that text names into dst; on an error dst keeps what it held.
func (t Type[E]) UnmarshalText(dst *E, text []byte) error {
	return read(t, dst, ".UnmarshalText", text)
}

// Scan reads a column of a database into dst: text that names a value. Anything else is refused, even a number; NULL is
// refused as missing. To read a column that may be NULL, scan it into a sql.Null. On an error dst keeps its value.
func (t Type[E]) Scan(dst *E, src any) error {
	switch src := src.(type) {
	case string:
		return read(t, dst, ".Scan", src)
	case []byte:
		return read(t, dst, ".Scan", src)
	case nil:
		return input.Missing(t.name+".Scan", t.field)
	}
	return input.Errorf(t.name+".Scan", t.field, src, input.ErrSyntax, "must be text, not %T", src)
}

// Value returns the text of v for a database; a v that has none is refused, the zero value too.
func (t Type[E]) Value(v E) (driver.Value, error) {
	if text := t.text(v); text != "" {
		return text, nil
	}
	return nil, t.Check(t.name+".Value", t.field, v)
}

// Parse returns the value that text names, or the zero value and an error.
func (t Type[E]) Parse(op, field, text string) (E, error) {
	if v := find(t, text); v != 0 {
		return v, nil
	}
	return 0, refuse(t, op, field, text)
}

// find returns the value that text names, or the zero value.
func find[E ~uint8, Text string | []byte](t Type[E], text Text) E {
	v := E(1)
	for v != 0 && (t.text(v) != string(text) || len(text) == 0) {
		v++
	}
	return v
}

// refuse returns why text names no value.
func refuse[E ~uint8, Text string | []byte](t Type[E], op, field string, text Text) error {
	if len(text) == 0 {
		return input.Missing(op, field)
	}
	return input.Enum(op, field, text, t.all()...)
}

func read[E ~uint8, Text string | []byte](t Type[E], dst *E, method string, text Text) error {
	v := find(t, text)
	if v == 0 {
		return refuse(t, t.name+method, t.field, text)
	}
	*dst = v
	return nil
}

// all lists the texts of the values.
func (t Type[E]) all() []string {
	var all []string
	for v := E(1); v != 0; v++ {
		if text := t.text(v); text != "" {
			all = append(all, text)
		}
	}
	return all
}
