package policy

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Channel is the way in which something is bought. The zero Channel is not valid.
type Channel uint8

// The channels.
const (
	Online   Channel = iota + 1 // "online": the vendor's own shop
	Quote                       // "quote": a partner's quote, accepted by the buyer
	Sales                       // "sales": the vendor's sales team
	Reseller                    // "reseller": bought from a reseller
	Retailer                    // "retailer": bought from a retailer
)

// text is the table of the channels.
func (v Channel) text() string {
	return enum.At([]string{
		Online:   "online",
		Quote:    "quote",
		Sales:    "sales",
		Reseller: "reseller",
		Retailer: "retailer",
	}, v)
}

func (Channel) enum() enum.Type[Channel] {
	return enum.Of("policy.Channel", "channel", Channel.text)
}

// IsValid reports whether v is one of those listed; the zero Channel is not.
func (v Channel) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "online".
func (v Channel) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v Channel) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Channel) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Channel) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Channel) Value() (driver.Value, error) { return v.enum().Value(v) }

// Direct reports whether an order through this channel is placed with the vendor itself: online, through its sales
// team, or by a partner's quote, since the partner only quotes. Implements quote.direct-sale, on which
// refund.direct-only rests.
func (v Channel) Direct() bool { return v == Online || v == Quote || v == Sales }
