package order

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Segment is the kind of buyer, for editions that treat buyers differently. The zero Segment is not valid.
type Segment uint8

// The segments.
const (
	Commercial   Segment = iota + 1 // "commercial": companies, and everybody who is in no other segment
	PublicSector                    // "public-sector": governments and their institutions
)

// text is the table of the segments.
func (v Segment) text() string {
	return enum.At([]string{
		Commercial:   "commercial",
		PublicSector: "public-sector",
	}, v)
}

func (Segment) enum() enum.Type[Segment] {
	return enum.Of("order.Segment", "segment", Segment.text)
}

// IsValid reports whether v is one of the constants above; the zero Segment is not.
func (v Segment) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "public-sector".
func (v Segment) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value without a name, such as the zero Segment, is an error.
func (v Segment) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Segment) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Segment) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Segment) Value() (driver.Value, error) { return v.enum().Value(v) }
