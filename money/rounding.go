package money

import (
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/internal/input"
)

// Mode says where a value goes that lies between two neighbours. Negative values mirror positive ones in every mode.
// The zero Mode is none, and every operation refuses it.
type Mode uint8

// The rounding modes.
const (
	// HalfUp goes to the nearer neighbour, and from the middle away from zero: 2.345 → 2.35, −2.345 → −2.35.
	HalfUp Mode = iota + 1
	// HalfEven goes to the nearer neighbour, and from the middle to the one with an even last digit: 2.345 → 2.34,
	// 2.355 → 2.36.
	HalfEven
	// Up goes away from zero: 2.341 → 2.35, −2.341 → −2.35.
	Up
	// Down goes towards zero: 2.349 → 2.34, −2.349 → −2.34.
	Down
)

const modeNames enum.Names = "half-up,half-even,up,down"

// ParseMode returns the mode that text names: "half-up", "half-even", "up" or "down".
func ParseMode(text string) (Mode, error) {
	m, err := modeNames.Parse("money.ParseMode", "mode", text)
	return Mode(m), err
}

// IsValid reports whether m is one of the four modes.
func (m Mode) IsValid() bool { return m >= HalfUp && m <= Down }

// String returns the name of the mode, such as "half-up".
func (m Mode) String() string { return modeNames.String("Mode", uint8(m)) }

// AppendText appends the name of the mode to b. It is an error for anything but the four modes.
func (m Mode) AppendText(b []byte) ([]byte, error) {
	return modeNames.Append(b, "money.Mode.AppendText", "mode", uint8(m))
}

// MarshalText returns the name of the mode. It is an error for anything but the four modes.
func (m Mode) MarshalText() ([]byte, error) {
	return modeNames.Append(nil, "money.Mode.MarshalText", "mode", uint8(m))
}

// UnmarshalText reads the name of a mode, as [ParseMode] does.
func (m *Mode) UnmarshalText(text []byte) error {
	parsed, err := modeNames.Parse("money.Mode.UnmarshalText", "mode", beginning(text, maxText))
	if err != nil {
		return err
	}
	*m = Mode(parsed)
	return nil
}

// Rounding says how a value is rounded: to so many digits after the point, 0…28, in that mode. The zero Rounding is
// refused wherever it is used, because its mode is; zero places are a real number of places. [Currency.Rounding]
// gives the usual one.
type Rounding struct {
	Places int  `json:"places"`
	Mode   Mode `json:"mode"`
}

// check refuses a rounding that cannot be carried out.
func (r Rounding) check(op string) error {
	if err := modeNames.Check(op, "rounding.mode", uint8(r.Mode)); err != nil {
		return err
	}
	return checkPlaces(op, "rounding.places", r.Places)
}

func checkPlaces(op, field string, places int) error {
	if places < 0 || places > maxPlaces {
		return input.Errorf(op, field, places, input.ErrRange, "is outside 0…%d", maxPlaces)
	}
	return nil
}
