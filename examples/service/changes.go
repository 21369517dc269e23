package main

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// The acts that cost nothing: each has what is asked for, the decision that it rests on, and the transition.

// decided keeps a decision, which is a yes or a *policy.Refusal.
func (ch *change) decided(d policy.Decision) error {
	ch.outcome.Decision = &d
	return d.Err()
}

// autoRenew switches auto-renew on or off.
type autoRenew struct {
	On bool `json:"on"`
}

func (r *autoRenew) fields() []field         { return []field{{"on", &r.On, true}} }
func (r *autoRenew) decide(ch *change) error { return ch.decided(ch.v.CanSwitchAutoRenew()) }
func (r *autoRenew) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.SetAutoRenew(r.On)
}

// fewerSeats asks for fewer seats from the renewal date on.
type fewerSeats struct {
	Seats int `json:"seats"`
}

func (r *fewerSeats) fields() []field         { return []field{{"seats", &r.Seats, true}} }
func (r *fewerSeats) decide(ch *change) error { return ch.decided(ch.v.CanReduceSeats(r.Seats)) }
func (r *fewerSeats) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.ReduceSeats(r.Seats)
}

// otherTerm asks for another length of term from the renewal date on.
type otherTerm struct {
	Length calendar.Term `json:"length"`
}

func (r *otherTerm) fields() []field         { return []field{{"length", &r.Length, true}} }
func (r *otherTerm) decide(ch *change) error { return ch.decided(ch.v.CanChangeTerm()) }
func (r *otherTerm) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.ChangeTerm(r.Length)
}

// otherProduct asks for another product from the renewal date on.
type otherProduct struct {
	Offering string `json:"offering"`
}

func (r *otherProduct) fields() []field         { return []field{{"offering", &r.Offering, true}} }
func (r *otherProduct) decide(ch *change) error { return ch.decided(ch.v.CanSwitchProduct()) }
func (r *otherProduct) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.SwitchProduct(r.Offering)
}

// cancellation records that somebody has cancelled, to take effect on a day.
type cancellation struct {
	Effective calendar.Date `json:"effective"`
}

func (r *cancellation) fields() []field      { return []field{{"effective", &r.Effective, true}} }
func (r *cancellation) decide(*change) error { return nil }
func (r *cancellation) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.Cancel(r.Effective)
}

// failedCharge records that the charge of the automatic renewal has failed.
type failedCharge struct{}

func (r *failedCharge) fields() []field      { return nil }
func (r *failedCharge) decide(*change) error { return nil }
func (r *failedCharge) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.FailCharge()
}

// pricing sets what the prices and bills of a subscription need besides its facts. What is left out stays as it is.
type pricing struct {
	Taxes invoice.Taxes    `json:"taxes,omitzero"`
	Terms invoice.NetTerms `json:"netTerms,omitzero"`
	SRP   prices           `json:"srp,omitempty"`
}

func (r *pricing) fields() []field {
	return []field{{"taxes", &r.Taxes, false}, {"netTerms", &r.Terms, false}, {"srp", &r.SRP, false}}
}

func (r *pricing) decide(*change) error { return r.SRP.check().orNil() }

func (r *pricing) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.Subscription(), nil
}

func (r *pricing) amend(rec record) record {
	if !r.Taxes.IsZero() {
		rec.Taxes = r.Taxes
	}
	if !r.Terms.IsZero() {
		rec.Terms = r.Terms
	}
	if r.SRP != nil {
		rec.SRP = r.SRP
	}
	return rec
}

// voiding takes an event back that was a mistake. The facts become what the other events come to, so that a mistyped
// year does not stay.
type voiding struct {
	Event int `json:"event"`
	after state
}

func (r *voiding) fields() []field { return []field{{"event", &r.Event, true}} }

func (r *voiding) decide(ch *change) error {
	list, err := loadEvents(ch.tx, ch.ID)
	if err != nil {
		return err
	}
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
	invoices, err := ch.invoices(ch.ID, r.Event)
	for i, inv := range invoices { // they are given back in full
		note, wrong := invoice.Credit(inv, ch.creditNumber(i+1), calendar.Latest(ch.day, inv.Issued))
		err = errors.Join(err, wrong)
		ch.outcome.CreditNotes = append(ch.outcome.CreditNotes, note)
	}
	return err
}

func (r *voiding) transition(v lifecycle.View) (lifecycle.Subscription, error) {
	return v.Subscription(), nil
}
