package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// told are the purchases that posted facts tell of: each term, and seats that were added at once. All were bought by
// the channel that was posted with them. Facts of which no return could be worked out, such as a renewal that was
// ordered too early, are refused.
func (h held) told() ([]purchase, error) {
	var list []purchase
	add := func(fact string, i int, p refund.Purchase, seats int) error {
		p.Kind, p.Channel = h.Facts.Kind, h.Channel
		list = append(list, purchase{Of: p, Seats: seats})
		_, err := refund.Check(h.sub.Edition(), p, p.Ordered)
		return inRequest(fmt.Sprintf("facts.%s[%d]", fact, i), err)
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
		if err := add("terms", i, p, 0); err != nil {
			return nil, err
		}
	}
	for i, c := range h.Facts.Changes {
		if c.What != lifecycle.SeatsChanged || c.Effective != c.Asked {
			continue // what takes effect with a renewal is bought with it
		}
		if n := h.seatsAdded(c.Asked); n > 0 {
			p := refund.Purchase{Event: refund.SeatsAdded, Term: h.termOn(c.Asked), Ordered: c.Asked}
			if err := add("changes", i, p, n); err != nil {
				return nil, err
			}
		}
	}
	for i, p := range list {
		what := h.whatOf(p)
		for _, r := range h.Facts.Returns {
			if r.Term == what.Term && r.Added == what.Added {
				list[i].Returned = r.Day
			}
		}
	}
	slices.SortStableFunc(list, func(a, b purchase) int { return a.Of.Ordered.Compare(b.Of.Ordered) })
	return list, nil
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

// refundCheck says of each purchase of a subscription whether it can be returned on a day.
type refundCheck struct {
	ID        string        `json:"id"`
	Day       calendar.Date `json:"day"`
	Purchases []returnable  `json:"purchases"`
}

type returnable struct {
	Purchase int            `json:"purchase"` // its number, with which it is returned
	Quote    string         `json:"quote,omitempty"`
	Ordered  calendar.Date  `json:"ordered"`
	Channel  policy.Channel `json:"channel"`
	Returned calendar.Date  `json:"returned,omitzero"`
	Return   refund.Return  `json:"return"`
}

func (c *call) getRefund() (reply, error) {
	h, err := c.held()
	if err != nil {
		return reply{}, err
	}
	list, err := c.returnables(h)
	if err != nil {
		return reply{}, err
	}
	var decisions []slog.Attr
	for _, one := range list {
		decisions = append(decisions, slog.Any(strconv.Itoa(one.Purchase), one.Return.Decision))
	}
	return reply{
		body: refundCheck{ID: h.ID, Day: c.day, Purchases: list},
		log:  []slog.Attr{{Key: "decisions", Value: slog.GroupValue(decisions...)}},
	}, nil
}

// returnables says of each purchase that was made by the day whether it can be returned on it.
func (c *call) returnables(h held) ([]returnable, error) {
	documents, err := loadInvoices(c.Context(), c.tx, h.ID)
	if err != nil {
		return nil, err
	}
	answers := []returnable{}
	for i, p := range h.Purchases {
		if p.Of.Ordered.After(c.day) {
			continue
		}
		p.Of.Paid = h.paidOf(p, documents, c.day)
		back, err := refund.Check(h.sub.Edition(), p.Of, c.day)
		if err != nil {
			return nil, err
		}
		one := returnable{Purchase: i + 1, Quote: p.Quote, Ordered: p.Of.Ordered, Channel: p.Of.Channel, Return: back}
		if !p.Returned.After(c.day) {
			one.Returned = p.Returned
		}
		answers = append(answers, one)
	}
	return answers, nil
}

// paidOf is what had been paid for a purchase by a day, of what was billed here. Of a purchase that was only told of,
// the service knows no amounts.
func (h held) paidOf(p purchase, documents issued, day calendar.Date) []refund.Paid {
	var list []refund.Paid
	for _, inv := range h.Facts.Invoices {
		paid := !inv.Paid.IsZero() && !inv.Paid.After(day)
		if d, ok := documents.find(inv.Number); ok && paid && slices.Contains(p.Invoices, inv.Number) {
			list = append(list, d.PaidLines()...)
		}
	}
	return list
}

// issued are the invoices of a subscription that were issued here.
type issued []issuedInvoice

type issuedInvoice struct {
	invoice.Invoice
	seq int // of the event that has made it
}

func (l issued) find(number string) (invoice.Invoice, bool) {
	i := slices.IndexFunc(l, func(d issuedInvoice) bool { return d.Number == number })
	if i < 0 {
		return invoice.Invoice{}, false
	}
	return l[i].Invoice, true
}

func (l issued) of(seq int) []invoice.Invoice {
	var list []invoice.Invoice
	for _, d := range l {
		if d.seq == seq {
			list = append(list, d.Invoice)
		}
	}
	return list
}

func loadInvoices(ctx context.Context, tx txn, id string) (issued, error) {
	var list issued
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var data []byte
		var d issuedInvoice
		if err := rows.Scan(&d.seq, &data); err != nil {
			return err
		}
		list = append(list, d)
		return json.Unmarshal(data, &list[len(list)-1].Invoice)
	}, `SELECT seq, document FROM documents WHERE subscription = $1 AND kind = 'invoice' ORDER BY seq, number`, id)
	return list, err
}

// storeDocuments keeps the invoices and credit notes of an act.
func (ch *change) storeDocuments(id string) error {
	insert := func(number, kind string, document any) error {
		data, err := json.Marshal(document)
		if err != nil {
			return err
		}
		_, err = ch.tx.ExecContext(ch.Context(), `INSERT INTO documents (number, subscription, seq, kind, document)
			VALUES ($1, $2, $3, $4, $5)`, number, id, ch.seq, kind, string(data))
		return err
	}
	for _, inv := range ch.outcome.Invoices {
		if err := insert(inv.Number, "invoice", inv); err != nil {
			return err
		}
	}
	for _, note := range ch.outcome.CreditNotes {
		if err := insert(note.Number, "credit-note", note); err != nil {
			return err
		}
	}
	return nil
}
