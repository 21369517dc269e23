package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// The two things that can be quoted.
const (
	addedSeats = "seats"
	extension  = "extension"
)

// question is all that a price depends on. It is stored with the quote, so that the same question gives the same answer
// whatever becomes of the subscription, and whatever edition the service runs with by then.
type question struct {
	Number       string // of the quote
	What         string // addedSeats or extension
	Subscription string
	Facts        lifecycle.Facts
	Target       string // of an extension
	TargetFacts  lifecycle.Facts
	Edition      policy.Edition
	Asked        calendar.Date
	Expires      calendar.Date
	Seats        int // of added seats
	SRP          money.Amount
	Taxes        invoice.Taxes
	Terms        invoice.NetTerms
}

// offer is the answer: the quote, and the invoices that it becomes if it is ordered on its day. The tax of a quote is
// an estimate on its lines (quote.contents). What is billed is taxed instalment by instalment, which can come to a
// minor unit more or less, and is what the order comes to.
type offer struct {
	Number       string               `json:"number"`
	What         string               `json:"what"`
	Subscription string               `json:"subscription"`
	Target       string               `json:"target,omitempty"`
	Decision     policy.Decision      `json:"decision"`
	Arithmetic   string               `json:"arithmetic"`
	Quote        order.Quote          `json:"quote"`
	Instalments  []invoice.Instalment `json:"instalments"`
	Billed       invoice.Totals       `json:"billed"`
	Invoices     []invoice.Invoice    `json:"invoices"`
}

// priced is what both prices of the library have: the answer of the rules, the price, and the facts with what is
// bought.
type priced struct {
	Decision policy.Decision
	invoice.Priced
	Next lifecycle.Facts
}

// price asks the library on the day of a view, for a quote as for an order. The target is of an extension only.
func (q question) price(v, target lifecycle.View) (priced, error) {
	switch q.What {
	case addedSeats:
		p, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: q.Seats, SRP: q.SRP, NetTerms: q.Terms})
		return priced(p), err
	case extension:
		p, err := coterm.Extend(v, coterm.ExtensionRequest{To: target, SRP: q.SRP, NetTerms: q.Terms})
		return priced{p.Decision, p.Priced, p.Next}, err
	}
	return priced{}, fmt.Errorf("quote %s: %q is nothing that is quoted", q.Number, q.What)
}

// answer works the offer out. It reads nothing but the question.
func (q question) answer() (offer, error) {
	sub, err := lifecycle.New(q.Edition, q.Facts)
	if err != nil {
		return offer{}, err
	}
	var target lifecycle.Subscription
	if q.What == extension {
		if target, err = lifecycle.New(q.Edition, q.TargetFacts); err != nil {
			return offer{}, err
		}
	}
	v := sub.On(q.Asked)
	p, err := q.price(v, target.On(q.Asked))
	if err != nil {
		return offer{}, err
	}
	o := offer{
		Number: q.Number, What: q.What, Subscription: q.Subscription, Target: q.Target,
		Decision: p.Decision, Arithmetic: p.Charge.String(), Instalments: p.Instalments,
	}
	if o.Quote, err = order.NewQuote(q.Edition, order.QuoteDraft{
		Number: q.Number, Kind: v.Kind(), Issued: q.Asked, Expires: q.Expires,
		Items: []invoice.Item{p.Item(v.Offering(), q.Taxes)},
	}); err != nil {
		return offer{}, err
	}
	if o.Invoices, err = bills(o.Quote, q.Asked); err != nil {
		return offer{}, err
	}
	o.Billed, err = total(o.Invoices)
	return o, err
}

// total adds invoices up.
func total(invoices []invoice.Invoice) (invoice.Totals, error) {
	var lines []invoice.Line
	for _, inv := range invoices {
		lines = append(lines, inv.Lines...)
	}
	return invoice.Sum(lines)
}

// bills are the invoices of a quote that is ordered on a day. They have its number, and one of their own.
func bills(quote order.Quote, day calendar.Date) ([]invoice.Invoice, error) {
	accepted, err := quote.Accept(day)
	if err != nil {
		return nil, err
	}
	var numbers []string
	for i := range accepted.InvoiceDates() {
		numbers = append(numbers, fmt.Sprintf("%s-%d", quote.Number, i+1))
	}
	return accepted.Invoices(numbers...)
}

// sameFigures reports whether two offers are the same but for what they say in words, which a later release may put
// otherwise.
func (o offer) sameFigures(b offer) (bool, error) {
	o.Arithmetic, b.Arithmetic = "", ""
	first, err := json.Marshal(o)
	if err != nil {
		return false, err
	}
	second, err := json.Marshal(b)
	return bytes.Equal(first, second), err
}

func indented(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", "  ")
	return append(data, '\n'), err
}

// errDiffers is a quote that comes out otherwise than it was answered: somebody has changed the database or the
// program.
var errDiffers = errors.New("the quote comes out differently when it is priced again")
