package main

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
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

// whatOf says a purchase as the facts have it: a term by its start, or seats by the day on which they were added.
func (h held) whatOf(p purchase) (what lifecycle.ReturnedPurchase) {
	if p.Of.Event == refund.SeatsAdded {
		return lifecycle.ReturnedPurchase{Added: p.Of.Ordered, Seats: cmp.Or(p.Seats, h.seatsAdded(p.Of.Ordered))}
	}
	for _, t := range h.Facts.Terms {
		if t.Ordered == p.Of.Ordered {
			what.Term = t.Start
		}
	}
	return what
}

// seatsAdded is how many seats were added on a day.
func (h held) seatsAdded(day calendar.Date) int {
	before := h.sub.On(day.AddDays(-1)).Seats()
	return h.sub.On(day).Seats() - cmp.Or(before, h.Facts.Seats) // none before the day of the first order
}

// paidFor is what had been paid for a purchase by a day, of what was billed here. Of a purchase that was only told of,
// the service knows no amounts.
func (c *call) paidFor(h held, p purchase) (list []refund.Paid, err error) {
	documents, err := c.invoices(h.ID, 0)
	for _, inv := range h.Facts.Invoices {
		paid := !inv.Paid.IsZero() && !inv.Paid.After(c.day)
		if d, ok := numbered(documents, inv.Number); ok && paid && slices.Contains(p.Invoices, inv.Number) {
			list = append(list, d.PaidLines()...)
		}
	}
	return list, err
}

func numbered(list []invoice.Invoice, number string) (invoice.Invoice, bool) {
	i := slices.IndexFunc(list, func(inv invoice.Invoice) bool { return inv.Number == number })
	if i < 0 {
		return invoice.Invoice{}, false
	}
	return list[i], true
}

// invoices loads those of a subscription that were issued here: by one of its events, or all for 0.
func (c *call) invoices(id string, event int) (list []invoice.Invoice, err error) {
	err = c.tx.each(func(rows *sql.Rows) error {
		list = append(list, invoice.Invoice{})
		return rows.Scan(&list[len(list)-1])
	}, `SELECT document FROM documents WHERE subscription = $1 AND kind = 'invoice' AND CAST($2 AS bigint) IN (0, seq)
		ORDER BY seq, number`, id, event)
	return list, err
}

// storeDocuments keeps the invoices and credit notes of an act.
func (ch *change) storeDocuments(id string) error {
	const insert = `INSERT INTO documents (number, subscription, seq, kind, document) VALUES ($1, $2, $3, $4, $5)`
	for _, inv := range ch.outcome.Invoices {
		if err := ch.tx.exec(insert, inv.Number, id, ch.seq, "invoice", inv); err != nil {
			return err
		}
	}
	for _, note := range ch.outcome.CreditNotes {
		if err := ch.tx.exec(insert, note.Number, id, ch.seq, "credit-note", note); err != nil {
			return err
		}
	}
	return nil
}
