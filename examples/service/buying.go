package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// The acts that buy something: at the list price, or at the price of a quote.

// ownPrefix begins the numbers of the invoices of what is bought without a quote: R-SUBSCRIPTION-EVENT-NUMBER.
const ownPrefix = "R-"

func (ch *change) creditNumber(i int) string { return fmt.Sprintf("C-%s-%d-%d", ch.ID, ch.seq, i) }

// renewal renews, early or late, as it is or with other seats, another term or another product. It is what the vendor's
// own renewal is recorded with, too.
type renewal struct {
	deal
	SRP money.Amount `json:"srp,omitzero"` // where it is not that of the subscription
}

func (r *renewal) fields() []field {
	r.What = renews
	return []field{
		{"seats", &r.Seats, false},
		{"length", &r.Length, false},
		{"offering", &r.Offering, false},
		{"srp", &r.SRP, false},
		{"payer", &r.Payer, false},
	}
}

func (r *renewal) decide(ch *change) error { return ch.buy(r.deal, r.SRP, r.Payer.IsValid()) }

// conversion makes a paid subscription of a trial.
type conversion struct {
	deal
	SRP money.Amount `json:"srp,omitzero"`
}

func (r *conversion) fields() []field {
	r.What = converts
	return []field{{"length", &r.Length, true}, {"seats", &r.Seats, true}, {"srp", &r.SRP, false}}
}

func (r *conversion) decide(ch *change) error { return ch.buy(r.deal, r.SRP, false) }

// question is what is asked about a deal on the day of the act.
func (ch *change) question(d deal, srp money.Amount, expires calendar.Date) question {
	q := question{
		deal: d, Subscription: ch.ID, Facts: ch.Facts, Edition: ch.edition, Asked: ch.day, Expires: expires,
		SRP: srp, Taxes: ch.Taxes, Terms: ch.Terms,
	}
	if length, product := d.length(ch.v); srp.IsZero() && product == ch.v.Offering() {
		q.SRP = ch.state.SRP[length]
	}
	return q
}

// offer answers a question. That there is no price is said only where the rules do not refuse.
func (ch *change) offer(q question) (offer, error) {
	o, err := q.answer()
	var no *policy.Refusal
	if q.SRP.Currency().IsZero() && !errors.As(err, &no) {
		length, product := q.length(ch.v)
		return offer{}, newProblem(unpriced, "subscription %s has no list price for the term %s of %s", ch.ID, length,
			product)
	}
	return o, err
}

// buy buys at once what could be quoted and ordered.
func (ch *change) buy(d deal, srp money.Amount, byInvoice bool) error {
	q := ch.question(d, srp, ch.day)
	q.Number = fmt.Sprintf("%s%s-%d", ownPrefix, ch.ID, ch.seq)
	if !byInvoice {
		q.Terms = invoice.NetTerms{}
	}
	o, err := ch.offer(q)
	if err != nil {
		return err
	}
	ch.outcome.Decision, ch.outcome.Arithmetic = &o.Decision, o.Arithmetic
	return ch.bill(o.Invoices, q.purchase(ch.v, ch.Channel, o))
}

// bill adds invoices to what an act makes, and what they are for.
func (ch *change) bill(invoices []invoice.Invoice, p purchase) error {
	sum, err := total(invoices)
	if err != nil {
		return err
	}
	for _, inv := range invoices {
		ch.done.Billed = append(ch.done.Billed, inv.Billed())
		p.Invoices = append(p.Invoices, inv.Number)
	}
	ch.done.Purchases = append(ch.done.Purchases, p)
	ch.outcome.Invoices = invoices
	ch.outcome.Net, ch.outcome.Tax, ch.outcome.Total = sum.Net, sum.Tax, sum.Total
	return nil
}

// ordering orders a quote. What is billed is what was quoted.
type ordering struct {
	deal
	Number string `json:"quote"`
	quote  stored
}

func (r *ordering) fields() []field { return nil }

// find loads the quote of the path, and the subscription that it is for. Of one that was ordered before it returns the
// bill.
func (r *ordering) find(ch *change) (*reply, error) {
	var err error
	if r.quote, err = ch.reprice(); err != nil {
		return nil, err
	}
	r.deal, r.Number = r.quote.deal, r.quote.question.Number
	if _, err := loadState(ch.Context(), ch.tx, r.quote.Subscription,
		ch.edition); err != nil { // it is locked from here on
		return nil, err
	}
	bill, err := ch.loadOrder(r.quote.id)
	var none *problem
	switch {
	case errors.As(err, &none) && none.Type == unknown.path():
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &bill, nil
}

// decide asks again on the day of the order. That a quote holds its price does not mean that what it is for can still
// be bought. It holds it through its last day, and the day that counts there is the one on which the order arrives.
func (r *ordering) decide(ch *change) error {
	arrival := calendar.Latest(ch.day, ch.today)
	if err := ch.decided(r.quote.offer.Quote.CanAccept(arrival)); err != nil {
		return err
	}
	if err := ch.unchanged(r.quote, ch.held, r.quote.Facts); err != nil {
		return err
	}
	if r.TargetFacts != nil {
		to, err := loadState(ch.Context(), ch.tx, r.Target, ch.edition)
		if err != nil {
			return err
		}
		if err := ch.unchanged(r.quote, to, *r.TargetFacts); err != nil {
			return err
		}
	}
	if _, _, err := r.quote.price(ch.v); err != nil {
		return err
	}
	invoices, err := bills(r.quote.offer.Quote, ch.day)
	if err != nil {
		return err
	}
	ch.outcome.Quote, ch.outcome.Ordered = r.Number, ch.day
	if err := ch.bill(invoices, r.quote.purchase(ch.v, policy.Quote, r.quote.offer)); err != nil {
		return err
	}
	ch.done.Purchases[0].Quote = r.Number
	return r.quote.hold(invoices, ch.outcome)
}

// hold compares what is billed with what the quote has shown. Where an instalment has fallen due since then, it is on
// the first invoice, and there are fewer.
func (q stored) hold(invoices []invoice.Invoice, billed outcome) error {
	same := len(invoices) != len(q.offer.Invoices) || slices.EqualFunc(invoices, q.offer.Invoices,
		func(inv, shown invoice.Invoice) bool { return inv.Totals.Equal(shown.Totals) })
	if !same || !billed.Net.Equal(q.offer.Quote.Net) {
		return fmt.Errorf("%w: %s is billed as %s, not %s", errDiffers, q.question.Number, billed.Net, q.offer.Billed)
	}
	return nil
}

// unchanged refuses where the price would no longer be that of what is bought. Payments do not matter to it.
func (ch *change) unchanged(q stored, h held, then lifecycle.Facts) error {
	now := h.Facts
	then.Invoices, now.Invoices = nil, nil
	was, err := json.Marshal(then)
	if err != nil {
		return err
	}
	is, err := json.Marshal(now)
	if err != nil {
		return err
	}
	// Facts may tell of days ahead, so that the same facts can mean something else on the day of the order.
	if !bytes.Equal(was, is) || h.sub.On(ch.day).NextTerm() != h.sub.On(q.Asked).NextTerm() {
		p := newProblem(outdated, "subscription %s is not what it was when quote %s was made", h.ID, q.question.Number)
		p.Remedy = policy.AskNewQuote
		return p
	}
	return nil
}

func storeOrder(ch *change, data []byte) error {
	id, _ := quoteID(ch.outcome.Quote)
	_, err := ch.tx.ExecContext(ch.Context(), `INSERT INTO orders (quote, subscription, seq, document)
		VALUES ($1, $2, $3, $4)`, id, ch.outcome.Subscription, ch.seq, string(data))
	return err
}

// loadOrder answers with the bill of a quote, as it was when it was ordered.
func (c *call) loadOrder(quote int64) (reply, error) {
	number := quoteNumber(quote)
	var id string
	var seq int
	var data []byte
	err := c.tx.QueryRowContext(c.Context(), `SELECT subscription, seq, document FROM orders WHERE quote = $1`, quote).
		Scan(&id, &seq, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return reply{}, newProblem(unknown, "quote %q has not been ordered", number)
	}
	if err != nil {
		return reply{}, err
	}
	list, err := loadEvents(c.Context(), c.tx, id)
	if err != nil {
		return reply{}, err
	}
	if by := list[seq-1].VoidedBy; by > 0 {
		p := newProblem(outdated, "the order of quote %s was voided by event %d of %s", number, by, id)
		p.Remedy = policy.AskNewQuote
		return reply{}, p
	}
	return reply{
		status: http.StatusOK, body: data, location: "/quotes/" + number + "/order",
		log: []slog.Attr{slog.String("quote", number)},
	}, nil
}

func (c *call) getOrder() (reply, error) {
	id, ok := quoteID(c.PathValue("quote"))
	if !ok {
		return reply{}, unknownQuote(c.PathValue("quote"))
	}
	return c.loadOrder(id)
}
