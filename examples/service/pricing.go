package main

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// What can be bought. All but a conversion can be quoted; a renewal and a conversion can be bought without.
const (
	addedSeats = "seats"
	extension  = "extension"
	renews     = "renewal"
	converts   = "conversion"
)

// deal is what is bought, without its price: all that the facts after it depend on.
type deal struct {
	What        string                `json:"what"`
	Seats       int                   `json:"seats,omitempty"`    // added, or of the renewal or conversion
	Length      calendar.Term         `json:"length,omitzero"`    // of a renewal or a conversion
	Offering    string                `json:"offering,omitempty"` // of a renewal
	Payer       lifecycle.PayerStatus `json:"payer,omitzero"`     // of a renewal that is switched to pay by invoice
	Target      string                `json:"target,omitempty"`   // of an extension
	TargetFacts *lifecycle.Facts      `json:"targetFacts,omitempty"`
}

// act is the deal as the library does it.
func (d deal) act() lifecycle.Act {
	do := map[string]lifecycle.Action{
		addedSeats: lifecycle.ActionAddSeats, extension: lifecycle.ActionExtend,
		renews: lifecycle.ActionRenew, converts: lifecycle.ActionConvertTrial,
	}[d.What]
	if d.Payer.IsValid() {
		do = lifecycle.ActionRenewByInvoice
	}
	return lifecycle.Act{
		Do: do, Seats: d.Seats, Length: d.Length, Offering: d.Offering, Payer: d.Payer, Target: d.TargetFacts,
	}
}

// transition is what becomes of the facts.
func (d deal) transition(v lifecycle.View) (lifecycle.Subscription, error) { return v.Do(d.act()) }

// question is all that a price depends on. It is stored with the quote, so that the same question gives the same answer
// whatever becomes of the subscription, and whatever edition the service runs with by then.
type question struct {
	deal
	Number       func() string    `json:"-"` // of the quote; it is asked for once there is a price
	Edition      policy.Edition   `json:"-"` // kept by its fingerprint
	Subscription string           `json:"subscription"`
	Facts        lifecycle.Facts  `json:"facts"`
	Asked        calendar.Date    `json:"asked"`
	Expires      calendar.Date    `json:"expires"`
	SRP          money.Amount     `json:"srp"`
	Taxes        invoice.Taxes    `json:"taxes"`
	Terms        invoice.NetTerms `json:"netTerms,omitzero"`
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

// answer works the offer out. It reads nothing but the question.
func (q question) answer() (offer, error) {
	sub, err := lifecycle.New(q.Edition, q.Facts)
	if err != nil {
		return offer{}, err
	}
	v := sub.On(q.Asked)
	p, err := coterm.PriceAct(v, q.act(), q.SRP, q.Terms)
	if err != nil {
		return offer{}, err
	}
	o := offer{
		Number: q.Number(), What: q.What, Subscription: q.Subscription, Target: q.Target,
		Decision: p.Decision, Arithmetic: p.Charge.String(), Instalments: p.Instalments,
	}
	_, product := v.ListTerm(q.act())
	if o.Quote, err = order.NewQuote(q.Edition, order.QuoteDraft{
		Number: o.Number, Kind: policy.Subscription, Issued: q.Asked, Expires: q.Expires,
		Items: []invoice.Item{p.Item(product, q.Taxes)},
	}); err != nil {
		return offer{}, err
	}
	if o.Invoices, err = o.Quote.Bill(q.Asked); err != nil {
		return offer{}, err
	}
	o.Billed, err = invoice.Total(o.Invoices...)
	return o, err
}

// purchase is what somebody may want to return of what was bought on a day.
func (d deal) purchase(v lifecycle.View, channel policy.Channel) (p purchase, err error) {
	after, err := d.transition(v)
	for _, one := range coterm.Purchases(after, channel) {
		if seats := one.What.Seats > 0; seats == (d.What == addedSeats) {
			p.Of = one.Of // the latest
		}
	}
	if d.What == addedSeats {
		p.Seats = d.Seats
	}
	return p, err
}

// figures are what the offer is held to when it is priced again. They are stored apart from the document, whose words
// and spelling a later release may choose otherwise.
func (o offer) figures() order.Figures { return o.Quote.Figures(o.Invoices...) }
