package main

import (
	"database/sql"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// told are the purchases that follow from posted facts. All are taken to be bought through the channel that was posted
// with them. Facts for which no return could be worked out, such as a renewal that was ordered too early, are refused.
func (h held) told() (list []purchase, err error) {
	for _, p := range coterm.Purchases(h.sub, h.Channel) {
		if _, err := refund.Check(h.sub.Edition(), p.Of, p.Of.Ordered); err != nil {
			return nil, inRequest("facts."+p.Fact, err)
		}
		list = append(list, purchase{Of: p.Of, Seats: p.What.Seats, Returned: p.Returned})
	}
	return list, nil
}

// whatOf names the i-th purchase, counted from 0, as the facts do: a term by its start, or seats by the day on which
// they were added. All seats of a day are one purchase in the facts; left is how many of them are not of this one. Of
// several terms of a day each is one, in their order.
func (h held) whatOf(i int) (what lifecycle.ReturnedPurchase, left int) {
	p, place := h.Purchases[i], 0
	for _, earlier := range h.Purchases[:i] {
		if earlier.with(p) {
			place++
		}
	}
	for _, one := range coterm.Purchases(h.sub, p.Of.Channel) {
		if (purchase{Of: one.Of}).with(p) {
			what = one.What
			if place == 0 {
				break
			}
			place--
		}
	}
	if p.Seats > 0 {
		left, what.Seats = what.Seats-p.Seats, p.Seats
	}
	if !p.Until.IsZero() {
		what.Until = p.Until
	}
	return what, left
}

// with reports whether two purchases were made on one day, and on the same occasion.
func (p purchase) with(q purchase) bool {
	return p.Of.Ordered == q.Of.Ordered && p.Of.Event == q.Of.Event
}

// fallingAway are the invoices that fall away with a purchase: its own. Those of added seats fall away with the last
// seats of their day, since facts do not tell them apart.
func (h held) fallingAway(p purchase, left int) (numbers []string) {
	if p.Seats == 0 {
		return p.Invoices
	}
	for _, one := range h.Purchases {
		if left == 0 && one.with(p) {
			numbers = append(numbers, one.Invoices...)
		}
	}
	return numbers
}

// paidFor is what had been paid for a purchase by a day, as far as it was billed here. For a purchase that is only
// known from posted facts, the service has no amounts.
func (c *call) paidFor(h held, p purchase) (list []refund.PaidLine) {
	documents := c.invoices(h.ID, 0)
	for _, inv := range h.Facts.Invoices {
		paid := !inv.Paid.IsZero() && !inv.Paid.After(c.day)
		if d, ok := numbered(documents, inv.Number); ok && paid && slices.Contains(p.Invoices, inv.Number) {
			list = append(list, d.PaidLines()...)
		}
	}
	return list
}

func numbered(list []invoice.Invoice, number string) (invoice.Invoice, bool) {
	i := slices.IndexFunc(list, func(inv invoice.Invoice) bool { return inv.Number == number })
	if i < 0 {
		return invoice.Invoice{}, false
	}
	return list[i], true
}

// invoices loads the invoices of a subscription that were issued here: those of one event, or all of them for 0.
func (c *call) invoices(id string, event int) (list []invoice.Invoice) {
	c.tx.each(func(rows *sql.Rows) error {
		list = append(list, invoice.Invoice{})
		return rows.Scan(&list[len(list)-1])
	}, `SELECT document FROM documents WHERE subscription = $1 AND kind = 'invoice' AND CAST($2 AS bigint) IN (0, seq)
		ORDER BY seq, number`, id, event)
	return list
}

// storeDocuments stores the invoices and credit notes of an act.
func (ch *change) storeDocuments(id string) {
	const insert = `INSERT INTO documents (number, subscription, seq, kind, document) VALUES ($1, $2, $3, $4, $5)`
	for _, inv := range ch.outcome.Invoices {
		ch.tx.exec(insert, inv.Number, id, ch.seq, "invoice", inv)
	}
	for _, note := range ch.outcome.CreditNotes {
		ch.tx.exec(insert, note.Number, id, ch.seq, "credit-note", note)
	}
}

// returning returns a purchase, or some of the seats of one: a credit note gives back what was paid for it, and its
// unpaid invoices fall away.
type returning struct {
	Purchase int               `json:"purchase"`        // its number in GET …/refund
	Seats    int               `json:"seats,omitempty"` // of added seats, how many; without it, all that are left
	Paid     []refund.PaidLine `json:"paid,omitempty"`  // for that; without it, what was paid here for all of it
	// The rest follows from those.
	What     lifecycle.ReturnedPurchase `json:"what,omitzero"`
	Invoices []string                   `json:"invoices,omitempty"`
}

func (r *returning) decide(ch *change) error {
	if r.Purchase < 1 || r.Purchase > len(ch.Purchases) {
		return wrongField("purchase", fmt.Sprint(r.Purchase), "is not the number of a purchase of subscription %s",
			ch.ID)
	}
	p := ch.Purchases[r.Purchase-1]
	if !p.Returned.IsZero() {
		return newProblem(done, "purchase %d was returned on %s", r.Purchase, p.Returned)
	}
	what, left := ch.whatOf(r.Purchase - 1)
	if r.Seats < 0 || r.Seats > what.Seats {
		return wrongField("seats", fmt.Sprint(r.Seats), "must be from 1 to %d, or be left out", what.Seats)
	}
	if r.Seats > 0 && r.Seats < what.Seats {
		ch.done.Left, what.Seats = what.Seats-r.Seats, r.Seats
	}
	invoices := ch.fallingAway(p, left+ch.done.Left)
	whole := ch.paidFor(ch.held, p)
	if p.Of.Paid = whole; len(r.Paid) > 0 {
		p.Of.Paid = r.Paid
	} else if len(whole) > 0 && (ch.done.Left > 0 || !p.Back.IsZero()) {
		return wrongField("paid", "", "is missing: how much of what was paid is for these seats is not known")
	}
	back, err := coterm.Return(ch.v, coterm.ReturnRequest{
		What: what, Channel: p.Of.Channel, Paid: p.Of.Paid, Invoices: invoices, Note: ch.creditNumber(1),
	})
	if err != nil {
		return err
	}
	ch.outcome.Decision, ch.done.Returned, ch.done.Back = &back.Return.Decision, r.Purchase, p.Back
	r.What, r.Invoices = what, invoices
	if err := ch.keepPartlyPaid(invoices); err != nil {
		return err
	}
	if len(back.Note.Lines) == 0 {
		return nil
	}
	ch.outcome.CreditNotes, ch.done.Credit = []invoice.CreditNote{back.Note}, []invoice.OpenItem{back.Note.Open()}
	return ch.giveBack(p, back.Return.Total, whole)
}

// keepPartlyPaid adds what was paid of invoices that fall away, in part, to the cash balance.
func (ch *change) keepPartlyPaid(numbers []string) error {
	cash := ch.Cash
	for _, number := range numbers {
		k := ch.open(number)
		if k < 0 {
			continue // nothing was paid, or all of it: then there is a credit note
		}
		inv, ok := numbered(ch.invoices(ch.ID, 0), number)
		if !ok {
			continue
		}
		paid, err := inv.Total.Sub(ch.Open[k].Amount)
		if err == nil && !cash.IsZero() {
			paid, err = money.Sum(cash, paid)
		}
		if err != nil {
			return err
		}
		cash, ch.done.Cash, ch.done.Had = paid, paid, ch.Cash
	}
	return nil
}

// giveBack adds to what was given back for a purchase. For what was billed here, that is never more than was paid.
func (ch *change) giveBack(p purchase, amount money.Amount, whole []refund.PaidLine) (err error) {
	if ch.done.Back = amount; !p.Back.IsZero() {
		if ch.done.Back, err = money.Sum(p.Back, amount); err != nil {
			return err
		}
	}
	left := ch.done.Back
	for _, line := range whole {
		for _, paid := range []money.Amount{line.Net, line.Tax} {
			if left, err = left.Sub(paid); err != nil {
				return err
			}
		}
	}
	if len(p.Invoices) > 0 && left.Sign() > 0 {
		return wrongField("paid", amount.String(), "is more than was paid for the purchase, by %s", left)
	}
	return nil
}

func (r *returning) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.Return(r.What, r.Invoices...)
}

// refundCheck says for each purchase of a subscription whether it can be returned on a day.
type refundCheck struct {
	ID        string        `json:"id"`
	Day       calendar.Date `json:"day"`
	Purchases []returnable  `json:"purchases"`
}

type returnable struct {
	Purchase  int            `json:"purchase"` // its number, with which it is returned
	Quote     string         `json:"quote,omitempty"`
	Ordered   calendar.Date  `json:"ordered"`
	Channel   policy.Channel `json:"channel"`
	Seats     int            `json:"seats,omitempty"` // of added seats: how many are left
	Returned  calendar.Date  `json:"returned,omitzero"`
	GivenBack money.Amount   `json:"givenBack,omitzero"` // for some of the seats; without it, Return has what would be
	Return    refund.Return  `json:"return,omitzero"`    // not of what was returned
}

func (c *call) getRefund(h held) (reply, error) {
	return reply{value: refundCheck{h.ID, c.day, c.returnables(h)}}, nil
}

// returnables says for each purchase that was made by the day whether it can be returned on it.
func (c *call) returnables(h held) []returnable {
	list := []returnable{}
	for i, p := range h.Purchases {
		if p.Of.Ordered.After(c.day) {
			continue
		}
		one := returnable{
			Purchase: i + 1, Quote: p.Quote, Ordered: p.Of.Ordered, Channel: p.Of.Channel, Seats: p.Seats,
			GivenBack: p.Back,
		}
		if !p.Returned.IsZero() && !p.Returned.After(c.day) {
			one.Returned = p.Returned
			list = append(list, one)
			continue
		}
		if p.Back.IsZero() {
			p.Of.Paid = c.paidFor(h, p)
		}
		var err error
		one.Return, err = refund.Check(h.sub.Edition(), p.Of, c.day)
		c.tx.fail(err)
		list = append(list, one)
	}
	return list
}
