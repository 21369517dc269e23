package coterm

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
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

// checkSums refuses costs that are not the sums of the moves, and a move that ends on another date.
func (p Plan) checkSums(op string) error {
	var cost, renewing money.Amount
	var bad []error
	for i, m := range p.Moves {
		var one, two error
		cost, one = add(cost, m.Cost)
		renewing, two = add(renewing, m.Renewing)
		if err := errors.Join(one, two); err != nil {
			return input.At(err, op, fmt.Sprintf("moves[%d].cost", i))
		}
		if k := len(m.Steps) - 1; k >= 0 && m.Steps[k].Renewal != p.Renewal {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("moves[%d].steps[%d].renewal", i, k), m.Steps[k].Renewal,
				input.ErrConflict, "must be %s, as in the plan", p.Renewal))
		}
	}
	bad = append(bad, same(op, "cost", p.Cost, cost, "the sum of the moves"),
		same(op, "renewing", p.Renewing, renewing, "the sum of the moves"))
	if err := errors.Join(bad...); err != nil {
		return err
	}
	beyond, err := cost.Sub(renewing)
	if err != nil {
		return input.At(err, op, "renewing")
	}
	return same(op, "beyond", p.Beyond, beyond, "the cost less the cost of renewing")
}

// check refuses a move that contradicts its steps: costs that are not theirs, steps out of order, and steps, costs or a
// refusal that it cannot have.
func (m Move) check(op string) error {
	if !m.Aligned {
		bad := []error{need(op, "refused", m.Refused.Rule == "")}
		if m.Refused.Allowed() {
			bad = append(bad, input.Errorf(op, "refused", m.Refused, input.ErrConflict, "must not be yes"))
		}
		for _, has := range []struct {
			field string
			there bool
		}{{"steps", len(m.Steps) > 0}, {"cost", !m.Cost.IsZero()}, {"renewing", !m.Renewing.IsZero()}} {
			if has.there {
				bad = append(bad, input.Errorf(op, has.field, nil, input.ErrConflict,
					"must not be set: the member is not aligned"))
			}
		}
		return errors.Join(bad...)
	}
	bad := []error{need(op, "cost", m.Cost.IsZero()), need(op, "renewing", m.Renewing.IsZero())}
	if m.Refused.Rule != "" {
		bad = append(bad, input.Errorf(op, "refused", m.Refused, input.ErrConflict,
			"must not be set: the member is aligned"))
	}
	if err := errors.Join(append(bad, m.checkOrder(op))...); err != nil {
		return err
	}
	var cost money.Amount
	extended := false
	for i, s := range m.Steps {
		var err error
		if cost, err = add(cost, s.Amount); err != nil {
			return input.At(err, op, fmt.Sprintf("steps[%d].amount", i))
		}
		extended = extended || s.Do == StepExtend
	}
	if len(m.Steps) == 0 {
		if m.Cost.Sign() != 0 {
			bad = append(bad, input.Errorf(op, "cost", m.Cost, input.ErrConflict, "must be 0: there are no steps"))
		}
	} else {
		bad = append(bad, same(op, "cost", m.Cost, cost, "the sum of the steps"))
	}
	if !extended {
		bad = append(bad, same(op, "renewing", m.Renewing, m.Cost, "the cost of a move without an extension"))
	}
	return errors.Join(bad...)
}

// checkOrder refuses a step on an earlier day than the step before it, and a step that does not begin at the renewal
// date to which the step before it leads.
func (m Move) checkOrder(op string) error {
	var bad []error
	for i := 1; i < len(m.Steps); i++ {
		s, before, at := m.Steps[i], m.Steps[i-1], fmt.Sprintf("steps[%d].", i)
		if s.Day.Before(before.Day) {
			bad = append(bad,
				input.Errorf(op, at+"day", s.Day, input.ErrConflict,
					"is before the day of the step before it, %s", before.Day))
		}
		var good bool
		switch from := before.Renewal; s.Do {
		case StepRenew:
			good = isTerm(from, s.Renewal)
			if by := renewalRule(s.Day, from); s.Rule != by && slices.Contains(s.Do.rules(), s.Rule) {
				bad = append(bad, input.Errorf(op, at+"rule", s.Rule, input.ErrConflict,
					"must be %[2]s, as for a renewal on %[1]s", s.Day, by))
			}
		case StepSwitchTerm:
			good = s.Renewal == from
		case StepExtend:
			good = s.Charge.Bought == calendar.Span(from, s.Renewal)
		}
		if !good {
			bad = append(bad, input.Errorf(op, at+"renewal", s.Renewal, input.ErrConflict,
				"does not follow from the renewal date of the step before it, %s",
				before.Renewal))
		}
	}
	return errors.Join(bad...)
}

// isTerm reports whether two days can be the renewal dates before and after a renewal, that is, whether they are one
// length of term apart. It counts both forwards and backwards, since the anchor is not known.
func isTerm(from, to calendar.Date) bool {
	for length := calendar.Monthly; length.IsValid(); length++ {
		if from.AddMonths(length.Months()) == to || to.AddMonths(-length.Months()) == from {
			return true
		}
	}
	return false
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
		bad = append(bad, need(op, "srp", s.SRP.IsZero()), need(op, "amount", s.Amount.IsZero()))
		if errors.Join(bad...) == nil && !s.isListed() {
			bad = append(bad, input.Errorf(op, "amount", s.Amount, input.ErrConflict, "is not %s × %d", s.SRP, s.Seats))
		}
	case StepSwitchTerm:
		if !s.Amount.IsZero() {
			bad = append(bad, input.Errorf(op, "amount", s.Amount, input.ErrConflict,
				"must not be set: a switch is free"))
		}
	case StepExtend:
		bad = append(bad, need(op, "charge", !charged))
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
	if by := extendRule(s.Charge.Term()); s.Rule != by && slices.Contains(s.Do.rules(), s.Rule) {
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
