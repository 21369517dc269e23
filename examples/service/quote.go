package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
)

// quotePrefix begins the number of each quote, and with it those of its invoices.
const quotePrefix = "Q-"

func quoteNumber(id int64) string { return quotePrefix + strconv.FormatInt(id, 10) }

// quoteID is the row of a quote; false of what is not written as quoteNumber writes it.
func quoteID(number string) (int64, bool) {
	id, err := strconv.ParseInt(strings.TrimPrefix(number, quotePrefix), 10, 64)
	return id, err == nil && number == quoteNumber(id)
}

func unknownQuote(number string) error {
	return newProblem(unknown, "quote %q is not known", shown(number))
}

// quoted is what a quote is asked with.
type quoted struct {
	deal
	SRP     money.Amount
	Expires calendar.Date
}

// fields are the keys of the body for each thing that can be quoted.
func (q *quoted) fields(what string) []field {
	q.What = what
	expires := field{"expires", &q.Expires, true}
	switch what {
	case addedSeats:
		return []field{{"seats", &q.Seats, true}, expires}
	case extension:
		return []field{{"target", &q.Target, true}, expires}
	}
	return []field{
		{"seats", &q.Seats, false},
		{"length", &q.Length, false},
		{"offering", &q.Offering, false},
		{"srp", &q.SRP, false},
		expires,
	}
}

// quote answers with the price of a deal, and keeps it unless the day is still to come.
func (c *call) quote(what string) (reply, error) {
	var q quoted
	if err := c.decode(q.fields(what)...); err != nil {
		return reply{}, err
	}
	if q.Target == c.PathValue("id") {
		return reply{}, wrongField("target", shown(q.Target), "is the subscription itself")
	}
	ch := &change{call: c}
	if _, err := ch.load(nil); err != nil {
		return reply{}, err
	}
	if err := ch.checkDay(act{}); err != nil {
		return reply{}, err
	}
	if what == extension {
		to, err := c.member("target", q.Target)
		if err != nil {
			return reply{}, err
		}
		q.TargetFacts = &to.Facts
	}
	asked := ch.question(q.deal, q.SRP, q.Expires)
	if c.day.After(c.today) {
		asked.Number = "preview"
		o, err := ch.offer(asked)
		return reply{body: o, log: []slog.Attr{slog.Any("decision", o.Decision)}}, onDay(err)
	}
	id, err := c.nextNumber("quotes")
	if err != nil {
		return reply{}, err
	}
	asked.Number = quoteNumber(id)
	o, err := ch.offer(asked)
	if err != nil {
		return reply{}, onDay(err)
	}
	data, err := indented(o)
	if err != nil {
		return reply{}, err
	}
	return reply{
		status: http.StatusCreated, body: data, location: "/quotes/" + asked.Number,
		log: []slog.Attr{
			slog.String("quote", asked.Number), slog.String("net", o.Quote.Net.String()), slog.Any("decision", o.Decision),
		},
	}, c.storeQuote(id, asked, o, data)
}

// nextNumber counts.
func (c *call) nextNumber(name string) (n int64, err error) {
	err = c.tx.QueryRowContext(c.Context(), `INSERT INTO counters (name, last) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET last = counters.last + 1 RETURNING last`, name).Scan(&n)
	return n, err
}

func (c *call) storeQuote(id int64, q question, o offer, document []byte) error {
	asked, err := json.Marshal(q)
	if err != nil {
		return err
	}
	held, err := json.Marshal(o.figures())
	if err != nil {
		return err
	}
	if err := storeEdition(c.Context(), c.tx, q.Edition); err != nil {
		return err
	}
	_, err = c.tx.ExecContext(c.Context(), `INSERT INTO quotes (id, subscription, edition, question, figures, document)
		VALUES ($1, $2, $3, $4, $5, $6)`,
		id, q.Subscription, q.Edition.Fingerprint().String(), string(asked), string(held), string(document))
	return err
}

// stored is a quote that was loaded and has come out the same again.
type stored struct {
	question
	offer    offer
	document []byte
	id       int64
}

// reprice loads the quote of the path, prices it again from its own question, and holds the figures to those that were
// stored. The stored document stays the answer, whatever words this release would choose.
func (c *call) reprice() (stored, error) {
	number := c.PathValue("quote")
	id, ok := quoteID(number)
	if !ok {
		return stored{}, unknownQuote(number)
	}
	var edition string
	var asked, was, document []byte
	err := c.tx.QueryRowContext(c.Context(), `SELECT edition, question, figures, document FROM quotes WHERE id = $1`, id).
		Scan(&edition, &asked, &was, &document)
	if errors.Is(err, sql.ErrNoRows) {
		return stored{}, unknownQuote(number)
	}
	if err != nil {
		return stored{}, err
	}
	q := question{}
	var before figures
	if err := errors.Join(json.Unmarshal(asked, &q), json.Unmarshal(was, &before)); err != nil {
		return stored{}, differs(number, err.Error())
	}
	q.Number = number
	if q.Edition, err = loadEdition(c.Context(), c.tx, edition); err != nil {
		return stored{}, differs(number, err.Error())
	}
	again, err := q.answer()
	if err != nil {
		return stored{}, differs(number, err.Error())
	}
	same, err := before.equal(again.figures())
	switch {
	case err != nil:
		return stored{}, err
	case !same, !shows(document, before):
		return stored{}, differs(number, "its figures")
	}
	if text, err := indented(again); err == nil && !bytes.Equal(text, document) {
		c.s.log.WarnContext(c.Context(), "the document of a quote differs in its text", "quote", number)
	}
	return stored{q, again, document, id}, nil
}

// shows reports whether a document shows the amounts of its figures. It reads nothing else of it.
func shows(document []byte, f figures) bool {
	var d struct {
		Quote struct {
			Net   money.Amount `json:"net"`
			Tax   money.Amount `json:"tax"`
			Total money.Amount `json:"total"`
		} `json:"quote"`
	}
	err := json.Unmarshal(document, &d)
	return err == nil && d.Quote.Net.Equal(f.Net) && d.Quote.Tax.Equal(f.Tax) && d.Quote.Total.Equal(f.Total)
}

// differs is the service's own fault: nothing of it is an answer to the request, so that no error is wrapped.
func differs(number, why string) error { return fmt.Errorf("%w: %s: %s", errDiffers, number, why) }

func (c *call) getQuote() (reply, error) {
	q, err := c.reprice()
	if err != nil {
		return reply{}, err
	}
	can := q.offer.Quote.CanAccept(c.day)
	return reply{
		body: q.document, log: []slog.Attr{slog.String("quote", q.question.Number), slog.Any("decision", can)},
	}, nil
}

// member loads a subscription that the body names: where there is none, the field is wrong, and not the path.
func (c *call) member(field, id string) (held, error) {
	ed, err := c.s.edition(c.day)
	if err != nil {
		return held{}, err
	}
	h, err := loadState(c.Context(), c.tx, id, ed)
	var p *problem
	if errors.As(err, &p) {
		return held{}, wrongField(field, shown(id), "is not a known subscription")
	}
	return h, err
}
