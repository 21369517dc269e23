package main

import (
	"fmt"
	"reflect"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// The acts that buy something: at the list price, or at the price of a quote.

// ownPrefix is the prefix of the numbers of invoices for purchases without a quote: R-SUBSCRIPTION-EVENT-NUMBER.
const ownPrefix = "R-"

func (ch *change) creditNumber(i int) string { return fmt.Sprintf("C-%s-%d-%d", ch.ID, ch.seq, i) }

// buying buys something at its price of the day, or asks for a quote. It also records the vendor's own renewals.
type buying struct {
	deal
	SRP     money.Amount  `json:"srp,omitzero"`     // where it is not that of the subscription
	Taxes   invoice.Taxes `json:"taxes,omitzero"`   // likewise
	Expires calendar.Date `json:"expires,omitzero"` // of a quote
	quoted  bool
}

func buys(what string, quoted bool) func(act) request {
	return func(act) request { return &buying{deal: deal{What: what}, quoted: quoted} }
}

// question is what is asked about it on the day of the act.
func (r *buying) question(ch *change, number func() string) question {
	length, product := ch.v.ListTerm(r.act())
	q := question{
		deal: r.deal, Number: number, Subscription: ch.ID, Facts: ch.Facts, Edition: ch.edition, Asked: ch.day,
		Expires: r.Expires, SRP: r.SRP, Taxes: r.Taxes, Terms: ch.Terms,
	}
	if r.Taxes.IsZero() {
		q.Taxes = ch.Taxes
	}
	if r.SRP.IsZero() && product == ch.v.Offering() {
		q.SRP = ch.state.SRP[length]
	}
	return q
}

// decide buys at once what could also be quoted and ordered, or quotes it.
func (r *buying) decide(ch *change) error {
	if r.quoted {
		return r.quote(ch)
	}
	if r.What == renews {
		if err := r.needsNoQuote(ch); err != nil {
			return err
		}
	}
	q := r.question(ch, func() string { return fmt.Sprintf("%s%s-%d", ownPrefix, ch.ID, ch.seq) })
	if q.Expires = ch.day; !r.Payer.IsValid() {
		q.Terms = invoice.NetTerms{}
	}
	o, err := q.answer()
	if err != nil {
		return err
	}
	ch.outcome.Decision, ch.outcome.Arithmetic = &o.Decision, o.Arithmetic
	return ch.bill(q.deal, ch.Channel, o.Invoices)
}

// needsNoQuote refuses a renewal with changes once only a quote can make it.
func (r *buying) needsNoQuote(ch *change) error {
	changes := r.act().Changes()
	from := ch.v.QuotedFrom(changes)
	if from.IsZero() || ch.day.Before(from) {
		return nil
	}
	d, err := order.CanOrder(ch.edition, order.Request{
		Kind: ch.v.Kind(), Channel: policy.Online, Segment: order.Commercial,
		Renewal: order.RenewalOf(ch.v, changes, r.Payer),
	}, ch.day)
	if err != nil {
		return err
	}
	return ch.decided(d)
}

// bill adds invoices, and what they are for, to the results of an act.
func (ch *change) bill(d deal, channel policy.Channel, invoices []invoice.Invoice) error {
	p, err := d.purchase(ch.v, channel)
	if err != nil {
		return err
	}
	sum, err := invoice.Total(invoices...)
	if err != nil {
		return err
	}
	p.Quote = ch.outcome.Quote
	for _, inv := range invoices {
		ch.done.Billed = append(ch.done.Billed, inv.Billed())
		p.Invoices = append(p.Invoices, inv.Number)
	}
	ch.done.Purchases = append(ch.done.Purchases, p)
	ch.outcome.Invoices = invoices
	ch.outcome.Net, ch.outcome.Tax, ch.outcome.Total = sum.Net, sum.Tax, sum.Total
	return nil
}

// ordering orders a quote. It is billed exactly as quoted.
type ordering struct {
	deal
	Number string `json:"quote"`
	quote  stored
}

// decide asks the rules again on the day of the order: a quote that holds its price does not guarantee that the product
// can still be bought. It holds the price through its last day; what counts is the day on which the order arrives.
func (r *ordering) decide(ch *change) error {
	arrival := calendar.Latest(ch.day, ch.today)
	if err := ch.decided(r.quote.offer.Quote.CanAccept(arrival)); err != nil {
		return err
	}
	if err := ch.unchanged(r.quote, ch.held, r.quote.Facts); err != nil {
		return err
	}
	if r.TargetFacts != nil {
		to, err := ch.find(r.Target)
		if err != nil {
			return err
		}
		if err := ch.unchanged(r.quote, to, *r.TargetFacts); err != nil {
			return err
		}
	}
	if _, err := coterm.PriceAct(ch.v, r.act(), r.quote.SRP, r.quote.Terms); err != nil {
		return err
	}
	invoices, err := r.quote.offer.Quote.InvoicesOn(ch.day)
	if err != nil {
		return err
	}
	ch.outcome.Quote, ch.outcome.Ordered = r.Number, ch.day
	return ch.bill(r.deal, policy.Quote, invoices)
}

// unchanged refuses an order if the price of what is bought would now be different. Payments do not affect it.
func (ch *change) unchanged(q stored, h held, then lifecycle.Facts) error {
	now := h.Facts
	then.Invoices, now.Invoices = nil, nil
	// Facts may include days ahead, so the same facts can mean something else on the day of the order.
	if reflect.DeepEqual(then, now) && h.sub.On(ch.day).NextTerm() == h.sub.On(q.Asked).NextTerm() {
		return nil
	}
	return newProblem(outdated, "subscription %s is not what it was when quote %s was made: ask for a new one",
		h.ID, q.offer.Number)
}

// loadOrder answers with the bill of a quote, as it was when it was ordered.
func (c *call) loadOrder(quote int64) (reply, error) {
	number := shown(c.PathValue("quote"))
	var id, data string
	var seq int
	if !c.tx.one([]any{&id, &seq, &data}, `SELECT subscription, seq, document FROM orders WHERE quote = $1`, quote) {
		return reply{}, newProblem(unknown, "quote %q has not been ordered", number)
	}
	if list := loadEvents(c.tx, id); len(list) >= seq && list[seq-1].VoidedBy > 0 {
		return reply{}, newProblem(outdated, "the order of quote %s was voided by event %d of %s: ask for a new one",
			number, list[seq-1].VoidedBy, id)
	}
	return reply{Body: []byte(data), Location: "/quotes/" + number + "/order"}, nil
}

func (c *call) getOrder() (reply, error) {
	id, _ := quoteID(c.PathValue("quote")) // 0, which no quote has, if it is not a number
	return c.loadOrder(id)
}
