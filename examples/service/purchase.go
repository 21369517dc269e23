package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// purchase is one order that somebody may want to return. It is stored when it is made, so that nothing that happens
// later moves its window.
type purchase struct {
	refund.Purchase
	quote sql.NullInt64 // by which it was ordered here
	fact  string        // that tells of it, where it was posted
}

// purchases are those that the posted facts tell of: each term, and seats that were added at once. All were bought by
// the channel that was posted with them.
func (h held) purchases() []purchase {
	var list []purchase
	add := func(fact string, i int, p refund.Purchase) {
		p.Kind, p.Channel = h.Facts.Kind, h.Channel
		list = append(list, purchase{Purchase: p, fact: fmt.Sprintf("facts.%s[%d]", fact, i)})
	}
	for i, term := range h.Facts.Terms {
		p := refund.Purchase{Event: refund.Bought, Term: term.Length, Ordered: term.Ordered}
		switch {
		case !term.AlignedTo.IsZero():
			p.Event = refund.Aligned
		case i > 0:
			p.Event, p.Renewal = refund.Renewed, term.Start
			if before := h.Facts.Terms[i-1].Length; before != term.Length {
				p.Renews = before
			}
		}
		add("terms", i, p)
	}
	for i, c := range h.Facts.Changes {
		if c.What != lifecycle.SeatsChanged || c.Effective != c.Asked {
			continue // what takes effect with a renewal is bought with it
		}
		before := h.sub.On(c.Asked.AddDays(-1)).Seats()
		if before == 0 { // on the day of the first order
			before = h.Facts.Seats
		}
		if c.Seats > before {
			add("changes", i, refund.Purchase{Event: refund.SeatsAdded, Term: h.termOn(c.Asked), Ordered: c.Asked})
		}
	}
	slices.SortStableFunc(list, func(a, b purchase) int { return a.Ordered.Compare(b.Ordered) })
	return list
}

// termOn is the length of the term in which a day lies; before the first and after the last, of that one.
func (h held) termOn(day calendar.Date) calendar.Term {
	length := h.Facts.Terms[0].Length
	for _, t := range h.Facts.Terms {
		if !day.Before(t.Start) {
			length = t.Length
		}
	}
	return length
}

func insertPurchase(ctx context.Context, tx *sql.Tx, id string, p purchase) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO purchases
		(subscription, place, event, channel, term, ordered, renewal, renews, quote)
		SELECT ?, count(*), ?, ?, ?, ?, ?, ?, ? FROM purchases WHERE subscription = ?`,
		id, p.Event, p.Channel, p.Term, p.Ordered, p.Renewal, p.Renews, p.quote, id)
	return err
}

func loadPurchases(ctx context.Context, tx *sql.Tx, rec record) ([]purchase, error) {
	var list []purchase
	err := each(ctx, tx, func(rows *sql.Rows) error {
		p := purchase{Purchase: refund.Purchase{Kind: rec.Facts.Kind}}
		err := rows.Scan(&p.Event, &p.Channel, &p.Term, &p.Ordered, &p.Renewal, &p.Renews, &p.quote)
		list = append(list, p)
		return err
	}, `SELECT event, channel, term, ordered, renewal, renews, quote FROM purchases
		WHERE subscription = ? ORDER BY place`, rec.ID)
	return list, err
}

// refundCheck says of each purchase of a subscription whether it can be returned on a day.
type refundCheck struct {
	ID        string        `json:"id"`
	Day       calendar.Date `json:"day"`
	Purchases []returnable  `json:"purchases"`
}

type returnable struct {
	Quote   string         `json:"quote,omitempty"` // by which it was ordered here
	Ordered calendar.Date  `json:"ordered"`
	Channel policy.Channel `json:"channel"`
	Return  refund.Return  `json:"return"`
}

func (s *service) getRefund(r *http.Request, day calendar.Date) (reply, error) {
	var answer reply
	err := s.ask(r, day, func(tx *sql.Tx, h held) error {
		list, err := returnables(r.Context(), tx, h, day)
		if err != nil {
			return err
		}
		var decisions []slog.Attr
		for i, one := range list {
			decisions = append(decisions, slog.Any(strconv.Itoa(i), one.Return.Decision))
		}
		answer = reply{
			body: refundCheck{ID: h.ID, Day: day, Purchases: list},
			log:  []slog.Attr{{Key: "decisions", Value: slog.GroupValue(decisions...)}},
		}
		return nil
	})
	return answer, err
}

// returnables says of each purchase that was made by a day whether it can be returned on it.
func returnables(ctx context.Context, tx *sql.Tx, h held, day calendar.Date) ([]returnable, error) {
	list, err := loadPurchases(ctx, tx, h.record)
	if err != nil {
		return nil, err
	}
	documents, err := loadDocuments(ctx, tx, h.ID)
	if err != nil {
		return nil, err
	}
	answers := []returnable{}
	for _, p := range list {
		if p.Ordered.After(day) {
			continue
		}
		p.Paid = h.paidOf(p, documents, day)
		back, err := refund.Check(h.sub.Edition(), p.Purchase, day)
		if err != nil {
			return nil, err
		}
		one := returnable{Ordered: p.Ordered, Channel: p.Channel, Return: back}
		if p.quote.Valid {
			one.Quote = quoteNumber(p.quote.Int64)
		}
		answers = append(answers, one)
	}
	return answers, nil
}

// paidOf is what had been paid for a purchase by a day, of what was billed here. Of a purchase that was only told of,
// the service knows no amounts.
func (h held) paidOf(p purchase, documents map[string]document, day calendar.Date) []refund.Paid {
	var list []refund.Paid
	for _, inv := range h.Facts.Invoices {
		d, ok := documents[inv.Number]
		if !ok || !p.quote.Valid || d.quote != p.quote.Int64 || inv.Paid.IsZero() || inv.Paid.After(day) {
			continue
		}
		list = append(list, d.PaidLines()...)
	}
	return list
}

// document is an invoice that was issued here, with the row of its quote.
type document struct {
	invoice.Invoice
	quote int64
}

// loadDocuments returns the invoices that were issued here, by their numbers.
func loadDocuments(ctx context.Context, tx *sql.Tx, id string) (map[string]document, error) {
	list := map[string]document{}
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var data []byte
		var d document
		if err := rows.Scan(&d.quote, &data); err != nil {
			return err
		}
		if err := json.Unmarshal(data, &d.Invoice); err != nil {
			return err
		}
		list[d.Number] = d
		return nil
	}, `SELECT quote, document FROM documents WHERE subscription = ?`, id)
	return list, err
}
