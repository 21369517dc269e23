package enum

import (
	"strconv"
	"strings"

	"example.com/billingrules/internal/input"
)

// Names lists the texts of an enumeration, separated by commas; the first names the value 1. A value that is inserted
// renames those behind it: an enumeration whose table is made with [At] does not have that trap, and this type goes
// when the last enumeration has one.
type Names string

// Len returns the number of values.
func (n Names) Len() int { return strings.Count(string(n), ",") + 1 }

// Lookup returns the name of v, or false where v is not a value of the enumeration.
func (n Names) Lookup(v uint8) (string, bool) {
	rest := string(n)
	for i := uint8(1); ; i++ {
		name, tail, more := strings.Cut(rest, ",")
		if i == v {
			return name, true
		}
		if !more {
			return "", false
		}
		rest = tail
	}
}

// String returns the name of v, or, for debugging, typ(v) where v has none.
func (n Names) String(typ string, v uint8) string {
	if name, ok := n.Lookup(v); ok {
		return name
	}
	return typ + "(" + strconv.Itoa(int(v)) + ")"
}

// Append appends the name of v to b. A value without a name is an error: text that could not be read back is never
// written.
func (n Names) Append(b []byte, op, field string, v uint8) ([]byte, error) {
	name, ok := n.Lookup(v)
	if !ok {
		return b, n.refuse(op, field, v)
	}
	return append(b, name...), nil
}

// Check refuses a v that is not a value of the enumeration: the zero as missing, anything else as unknown.
func (n Names) Check(op, field string, v uint8) error {
	if _, ok := n.Lookup(v); !ok {
		return n.refuse(op, field, v)
	}
	return nil
}

func (n Names) refuse(op, field string, v uint8) *input.Error {
	if v == 0 {
		return input.Missing(op, field)
	}
	return input.Enum(op, field, v, n.list())
}

// Parse returns the value that text names.
func (n Names) Parse(op, field, text string) (uint8, error) {
	rest, more := string(n), true
	for i := uint8(1); more; i++ {
		var name string
		name, rest, more = strings.Cut(rest, ",")
		if name == text {
			return i, nil
		}
	}
	if text == "" {
		return 0, input.Missing(op, field)
	}
	return 0, input.Enum(op, field, text, n.list())
}

func (n Names) list() string { return strings.ReplaceAll(string(n), ",", ", ") }

// Unmarshal reads into dst the value that text names; on an error dst keeps what it held.
func Unmarshal[E ~uint8](n Names, dst *E, op, field string, text []byte) error {
	v, err := n.Parse(op, field, string(text))
	if err != nil {
		return err
	}
	*dst = E(v)
	return nil
}
