package invoice

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// UnmarshalJSON reads a settlement strictly: an unknown or duplicate key is an error with its path, and so is a
// settlement that [Settle] cannot have made: a sum in another currency, a sum for an invoice or from a credit note that
// is not listed, sums out of order, or money left over while an invoice is open. An error leaves the value as it was.
func (s *Settlement) UnmarshalJSON(data []byte) error {
	const op = "invoice.Settlement.UnmarshalJSON"
	type plain Settlement // without this method
	var read plain
	if err := strict.Decode(op, "settlement", data, &read); err != nil {
		return err
	}
	if err := Settlement(read).holds(op); err != nil {
		return err
	}
	*s = Settlement(read)
	return nil
}

// holds refuses a settlement that its payment does not give. The payment is reconstructed from what was applied and
// what is left, so only the applied sums need comparing.
func (s Settlement) holds(op string) error {
	p, err := s.payment(op)
	if err != nil {
		return err
	}
	made, err := settle(op, p)
	if err != nil {
		return input.At(err, op, "cashBalance")
	}
	for i, a := range s.Applied {
		if i >= len(made.Applied) || !a.equal(made.Applied[i]) {
			return input.Errorf(op, fmt.Sprintf("applied[%d]", i), a.Amount, input.ErrConflict,
				"is not the sum that is applied next, by the order of the invoices and of what pays them")
		}
	}
	return nil
}

// equal reports whether a sum went from the same source to the same invoice.
func (a Applied) equal(b Applied) bool {
	return a.Invoice == b.Invoice && a.From == b.From && a.Credit == b.Credit && a.Amount.Equal(b.Amount)
}

// payment reconstructs the payment from what was applied and what is left. What is left in the cash balance was paid in
// by the method that was applied, if one was.
func (s Settlement) payment(op string) (Payment, error) {
	p := Payment{
		Day: s.Day, Invoices: slices.Clone(s.Invoices), CreditNotes: slices.Clone(s.CreditNotes),
		CashBalance: s.CashBalance,
	}
	if err := errors.Join(p.check(op), price.Check(op, "cashBalance", s.CashBalance)); err != nil {
		return Payment{}, err
	}
	nothing := price.Sure(money.FromMinor(0, s.CashBalance.Currency()))
	for _, a := range s.Applied {
		if a.From != policy.CreditNote && a.From != policy.CashBalance && p.Method == 0 {
			p.Method, p.Amount, p.CashBalance = a.From, p.CashBalance, nothing
		}
	}
	invoices, credits := byNumber(p.Invoices), byNumber(p.CreditNotes)
	var bad []error
	for i, a := range s.Applied {
		at := fmt.Sprintf("applied[%d].", i)
		from, err := p.source(op, at, a, credits)
		if invoices[a.Invoice] == nil {
			err = errors.Join(err,
				input.Errorf(op, at+"invoice", a.Invoice, input.ErrConflict, "is not among the invoices"))
		}
		if err = errors.Join(err, checkOwn(op, at+"amount", a.Amount, nothing.Currency())); err == nil {
			err = errors.Join(addTo(op, at, invoices[a.Invoice], a.Amount), addTo(op, at, from, a.Amount))
		}
		bad = append(bad, err)
	}
	return p, errors.Join(bad...)
}

// source returns what a sum was taken from.
func (p *Payment) source(op, at string, a Applied, credits map[string]*money.Amount) (*money.Amount, error) {
	switch {
	case a.From == policy.CreditNote && credits[a.Credit] == nil:
		return nil, input.Errorf(op, at+"credit", a.Credit, input.ErrConflict, "is not among the credit notes")
	case a.From == policy.CreditNote:
		return credits[a.Credit], nil
	case a.Credit != "":
		return nil, input.Errorf(op, at+"credit", a.Credit, input.ErrConflict,
			"must not be set: the sum is paid by %s", a.From)
	case a.From == policy.CashBalance:
		return &p.CashBalance, nil
	case a.From != p.Method:
		return nil, input.Errorf(op, at+"from", a.From, input.ErrConflict, "must be %s, the method of the payment",
			p.Method)
	}
	return &p.Amount, checkPaidIn(op, at+"from", a.From)
}

// byNumber returns the amounts of open items by their number.
func byNumber(items []OpenItem) map[string]*money.Amount {
	amounts := make(map[string]*money.Amount, len(items))
	for i := range items {
		amounts[items[i].Number] = &items[i].Amount
	}
	return amounts
}

// addTo adds a sum to what it is a part of.
func addTo(op, at string, whole *money.Amount, sum money.Amount) (err error) {
	added, err := whole.Add(sum)
	if err == nil {
		*whole = added
	}
	return input.At(err, op, at+"amount")
}
