package money

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/internal/edge/input"
)

// Mode says how a value between two neighbours is rounded. Negative values mirror positive ones in every mode. The zero
// Mode is not valid, and every operation refuses it.
type Mode uint8

// The rounding modes.
const (
	// HalfUp rounds to the nearer neighbour, and a tie away from zero: 2.345 → 2.35, −2.345 → −2.35.
	HalfUp Mode = iota + 1 // "half-up"
	// HalfEven rounds to the nearer neighbour, and a tie to the one with an even last digit: 2.345 → 2.34, 2.355 →
	// 2.36.
	HalfEven // "half-even"
	// Up rounds away from zero: 2.341 → 2.35, −2.341 → −2.35.
	Up // "up"
	// Down rounds towards zero: 2.349 → 2.34, −2.349 → −2.34.
	Down // "down"
)

// word is the table of the modes: the name and the meaning of each.
func (m Mode) word() word {
	return enum.At([]word{
		HalfUp:   {"half-up", "to the nearer neighbour, from the middle away from zero"},
		HalfEven: {"half-even", "to the nearer neighbour, from the middle to the one with an even last digit"},
		Up:       {"up", "away from zero"},
		Down:     {"down", "towards zero"},
	}, m)
}

type word struct{ name, means string }

func (m Mode) text() string { return m.word().name }

func (Mode) enum() enum.Type[Mode] { return enum.Of("money.Mode", "mode", Mode.text) }

// Meaning describes the mode for people, such as "towards zero". It is empty if m is not valid.
func (m Mode) Meaning() string { return m.word().means }

// ParseMode returns the mode that text names: "half-up", "half-even", "up" or "down".
func ParseMode(text string) (Mode, error) {
	return Mode(0).enum().Parse("money.ParseMode", "mode", text)
}

// IsValid reports whether m is one of the four modes.
func (m Mode) IsValid() bool { return m >= HalfUp && m <= Down }

// String returns the name of the mode, such as "half-up".
func (m Mode) String() string { return m.enum().String(m) }

// AppendText appends the name of the mode to b. Anything but the four modes is an error.
func (m Mode) AppendText(b []byte) ([]byte, error) { return m.enum().AppendText(b, m) }

// MarshalText returns the name of the mode. Anything but the four modes is an error.
func (m Mode) MarshalText() ([]byte, error) { return m.enum().MarshalText(m) }

// UnmarshalText reads the name of a mode, as [ParseMode] does.
func (m *Mode) UnmarshalText(text []byte) error { return m.enum().UnmarshalText(m, text) }

// Scan reads the name of a mode from a database; a number, NULL and unknown text are errors. It implements
// [database/sql.Scanner].
func (m *Mode) Scan(src any) error { return m.enum().Scan(m, src) }

// Value returns the name of the mode for a database; the zero value is an error. It implements [driver.Valuer].
func (m Mode) Value() (driver.Value, error) { return m.enum().Value(m) }

// Rounding says how a value is rounded: to how many digits after the point, 0…28, and in which mode. Every operation
// refuses the zero Rounding, since it has no mode; 0 places are valid. [Currency.Rounding] returns the usual one.
type Rounding struct {
	Places int  `json:"places"`
	Mode   Mode `json:"mode"`
}

// check refuses a rounding that cannot be carried out.
func (r Rounding) check(op string) error {
	if err := r.Mode.enum().Check(op, "rounding.mode", r.Mode); err != nil {
		return err
	}
	return checkPlaces(op, "rounding.places", r.Places)
}

func checkPlaces(op, field string, places int) error {
	return input.Range(op, field, places, 0, maxPlaces)
}
