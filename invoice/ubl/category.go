package ubl

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Category is the reason for a tax of 0%. The zero Category is not valid.
type Category uint8

// The categories, with their codes in EN 16931.
const (
	ZeroRated     Category = iota + 1 // "zero-rated", Z: the rate of these goods is 0%
	Exempt                            // "exempt", E: no tax is due, for a stated reason
	ReverseCharge                     // "reverse-charge", AE: the buyer pays the tax
)

// row is a row in the table of the categories.
type row struct{ text, code, reason string }

func (v Category) row() row {
	return enum.At([]row{
		ZeroRated:     {"zero-rated", "Z", ""},
		Exempt:        {"exempt", "E", ""},
		ReverseCharge: {"reverse-charge", "AE", "VATEX-EU-AE"},
	}, v)
}

func (v Category) text() string { return v.row().text }

func (Category) enum() enum.Type[Category] { return enum.Of("ubl.Category", "category", Category.text) }

// categoryOf returns the category with a code of EN 16931; zero if there is none.
func categoryOf(code string) Category {
	for _, v := range []Category{ZeroRated, Exempt, ReverseCharge} {
		if v.row().code == code {
			return v
		}
	}
	return 0
}

// IsValid reports whether v is one of the constants above; the zero Category is not.
func (v Category) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "reverse-charge".
func (v Category) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value without a name, such as the zero Category, is an error.
func (v Category) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Category) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Category) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Category) Value() (driver.Value, error) { return v.enum().Value(v) }
