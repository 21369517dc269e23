package lifecycle

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/policy"
)

// Act is something that is done to a subscription, as data: a service can receive it as a request, price it, store it,
// and replay it. It is an [Action] with the fields that the action takes; other fields must be zero. The zero Act is
// refused.
type Act struct {
	Do        Action        `json:"do"`
	Seats     int           `json:"seats,omitzero"`     // for added seats: how many more; otherwise the total
	Length    calendar.Term `json:"length,omitzero"`    // for a change of term, a conversion or a renewal
	Offering  string        `json:"offering,omitempty"` // for a product switch or a renewal
	End       calendar.Date `json:"end,omitzero"`       // for a renewal of Flex tokens
	AutoRenew bool          `json:"autoRenew,omitzero"` // for a switch of auto-renew
	Payer     PayerStatus   `json:"payer,omitzero"`     // for a renewal that is switched to pay by invoice
	Invoices  []string      `json:"invoices,omitempty"` // for reactivation: the numbers of the invoices that are paid

	// Target is for an extension: the facts of the subscription whose renewal date is the target, as they are on the
	// day of the act.
	Target *Facts `json:"target,omitempty"`
	// TargetEdition is the edition of the target; zero if it is the edition of the view. The renewal date and the phase
	// of the target depend on it.
	TargetEdition policy.Edition `json:"targetEdition,omitzero"`
}

// UnmarshalJSON reads an act strictly, as [BoughtTerm.UnmarshalJSON] does.
func (a *Act) UnmarshalJSON(data []byte) error {
	type plain Act // without this method
	return strict.Into("lifecycle.Act.UnmarshalJSON", "act", data, (*plain)(a))
}

// Check reports every field that is set although the action does not take it, since it would be ignored, and an action
// that is not valid.
func (a Act) Check() error {
	const op = "lifecycle.Act.Check"
	if _, err := a.Do.MarshalText(); err != nil {
		return input.At(err, op, "do")
	}
	does := func(actions ...Action) bool { return slices.Contains(actions, a.Do) }
	renews := does(ActionRenew, ActionRenewByInvoice)
	var bad []error
	for _, f := range []struct {
		name         string
		given, taken bool
	}{
		{"seats", a.Seats != 0, renews || does(ActionAddSeats, ActionReduceSeats, ActionConvertTrial)},
		{"length", a.Length != 0, renews || does(ActionChangeTerm, ActionConvertTrial)},
		{"offering", a.Offering != "", renews || does(ActionSwitchProduct)},
		{"end", !a.End.IsZero(), renews},
		{"autoRenew", a.AutoRenew, does(ActionSwitchAutoRenew)},
		{"payer", a.Payer != 0, does(ActionRenewByInvoice)},
		{"invoices", len(a.Invoices) > 0, does(ActionReactivate)},
		{"target", a.Target != nil, does(ActionExtend)},
		{"targetEdition", !a.TargetEdition.IsZero(), does(ActionExtend)},
	} {
		if f.given && !f.taken {
			bad = append(bad,
				input.Errorf(op, f.name, nil, input.ErrConflict, "must not be set: %s does not take it", a.Do))
		}
	}
	return errors.Join(bad...)
}

// Changes returns what the renewal carries; it is zero for any other act.
func (a Act) Changes() RenewalChanges {
	return RenewalChanges{Seats: a.Seats, Length: a.Length, Offering: a.Offering, End: a.End}
}

// TargetOf returns the target of an extension on the day of v: the subscription whose renewal date it moves to, under
// the TargetEdition, or under the edition of v if that is zero. Without a Target it is the zero View. Facts that [New]
// refuses are input errors.
func (a Act) TargetOf(v View) (View, error) {
	if a.Target == nil {
		return View{}, nil
	}
	ed := a.TargetEdition
	if ed.IsZero() {
		ed = v.Edition()
	}
	to, err := New(ed, *a.Target)
	return to.On(v.day), input.Within(err, "lifecycle.Act.TargetOf", "target.")
}

// Do carries out an act on the day of the view, as the method for its action does: see [View.Renew],
// [View.SwitchProduct], [View.ChangeTerm], [View.AddSeats], [View.ReduceSeats], [View.SetAutoRenew],
// [View.ConvertTrial], [View.Pay] and [View.Extend]. A renewal by invoice is refused if [View.CanRenewByInvoice]
// refuses it, and a reactivation is refused if [View.CanReactivate] refuses it; when there is nothing to reactivate,
// View.Pay still records what is paid. Whatever [Act.Check] reports is an input error.
func (v View) Do(a Act) (Subscription, error) {
	const op = "lifecycle.View.Do"
	if err := a.Check(); err != nil {
		return Subscription{}, input.Within(err, op, "")
	}
	switch a.Do { //nolint:exhaustive // the one that is left is below
	case ActionRenew:
		return v.Renew(a.Changes())
	case ActionRenewByInvoice:
		return v.renew(op, v.CanRenewByInvoice(a.Payer, a.Changes()), a.Changes())
	case ActionSwitchProduct:
		return v.SwitchProduct(a.Offering)
	case ActionChangeTerm:
		return v.ChangeTerm(a.Length)
	case ActionAddSeats:
		return v.AddSeats(a.Seats)
	case ActionReduceSeats:
		return v.ReduceSeats(a.Seats)
	case ActionSwitchAutoRenew:
		return v.SetAutoRenew(a.AutoRenew)
	case ActionConvertTrial:
		return v.ConvertTrial(a.Length, a.Seats)
	case ActionReactivate:
		return v.pay(op, v.CanReactivate(), a.Invoices)
	}
	to, err := a.TargetOf(v) // of an extension
	if err != nil {
		return Subscription{}, err
	}
	return v.Extend(to)
}

// ListTerm returns the term and the product whose list price applies to an act: for added seats those of the present
// term, for an extension or a renewal those of the next one. Both are zero for an act that buys nothing.
func (v View) ListTerm(a Act) (length calendar.Term, offering string) {
	switch a.Do { //nolint:exhaustive // the others buy nothing
	case ActionAddSeats:
		return v.Stretch().Term(), v.Offering()
	case ActionExtend:
		next := v.NextTerm()
		return next.Length, next.Offering
	case ActionRenew, ActionRenewByInvoice:
		next := v.RenewalTerm(a.Changes())
		return next.Length, next.Offering
	case ActionConvertTrial:
		return a.Length, v.Offering()
	}
	return 0, ""
}
