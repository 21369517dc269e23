package main

import (
	"fmt"
	"slices"

	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// payment pays one invoice or several at once: from credit notes, from what was paid in before, and by what is paid in
// now. An invoice counts as paid when nothing of it is left.
type payment struct {
	Invoices    []string             `json:"invoices"`
	CreditNotes []string             `json:"creditNotes,omitempty"`
	Method      policy.PaymentMethod `json:"method,omitzero"`
	Amount      money.Amount         `json:"amount,omitzero"` // what is paid in; without it, what is left to pay
	Paid        []string             `json:"paid,omitempty"`  // the invoices of which nothing is left
}

// decide settles the invoices that were issued here. Of others the service knows no amounts: whoever names them has
// been paid in full.
func (r *payment) decide(ch *change) error {
	documents := ch.invoices(ch.ID, 0)
	if n := len(r.Invoices); n == 0 || n > maxFacts {
		return wrongField("invoices", fmt.Sprint(n), "must be from 1 to %d", maxFacts)
	}
	p := invoice.Payment{Day: ch.day, CashBalance: ch.Cash}
	for i, number := range r.Invoices {
		field := fmt.Sprintf("invoices[%d]", i)
		k := slices.IndexFunc(ch.Facts.Invoices, func(b lifecycle.BilledInvoice) bool { return b.Number == number })
		switch {
		case slices.Contains(r.Invoices[:i], number):
			return wrongField(field, shown(number), "is a duplicate")
		case k < 0:
			return wrongField(field, shown(number), "is not a known invoice of subscription %s", ch.ID)
		case !ch.Facts.Invoices[k].Paid.IsZero():
			return newProblem(done, "invoice %s was paid on %s", number, ch.Facts.Invoices[k].Paid)
		}
		inv, ok := numbered(documents, number)
		if !ok {
			r.Paid = append(r.Paid, number)
			continue
		}
		item := inv.Open()
		if k := ch.open(number); k >= 0 { // what was paid of it in part is paid
			item = ch.Open[k]
		}
		p.Invoices = append(p.Invoices, item)
	}
	if len(p.Invoices) > 0 {
		return r.settle(ch, p)
	}
	if len(r.CreditNotes) > 0 || !r.Amount.Currency().IsZero() {
		return wrongField("invoices", r.Invoices[0], "was not issued here, so that its amount is not known")
	}
	return nil
}

// settle works out what is paid with what.
func (r *payment) settle(ch *change, p invoice.Payment) error {
	for i, number := range r.CreditNotes {
		k := ch.open(number)
		if k < 0 || slices.Contains(r.Invoices, number) {
			return wrongField(fmt.Sprintf("creditNotes[%d]", i), shown(number),
				"is no credit note of which something is left")
		}
		p.CreditNotes = append(p.CreditNotes, ch.Open[k])
	}
	amount := r.Amount
	if r.Method.IsValid() && amount.Currency().IsZero() {
		before, err := invoice.Settle(p)
		if err != nil {
			return err
		}
		var left []money.Amount
		for _, item := range before.Invoices {
			left = append(left, item.Amount)
		}
		if amount, err = money.Sum(left[0], left[1:]...); err != nil {
			return err
		}
	}
	p.Method, p.Amount = r.Method, amount
	settled, err := invoice.Settle(p)
	r.Paid = append(r.Paid, settled.Paid()...)
	ch.done.Settlement, ch.outcome.Settlement = &settled, &settled
	return err
}

// open is where something is left of an invoice that was paid in part, or of a credit note; -1 where nothing is.
func (st state) open(number string) int {
	return slices.IndexFunc(st.Open, func(o invoice.OpenItem) bool { return o.Number == number })
}

func (r *payment) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	if len(r.Paid) == 0 {
		return v.Subscription(), nil
	}
	return v.Pay(r.Paid...)
}
