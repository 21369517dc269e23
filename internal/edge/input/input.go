// Package input has the errors with which every package of this library reports bad input. The root package exports
// them as InputError, ErrMissing and so on.
//
// Each kind of fault has one phrasing in all packages, and one helper: [Missing] and [Need], [Range], [Count],
// [Length], [Bytes], [Duplicate], [Enum], [Rule], and [Name] for what people gave a name.
package input

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The six sentinels. Every [Error] unwraps to exactly one of them.
var (
	ErrMissing  = errors.New("a required value is missing")
	ErrSyntax   = errors.New("the text cannot be read")
	ErrRange    = errors.New("the value is out of range")
	ErrUnknown  = errors.New("the name is not known")
	ErrCurrency = errors.New("the currencies differ")
	ErrConflict = errors.New("the values contradict each other")
)

// Error is a bad input: which operation refused which field, with which value, and why.
type Error struct {
	Op    string // the exported function that refused, such as "calendar.ParseDate"
	Field string // the field, such as "terms[2].start"; empty if the input is a single value
	Value string // the value as given, quoted if it was text, cut if it was long
	Err   error  // why; unwraps to a sentinel
}

// Error reads "package.Func: field value: what is wrong".
func (e *Error) Error() string {
	s := e.Op + ": "
	if e.Field != "" {
		s += e.Field
		if e.Value != "" {
			s += " "
		}
	}
	return s + e.Value + ": " + e.Err.Error()
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// reason is a sentence about one bad input, under the sentinel of its kind.
type reason struct {
	text     string
	sentinel error
}

func (r *reason) Error() string { return r.text }
func (r *reason) Unwrap() error { return r.sentinel }

// Errorf builds an [Error] whose reason is the formatted text and which unwraps to sentinel.
func Errorf(op, field string, value any, sentinel error, format string, args ...any) *Error {
	return &Error{Op: op, Field: field, Value: Show(value), Err: &reason{fmt.Sprintf(format, args...), sentinel}}
}

// Missing refuses a zero value by name.
func Missing(op, field string) *Error {
	return &Error{Op: op, Field: field, Err: &reason{"is missing", ErrMissing}}
}

// Need refuses a field that is missing.
func Need(op, field string, missing bool) error {
	if missing {
		return Missing(op, field)
	}
	return nil
}

// longest is the number of bytes of a value that an error repeats.
const longest = 64

// Raw is a value that is shown as it is, without quotes: a piece of JSON, which has its own.
type Raw string

// Show prints a value for an error: text is quoted, and anything long is cut, so that a hostile input cannot fill a
// log.
func Show(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case Raw:
		return cut(string(v))
	case string:
		return quote(v)
	case []byte:
		if len(v) > longest {
			return quote(string(v[:longest+1]))
		}
		return quote(string(v))
	}
	return cut(fmt.Sprint(value))
}

func cut(s string) string {
	if len(s) > longest {
		return strings.ToValidUTF8(s[:longest], "") + "…" // the cut may split a character
	}
	return s
}

func quote(s string) string {
	if len(s) > longest {
		return strconv.Quote(s[:longest]) + "…"
	}
	return strconv.Quote(s)
}

// At sets the operation and the field of err, a bad input that a lower package found. An err that is not an [Error] is
// returned unchanged.
func At(err error, op, field string) error {
	if err == nil {
		return nil // the fast way out, for nearly all calls
	}
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	return &Error{Op: op, Field: field, Value: e.Value, Err: e.Err}
}

// Count refuses a number of things that is not from 1 to most, and 0 as missing.
func Count(op, field string, n, most int) error {
	if n == 0 {
		return Missing(op, field)
	}
	return Range(op, field, n, 1, most)
}

// Range refuses a number that is not from least to most.
func Range(op, field string, n, least, most int) error {
	if n < least || n > most {
		return Errorf(op, field, n, ErrRange, "must be from %d to %d", least, most)
	}
	return nil
}

// Length refuses a list of n entries if that is more than most.
func Length(op, field string, n, most int) error {
	if n > most {
		return Errorf(op, field, nil, ErrRange, "has %d entries, at most %d are allowed", n, most)
	}
	return nil
}

// Bytes refuses a text that is longer than most bytes.
func Bytes[Text string | []byte](op, field string, text Text, most int) error {
	if len(text) > most {
		return Errorf(op, field, text, ErrRange, "is longer than %d bytes", most)
	}
	return nil
}

// Duplicate refuses the second of two equal values that must be unique; value is nil for a key.
func Duplicate(op, field string, value any) *Error {
	return Errorf(op, field, value, ErrConflict, "is a duplicate")
}

// Enum refuses a value that is not one of those known.
func Enum(op, field string, value any, known ...string) *Error {
	return Errorf(op, field, value, ErrUnknown, "is not known; one of: %s", strings.Join(known, ", "))
}

// Rule refuses an ID that no rule has. The IDs are those of package rule, which is above this one: their method Rule
// returns the rule and whether there is one.
func Rule[ID interface {
	~string
	Rule() (Row, bool)
}, Row any](op, field string, id ID) error {
	if id == "" {
		return Missing(op, field)
	}
	if _, known := id.Rule(); !known {
		return Errorf(op, field, string(id), ErrUnknown, "is not a rule")
	}
	return nil
}
