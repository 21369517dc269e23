package main

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// decided keeps a decision, which is a yes or a *policy.Refusal.
func (ch *change) decided(d policy.Decision) error {
	ch.outcome.Decision = &d
	return d.Err()
}

// asking is an act that has no price: what is asked for, or what others have done.
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
	return ch.decided(ch.v.Decide(r.act.actions[0]))
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

// voiding takes an event back that was a mistake. The facts become what the other events come to, so that a mistyped
// year does not stay.
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
		return newProblem(needed, "event %d (%s) cannot be without event %d: %s",
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

// factless is a request that leaves the facts as they are, or makes them anew.
type factless struct{}

func (factless) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.Subscription(), nil
}
