package coterm

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// same refuses an amount other than the expected one.
func same(op, field string, got, want money.Amount, what string) error {
	if got.Equal(want) {
		return nil
	}
	if got.IsZero() {
		return input.Missing(op, field)
	}
	return input.Errorf(op, field, got, input.ErrConflict, "must be %s, %s", want, what)
}

// add adds an amount to a sum, which is zero at first.
func add(sum, a money.Amount) (money.Amount, error) {
	switch {
	case sum.IsZero():
		return a, nil
	case a.IsZero():
		return sum, nil
	}
	return sum.Add(a)
}

// checkSums refuses costs that are not the sums of the moves, and what [Plan.checkDates] refuses.
func (p Plan) checkSums(op string) error {
	var cost, renewing money.Amount
	bad := []error{p.checkDates(op)}
	for i, m := range p.Moves {
		var one, two error
		cost, one = add(cost, m.Cost)
		renewing, two = add(renewing, m.Renewing)
		if err := errors.Join(one, two); err != nil {
			return input.At(err, op, fmt.Sprintf("moves[%d].cost", i))
		}
	}
	bad = append(bad, same(op, "cost", p.Cost, cost, "the sum of the moves"),
		same(op, "renewing", p.Renewing, renewing, "the sum of the moves"))
	if beyond, err := cost.Sub(renewing); err != nil {
		bad = append(bad, input.At(err, op, "renewing"))
	} else {
		bad = append(bad, same(op, "beyond", p.Beyond, beyond, "the cost less the cost of renewing"))
	}
	return errors.Join(bad...)
}

// checkDates refuses a member that is aligned and does not renew on the date of the plan after its move, and a plan
// without a host. A host comes to the date by renewals alone, and no member is extended before the first host has it.
func (p Plan) checkDates(op string) error {
	var bad []error
	hosted, first := false, calendar.Date{} // first is the day from which a host has the date, if it is known
	for i, m := range p.Moves {
		if !m.Aligned {
			continue
		}
		if field, ends := m.ends(); ends != p.Renewal {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("moves[%d].%s", i, field), ends, input.ErrConflict,
				"must be %s, as in the plan", p.Renewal))
		}
		if m.isExtended() {
			continue
		}
		if day := m.lastDay(); !hosted || day.Before(first) {
			hosted, first = true, day
		}
	}
	if !hosted {
		return errors.Join(append(bad, input.Errorf(op, "moves", nil, input.ErrConflict,
			"has no member that comes to the date by renewals alone"))...)
	}
	for i, m := range p.Moves {
		if day := m.lastDay(); m.isExtended() && day.Before(first) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("moves[%d].steps[%d].day", i, len(m.Steps)-1), day,
				input.ErrConflict, "is before %s, the first day on which another member has the date", first))
		}
	}
	return errors.Join(bad...)
}

// renewalRule returns the rule of a renewal on a day, by the renewal date.
func renewalRule(day, renewal calendar.Date) rule.ID {
	if day.Before(renewal) {
		return rule.RenewalWindow
	}
	return rule.RenewalLate
}

// rules returns the rules that a step of a kind can rest on.
func (v StepKind) rules() []rule.ID {
	switch v {
	case StepRenew:
		return []rule.ID{rule.RenewalWindow, rule.RenewalLate}
	case StepSwitchTerm:
		return []rule.ID{rule.CotermSwitchTermFirst}
	case StepExtend:
	}
	return []rule.ID{rule.CotermExtendAnnual, rule.CotermExtendThreeYear}
}

// check refuses a step with the wrong price. A renewal costs the list price of its seats, an extension its charge, and
// a change of term nothing. A price in a currency that is withdrawn by the day of the step is refused, too.
func (s Step) check(op string) error {
	charged := !s.Charge.Equal(proration.Charge{})
	var bad []error
	if !slices.Contains(s.Do.rules(), s.Rule) {
		bad = append(bad,
			input.Errorf(op, "rule", s.Rule, input.ErrConflict, "is not a rule for a step to %s", s.Do))
	}
	if s.Do != StepExtend && charged {
		bad = append(bad, input.Errorf(op, "charge", s.Charge, input.ErrConflict,
			"must not be set: the step is not an extension"))
	}
	if s.Do != StepRenew && (s.Seats != 0 || !s.SRP.IsZero()) {
		bad = append(bad, input.Errorf(op, "seats", s.Seats, input.ErrConflict,
			"must not be set: the step is not a renewal"))
	}
	switch s.Do {
	case StepRenew:
		bad = append(bad, input.Need(op, "srp", s.SRP.IsZero()), input.Need(op, "amount", s.Amount.IsZero()))
		if errors.Join(bad...) == nil && !s.isListed() {
			bad = append(bad, input.Errorf(op, "amount", s.Amount, input.ErrConflict, "is not %s × %d", s.SRP, s.Seats))
		}
	case StepSwitchTerm:
		if !s.Amount.IsZero() {
			bad = append(bad, input.Errorf(op, "amount", s.Amount, input.ErrConflict,
				"must not be set: a switch is free"))
		}
	case StepExtend:
		bad = append(bad, input.Need(op, "charge", !charged))
		if charged {
			bad = append(bad, s.checkExtension(op))
			bad = append(bad, same(op, "amount", s.Amount, s.Charge.Amount, "the amount of the charge"))
			if end := s.Charge.Bought.End(); s.Renewal != end {
				bad = append(bad, input.Errorf(op, "renewal", s.Renewal, input.ErrConflict,
					"must be %s, the end of the days charged", end))
			}
		}
	}
	if !s.Amount.IsZero() && !s.Day.IsZero() {
		bad = append(bad, input.At(s.Amount.Currency().CheckOn(s.Day), op, "amount"))
	}
	return errors.Join(bad...)
}

// checkExtension refuses an extension whose rule is for a different length of term from that of its charge, and one on
// a day that is not before the first day charged. Implements coterm.extend-window.
func (s Step) checkExtension(op string) error {
	var bad []error
	if by := lifecycle.ExtensionRule(s.Charge.Term()); s.Rule != by && slices.Contains(s.Do.rules(), s.Rule) {
		bad = append(bad, input.Errorf(op, "rule", s.Rule, input.ErrConflict,
			"must be %s, as for the term of the charge", by))
	}
	if from := s.Charge.Bought.Start(); !s.Day.Before(from) {
		bad = append(bad, input.Errorf(op, "day", s.Day, input.ErrConflict, "is not before the renewal date, %s", from))
	}
	return errors.Join(bad...)
}

// isListed reports whether the amount is the list price of the seats, with the total or the price of one seat rounded
// up or down.
func (s Step) isListed() bool {
	for _, mode := range []money.Mode{money.Down, money.Up} {
		to := s.SRP.Currency().Rounding(mode)
		line, _, bad := s.SRP.MulDiv(int64(s.Seats), 1, to)
		one, _, err := s.SRP.MulDiv(1, 1, to)
		if err == nil {
			one, err = one.Times(s.Seats)
		}
		if bad == nil && line.Equal(s.Amount) || err == nil && one.Equal(s.Amount) {
			return true
		}
	}
	return false
}
