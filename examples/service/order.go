package main

import (
	"bytes"
	"context"
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
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// bill is what a quote became when it was ordered. Its totals are the sums of its invoices.
type bill struct {
	Quote        string        `json:"quote"`
	Subscription string        `json:"subscription"`
	Ordered      calendar.Date `json:"ordered"`
	invoice.Totals
	Invoices []invoice.Invoice `json:"invoices"`
}

// postOrder orders a quote. What is billed is what was quoted: the invoices are made from the stored offer, and
// compared with those that it showed.
func (s *service) postOrder(r *http.Request, day calendar.Date) (reply, error) {
	if err := noBody(r); err != nil {
		return reply{}, err
	}
	var answer reply
	err := s.store.within(r.Context(), func(tx *sql.Tx) error {
		q, err := s.reprice(r, tx)
		if err != nil {
			return err
		}
		_, err = loadOrder(r.Context(), tx, q.id)
		switch {
		case err == nil:
			return newProblem(done, "quote %s was ordered before", q.Number)
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		can := q.offer.Quote.CanAccept(day)
		if err := can.Err(); err != nil {
			return err
		}
		b, err := q.bill(day)
		if err != nil {
			return err
		}
		p, err := s.buy(r, tx, q, b)
		if err != nil {
			return err
		}
		data, err := indented(b)
		if err != nil {
			return err
		}
		if err := insertOrder(r.Context(), tx, q.id, b, p, data); err != nil {
			return err
		}
		answer = reply{
			status: http.StatusCreated, body: data, location: "/quotes/" + q.Number + "/order",
			log: []slog.Attr{
				slog.String("quote", q.Number), slog.String("net", b.Net.String()), slog.Any("decision", can),
			},
		}
		return nil
	})
	return answer, err
}

// bill makes the invoices of a quote that is ordered on a day, and holds each to the one that the quote showed. Where
// an instalment has fallen due since then, it is on the first one, and there are fewer.
func (q stored) bill(day calendar.Date) (bill, error) {
	b := bill{Quote: q.Number, Subscription: q.Subscription, Ordered: day}
	var err error
	if b.Invoices, err = bills(q.offer.Quote, day); err != nil {
		return bill{}, err
	}
	if b.Totals, err = total(b.Invoices); err != nil {
		return bill{}, err
	}
	same := len(b.Invoices) != len(q.offer.Invoices) || slices.EqualFunc(b.Invoices, q.offer.Invoices,
		func(inv, shown invoice.Invoice) bool { return inv.Totals.Equal(shown.Totals) })
	if !same || !b.Net.Equal(q.offer.Quote.Net) {
		return bill{}, fmt.Errorf("%w: %s is billed as %s, not %s", errDiffers, q.Number, b.Totals, q.offer.Billed)
	}
	return b, nil
}

// buy stores the facts of the subscription with what is bought. That a quote holds its price does not mean that what it
// is for can still be bought: the library is asked again, on the day of the order and under the edition of that day.
// The price is the one that was quoted.
func (s *service) buy(r *http.Request, tx *sql.Tx, q stored, b bill) (purchase, error) {
	h, err := s.unchanged(r, tx, q, q.Subscription, q.Facts, b.Ordered)
	if err != nil {
		return purchase{}, err
	}
	event := refund.SeatsAdded
	var target lifecycle.View
	if q.What == extension {
		to, err := s.unchanged(r, tx, q, q.Target, q.TargetFacts, b.Ordered)
		if err != nil {
			return purchase{}, err
		}
		event, target = refund.Aligned, to.sub.On(b.Ordered)
	}
	now, err := q.price(h.sub.On(b.Ordered), target)
	if err != nil {
		return purchase{}, onDay(err)
	}
	facts := invoice.Bill(now.Next, b.Invoices...)
	if _, err := lifecycle.New(h.sub.Edition(), facts); err != nil {
		return purchase{}, err
	}
	p := purchase{
		Purchase: refund.Purchase{
			Kind: facts.Kind, Event: event, Channel: policy.Quote, Term: now.Request.Service.Term(), Ordered: b.Ordered,
		},
		quote: sql.NullInt64{Int64: q.id, Valid: true},
	}
	return p, replaceFacts(r.Context(), tx, h.ID, facts)
}

// unchanged loads a subscription that was quoted, and refuses where the price would no longer be that of what is
// bought. Payments do not matter to it.
func (s *service) unchanged(
	r *http.Request, tx *sql.Tx, q stored, id string, then lifecycle.Facts, day calendar.Date,
) (held, error) {
	h, err := s.get(r, tx, id, day)
	if err != nil {
		return held{}, err
	}
	now := h.Facts
	then.Invoices, now.Invoices = nil, nil
	was, err := json.Marshal(then)
	if err != nil {
		return held{}, err
	}
	is, err := json.Marshal(now)
	if err != nil {
		return held{}, err
	}
	// Facts may tell of days ahead, so that the same facts can mean something else on the day of the order.
	if !bytes.Equal(was, is) || h.sub.On(day).NextTerm() != h.sub.On(q.Asked).NextTerm() {
		p := newProblem(outdated, "subscription %s is not what it was when quote %s was made", id, q.Number)
		p.Remedy = policy.AskNewQuote
		return held{}, p
	}
	return h, nil
}

func insertOrder(ctx context.Context, tx *sql.Tx, quote int64, b bill, p purchase, data []byte) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO orders (quote, ordered, net, document) VALUES (?, ?, ?, ?)`,
		quote, b.Ordered, b.Net, string(data))
	if err != nil {
		return err
	}
	for _, inv := range b.Invoices {
		text, err := json.Marshal(inv)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO documents (number, subscription, quote, document)
			VALUES (?, ?, ?, ?)`, inv.Number, b.Subscription, quote, string(text))
		if err != nil {
			return err
		}
	}
	return insertPurchase(ctx, tx, b.Subscription, p)
}

// loadOrder returns the bill of a quote, or sql.ErrNoRows.
func loadOrder(ctx context.Context, tx *sql.Tx, quote int64) (data []byte, err error) {
	err = tx.QueryRowContext(ctx, `SELECT document FROM orders WHERE quote = ?`, quote).Scan(&data)
	return data, err
}

func (s *service) getOrder(r *http.Request, _ calendar.Date) (reply, error) {
	number := r.PathValue("quote")
	id, ok := quoteID(number)
	if !ok {
		return reply{}, unknownQuote(number)
	}
	var answer reply
	err := s.store.within(r.Context(), func(tx *sql.Tx) (err error) {
		data, err := loadOrder(r.Context(), tx, id)
		if errors.Is(err, sql.ErrNoRows) {
			return newProblem(unknown, "quote %q has not been ordered", shown(number))
		}
		answer.body = data
		return err
	})
	return answer, err
}
