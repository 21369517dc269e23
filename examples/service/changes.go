package main

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// decided keeps a decision, which is a yes or a *policy.Refusal.
func (ch *change) decided(d policy.Decision) error {
	ch.outcome.Decision = &d
	return d.Err()
}

// asking is an act without a price: something that is asked for, or that others have done.
type asking struct {
	On        bool          `json:"on,omitempty"`
	Seats     int           `json:"seats,omitempty"`
	Length    calendar.Term `json:"length,omitzero"`
	Offering  string        `json:"offering,omitempty"`
	Effective calendar.Date `json:"effective,omitzero"`
	act       act
}

func asks(a act) request { return &asking{act: a} }

func (r *asking) decide(ch *change) error {
	if len(r.act.actions) == 0 {
		return nil
	}
	action := r.act.actions[0]
	if action == lifecycle.ActionReduceSeats { // the answer depends on the number
		return ch.decided(ch.v.CanReduceSeats(r.Seats))
	}
	return ch.decided(ch.v.Decide(action))
}

func (r *asking) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	switch r.act.name {
	case "cancellation":
		return v.Cancel(r.Effective)
	case "failed-charge":
		return v.FailCharge()
	}
	return v.Do(lifecycle.Act{
		Do: r.act.actions[0], Seats: r.Seats, Length: r.Length, Offering: r.Offering, AutoRenew: r.On,
	})
}

// voiding takes back an event that was a mistake. The facts become the result of the remaining events, so that a
// mistyped year, for example, does not stay.
type voiding struct {
	factless
	Event int `json:"event"`
	after state
}

func (r *voiding) decide(ch *change) error {
	list := loadEvents(ch.tx, ch.ID)
	switch {
	case r.Event < 1 || r.Event > len(list):
		return wrongField("event", fmt.Sprint(r.Event), "is not known")
	case list[r.Event-1].Act == voided:
		return wrongField("event", fmt.Sprint(r.Event), "has voided another one: record that one again instead")
	case list[r.Event-1].VoidedBy > 0:
		return newProblem(done, "event %d was voided by event %d", r.Event, list[r.Event-1].VoidedBy)
	}
	list[r.Event-1].VoidedBy = ch.seq
	st, failed, err := ch.s.fold(ch.tx, list)
	if failed > 0 {
		return newProblem(needed, "event %d (%s) depends on event %d: %s",
			failed, list[failed-1].Act, r.Event, problemOf(inField("event", err)).Detail)
	}
	if err != nil {
		return err
	}
	r.after = st
	for i, inv := range ch.invoices(ch.ID, r.Event) { // they are given back in full
		note, wrong := invoice.Credit(inv, ch.creditNumber(i+1), calendar.Latest(ch.day, inv.Issued))
		err = errors.Join(err, wrong)
		ch.outcome.CreditNotes = append(ch.outcome.CreditNotes, note)
	}
	return err
}

// factless is a request that leaves the facts as they are, or replaces them.
type factless struct{}

func (factless) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.Subscription(), nil
}

// payment pays one or several invoices: from credit notes, from what was paid in before, and from what is paid in now.
// An invoice counts as paid when nothing of it is left.
type payment struct {
	Invoices    []string             `json:"invoices"`
	CreditNotes []string             `json:"creditNotes,omitempty"`
	Method      policy.PaymentMethod `json:"method,omitzero"`
	Amount      money.Amount         `json:"amount,omitzero"` // what is paid in; without it, what is left to pay
	Paid        []string             `json:"paid,omitempty"`  // the invoices of which nothing is left
}

// decide settles the invoices that were issued here. The service does not know the amounts of other invoices: naming
// one means that it has been paid in full.
func (r *payment) decide(ch *change) error {
	documents := ch.invoices(ch.ID, 0)
	if n := len(r.Invoices); n == 0 || n > maxFacts {
		return wrongField("invoices", fmt.Sprint(n), "must be from 1 to %d", maxFacts)
	}
	p := invoice.Payment{Day: ch.day, CashBalance: ch.Cash}
	for i, number := range r.Invoices {
		field := fmt.Sprintf("invoices[%d]", i)
		k := slices.IndexFunc(ch.Facts.Invoices, func(b lifecycle.BilledInvoice) bool { return b.Number == number })
		switch {
		case slices.Contains(r.Invoices[:i], number):
			return wrongField(field, shown(number), "is a duplicate")
		case k < 0:
			return wrongField(field, shown(number), "is not a known invoice of subscription %s", ch.ID)
		case !ch.Facts.Invoices[k].Paid.IsZero():
			return newProblem(done, "invoice %s was paid on %s", number, ch.Facts.Invoices[k].Paid)
		}
		inv, ok := numbered(documents, number)
		if !ok {
			r.Paid = append(r.Paid, number)
			continue
		}
		item := inv.Open()
		if k := ch.open(number); k >= 0 { // part of it may have been paid already
			item = ch.Open[k]
		}
		p.Invoices = append(p.Invoices, item)
	}
	if len(p.Invoices) > 0 {
		return r.settle(ch, p)
	}
	if len(r.CreditNotes) > 0 || !r.Amount.Currency().IsZero() {
		return wrongField("invoices", r.Invoices[0], "was not issued here, so that its amount is not known")
	}
	return nil
}

// settle works out what is paid with what.
func (r *payment) settle(ch *change, p invoice.Payment) error {
	for i, number := range r.CreditNotes {
		k := ch.open(number)
		if k < 0 || slices.Contains(r.Invoices, number) {
			return wrongField(fmt.Sprintf("creditNotes[%d]", i), shown(number),
				"is not a credit note with anything left")
		}
		p.CreditNotes = append(p.CreditNotes, ch.Open[k])
	}
	amount := r.Amount
	if r.Method.IsValid() && amount.Currency().IsZero() {
		before, err := invoice.Settle(p)
		if err != nil {
			return err
		}
		var left []money.Amount
		for _, item := range before.Invoices {
			left = append(left, item.Amount)
		}
		if amount, err = money.Sum(left[0], left[1:]...); err != nil {
			return err
		}
	}
	p.Method, p.Amount = r.Method, amount
	settled, err := invoice.Settle(p)
	r.Paid = append(r.Paid, settled.Paid()...)
	ch.done.Settlement, ch.outcome.Settlement, ch.done.Had = &settled, &settled, ch.Cash
	for _, item := range slices.Concat(p.Invoices, p.CreditNotes) {
		if ch.open(item.Number) >= 0 {
			ch.done.Were = append(ch.done.Were, item)
		}
	}
	return err
}

// open is the index of the open item of a partly paid invoice or of a credit note; -1 if nothing is left of it.
func (st state) open(number string) int {
	return slices.IndexFunc(st.Open, func(o invoice.OpenItem) bool { return o.Number == number })
}

func (r *payment) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	if len(r.Paid) == 0 {
		return v.Subscription(), nil
	}
	return v.Pay(r.Paid...)
}
