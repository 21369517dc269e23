package batch

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Outcome says which answers a row has. The zero Outcome is not valid.
type Outcome uint8

// The outcomes, with their texts.
const (
	Priced     Outcome = iota + 1 // "priced": every answer
	NotCovered                    // "not-covered": no days and no price, since the term does not cover the day
	TooLarge                      // "too-large": no price, since it does not fit in 64 bits
	AskScalar                     // "ask-scalar": no answer, since the row is not plain
)

func (v Outcome) text() string {
	return enum.At([]string{
		Priced:     "priced",
		NotCovered: "not-covered",
		TooLarge:   "too-large",
		AskScalar:  "ask-scalar",
	}, v)
}

func (Outcome) enum() enum.Type[Outcome] { return enum.Of("batch.Outcome", "outcome", Outcome.text) }

// IsValid reports whether v is one of the constants above; the zero Outcome is not.
func (v Outcome) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "priced".
func (v Outcome) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v Outcome) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *Outcome) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements database/sql.Scanner.
func (v *Outcome) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements driver.Valuer.
func (v Outcome) Value() (driver.Value, error) { return v.enum().Value(v) }
