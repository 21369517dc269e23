package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/internal/strict"
	"example.com/billingrules/policy"
)

// Facts are what has happened to a subscription, dated, and nothing that is derived from it. [New] checks them. The
// zero Facts is refused there, field by field.
type Facts struct {
	Kind     policy.Kind     `json:"kind"`     // Subscription, FlexTokens or Trial
	Offering string          `json:"offering"` // the product that was bought at first, by its exact name
	Anchor   calendar.Date   `json:"anchor"`   // the day whose day of the month the terms follow: the start of the very first term
	Seats    int             `json:"seats,omitzero"`
	Terms    []BoughtTerm    `json:"terms"`              // in their order, without gap or overlap; at least one
	Invoices []BilledInvoice `json:"invoices,omitempty"` //
	Changes  []Change        `json:"changes,omitempty"`  // in the order in which they were asked for
	Canceled calendar.Date   `json:"canceled,omitzero"`  // the day of a cancellation; the zero Date where there was none
}

// Term is one stretch that was bought: a full term, or an extension to a common renewal date.
type BoughtTerm struct {
	Ordered calendar.Date `json:"ordered"` // the day of the order
	Start   calendar.Date `json:"start"`   // the first covered day
	End     calendar.Date `json:"end"`     // the first day that is no longer covered: the renewal date
	Length  calendar.Term `json:"length,omitzero"`

	// AlignedTo is, for an extension, the anchor of the subscription that it was aligned to; the zero Date for a
	// full term.
	AlignedTo calendar.Date `json:"alignedTo,omitzero"`
}

// Invoice is an invoice of a subscription, as far as access depends on it.
type BilledInvoice struct {
	Number   string        `json:"number"`
	Issued   calendar.Date `json:"issued"`
	Due      calendar.Date `json:"due"`
	Paid     calendar.Date `json:"paid,omitzero"`     // the zero Date while it is unpaid
	NetTerms bool          `json:"netTerms,omitzero"` // whether it is paid by invoice, on net terms
}

// Change is something that was asked for and took effect at once or later. Of two changes of one kind that take
// effect on the same day the one asked for later counts.
type Change struct {
	What      ChangeKind    `json:"what"`
	Asked     calendar.Date `json:"asked"`
	Effective calendar.Date `json:"effective"`
	Seats     int           `json:"seats,omitzero"`     // of SeatsChanged: how many there are then
	Offering  string        `json:"offering,omitzero"`  // of ProductSwitched
	Length    calendar.Term `json:"length,omitzero"`    // of TermChanged
	AutoRenew bool          `json:"autoRenew,omitzero"` // of AutoRenewSwitched
}

// ChangeKind is what a [Change] changes. The zero ChangeKind is none.
type ChangeKind uint8

// The kinds of change.
const (
	SeatsChanged ChangeKind = iota + 1
	ProductSwitched
	TermChanged
	AutoRenewSwitched
)

const changeNames enum.Names = "seats,product,term,auto-renew"

// String returns the name, such as "seats".
func (k ChangeKind) String() string { return changeNames.String("ChangeKind", uint8(k)) }

// MarshalText returns the name; a value that is no kind of change is an error.
func (k ChangeKind) MarshalText() ([]byte, error) {
	return changeNames.Append(nil, "lifecycle.ChangeKind.MarshalText", "what", uint8(k))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (k *ChangeKind) UnmarshalText(text []byte) error {
	return enum.Unmarshal(changeNames, k, "lifecycle.ChangeKind.UnmarshalText", "what", text)
}

// UnmarshalJSON reads facts strictly: a key that is not known, or that stands twice, is an error, since a payment
// under a wrong name would be no payment. Case makes no difference to a key, as everywhere in package json. All that
// cannot be read is reported at once, by its path, such as terms[0].end. Whether the facts can be is checked by [New].
func (f *Facts) UnmarshalJSON(data []byte) error {
	type plain Facts // without this method
	var read plain
	if err := strict.Decode("lifecycle.Facts.UnmarshalJSON", "facts", data, &read); err != nil {
		return err
	}
	*f = Facts(read)
	return nil
}

// clone copies f so that nobody who holds one of them can change the other.
func (f Facts) clone() Facts {
	f.Terms = slices.Clone(f.Terms)
	f.Invoices = slices.Clone(f.Invoices)
	f.Changes = slices.Clone(f.Changes)
	return f
}
