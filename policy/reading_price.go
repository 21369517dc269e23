package policy

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// DayCount is how days are counted for a price, given that leap years are not taken into account (proration.leap).
// The zero DayCount is not valid.
type DayCount uint8

// The day counts.
const (
	// Standard counts a full service year or month as its published number of days, and a partial one as its real days,
	// but never more than a full one. A full term costs exactly its SRP.
	Standard DayCount = iota + 1 // "standard"
	// Actual counts the days of the calendar. The 366 days of a leap year cost more than the SRP.
	Actual // "actual"
	// NoLeapDay counts the days of the calendar except 29 February. A seat bought for that one day costs nothing.
	NoLeapDay // "no-leap-day"
)

// word is the table of the day counts: the name and the meaning of each.
func (v DayCount) word() word {
	return enum.At([]word{
		Standard: {
			"standard",
			"a full service year or month counts its standard days, a part of one its real days, but no more",
		},
		Actual:    {"actual", "the real days"},
		NoLeapDay: {"no-leap-day", "the real days without any 29 February"},
	}, v)
}

func (v DayCount) text() string { return v.word().name }

func (DayCount) enum() enum.Type[DayCount] {
	return enum.Of("policy.DayCount", "dayCount", DayCount.text)
}

// IsValid reports whether v is one of those listed; the zero DayCount is not.
func (v DayCount) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "standard".
func (v DayCount) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v DayCount) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *DayCount) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *DayCount) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v DayCount) Value() (driver.Value, error) { return v.enum().Value(v) }

// RoundAt is what is rounded to the minor unit when a price is worked out (proration.price). The zero RoundAt is not
// valid.
type RoundAt uint8

// The readings.
const (
	RoundLine      RoundAt = iota + 1 // "line": the price of the line, once, at the end
	RoundSeat                         // "seat": the price of one seat, then multiplied by the seats
	RoundDailyRate                    // "daily-rate": the daily rate, then multiplied by the days and the seats
)

// word is the table of the readings: the name and the meaning of each.
func (v RoundAt) word() word {
	return enum.At([]word{
		RoundLine:      {"line", "the price of the line, once, at the end"},
		RoundSeat:      {"seat", "the price of one seat, which is then multiplied by the seats"},
		RoundDailyRate: {"daily-rate", "the daily rate, which is then multiplied by the days and the seats"},
	}, v)
}

func (v RoundAt) text() string { return v.word().name }

func (RoundAt) enum() enum.Type[RoundAt] {
	return enum.Of("policy.RoundAt", "roundAt", RoundAt.text)
}

// IsValid reports whether v is one of those listed; the zero RoundAt is not.
func (v RoundAt) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "line".
func (v RoundAt) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v RoundAt) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *RoundAt) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *RoundAt) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v RoundAt) Value() (driver.Value, error) { return v.enum().Value(v) }

// ExtensionCharge is when an extension is charged (coterm.extend-charge). The zero ExtensionCharge is not valid.
type ExtensionCharge uint8

// The readings.
const (
	ChargeAtOnce ExtensionCharge = iota + 1 // "at-once": on the day of the transaction
	// "yearly": a three-year extension is charged yearly, on the anniversaries of the old renewal date.
	ChargeYearly
)

// word is the table of the readings: the name and the meaning of each.
func (v ExtensionCharge) word() word {
	return enum.At([]word{
		ChargeAtOnce: {"at-once", "on the day of the transaction"},
		ChargeYearly: {"yearly", "a three-year one yearly, on the anniversaries of the old renewal date"},
	}, v)
}

func (v ExtensionCharge) text() string { return v.word().name }

func (ExtensionCharge) enum() enum.Type[ExtensionCharge] {
	return enum.Of("policy.ExtensionCharge", "extendCharge", ExtensionCharge.text)
}

// IsValid reports whether v is one of those listed; the zero ExtensionCharge is not.
func (v ExtensionCharge) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "at-once".
func (v ExtensionCharge) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v ExtensionCharge) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *ExtensionCharge) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *ExtensionCharge) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v ExtensionCharge) Value() (driver.Value, error) { return v.enum().Value(v) }

// TaxRounding is whether tax is computed and rounded line by line or rate by rate (invoice.tax). The zero TaxRounding
// is not valid.
type TaxRounding uint8

// The readings.
const (
	TaxPerLine TaxRounding = iota + 1 // "per-line": each line of a document
	TaxPerRate                        // "per-rate": all lines of a document that have the same rate
)

// word is the table of the readings: the name and the meaning of each.
func (v TaxRounding) word() word {
	return enum.At([]word{
		TaxPerLine: {"per-line", "each line of a document"},
		TaxPerRate: {"per-rate", "all lines of a document that have the same rate, together"},
	}, v)
}

func (v TaxRounding) text() string { return v.word().name }

func (TaxRounding) enum() enum.Type[TaxRounding] {
	return enum.Of("policy.TaxRounding", "taxRounding", TaxRounding.text)
}

// IsValid reports whether v is one of those listed; the zero TaxRounding is not.
func (v TaxRounding) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "per-line".
func (v TaxRounding) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v TaxRounding) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *TaxRounding) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *TaxRounding) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v TaxRounding) Value() (driver.Value, error) { return v.enum().Value(v) }
