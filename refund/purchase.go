package refund

import (
	"database/sql/driver"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Purchase is one order that somebody wants to return; its date opens the window. The zero Purchase is refused, field
// by field.
type Purchase struct {
	Kind policy.Kind `json:"kind"`
	// Term is required for a subscription and must be zero for Flex tokens; for other kinds it is ignored. For a
	// renewal it is the new term.
	Term    calendar.Term  `json:"term,omitzero"`
	Channel policy.Channel `json:"channel"` // by which this purchase was made
	Event   Occasion       `json:"event"`
	// Ordered is the day of this order, in the zone of purchase. For a renewal it must be between the first day of
	// early renewal and the last day of late renewal: under [policy.Europe2024] from 90 days before Renewal through 44
	// days after it, or 29 if the renewed term was monthly.
	Ordered calendar.Date `json:"ordered"`
	Renewal calendar.Date `json:"renewal,omitzero"` // for a renewal: the day on which its term starts; otherwise zero
	// Renews is the term that was renewed, if the renewal of a subscription changed the term; otherwise zero. It
	// decides how late the renewal can have been ordered.
	Renews calendar.Term `json:"renews,omitzero"`

	// Paid is what was paid for this purchase, line by line. For a purchase in instalments it has those that have been
	// paid; the others fall away with the return. If it is empty, [Check] decides without an amount.
	Paid []PaidLine `json:"paid,omitempty"`
}

// UnmarshalJSON reads a purchase strictly: a key that is unknown, misplaced or a duplicate is an error, and all are
// reported at once, each by its path, such as paid[0].returned_net. A purchase that [Check] would refuse under every
// edition is an error, too. An error leaves the value as it was.
func (p *Purchase) UnmarshalJSON(data []byte) error {
	const op = "refund.Purchase.UnmarshalJSON"
	type plain Purchase // without this method
	var read plain
	if err := strict.Decode(op, "purchase", data, &read); err != nil {
		return err
	}
	if err := Purchase(read).check(op, policy.Edition{}); err != nil {
		return err
	}
	*p = Purchase(read)
	return nil
}

// PaidLine is one line of what was paid, and how much of it has already been given back. Amounts are whole numbers of
// minor units, 0 or more, all in one currency. Net and Tax are required, even if the tax is EUR 0.00.
//
// Net and tax are returned together: give both ReturnedNet and ReturnedTax, or neither, and ReturnedTaxes as well if
// there are Taxes. If one is EUR 0.00 so is the other, except that the tax on a few cents can round to EUR 0.00. Tax
// that was given back alone, such as to a buyer who turned out to be exempt, counts as not paid: Tax is then what is
// left of it, and its taxes have the rate 0%.
//
// The tax on part of a line can be off by one minor unit, so each of Taxes may differ from its rate × Net, but must be
// within two minor units of it. The same holds for the part given back and for the part that is left.
type PaidLine struct {
	Description string       `json:"description"`          // at most 200 bytes, on one line; it may be empty
	Net         money.Amount `json:"net"`                  // before tax
	Tax         money.Amount `json:"tax"`                  // at most Net, plus 3 minor units for rounding
	ReturnedNet money.Amount `json:"returnedNet,omitzero"` // at most Net; zero if nothing has been given back
	ReturnedTax money.Amount `json:"returnedTax,omitzero"` // at most Tax; likewise

	// Seats is the number of seats that the line was paid for, less those already given back: at most 1,000,000, and 0
	// if the line is not for seats. [Check] ignores it; coterm.Return compares it with the seats that are returned.
	Seats int `json:"seats,omitzero"`

	Taxes         []TaxPart `json:"taxes,omitempty"`         // each tax; they sum to Tax; a credit note needs them
	ReturnedTaxes []TaxPart `json:"returnedTaxes,omitempty"` // how much of each was given back, in the same order
}

// UnmarshalJSON reads a line strictly, as [Purchase.UnmarshalJSON] does: a return under a misspelt key would be paid
// out again. An amount that is missing or negative, and more given back than paid, are errors, too.
func (p *PaidLine) UnmarshalJSON(data []byte) error {
	const op = "refund.PaidLine.UnmarshalJSON"
	type plain PaidLine // without this method
	var read plain
	if err := strict.Decode(op, "paid", data, &read); err != nil {
		return err
	}
	if err := PaidLine(read).check(op, "", money.Currency{}); err != nil {
		return err
	}
	*p = PaidLine(read)
	return nil
}

// Occasion is what a purchase was for. Each is a separate purchase with its own window (refund.scope). The zero
// Occasion is not valid.
type Occasion uint8

// The occasions.
const (
	Bought     Occasion = iota + 1 // "purchase": the original purchase
	Renewed                        // "renewal": a renewal
	SeatsAdded                     // "seats": seats added in mid-term
	Aligned                        // "alignment": an extension to a common renewal date
)

// text is the table of the occasions.
func (v Occasion) text() string {
	return enum.At([]string{
		Bought:     "purchase",
		Renewed:    "renewal",
		SeatsAdded: "seats",
		Aligned:    "alignment",
	}, v)
}

func (Occasion) enum() enum.Type[Occasion] {
	return enum.Of("refund.Occasion", "event", Occasion.text)
}

// IsValid reports whether v is one of the constants above; the zero Occasion is not.
func (v Occasion) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "purchase".
func (v Occasion) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value without a name, such as the zero value, is an error.
func (v Occasion) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Occasion) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Occasion) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Occasion) Value() (driver.Value, error) { return v.enum().Value(v) }

// By is what must have happened by the last day of a window. The zero By is for a purchase that cannot be returned at
// all.
type By uint8

// What must have happened by the last day.
const (
	Made    By = iota + 1 // "made": the return is complete
	Started               // "started": the return has been asked for
)

// text is the table of what the last day is for.
func (v By) text() string {
	return enum.At([]string{
		Made:    "made",
		Started: "started",
	}, v)
}

func (By) enum() enum.Type[By] { return enum.Of("refund.By", "by", By.text) }

// IsValid reports whether v is one of the constants above; the zero By is not.
func (v By) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "made".
func (v By) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value without a name, such as the zero value, is an error.
func (v By) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *By) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *By) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v By) Value() (driver.Value, error) { return v.enum().Value(v) }
