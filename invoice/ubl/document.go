package ubl

import (
	"errors"
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// Document is either an invoice or a credit note, with what an e-invoice says besides it. It is plain data, and reads
// back from JSON. The zero Document is not valid.
type Document struct {
	Invoice    invoice.Invoice    `json:"invoice,omitzero"`
	CreditNote invoice.CreditNote `json:"creditNote,omitzero"`
	Details
}

// Details are what an e-invoice must say besides what an invoice of this library has. They are read strictly from JSON,
// so that a service can keep its own in a file.
type Details struct {
	Seller Party `json:"seller"`
	Buyer  Party `json:"buyer"`
	// BuyerReference is a reference that the buyer asked for, such as a department, and Order the number of the buyer's
	// purchase order. At least one of them is required; each has at most 200 bytes.
	BuyerReference string `json:"buyerReference,omitempty"`
	Order          string `json:"order,omitempty"`
	Means          Means  `json:"means,omitzero"` // not needed for a credit note, and not written in one
	// Untaxed has the reasons for taxes of 0%, at most 100; a tax of any other rate is standard.
	Untaxed []Untaxed `json:"untaxed,omitempty"`
}

// Means is how a document is to be paid. The zero Means is refused.
type Means struct {
	Method    policy.PaymentMethod `json:"method"`              // card, PayPal, direct debit or bank transfer
	IBAN      string               `json:"iban,omitempty"`      // the seller's account; a bank transfer needs it
	BIC       string               `json:"bic,omitempty"`       // the seller's bank; optional, for a bank transfer
	Mandate   string               `json:"mandate,omitempty"`   // the mandate of a direct debit, which needs one
	Reference string               `json:"reference,omitempty"` // what to quote with the payment; at most 140 bytes
}

// Untaxed is the reason for a tax of 0%.
type Untaxed struct {
	Tax      string   `json:"tax,omitempty"` // the name of the tax; empty for one without a name
	Category Category `json:"category"`
	Reason   string   `json:"reason,omitempty"` // required, except for zero-rated, which has none; at most 1000 bytes
}

const (
	maxText      = 200 // bytes
	maxReason    = 1000
	maxReference = 140
	maxUntaxed   = 100
)

// Check refuses details that are incomplete or malformed, and names every bad field. A service calls it once for its
// own details, when it starts. [Encode] calls it again, and checks what the document needs beyond that.
func (d Details) Check() error {
	const op = "ubl.Details.Check"
	return errors.Join(d.check(op), d.Means.check(op))
}

// check refuses details that are incomplete or malformed, except the means.
func (d Details) check(op string) error {
	bad := []error{d.Seller.check(op, "seller."), d.Buyer.check(op, "buyer.")}
	if d.Seller.VAT == "" {
		bad = append(bad, input.Missing(op, "seller.vat"))
	}
	if d.BuyerReference == "" && d.Order == "" {
		bad = append(bad, input.Errorf(op, "buyerReference", nil, input.ErrMissing,
			"is missing, and so is order: one of them is needed"))
	}
	bad = append(bad, name(op, "buyerReference", d.BuyerReference, maxText), name(op, "order", d.Order, maxText))
	if err := input.Length(op, "untaxed", len(d.Untaxed), maxUntaxed); err != nil {
		return errors.Join(append(bad, err)...)
	}
	for i, u := range d.Untaxed {
		bad = append(bad, u.check(op, fmt.Sprintf("untaxed[%d].", i), d.Untaxed[:i]))
	}
	return errors.Join(bad...)
}

// name checks a text that may be empty, as [input.Name] does.
func name(op, field, text string, most int) error {
	if text == "" {
		return nil
	}
	return input.Name(op, field, text, most)
}

func (m Means) check(op string) error {
	var bad []error
	none := func(field, value string) {
		if value != "" {
			bad = append(bad,
				input.Errorf(op, "means."+field, value, input.ErrConflict,
					"must not be set: payment is by %s", m.Method))
		}
	}
	switch m.Method {
	case policy.BankTransfer:
		bad = append(bad, checkIBAN(op, "means.iban", m.IBAN), checkBIC(op, "means.bic", m.BIC))
		none("mandate", m.Mandate)
	case policy.DirectDebit:
		bad = append(bad, input.Name(op, "means.mandate", m.Mandate, maxText))
		none("iban", m.IBAN)
		none("bic", m.BIC)
	case policy.Card, policy.PayPal:
		none("iban", m.IBAN)
		none("bic", m.BIC)
		none("mandate", m.Mandate)
	case policy.CreditNote, policy.CashBalance, policy.PurchaseOrder, policy.PayByInvoice:
		bad = append(bad, input.Errorf(op, "means.method", m.Method, input.ErrConflict,
			"is not a method of paying an invoice"))
	default:
		if _, err := m.Method.MarshalText(); err != nil {
			bad = append(bad, input.At(err, op, "means.method"))
		}
	}
	return errors.Join(append(bad, name(op, "means.reference", m.Reference, maxReference))...)
}

func (u Untaxed) check(op, at string, before []Untaxed) error {
	_, err := u.Category.MarshalText()
	bad := []error{input.At(err, op, at+"category"), name(op, at+"tax", u.Tax, maxText)}
	if u.Category == ZeroRated && u.Reason != "" {
		bad = append(bad, input.Errorf(op, at+"reason", u.Reason, input.ErrConflict,
			"must not be set: the zero rate needs no reason"))
	}
	if u.Category == Exempt || u.Category == ReverseCharge {
		bad = append(bad, input.Name(op, at+"reason", u.Reason, maxReason))
	}
	for _, b := range before {
		if b.Tax == u.Tax {
			bad = append(bad, input.Duplicate(op, at+"tax", u.Tax))
		} else if b.Category == u.Category && b.Reason != u.Reason {
			bad = append(bad, input.Errorf(op, at+"reason", u.Reason, input.ErrConflict,
				"must be %q, as for the other tax of this category: a document has one reason for all", b.Reason))
		}
	}
	return errors.Join(bad...)
}
