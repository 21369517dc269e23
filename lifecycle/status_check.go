package lifecycle

import (
	"errors"
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/rule"
)

// UnmarshalJSON reads a status strictly, as [BoughtTerm.UnmarshalJSON] does. A status that has more than its day is
// checked against itself:
//
//   - the rule is known, and the phase can rest on it;
//   - Since is not after the day, and is missing only if there is no phase;
//   - Until is after the day, NextPhase is later than the phase in the order of a lapse, and both are missing only if
//     the phase is Canceled;
//   - the renewal date is there, and Ended says whether it has come;
//   - a status is provisional, and rests on renewal.awaited, if it is Active although the renewal date has come, and
//     only then;
//   - Overdue is set if it is Expired or Suspended before the renewal date, and Prepay only if it is Canceled.
func (s *Status) UnmarshalJSON(data []byte) error {
	const op = "lifecycle.Status.UnmarshalJSON"
	type plain Status // without this method
	var read plain
	if err := strict.Decode(op, "status", data, &read); err != nil {
		return err
	}
	if err := Status(read).check(op); err != nil {
		return err
	}
	*s = Status(read)
	return nil
}

// check refuses a status that contradicts itself, as [Status.UnmarshalJSON] says.
func (s Status) check(op string) error {
	if s == (Status{Day: s.Day}) && !s.Day.IsZero() {
		return nil
	}
	if err := errors.Join(input.Need(op, "day", s.Day.IsZero()), input.Rule(op, "rule", s.Rule)); err != nil {
		return err
	}
	bad := []error{s.checkSince(op), s.checkUntil(op), s.checkNext(op), s.checkRenewal(op), s.checkDebts(op)}
	if awaited := s.Phase == Active && !s.Day.Before(s.Renewal); s.Provisional != awaited {
		bad = append(bad, input.Errorf(op, "provisional", s.Provisional, input.ErrConflict,
			"must be %t: the phase is %s, and the renewal date is %s", awaited, s.Phase, s.Renewal))
	}
	if !slices.Contains(s.Phase.rules(), s.Rule) || s.Provisional != (s.Rule == rule.RenewalAwaited) {
		bad = append(bad, input.Errorf(op, "rule", s.Rule, input.ErrConflict,
			"is not one that the phase rests on: %s, provisional %t", s.Phase, s.Provisional))
	}
	return errors.Join(bad...)
}

// checkDebts refuses what is said of unpaid invoices, if the phase says something else.
func (s Status) checkDebts(op string) error {
	lapsed := s.Phase == Expired || s.Phase == Suspended
	switch {
	case lapsed && s.Day.Before(s.Renewal) && !s.Overdue:
		return input.Errorf(op, "overdue", s.Overdue, input.ErrConflict,
			"must be true: it is %s before %s, the renewal date",
			s.Phase, s.Renewal)
	case s.Prepay && s.Phase != Canceled:
		return input.Errorf(op, "prepay", s.Prepay, input.ErrConflict, "must be false: the phase is %s", s.Phase)
	}
	return nil
}

func (s Status) checkSince(op string) error {
	switch {
	case s.Phase == 0 && !s.Since.IsZero():
		return input.Errorf(op, "since", s.Since, input.ErrConflict, "must not be set: there is no phase")
	case s.Phase != 0 && s.Since.IsZero():
		return input.Missing(op, "since")
	case s.Since.After(s.Day):
		return input.Errorf(op, "since", s.Since, input.ErrConflict, "is after the day, %s", s.Day)
	}
	return nil
}

func (s Status) checkUntil(op string) error {
	switch {
	case s.Phase == Canceled && !s.Until.IsZero():
		return input.Errorf(op, "until", s.Until, input.ErrConflict, "must not be set: %s has no end", s.Phase)
	case s.Phase != Canceled && s.Until.IsZero():
		return input.Missing(op, "until")
	case s.Phase != Canceled && !s.Until.After(s.Day):
		return input.Errorf(op, "until", s.Until, input.ErrConflict, "is not after the day, %s", s.Day)
	}
	return nil
}

func (s Status) checkNext(op string) error {
	switch {
	case s.Until.IsZero() && s.NextPhase != 0:
		return input.Errorf(op, "nextPhase", s.NextPhase, input.ErrConflict, "must not be set: there is no until")
	case !s.Until.IsZero() && s.NextPhase == 0:
		return input.Missing(op, "nextPhase")
	case !s.Until.IsZero() && s.NextPhase <= s.Phase:
		return input.Errorf(op, "nextPhase", s.NextPhase, input.ErrConflict, "does not follow the phase, %s", s.Phase)
	}
	return nil
}

func (s Status) checkRenewal(op string) error {
	switch ended := !s.Day.Before(s.Renewal); {
	case s.Renewal.IsZero():
		return input.Missing(op, "renewal")
	case s.Ended != ended:
		return input.Errorf(op, "ended", s.Ended, input.ErrConflict, "must be %t on %s: the renewal date is %s", ended,
			s.Day, s.Renewal)
	}
	return nil
}

// rules lists the rules that a phase can rest on.
func (v Phase) rules() []rule.ID {
	switch v {
	case Active:
		return []rule.ID{rule.LapseStart, rule.RenewalAwaited}
	case Expired:
		return []rule.ID{rule.LapseExpiredDays}
	case Suspended:
		return []rule.ID{rule.LapseSuspendedDays}
	case Canceled:
		return []rule.ID{
			rule.LapseCanceled, rule.RenewalCanceledFinal, rule.RefundEffect, rule.LapseExempt, rule.TrialConvert,
			rule.EditionBefore,
		}
	}
	return []rule.ID{rule.TermLength}
}
