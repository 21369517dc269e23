package policy

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Route is where an allowed request goes. The zero Route means that there is none, as in a refusal.
type Route uint8

// The routes.
const (
	SelfService Route = iota + 1 // "self-service": the buyer does it in the account
	Partner                      // "partner": a partner does it, by quote
	Seller                       // "seller": the seller does it
)

// text is the table of the routes.
func (v Route) text() string {
	return enum.At([]string{
		SelfService: "self-service",
		Partner:     "partner",
		Seller:      "seller",
	}, v)
}

func (Route) enum() enum.Type[Route] { return enum.Of("policy.Route", "route", Route.text) }

// IsValid reports whether v is one of those listed; the zero Route is not.
func (v Route) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "self-service".
func (v Route) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v Route) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Route) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Route) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Route) Value() (driver.Value, error) { return v.enum().Value(v) }
