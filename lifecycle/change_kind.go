package lifecycle

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/rule"
)

// ChangeKind is what a [Change] changes. The zero ChangeKind is not valid.
type ChangeKind uint8

// The kinds of change, with their texts.
const (
	SeatsChanged      ChangeKind = iota + 1 // "seats"
	ProductSwitched                         // "product"
	TermChanged                             // "term"
	AutoRenewSwitched                       // "auto-renew"
)

// text is the table of the texts.
func (v ChangeKind) text() string {
	return enum.At([]string{
		SeatsChanged:      "seats",
		ProductSwitched:   "product",
		TermChanged:       "term",
		AutoRenewSwitched: "auto-renew",
	}, v)
}

func (ChangeKind) enum() enum.Type[ChangeKind] {
	return enum.Of("lifecycle.ChangeKind", "what", ChangeKind.text)
}

// IsValid reports whether v is one of those listed; the zero ChangeKind is not.
func (v ChangeKind) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "seats".
func (v ChangeKind) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v ChangeKind) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *ChangeKind) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *ChangeKind) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v ChangeKind) Value() (driver.Value, error) { return v.enum().Value(v) }

// rule returns the rule of a kind of change that is valid.
func (v ChangeKind) rule() rule.ID {
	return [...]rule.ID{
		SeatsChanged:      rule.ChangeSeatsDown,
		ProductSwitched:   rule.ChangeProductSwitch,
		TermChanged:       rule.ChangeTerm,
		AutoRenewSwitched: rule.RenewalAutoToggle,
	}[v]
}
