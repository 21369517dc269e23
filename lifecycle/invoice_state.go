package lifecycle

import (
	"database/sql/driver"
	"iter"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/enum"
)

// InvoiceState is the state of an invoice on a day: see [View.Invoices]. The zero InvoiceState is not valid.
type InvoiceState uint8

// The invoice states, with their texts.
const (
	InvoiceScheduled   InvoiceState = iota + 1 // "scheduled": it is issued on a later day, or nothing was ordered yet
	InvoiceNothingOwed                         // "nothing-owed": its total is 0, so that it is never unpaid
	InvoiceOpen                                // "open": it is unpaid, through its due date
	InvoiceOverdue                             // "overdue": it is unpaid, after its due date
	InvoicePaid                                // "paid": it was paid by the day
	InvoiceReturned                            // "returned": what it bills was returned by the day, before it was paid
)

// text is the table of the texts.
func (v InvoiceState) text() string {
	return enum.At([]string{
		InvoiceScheduled:   "scheduled",
		InvoiceNothingOwed: "nothing-owed",
		InvoiceOpen:        "open",
		InvoiceOverdue:     "overdue",
		InvoicePaid:        "paid",
		InvoiceReturned:    "returned",
	}, v)
}

func (InvoiceState) enum() enum.Type[InvoiceState] {
	return enum.Of("lifecycle.InvoiceState", "state", InvoiceState.text)
}

// IsValid reports whether v is one of those listed; the zero InvoiceState is not.
func (v InvoiceState) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "overdue".
func (v InvoiceState) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v InvoiceState) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *InvoiceState) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *InvoiceState) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v InvoiceState) Value() (driver.Value, error) { return v.enum().Value(v) }

// Invoices yields every invoice of the facts with its state on the day, in the order of the facts. If an invoice was
// paid or fell away only after that day, its Paid or Returned is zero here. On a day before the first order all are
// scheduled; the zero View has none. [View.Unpaid] yields just those that are open or overdue, and [View.Overdue] those
// that are overdue.
func (v View) Invoices() iter.Seq2[BilledInvoice, InvoiceState] {
	return func(yield func(BilledInvoice, InvoiceState) bool) {
		if v.state == nil || v.day.IsZero() {
			return
		}
		for i := range v.state.facts.Invoices {
			b, state := v.state.facts.Invoices[i].asKnown(v.day), InvoiceScheduled
			if !v.IsZero() {
				state = b.stateOn(v.day)
			}
			if !yield(b, state) {
				return
			}
		}
	}
}

// stateOn returns the state of an invoice on a day, as it is known on it.
func (b *BilledInvoice) stateOn(day calendar.Date) InvoiceState {
	switch {
	case b.Issued.After(day) && !b.Returned.IsZero():
		return InvoiceReturned
	case b.Issued.After(day):
		return InvoiceScheduled
	case b.NothingOwed:
		return InvoiceNothingOwed
	case !b.Paid.IsZero():
		return InvoicePaid
	case !b.Returned.IsZero():
		return InvoiceReturned
	case b.Due.Before(day):
		return InvoiceOverdue
	}
	return InvoiceOpen
}
