package lifecycle

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// PayerStatus is what is known of a buyer who wants to pay a renewal by invoice. The zero PayerStatus is not valid.
type PayerStatus uint8

// The payer statuses, with their texts.
const (
	NoPayer        PayerStatus = iota + 1 // "none"
	PayerOnFile                           // "on-file": a payer e-mail address is on file
	OtherByInvoice                        // "other-by-invoice": none, but another subscription is paid by invoice
)

// text is the table of the texts.
func (v PayerStatus) text() string {
	return enum.At([]string{
		NoPayer:        "none",
		PayerOnFile:    "on-file",
		OtherByInvoice: "other-by-invoice",
	}, v)
}

func (PayerStatus) enum() enum.Type[PayerStatus] {
	return enum.Of("lifecycle.PayerStatus", "payer", PayerStatus.text)
}

// IsValid reports whether v is one of those listed; the zero PayerStatus is not.
func (v PayerStatus) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "none".
func (v PayerStatus) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v PayerStatus) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *PayerStatus) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *PayerStatus) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v PayerStatus) Value() (driver.Value, error) { return v.enum().Value(v) }
