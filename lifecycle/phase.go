package lifecycle

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Phase is the state of a subscription. Before the first covered day it is the zero Phase, unless a cancellation, a
// return or a debt has already made it Canceled.
type Phase uint8

// The phases, in the order in which a lapse goes through them.
const (
	Active    Phase = iota + 1 // "active"
	Expired                    // "expired"
	Suspended                  // "suspended"
	Canceled                   // "canceled"
)

// text is the table of the texts.
func (v Phase) text() string {
	return enum.At([]string{
		Active:    "active",
		Expired:   "expired",
		Suspended: "suspended",
		Canceled:  "canceled",
	}, v)
}

func (Phase) enum() enum.Type[Phase] { return enum.Of("lifecycle.Phase", "phase", Phase.text) }

// IsValid reports whether v is one of those listed; the zero Phase is not.
func (v Phase) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "active", and "not started" for the zero Phase.
func (v Phase) String() string {
	if v == 0 {
		return "not started"
	}
	return v.enum().String(v)
}

// MarshalText returns the text; a value that is not valid is an error.
func (v Phase) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *Phase) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Phase) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v Phase) Value() (driver.Value, error) { return v.enum().Value(v) }
