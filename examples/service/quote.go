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

	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
)

// quotePrefix begins the number of each quote, and with it those of its invoices.
const quotePrefix = "Q-"

func quoteNumber(id int64) string { return quotePrefix + strconv.FormatInt(id, 10) }

// quoteID is the row of a quote; false of what is not written as quoteNumber writes it.
func quoteID(number string) (int64, bool) {
	id, err := strconv.ParseInt(strings.TrimPrefix(number, quotePrefix), 10, 64)
	return id, err == nil && number == quoteNumber(id)
}

// quote prices what is asked for, and has the quote kept unless the day is still to come.
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
		id = ch.drawQuote()
		return quoteNumber(id)
	})
	o, err := ch.offer(asked)
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
	figures, bad := json.Marshal(o.figures())
	ch.instead.keep = func(tx txn) error {
		tx.exec(`INSERT INTO quotes (id, subscription, edition, question, figures, document)
			VALUES ($1, $2, $3, $4, $5, $6)`, id, ch.ID, ch.edition.Fingerprint().String(),
			string(question), string(figures), string(ch.instead.Body))
		return nil
	}
	return errors.Join(err, wrong, bad)
}

func (c *call) drawQuote() int64 {
	if c.writes { // others wait for it anyway
		return c.tx.drawQuotes(1)
	}
	id, err := c.s.store.quoteNumber(c.Context())
	c.tx.fail(err)
	return id
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
func (c *call) reprice() (q stored, err error) {
	number := c.PathValue("quote")
	id, ok := quoteID(number)
	var edition string
	var shows struct{ Quote invoice.Totals } // all that is read of the document
	var before order.Figures
	q.id, q.question.Number = id, func() string { return number }
	found := c.tx.one([]any{&edition, column{&q.question}, column{&before}, column{&shows}, &q.document},
		`SELECT edition, question, figures, document, document FROM quotes WHERE id = $1`, id)
	if !ok || !found {
		return q, newProblem(unknown, "quote %q is not known", shown(number))
	}
	q.Edition = loadEdition(c.tx, edition)
	if q.offer, err = q.answer(); err != nil {
		return q, differs(number, err.Error())
	}
	if moved := before.Differences(q.offer.figures()); len(moved) > 0 || !shows.Quote.Equal(before.Totals) {
		return q, differs(number, fmt.Sprint("its figures ", moved))
	}
	if text, err := (reply{value: q.offer}).bytes(); err == nil && !bytes.Equal(text, q.document) {
		c.s.log.WarnContext(c.Context(), "the document of a quote differs in its text", "quote", number)
	}
	return q, nil
}

// differs is that a quote comes out otherwise than it was answered: somebody has changed the database or the program.
// That is the service's own fault: nothing of it is an answer to the request, so that no error is wrapped.
func differs(number, why string) error {
	return fmt.Errorf("quote %s comes out differently when it is priced again: %s", number, why)
}

func (c *call) getQuote() (reply, error) {
	q, err := c.reprice()
	return reply{
		Body: q.document,
		log: []slog.Attr{
			slog.String("quote", q.offer.Number),
			slog.Any("decision", q.offer.Quote.CanAccept(c.day)),
		},
	}, err
}

// member loads a subscription that the body names: where there is none, the field is wrong, and not the path.
func (c *call) member(field, id string) (held, error) {
	h, err := c.find(id)
	if isUnknown(err) {
		err = wrongField(field, shown(id), "is not a known subscription")
	}
	return h, err
}
