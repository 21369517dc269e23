package main

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
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

func (r *payment) fields() []field {
	return []field{
		{"invoices", &r.Invoices, true},
		{"creditNotes", &r.CreditNotes, false},
		{"method", &r.Method, false},
		{"amount", &r.Amount, false},
	}
}

// decide settles the invoices that were issued here. Of others the service knows no amounts: whoever names them has
// been paid in full.
func (r *payment) decide(ch *change) error {
	documents, err := loadInvoices(ch.Context(), ch.tx, ch.ID)
	if err != nil {
		return err
	}
	r.Paid = nil
	p := invoice.Payment{Day: ch.day, Method: r.Method, CashBalance: ch.Cash}
	if len(r.Invoices) == 0 || len(r.Invoices) > maxFacts {
		return wrongField("invoices", fmt.Sprint(len(r.Invoices)), "must be from 1 to %d", maxFacts)
	}
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
		if inv, ok := documents.find(number); ok {
			p.Invoices = append(p.Invoices, ch.left(inv.Open()))
		} else {
			r.Paid = append(r.Paid, number)
		}
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
		k := slices.IndexFunc(ch.Open, func(o invoice.OpenItem) bool { return o.Number == number })
		if k < 0 || slices.ContainsFunc(ch.Facts.Invoices,
			func(b lifecycle.BilledInvoice) bool { return b.Number == number }) {
			return wrongField(fmt.Sprintf("creditNotes[%d]", i), shown(number), "is no credit note of which something is left")
		}
		p.CreditNotes = append(p.CreditNotes, ch.Open[k])
	}
	before, err := invoice.Settle(p)
	if err != nil && !r.Method.IsValid() {
		return err
	}
	p.Amount = r.Amount
	if r.Method.IsValid() && p.Amount.Currency().IsZero() {
		p.Method = 0
		if before, err = invoice.Settle(p); err != nil {
			return err
		}
		p.Method, p.Amount = r.Method, before.Invoices[0].Amount
		for _, left := range before.Invoices[1:] {
			if p.Amount, err = p.Amount.Add(left.Amount); err != nil {
				return err
			}
		}
	}
	done, err := invoice.Settle(p)
	if err != nil {
		return err
	}
	r.Paid = append(r.Paid, done.Paid()...)
	ch.done.Settlement, ch.outcome.Settlement = &done, &done
	return nil
}

// left is what is left of an invoice after what was paid of it in part.
func (st state) left(item invoice.OpenItem) invoice.OpenItem {
	if k := slices.IndexFunc(st.Open, func(o invoice.OpenItem) bool { return o.Number == item.Number }); k >= 0 {
		return st.Open[k]
	}
	return item
}

func (r *payment) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	if len(r.Paid) == 0 {
		return v.Subscription(), nil
	}
	return v.Pay(r.Paid...)
}

// returning returns a purchase: what was paid for it is given back by a credit note, and what is unpaid falls away.
type returning struct {
	Purchase int                        `json:"purchase"` // its number in GET …/refund
	What     lifecycle.ReturnedPurchase `json:"what,omitzero"`
	Invoices []string                   `json:"invoices,omitempty"`
}

func (r *returning) fields() []field { return []field{{"purchase", &r.Purchase, true}} }

func (r *returning) decide(ch *change) error {
	if r.Purchase < 1 || r.Purchase > len(ch.Purchases) {
		return wrongField("purchase", fmt.Sprint(r.Purchase), "is not the number of a purchase of subscription %s", ch.ID)
	}
	p := ch.Purchases[r.Purchase-1]
	if !p.Returned.IsZero() {
		return newProblem(done, "purchase %d was returned on %s", r.Purchase, p.Returned)
	}
	documents, err := loadInvoices(ch.Context(), ch.tx, ch.ID)
	if err != nil {
		return err
	}
	r.What, r.Invoices = ch.whatOf(p), p.Invoices
	request := coterm.ReturnRequest{
		What: r.What, Channel: p.Of.Channel, Paid: ch.paidOf(p, documents, ch.day), Invoices: p.Invoices,
		Note: ch.creditNumber(1),
	}
	back, err := coterm.Return(ch.v, request)
	if err != nil {
		return err
	}
	ch.outcome.Decision, ch.done.Returned = &back.Return.Decision, r.Purchase
	if len(back.Note.Lines) > 0 {
		ch.outcome.CreditNotes = []invoice.CreditNote{back.Note}
		ch.done.Credit = []invoice.OpenItem{back.Note.Open()}
	}
	return nil
}

func (r *returning) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.Return(r.What, r.Invoices...)
}

// whatOf says a purchase as the facts have it: a term by its start, or seats by the day on which they were added.
func (h held) whatOf(p purchase) lifecycle.ReturnedPurchase {
	day := p.Of.Ordered
	if p.Of.Event == refund.SeatsAdded {
		n := p.Seats
		if n == 0 {
			n = h.seatsAdded(day)
		}
		return lifecycle.ReturnedPurchase{Added: day, Seats: n}
	}
	var what lifecycle.ReturnedPurchase
	for _, t := range h.Facts.Terms {
		if t.Ordered == day {
			what.Term = t.Start
		}
	}
	return what
}

// seatsAdded is how many seats were added on a day.
func (h held) seatsAdded(day calendar.Date) int {
	before := h.sub.On(day.AddDays(-1)).Seats()
	if before == 0 { // on the day of the first order
		before = h.Facts.Seats
	}
	return h.sub.On(day).Seats() - before
}
