package policy

import "example.com/billingrules/internal/enum"

// PaymentMethod is what somebody pays with, an order or an invoice. The zero PaymentMethod is none.
type PaymentMethod uint8

// The payment methods. A [CreditNote] and the [CashBalance] pay invoices only; a [PurchaseOrder] and [PayByInvoice]
// pay orders only.
const (
	Card PaymentMethod = iota + 1
	PayPal
	DirectDebit
	BankTransfer
	CreditNote
	CashBalance
	PurchaseOrder
	PayByInvoice // on net terms
)

const paymentMethodNames enum.Names = "card,paypal,direct-debit,bank-transfer,credit-note,cash-balance,purchase-order,pay-by-invoice"

// String returns the name, such as "card".
func (v PaymentMethod) String() string { return paymentMethodNames.String("PaymentMethod", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v PaymentMethod) MarshalText() ([]byte, error) {
	return paymentMethodNames.Append(nil, "policy.PaymentMethod.MarshalText", "method", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *PaymentMethod) UnmarshalText(text []byte) error {
	return enum.Unmarshal(paymentMethodNames, v, "policy.PaymentMethod.UnmarshalText", "method", text)
}
