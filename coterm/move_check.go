package coterm

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

// check refuses a move that contradicts its steps: costs that are not theirs, steps out of order, and steps, costs or a
// refusal that it cannot have.
func (m Move) check(op string) error {
	if !m.Aligned {
		return m.checkRefused(op)
	}
	bad := []error{input.Need(op, "cost", m.Cost.IsZero()), input.Need(op, "renewing", m.Renewing.IsZero())}
	if m.Refused.Rule != "" {
		bad = append(bad, input.Errorf(op, "refused", m.Refused, input.ErrConflict,
			"must not be set: the member is aligned"))
	}
	if m.From.IsZero() {
		bad = append(bad, input.Missing(op, "from"))
	} else {
		bad = append(bad, m.checkOrder(op))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	var cost money.Amount
	for i, s := range m.Steps {
		var err error
		if cost, err = add(cost, s.Amount); err != nil {
			return input.At(err, op, fmt.Sprintf("steps[%d].amount", i))
		}
	}
	if len(m.Steps) == 0 {
		if m.Cost.Sign() != 0 {
			bad = append(bad, input.Errorf(op, "cost", m.Cost, input.ErrConflict, "must be 0: there are no steps"))
		}
	} else {
		bad = append(bad, same(op, "cost", m.Cost, cost, "the sum of the steps"))
	}
	if m.isPlain() {
		bad = append(bad, same(op, "renewing", m.Renewing, m.Cost, "the cost: the move only renews"))
	}
	return errors.Join(append(bad, m.checkPrices(op))...)
}

// checkRefused refuses the move of a member that is not aligned, if it has no refusal, or anything else.
func (m Move) checkRefused(op string) error {
	bad := []error{input.Need(op, "refused", m.Refused.Rule == "")}
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

// isExtended reports whether the move ends with an extension.
func (m Move) isExtended() bool {
	return len(m.Steps) > 0 && m.Steps[len(m.Steps)-1].Do == StepExtend
}

// isPlain reports whether the move costs what simply renewing does: it only renews, or it is extended, without a change
// of term, by less than the term that a renewal would buy.
func (m Move) isPlain() bool {
	if !m.isExtended() {
		return true
	}
	k := len(m.Steps) - 1
	charge := m.Steps[k].Charge
	start, end := charge.Bought.Start(), charge.Bought.End()
	return (k == 0 || m.Steps[k-1].Do == StepRenew) && end.Before(start.AddMonths(charge.Term().Months()))
}

// ends returns the renewal date after the move, and the field that has it.
func (m Move) ends() (field string, date calendar.Date) {
	if k := len(m.Steps) - 1; k >= 0 {
		return fmt.Sprintf("steps[%d].renewal", k), m.Steps[k].Renewal
	}
	return "from", m.From
}

// lastDay returns the day of the last step; the zero Date, which is before all days, if there is no step.
func (m Move) lastDay() calendar.Date {
	if k := len(m.Steps) - 1; k >= 0 {
		return m.Steps[k].Day
	}
	return calendar.Date{}
}

// checkOrder refuses a step that cannot follow those before it: one on an earlier day, one that does not begin at the
// renewal date to which they lead, a renewal for another length of term, and anything but a change of term and an
// extension after the renewals.
func (m Move) checkOrder(op string) error {
	var bad []error
	from, length := m.From, calendar.Term(0) // length is that of the renewals
	for i, s := range m.Steps {
		at := fmt.Sprintf("steps[%d].", i)
		if i > 0 && s.Day.Before(m.Steps[i-1].Day) {
			bad = append(bad, input.Errorf(op, at+"day", s.Day, input.ErrConflict,
				"is before the day of the step before it, %s", m.Steps[i-1].Day))
		}
		if rest := m.Steps[i+1:]; s.Do == StepExtend && len(rest) > 0 ||
			s.Do == StepSwitchTerm && (len(rest) == 0 || rest[0].Do != StepExtend) {
			bad = append(bad, input.Errorf(op, at+"do", s.Do, input.ErrConflict,
				"must be the last step, or followed by the extension that it is for"))
		}
		var good bool
		switch s.Do {
		case StepRenew:
			term := termBetween(from, s.Renewal)
			if good = term != 0 && (length == 0 || length == term); good {
				length = term
			}
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
				"does not follow from the renewal date before it, %s", from))
		}
		from = s.Renewal
	}
	return errors.Join(bad...)
}

// termBetween returns the length of term by which two days are the renewal dates before and after a renewal; zero if
// they are not. It counts both forwards and backwards, since the anchor is not known.
func termBetween(from, to calendar.Date) calendar.Term {
	for length := calendar.Monthly; length.IsValid(); length++ {
		if from.AddMonths(length.Months()) == to || to.AddMonths(-length.Months()) == from {
			return length
		}
	}
	return 0
}

// checkPrices refuses steps with different prices. All renewals of a member are for the same seats at the same list
// price, and cost the same. An extension is for those seats; it is also for the same length of term at the same list
// price, unless the term is changed first.
func (m Move) checkPrices(op string) error {
	if len(m.Steps) == 0 {
		return nil
	}
	var bad []error
	first := m.Steps[0]
	differs := func(i int, field string, got, want any) {
		bad = append(bad, input.Errorf(op, fmt.Sprintf("steps[%d].%s", i, field), got, input.ErrConflict,
			"must be %v, as in the first step", want))
	}
	for i, s := range m.Steps {
		if s.Do != StepRenew {
			continue
		}
		switch {
		case s.Seats != first.Seats:
			differs(i, "seats", s.Seats, first.Seats)
		case !s.SRP.Equal(first.SRP):
			differs(i, "srp", s.SRP, first.SRP)
		case !s.Amount.Equal(first.Amount):
			differs(i, "amount", s.Amount, first.Amount)
		}
	}
	if k := len(m.Steps) - 1; m.isExtended() {
		charge, switched := m.Steps[k].Charge, k > 0 && m.Steps[k-1].Do == StepSwitchTerm
		if first.Do == StepRenew && charge.Seats != first.Seats {
			differs(k, "charge.seats", charge.Seats, first.Seats)
		}
		if first.Do == StepRenew && !switched && !charge.SRP.Equal(first.SRP) {
			differs(k, "charge.srp", charge.SRP, first.SRP)
		}
		bad = append(bad, m.checkTerm(op, k, switched))
	}
	return errors.Join(bad...)
}

// checkTerm refuses an extension, the k-th step, that is not for the length of the renewals before it, and a change of
// term unless it is from annual to three-year. Implements coterm.switch-term-first.
func (m Move) checkTerm(op string, k int, switched bool) error {
	var renewed calendar.Term // the length of the renewals, if there are any
	if m.Steps[0].Do == StepRenew {
		renewed = termBetween(m.From, m.Steps[0].Renewal)
	}
	want := renewed
	if switched {
		want = calendar.ThreeYear
		if renewed != 0 && renewed != calendar.Annual {
			return input.Errorf(op, fmt.Sprintf("steps[%d].do", k-1), m.Steps[k-1].Do, input.ErrConflict,
				"is for annual subscriptions, and this one is %s", renewed)
		}
	}
	if term := m.Steps[k].Charge.Term(); want != 0 && term != want {
		return input.Errorf(op, fmt.Sprintf("steps[%d].charge", k), m.Steps[k].Charge, input.ErrConflict,
			"is for %s, and must be for %s", term, want)
	}
	return nil
}
