package lifecycle

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// A transition returns the subscription with the next facts, checked anew, and does not change the view. If the
// decision of the day is a refusal, it returns a [*policy.Refusal]; for bad input, and on a day before the last act, an
// input error.

// ErrLaterFacts is the error of a transition on a day after which something has already been ordered, asked for, paid
// or returned: it would change the past. It also matches billingrules.ErrConflict.
var ErrLaterFacts = fmt.Errorf("something happened after that day: %w", input.ErrConflict)

// check refuses a view without facts.
func (v View) check(op string) error {
	switch {
	case v.state == nil:
		return input.Missing(op, "subscription")
	case v.day.IsZero():
		return input.Missing(op, "day")
	}
	return nil
}

// begin starts a transition: a copy of the facts, to which that of the day can be added.
func (v View) begin(op string, allowed policy.Decision) (Facts, error) {
	if err := v.check(op); err != nil {
		return Facts{}, err
	}
	if last := v.state.lastAct; v.day.Before(last) {
		return Facts{}, input.Errorf(op, "day", v.day, ErrLaterFacts,
			"is before %s, the last day on which something happened", last)
	}
	if err := allowed.Err(); err != nil {
		return Facts{}, err
	}
	return v.state.facts.clone(), nil
}

// Extend moves the renewal date to that of another subscription, viewed on the same day. The extension replaces the
// next term and has its length, and from then on the terms follow the anchor of the other subscription. Implements
// coterm.re-anchor and the rules of [View.CanExtendTo].
func (v View) Extend(target View) (Subscription, error) {
	const op = "lifecycle.View.Extend"
	if err := v.check(op); err != nil {
		return Subscription{}, err
	}
	if target.state == nil {
		return Subscription{}, input.Missing(op, "target")
	}
	f, err := v.begin(op, v.CanExtendTo(target))
	if err != nil {
		return Subscription{}, err
	}
	next, to := v.NextTerm(), target.NextTerm()
	f.Terms = append(f.Terms,
		BoughtTerm{Ordered: v.day, Start: next.Start, End: to.Start, Length: next.Length, AlignedTo: to.Anchor})
	return build(op, v.state.edition, f)
}

// Pay records that invoices, given by their numbers, are paid on the day. Paying does not renew, and a Canceled
// subscription stays Canceled. An invoice that is unknown, not issued yet, already paid, or fallen away with a return
// is an error. Implements lapse.reactivate.
func (v View) Pay(numbers ...string) (Subscription, error) {
	return v.pay("lifecycle.View.Pay", alwaysAllowed(v.day), numbers)
}

// pay records what is paid if the decision about it is yes.
func (v View) pay(op string, allowed policy.Decision, numbers []string) (Subscription, error) {
	f, err := v.begin(op, allowed)
	if err != nil {
		return Subscription{}, err
	}
	if len(numbers) == 0 {
		return Subscription{}, input.Missing(op, "numbers")
	}
	places := make(map[string]int, len(f.Invoices))
	for i := range f.Invoices {
		places[f.Invoices[i].Number] = i
	}
	for i, number := range numbers {
		field := fmt.Sprintf("numbers[%d]", i)
		place, found := places[number]
		switch {
		case !found:
			return Subscription{}, input.Errorf(op, field, number, input.ErrUnknown,
				"is not an invoice of this subscription")
		case !f.Invoices[place].Returned.IsZero():
			return Subscription{}, input.Errorf(op, field, number, input.ErrConflict, "fell away with the return on %s",
				f.Invoices[place].Returned)
		case !f.Invoices[place].Paid.IsZero():
			return Subscription{}, input.Errorf(op, field, number, input.ErrConflict, "was already paid on %s",
				f.Invoices[place].Paid)
		case f.Invoices[place].Issued.After(v.day):
			return Subscription{}, input.Errorf(op, field, number, input.ErrConflict, "is only issued on %s",
				f.Invoices[place].Issued)
		}
		f.Invoices[place].Paid = v.day
	}
	return build(op, v.state.edition, f)
}

// alwaysAllowed is the decision about what no rule refuses.
func alwaysAllowed(day calendar.Date) policy.Decision {
	return policy.Decision{Asked: day, Window: calendar.Always()}
}

// ChangeTerm asks for another length of term from the renewal date on. Before that date another request can follow: the
// last one counts, and a request for the present length withdraws the change. Implements change.term and
// change.pending.
func (v View) ChangeTerm(length calendar.Term) (Subscription, error) {
	return v.ask("lifecycle.View.ChangeTerm", v.CanChangeTerm(), Change{What: TermChanged, Length: length})
}

// SwitchProduct asks for another product from the renewal date on. Before that date another request can follow: the
// last one counts, and a request for the present product withdraws the switch. Implements change.product-switch and
// change.pending.
func (v View) SwitchProduct(offering string) (Subscription, error) {
	return v.ask("lifecycle.View.SwitchProduct", v.CanSwitchProduct(),
		Change{What: ProductSwitched, Offering: offering})
}

// ask adds a change that takes effect on the renewal date.
func (v View) ask(op string, allowed policy.Decision, change Change) (Subscription, error) {
	f, err := v.begin(op, allowed)
	if err != nil {
		return Subscription{}, err
	}
	change.Asked, change.Effective = v.day, v.snapshot.renewal
	f.Changes = append(f.Changes, change)
	return build(op, v.state.edition, f)
}

// SetAutoRenew switches auto-renew on or off. Implements renewal.auto-toggle.
func (v View) SetAutoRenew(on bool) (Subscription, error) {
	const op = "lifecycle.View.SetAutoRenew"
	f, err := v.begin(op, v.CanSwitchAutoRenew())
	if err != nil {
		return Subscription{}, err
	}
	f.Changes = append(f.Changes, Change{What: AutoRenewSwitched, Asked: v.day, Effective: v.day, AutoRenew: on})
	return build(op, v.state.edition, f)
}

// ConvertTrial turns a trial into a paid subscription, bought with the same account: a new subscription to the same
// product that starts on the day. Implements trial.convert.
func (v View) ConvertTrial(length calendar.Term, seats int) (Subscription, error) {
	const op = "lifecycle.View.ConvertTrial"
	trial, err := v.begin(op, v.CanConvertTrial())
	if err != nil {
		return Subscription{}, err
	}
	full, err := length.Period(v.day, v.day)
	if err != nil {
		return Subscription{}, input.At(err, op, "length")
	}
	return build(op, v.state.edition, Facts{
		Kind: policy.Subscription, Offering: trial.Offering, Anchor: v.day, Seats: seats,
		Terms: []BoughtTerm{{Ordered: v.day, Start: v.day, End: full.End(), Length: length}},
	})
}

// Cancel records a cancellation that is asked for on the day and takes effect on that day or a later one. A second
// cancellation is an error, and so is one of a subscription that is already Canceled.
func (v View) Cancel(effective calendar.Date) (Subscription, error) {
	const op = "lifecycle.View.Cancel"
	f, err := v.begin(op, alwaysAllowed(v.day))
	if err != nil {
		return Subscription{}, err
	}
	if !f.Cancellation.IsZero() || v.Phase() == Canceled {
		return Subscription{}, input.Errorf(op, "day", v.day, input.ErrConflict,
			"the subscription is already canceled")
	}
	f.Cancellation = Cancellation{Asked: v.day, Effective: effective}
	return build(op, v.state.edition, f)
}

// FailCharge records that the charge of the automatic renewal failed on the day, which is not the day of the report.
// A charge can fail on the renewal date, and again on each later day on which it is tried. What counts is what was
// known when the day began, so a charge can also have failed on the day of a late renewal. It is an error before the
// renewal date, once the subscription is Canceled, if auto-renew was switched off before the day, and if a
// cancellation that was asked for before the day leaves no room for the renewal. What ends on the renewal date
// anyway, without stages, can be charged on that day. [New] refuses the same. Implements renewal.charge-failed.
func (v View) FailCharge() (Subscription, error) {
	const op = "lifecycle.View.FailCharge"
	f, err := v.begin(op, alwaysAllowed(v.day))
	if err != nil {
		return Subscription{}, err
	}
	f.FailedCharges = append(f.FailedCharges, v.day)
	return build(op, v.state.edition, f)
}

// Bill records invoices that were issued, whatever their dates.
func (v View) Bill(invoices ...BilledInvoice) (Subscription, error) {
	const op = "lifecycle.View.Bill"
	if err := v.check(op); err != nil {
		return Subscription{}, err
	}
	return build(op, v.state.edition, v.state.facts.Bill(invoices...))
}
