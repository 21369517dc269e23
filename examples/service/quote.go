package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// quotePrefix begins the number of each quote, and therefore those of its invoices.
const quotePrefix = "Q-"

func quoteNumber(id int64) string { return quotePrefix + strconv.FormatInt(id, 10) }

// quoteID is the row of a quote; false if the number does not have the form of quoteNumber.
func quoteID(number string) (int64, bool) {
	id, err := strconv.ParseInt(strings.TrimPrefix(number, quotePrefix), 10, 64)
	return id, err == nil && number == quoteNumber(id)
}

// quote prices what is asked for, and stores the quote unless the day is still to come.
func (r *buying) quote(ch *change) error {
	if r.Target == ch.ID {
		return wrongField("target", shown(r.Target), "is the subscription itself")
	}
	if r.What == extension {
		to, err := ch.member("target", r.Target)
		if err != nil {
			return err
		}
		r.TargetFacts = &to.Facts
	}
	var id int64
	asked := r.question(ch, func() string {
		if ch.day.After(ch.today) {
			return "preview"
		}
		var err error
		id, err = ch.s.store.quoteNumber(ch.Context())
		ch.tx.fail(err)
		return quoteNumber(id)
	})
	o, err := asked.answer()
	if err != nil {
		return err
	}
	ch.instead = &reply{value: o, log: []slog.Attr{slog.String("quote", o.Number), slog.Any("decision", o.Decision)}}
	if id == 0 {
		return nil
	}
	ch.instead.Status, ch.instead.Location = http.StatusCreated, "/quotes/"+o.Number
	ch.instead.Body, err = ch.instead.bytes()
	question, wrong := json.Marshal(asked)
	figures, bad := json.Marshal(o.Quote.Figures(o.Invoices...))
	ch.instead.keep = func(tx txn) {
		tx.exec(`INSERT INTO quotes (id, subscription, edition, question, figures, document)
			VALUES ($1, $2, $3, $4, $5, $6)`, id, ch.ID, ch.edition.Fingerprint().String(),
			string(question), string(figures), string(ch.instead.Body))
	}
	return errors.Join(err, wrong, bad)
}

// stored is a quote that was loaded, and whose figures have been confirmed.
type stored struct {
	question
	offer    offer
	document []byte
	id       int64
}

// reprice loads the quote of the path, prices it again from its own question, and compares the figures with the stored
// ones. The stored document remains the answer, even if this release would use other words.
func (c *call) reprice() (q stored, err error) {
	number := c.PathValue("quote")
	id, ok := quoteID(number)
	var edition string
	var shows struct { // only this much of the document is read
		Quote struct{ Net, Tax, Total money.Amount }
	}
	var before order.Figures
	q.id, q.question.Number = id, func() string { return number }
	found := c.tx.one([]any{&edition, column{&q.question}, column{&before}, column{&shows}, &q.document},
		`SELECT edition, question, figures, document, document FROM quotes WHERE id = $1`, id)
	if !ok || !found {
		return q, newProblem(unknown, "quote %q is not known", shown(number))
	}
	q.Edition = loadEdition(c.tx, edition)
	q.offer, err = q.answer()
	moved := before.Differences(q.offer.Quote.Figures(q.offer.Invoices...))
	if err != nil || len(moved) > 0 || !before.Totals.Equal(invoice.Totals(shows.Quote)) {
		// Somebody has changed the database or the program: that is the service's own fault, and says nothing about the
		// request, so no error is wrapped.
		return q, fmt.Errorf("quote %s comes out differently when it is priced again: %v, its figures %v",
			number, err, moved)
	}
	if text, err := (reply{value: q.offer}).bytes(); err == nil && !bytes.Equal(text, q.document) {
		c.s.log.WarnContext(c.Context(), "the document of a quote differs in its text", "quote", number)
	}
	return q, nil
}

func (c *call) getQuote() (reply, error) {
	q, err := c.reprice()
	return reply{Body: q.document}, err
}

// member loads a subscription that the body names: if it does not exist, the field is wrong, and not the path.
func (c *call) member(field, id string) (held, error) {
	h, err := c.find(id)
	if isUnknown(err) {
		err = wrongField(field, shown(id), "is not a known subscription")
	}
	return h, err
}

// What can be bought. Everything except a conversion can be quoted; renewals and conversions can be bought without a
// quote.
const (
	addedSeats = "seats"
	extension  = "extension"
	renews     = "renewal"
	converts   = "conversion"
)

// deal is what is bought, without its price: everything that the next facts depend on.
type deal struct {
	What        string                `json:"what"`
	Seats       int                   `json:"seats,omitempty"`    // added, or of the renewal or conversion
	Length      calendar.Term         `json:"length,omitzero"`    // of a renewal or a conversion
	Offering    string                `json:"offering,omitempty"` // of a renewal
	Payer       lifecycle.PayerStatus `json:"payer,omitzero"`     // of a renewal that is switched to pay by invoice
	Target      string                `json:"target,omitempty"`   // of an extension
	TargetFacts *lifecycle.Facts      `json:"targetFacts,omitempty"`
}

// act carries out the deal through the library.
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

// transition works out the next facts.
func (d deal) transition(v lifecycle.View) (lifecycle.Subscription, error) { return v.Do(d.act()) }

// question is everything that a price depends on. It is stored with the quote, so that the same question gives the same
// answer, no matter what has happened to the subscription since, and which edition the service runs with.
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
// an estimate on its lines (quote.contents). Billing taxes each instalment separately, which can differ by a minor
// unit; that is the amount that the order comes to.
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

// answer works out the offer. It reads nothing but the question.
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
	if o.Invoices, err = o.Quote.InvoicesOn(q.Asked); err != nil {
		return offer{}, err
	}
	o.Billed, err = invoice.Total(o.Invoices...)
	return o, err
}

// purchase is the part of what was bought on a day that can later be returned.
func (d deal) purchase(v lifecycle.View, channel policy.Channel) (p purchase, err error) {
	after, err := d.transition(v)
	for _, one := range coterm.Purchases(after, channel) {
		if seats := one.What.Seats > 0; seats == (d.What == addedSeats) {
			p.Of = one.Of // the latest
		}
	}
	if d.What == addedSeats {
		p.Seats, p.Until = d.Seats, v.Renewal()
	}
	return p, err
}
