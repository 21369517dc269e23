package main

import (
	"fmt"
	"log/slog"
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// returning returns a purchase, or some of the seats of one: what was paid for it is given back by a credit note, and
// what is unpaid falls away.
type returning struct {
	Purchase int           `json:"purchase"`        // its number in GET …/refund
	Seats    int           `json:"seats,omitempty"` // of added seats, how many; without it, all that are left
	Paid     []refund.Paid `json:"paid,omitempty"`  // for that; without it, what was paid here for the whole purchase
	// The rest follows from those.
	What     lifecycle.ReturnedPurchase `json:"what,omitzero"`
	Invoices []string                   `json:"invoices,omitempty"`
}

func (r *returning) decide(ch *change) error {
	if r.Purchase < 1 || r.Purchase > len(ch.Purchases) {
		return wrongField("purchase", fmt.Sprint(r.Purchase), "is not the number of a purchase of subscription %s", ch.ID)
	}
	p := ch.Purchases[r.Purchase-1]
	if !p.Returned.IsZero() {
		return newProblem(done, "purchase %d was returned on %s", r.Purchase, p.Returned)
	}
	what, invoices, err := ch.whatOf(p), p.Invoices, error(nil)
	if r.Seats < 0 || r.Seats > what.Seats {
		return wrongField("seats", fmt.Sprint(r.Seats), "must be from 1 to %d, or be left out", what.Seats)
	}
	if r.Seats > 0 && r.Seats < what.Seats { // their invoices fall away with the last of them
		ch.done.Left, what.Seats, invoices = what.Seats-r.Seats, r.Seats, nil
	}
	if p.Of.Paid, err = ch.paidFor(ch.held, p); err != nil {
		return err
	}
	whole := p.Of.Paid
	if len(r.Paid) > 0 {
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
	if len(back.Note.Lines) == 0 {
		return nil
	}
	ch.outcome.CreditNotes, ch.done.Credit = []invoice.CreditNote{back.Note}, []invoice.OpenItem{back.Note.Open()}
	return ch.giveBack(p, back.Return.Total, whole)
}

// giveBack adds to what was given back for a purchase. For what was billed here that is never more than was paid.
func (ch *change) giveBack(p purchase, amount money.Amount, whole []refund.Paid) (err error) {
	if ch.done.Back = amount; !p.Back.IsZero() {
		if ch.done.Back, err = p.Back.Add(amount); err != nil {
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

// refundCheck says of each purchase of a subscription whether it can be returned on a day.
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
	Return    refund.Return  `json:"return"`
}

func (c *call) getRefund() (reply, error) {
	h, err := c.held()
	if err != nil {
		return reply{}, err
	}
	list, err := c.returnables(h)
	var decisions []slog.Attr
	for _, one := range list {
		decisions = append(decisions, slog.Any(strconv.Itoa(one.Purchase), one.Return.Decision))
	}
	return reply{
		body: refundCheck{ID: h.ID, Day: c.day, Purchases: list},
		log:  []slog.Attr{{Key: "decisions", Value: slog.GroupValue(decisions...)}},
	}, err
}

// returnables says of each purchase that was made by the day whether it can be returned on it.
func (c *call) returnables(h held) (list []returnable, err error) {
	list = []returnable{}
	for i, p := range h.Purchases {
		if p.Of.Ordered.After(c.day) {
			continue
		}
		one := returnable{
			Purchase: i + 1, Quote: p.Quote, Ordered: p.Of.Ordered, Channel: p.Of.Channel, Seats: p.Seats, GivenBack: p.Back,
		}
		if p.Back.IsZero() {
			if p.Of.Paid, err = c.paidFor(h, p); err != nil {
				return nil, err
			}
		}
		if one.Return, err = refund.Check(h.sub.Edition(), p.Of, c.day); err != nil {
			return nil, err
		}
		if !p.Returned.After(c.day) {
			one.Returned = p.Returned
		}
		list = append(list, one)
	}
	return list, nil
}
