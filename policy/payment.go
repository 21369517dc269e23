package policy

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// PaymentMethod is how an order or an invoice is paid. The zero PaymentMethod is not valid.
type PaymentMethod uint8

// The payment methods. A [CreditNote] and the [CashBalance] pay invoices only; a [PurchaseOrder] and [PayByInvoice]
// pay orders only.
const (
	Card          PaymentMethod = iota + 1 // "card"
	PayPal                                 // "paypal"
	DirectDebit                            // "direct-debit"
	BankTransfer                           // "bank-transfer"
	CreditNote                             // "credit-note"
	CashBalance                            // "cash-balance"
	PurchaseOrder                          // "purchase-order"
	PayByInvoice                           // "pay-by-invoice": on net terms
)

// text is the table of the payment methods.
func (v PaymentMethod) text() string {
	return enum.At([]string{
		Card:          "card",
		PayPal:        "paypal",
		DirectDebit:   "direct-debit",
		BankTransfer:  "bank-transfer",
		CreditNote:    "credit-note",
		CashBalance:   "cash-balance",
		PurchaseOrder: "purchase-order",
		PayByInvoice:  "pay-by-invoice",
	}, v)
}

func (PaymentMethod) enum() enum.Type[PaymentMethod] {
	return enum.Of("policy.PaymentMethod", "method", PaymentMethod.text)
}

// IsValid reports whether v is one of those listed; the zero PaymentMethod is not.
func (v PaymentMethod) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "card".
func (v PaymentMethod) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v PaymentMethod) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *PaymentMethod) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *PaymentMethod) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v PaymentMethod) Value() (driver.Value, error) { return v.enum().Value(v) }
