package invoice

import (
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// OpenItem is what is left to be paid of an invoice, or to be used of a credit note.
type OpenItem struct {
	Number string       `json:"number"`
	Amount money.Amount `json:"amount"` // 0 or more
}

// Payment is one payment of one or several invoices. All amounts are in the currency of the first invoice.
type Payment struct {
	Day         calendar.Date `json:"day"`                   // the day of the payment
	Invoices    []OpenItem    `json:"invoices"`              // what is to be paid, in this order; at least one
	CreditNotes []OpenItem    `json:"creditNotes,omitempty"` // credit notes that are used first, in this order
	// CashBalance is used next; the zero Amount if there is none.
	CashBalance money.Amount `json:"cashBalance,omitzero"`
	// Method is how Amount is paid: by card, PayPal, direct debit or bank transfer; zero if nothing is paid in.
	Method policy.PaymentMethod `json:"method,omitzero"`
	Amount money.Amount         `json:"amount,omitzero"` // what is paid in; the zero Amount if nothing is
}

// UnmarshalJSON reads a payment strictly: an unknown or duplicate key is an error with its path, such as
// creditNotes[0].amont, and so is a payment that [Settle] refuses. An error leaves the value as it was.
func (p *Payment) UnmarshalJSON(data []byte) error {
	const op = "invoice.Payment.UnmarshalJSON"
	type plain Payment // without this method
	var read plain
	if err := strict.Decode(op, "payment", data, &read); err != nil {
		return err
	}
	if err := Payment(read).check(op); err != nil {
		return err
	}
	*p = Payment(read)
	return nil
}

// Settlement is how a payment was applied. Everything that came in is either applied or left over: nothing is lost, and
// nothing is invented.
type Settlement struct {
	Day         calendar.Date `json:"day"`
	Applied     []Applied     `json:"applied"`               // in the order in which it was done
	Invoices    []OpenItem    `json:"invoices"`              // what is left to be paid of each
	CreditNotes []OpenItem    `json:"creditNotes,omitempty"` // what is left to be used of each
	CashBalance money.Amount  `json:"cashBalance"`           // what is left of it, plus any overpayment
}

// Applied is one sum that went from a source to an invoice.
type Applied struct {
	Invoice string               `json:"invoice"`
	From    policy.PaymentMethod `json:"from"`
	Credit  string               `json:"credit,omitempty"` // the number of the credit note, if the sum comes from one
	Amount  money.Amount         `json:"amount"`
}

// source is something that invoices are paid from.
type source struct {
	from   policy.PaymentMethod
	credit string
	left   money.Amount
}

// Settle pays invoices: from credit notes first, then from the cash balance, then from what is paid in. Anything paid
// in beyond the invoices is added to the cash balance. Implements invoice.pay.
//
// Errors are a method that pays orders but not invoices, amounts in different currencies, and negative amounts.
func Settle(p Payment) (Settlement, error) {
	const op = "invoice.Settle"
	if err := p.check(op); err != nil {
		return Settlement{}, err
	}
	return settle(op, p)
}

// settle applies a payment that has been checked.
func settle(op string, p Payment) (Settlement, error) {
	var sources []source
	for _, c := range p.CreditNotes {
		sources = append(sources, source{policy.CreditNote, c.Number, c.Amount})
	}
	nothing := price.Sure(money.FromMinor(0, p.Invoices[0].Amount.Currency()))
	balance, paid := len(sources), len(sources)+1
	sources = append(sources, source{policy.CashBalance, "", orZero(p.CashBalance, nothing)},
		source{p.Method, "", orZero(p.Amount, nothing)})

	s := Settlement{Day: p.Day}
	next := 0 // the first source that is not used up
	for _, invoice := range p.Invoices {
		for invoice.Amount.Sign() > 0 && next < len(sources) {
			from := &sources[next]
			if from.left.Sign() == 0 {
				next++
				continue
			}
			sum := smaller(invoice.Amount, from.left)
			invoice.Amount, from.left = less(invoice.Amount, sum), less(from.left, sum)
			s.Applied = append(s.Applied,
				Applied{Invoice: invoice.Number, From: from.from, Credit: from.credit, Amount: sum})
		}
		s.Invoices = append(s.Invoices, invoice)
	}
	for k, c := range p.CreditNotes {
		s.CreditNotes = append(s.CreditNotes, OpenItem{Number: c.Number, Amount: sources[k].left})
	}
	var err error
	if s.CashBalance, err = sources[balance].left.Add(sources[paid].left); err != nil {
		return Settlement{}, input.At(err, op, "amount")
	}
	return s, nil
}

// Paid returns the numbers of the invoices that the payment paid in full, in order, for [lifecycle.View.Pay]. It leaves
// out an invoice that is paid only in part, and one that had nothing left to pay before. Implements invoice.pay.
func (s Settlement) Paid() []string {
	reached := make(map[string]bool, len(s.Applied))
	for _, a := range s.Applied {
		reached[a.Invoice] = true
	}
	var numbers []string
	for _, i := range s.Invoices {
		if reached[i.Number] && i.Amount.Sign() == 0 {
			numbers = append(numbers, i.Number)
		}
	}
	return numbers
}

func orZero(a, zero money.Amount) money.Amount {
	if a.IsZero() {
		return zero
	}
	return a
}

// smaller returns the smaller of two amounts in one currency.
func smaller(a, b money.Amount) money.Amount {
	if price.Sure(a.Cmp(b)) > 0 {
		return b
	}
	return a
}

// less returns a less b, which is at most a and in its currency.
func less(a, b money.Amount) money.Amount { return price.Sure(a.Sub(b)) }

// plus adds two amounts in one currency that are parts of a sum.
func plus(a, b money.Amount) money.Amount { return price.Sure(a.Add(b)) }

func (p Payment) check(op string) error {
	bad := []error{checkCount(op, "invoices", len(p.Invoices))}
	if p.Day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	if len(p.Invoices) > maxLines || len(p.CreditNotes) > maxLines {
		return input.Errorf(op, "invoices", nil, input.ErrRange,
			"has %d entries, with %d credit notes; at most %d of each are allowed",
			len(p.Invoices), len(p.CreditNotes), maxLines)
	}
	var currency money.Currency
	if len(p.Invoices) > 0 {
		currency = p.Invoices[0].Amount.Currency()
	}
	bad = append(bad, checkOpen(op, "invoices", p.Invoices, currency),
		checkOpen(op, "creditNotes", p.CreditNotes, currency))
	if !p.CashBalance.IsZero() {
		bad = append(bad, checkOwn(op, "cashBalance", p.CashBalance, currency))
	}
	return errors.Join(append(bad, p.checkMethod(op, currency))...)
}

func (p Payment) checkMethod(op string, currency money.Currency) error {
	switch {
	case p.Method == 0 && p.Amount.IsZero():
		return nil
	case p.Method == 0:
		return input.Missing(op, "method")
	}
	if err := checkPaidIn(op, "method", p.Method); err != nil {
		return err
	}
	return checkOwn(op, "amount", p.Amount, currency)
}

// checkPaidIn refuses a method by which nothing is paid in.
func checkPaidIn(op, field string, method policy.PaymentMethod) error {
	switch method {
	case policy.CreditNote, policy.CashBalance:
		return input.Errorf(op, field, method, input.ErrConflict,
			"is not a method of paying in: it has a field of its own (%s)", rule.InvoicePay)
	case policy.PurchaseOrder, policy.PayByInvoice:
		return input.Errorf(op, field, method, input.ErrConflict, "pays orders, not invoices (%s)", rule.InvoicePay)
	case policy.Card, policy.PayPal, policy.DirectDebit, policy.BankTransfer:
		return nil
	}
	_, err := method.MarshalText()
	return input.At(err, op, field)
}

func checkOpen(op, field string, list []OpenItem, currency money.Currency) error {
	seen := make(map[string]bool, len(list))
	var bad []error
	for i, o := range list {
		at := fmt.Sprintf("%s[%d].", field, i)
		bad = append(bad, input.Name(op, at+"number", o.Number, maxText), checkOwn(op, at+"amount", o.Amount, currency))
		if seen[o.Number] {
			bad = append(bad, input.Duplicate(op, at+"number", o.Number))
		}
		seen[o.Number] = true
	}
	return errors.Join(bad...)
}

// checkOwn refuses an amount that cannot be paid, and one in another currency.
func checkOwn(op, field string, a money.Amount, currency money.Currency) error {
	if err := price.Whole(op, field, a); err != nil {
		return err
	}
	if a.Currency() != currency && !currency.IsZero() {
		return input.Errorf(op, field, a, input.ErrCurrency, "must be in %s, like the first invoice", currency)
	}
	return nil
}

// String returns one line for each sum that was applied, and then what is left:
//
//	2025-077: EUR 121.00 from credit note C-7
//	2025-077: EUR 79.00 by card
//	2025-078: EUR 50.00 left to pay
//	cash balance: EUR 0.00
//
// The zero Settlement is "no settlement".
func (s Settlement) String() string {
	if len(s.Applied) == 0 && s.CashBalance.IsZero() {
		return "no settlement"
	}
	var b strings.Builder
	for _, a := range s.Applied {
		b.WriteString(a.Invoice + ": " + a.Amount.String())
		how := " by " + a.From.String()
		if a.Credit != "" {
			how = " from credit note " + a.Credit
		} else if a.From == policy.CashBalance {
			how = " from the cash balance"
		}
		b.WriteString(how + "\n")
	}
	for _, o := range s.Invoices {
		if o.Amount.Sign() > 0 {
			b.WriteString(o.Number + ": " + o.Amount.String() + " left to pay\n")
		}
	}
	for _, o := range s.CreditNotes {
		if o.Amount.Sign() > 0 {
			b.WriteString("credit note " + o.Number + ": " + o.Amount.String() + " left to use\n")
		}
	}
	return b.String() + "cash balance: " + s.CashBalance.String()
}
