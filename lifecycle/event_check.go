package lifecycle

import (
	"errors"
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/rule"
)

// UnmarshalJSON reads an event strictly, as [BoughtTerm.UnmarshalJSON] does. The day, what happens and a known rule are
// required. The rule must be one that such an event rests on. A phase is required for [PhaseStarts], and an error for
// the other kinds; a change, for [ChangeTakesEffect]. What was returned cannot be projected.
func (e *Event) UnmarshalJSON(data []byte) error {
	const op = "lifecycle.Event.UnmarshalJSON"
	type plain Event // without this method
	var read plain
	if err := strict.Decode(op, "event", data, &read); err != nil {
		return err
	}
	if err := Event(read).check(op); err != nil {
		return err
	}
	*e = Event(read)
	return nil
}

// check refuses an event that contradicts itself, as [Event.UnmarshalJSON] says.
func (e Event) check(op string) error {
	_, noKind := e.What.MarshalText()
	bad := errors.Join(input.Need(op, "day", e.Day.IsZero()), input.At(noKind, op, "what"),
		input.Rule(op, "rule", e.Rule))
	if bad != nil {
		return bad
	}
	const other = "must not be set: %s does not take it"
	switch starts := e.What == PhaseStarts; {
	case starts && e.Phase == 0:
		bad = errors.Join(bad, input.Missing(op, "phase"))
	case !starts && e.Phase != 0:
		bad = errors.Join(bad, input.Errorf(op, "phase", e.Phase, input.ErrConflict, other, e.What))
	}
	switch changes := e.What == ChangeTakesEffect; {
	case changes && e.Change == 0:
		bad = errors.Join(bad, input.Missing(op, "change"))
	case !changes && e.Change != 0:
		bad = errors.Join(bad, input.Errorf(op, "change", e.Change, input.ErrConflict, other, e.What))
	}
	if bad == nil && !slices.Contains(e.rules(), e.Rule) {
		bad = input.Errorf(op, "rule", e.Rule, input.ErrConflict, "is not one that such an event rests on: %v",
			e.rules())
	}
	if e.Projected && e.What == PurchaseReturned {
		bad = errors.Join(bad, input.Errorf(op, "projected", e.Projected, input.ErrConflict, "must be false for %s",
			e.What))
	}
	return bad
}

// rules lists the rules that such an event can rest on.
func (e Event) rules() []rule.ID {
	switch e.What {
	case TermStarts:
		return []rule.ID{rule.TermLength}
	case Anniversary:
		return []rule.ID{rule.InvoiceAnnualInstalments}
	case WindowOpens:
		return []rule.ID{rule.RenewalWindow}
	case ChangeTakesEffect:
		return []rule.ID{e.Change.rule()}
	case LastDay:
		return []rule.ID{rule.TermExpiry}
	case PurchaseReturned:
		return []rule.ID{rule.RefundEffect}
	case PhaseStarts:
	}
	return e.Phase.rules()
}
