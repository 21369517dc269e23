package lifecycle

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// UnmarshalJSON reads what MarshalJSON writes, strictly: there must be a decision of that day for every action, and all
// of them of one edition. Each must rest on a rule that can allow its action, or can refuse it; what is allowed must go
// where the action goes. A renewal can be paid by invoice only on days on which it can be made. ValidUntil must be
// after the day and no later than the first day on which a window begins or has ended. It is required if there is such
// a day.
func (a *Actions) UnmarshalJSON(data []byte) error {
	const op = "lifecycle.Actions.UnmarshalJSON"
	var j actionsJSON
	if err := strict.Decode(op, "actions", data, &j); err != nil {
		return err
	}
	read := Actions{Day: j.Day, validUntil: j.ValidUntil, edition: j.Decisions[ActionRenew].Edition}
	for i := range read.answers {
		action := Action(i + 1)
		d, found := j.Decisions[action]
		switch {
		case !found:
			return input.Missing(op, "decisions."+action.String())
		case d.Asked != j.Day:
			return input.Errorf(op, "decisions."+action.String()+".asked", d.Asked, input.ErrConflict,
				"must be %s, the day of the actions", j.Day)
		case d.Edition != read.edition:
			return input.Errorf(op, "decisions."+action.String()+".edition", d.Edition, input.ErrConflict,
				"must be %s, as in the other decisions", read.edition)
		}
		read.answers[i] = answer{d.Rule, d.Asked, d.Window, guidance{d.Route, d.Remedy}}
	}
	if err := read.check(op); err != nil {
		return err
	}
	*a = read
	return nil
}

// check refuses decisions that are not about their actions or contradict each other.
func (a Actions) check(op string) error {
	var bad []error
	for action, d := range a.All() {
		at := "decisions." + action.String()
		rules, route := action.allows()
		does := "allow"
		if !d.Allowed() {
			rules, does = action.refuses(), "refuse"
		}
		if !slices.Contains(rules, d.Rule) {
			bad = append(bad, input.Errorf(op, at+".rule", d.Rule, input.ErrConflict, "does not %s it; one of: %v",
				does, rules))
		}
		if d.Allowed() && d.Route != route {
			want := "must not be set"
			if route != 0 {
				want = "must be " + route.String()
			}
			bad = append(bad, input.Errorf(op, at+".route", d.Route, input.ErrConflict, "%s", want))
		}
	}
	renew, byInvoice := a.Of(ActionRenew).Window, a.Of(ActionRenewByInvoice).Window
	if renew.Intersect(byInvoice) != byInvoice {
		bad = append(bad, input.Errorf(op, "decisions.renew-by-invoice.window", byInvoice, input.ErrConflict,
			"has days outside the window of the renewal, %s", renew))
	}
	return errors.Join(append(bad, a.checkValidUntil(op))...)
}

// checkValidUntil refuses answers that would be kept for no day, or past a day on which a window says something else.
func (a Actions) checkValidUntil(op string) error {
	var edge calendar.Date // the first day on which a window begins or has ended
	for _, d := range a.answers {
		edge = soonest(edge, []calendar.Date{d.Window.Start(), d.Window.End()}, a.Day)
	}
	switch until := a.validUntil; {
	case until.IsZero() && !edge.IsZero():
		return input.Missing(op, "validUntil")
	case !until.IsZero() && !until.After(a.Day):
		return input.Errorf(op, "validUntil", until, input.ErrConflict, "is not after the day, %s", a.Day)
	case !edge.IsZero() && until.After(edge):
		return input.Errorf(op, "validUntil", until, input.ErrConflict,
			"is after %s, on which a window begins or has ended", edge)
	}
	return nil
}

// allows returns the rules by which an action can be allowed, and where it then goes.
func (v Action) allows() ([]rule.ID, policy.Route) {
	switch v { //nolint:exhaustive // the one that is left is below
	case ActionRenew:
		return []rule.ID{rule.RenewalWindow, rule.RenewalLate}, 0
	case ActionSwitchProduct:
		return []rule.ID{rule.ChangeProductSwitch}, 0
	case ActionChangeTerm:
		return []rule.ID{rule.ChangeTerm}, policy.SelfService
	case ActionAddSeats:
		return []rule.ID{rule.ChangeSeatsUp}, policy.SelfService
	case ActionReduceSeats:
		return []rule.ID{rule.ChangeSeatsDown}, policy.SelfService
	case ActionSwitchAutoRenew:
		return []rule.ID{rule.RenewalAutoToggle}, policy.SelfService
	case ActionConvertTrial:
		return []rule.ID{rule.TrialConvert}, policy.SelfService
	case ActionReactivate:
		return []rule.ID{rule.LapseReactivate}, policy.SelfService
	case ActionExtend:
		return []rule.ID{rule.CotermExtendWindow}, policy.Partner
	}
	return []rule.ID{rule.InvoiceByRenewal}, policy.SelfService
}

// refuses returns the rules by which an action can be refused.
func (v Action) refuses() []rule.ID {
	own, _ := v.allows()
	all := []rule.ID{own[0]}
	switch v { //nolint:exhaustive // the others are refused by nothing else of their own
	case ActionConvertTrial:
		return all
	case ActionRenew:
		all = append(all, rule.RenewalNextTerm)
	case ActionAddSeats:
		all = append(all, rule.CotermSameProduct)
	case ActionExtend:
		all = append(all, rule.CotermMonthly)
	case ActionRenewByInvoice:
		all = append(all, rule.RenewalWindow, rule.RenewalNextTerm, rule.OrderOverdueBalance)
	}
	return append(all, rule.EditionBefore, rule.TrialConvert, rule.LapseExempt, rule.RenewalCanceledFinal)
}
