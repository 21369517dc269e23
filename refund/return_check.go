package refund

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Check refuses a return that contradicts itself, and names every bad field: a missing decision or occasion; a decision
// without its day or edition, with a route, or with a window that is open on a side or that its rule does not give; a
// deadline that is not the last day of the window; a refusal with lines; amounts that cannot be paid out; and a net,
// tax or total that is not the sum of the lines. Code that pays a return out calls it first. It cannot compare the
// lines with the purchase, which is not part of a Return; [Check] does. Implements refund.amount.
func (r Return) Check() error { return r.check("refund.Return.Check") }

// CheckOf returns an error if an allowed return cannot belong to a purchase: its occasion, its rule, the first day of
// its window and its By must be those of the purchase, and its lines must be what is left of what was paid. It cannot
// check how long the window is, since that depends on the edition. A return that was refused always passes; a purchase
// that [Check] would refuse under every edition is an error.
func (r Return) CheckOf(p Purchase) error {
	const op = "refund.Return.CheckOf"
	if !r.Decision.Allowed() {
		return nil
	}
	if err := p.check(op, policy.Edition{}); err != nil {
		return input.Within(err, op, "purchase.")
	}
	bad := []error{r.checkLinesOf(op, p.Paid)}
	if r.Event != p.Event {
		bad = append(bad,
			input.Errorf(op, "event", r.Event, input.ErrConflict, "must be %s, as for the purchase", p.Event))
	}
	w := windowOf(policy.RefundRules{}, p)
	if r.Decision.Rule != w.rule {
		bad = append(bad, input.Errorf(op, "decision.rule", r.Decision.Rule, input.ErrConflict,
			"must be %s, as for the purchase", w.rule))
	}
	if r.By != w.by {
		bad = append(bad, input.Errorf(op, "by", r.By, input.ErrConflict, "must be %s, as for the purchase", w.by))
	}
	if first := r.Decision.Window.Start(); first != p.Ordered {
		bad = append(bad, input.Errorf(op, "decision.window", r.Decision.Window, input.ErrConflict,
			"does not begin on the day of the order, %s", p.Ordered))
	}
	return errors.Join(bad...)
}

// checkLinesOf refuses lines that are not what is left of what was paid.
func (r Return) checkLinesOf(op string, paid []PaidLine) error {
	if len(r.Lines) != len(paid) {
		return input.Errorf(op, "lines", nil, input.ErrConflict, "has %d entries, but %d lines were paid", len(r.Lines),
			len(paid))
	}
	var bad []error
	for i, p := range paid {
		line, want, at := r.Lines[i], p.line(), fmt.Sprintf("lines[%d].", i)
		if line.Description != want.Description {
			bad = append(bad, input.Errorf(op, at+"description", line.Description, input.ErrConflict,
				"must be %q, as paid", want.Description))
		}
		for _, a := range []struct {
			field    string
			is, want money.Amount
		}{{"net", line.Net, want.Net}, {"tax", line.Tax, want.Tax}} {
			if !a.is.Equal(a.want) {
				bad = append(bad, input.Errorf(op, at+a.field, a.is, input.ErrConflict,
					"must be %s, what is left of what was paid", a.want))
			}
		}
		if !slices.EqualFunc(line.Taxes, want.Taxes, TaxPart.Equal) {
			bad = append(bad, input.Errorf(op, at+"taxes", nil, input.ErrConflict,
				"must be what is left of the taxes that were paid"))
		}
	}
	return errors.Join(bad...)
}

func (r Return) check(op string) error {
	var bad []error
	_, err := r.Event.MarshalText()
	bad = append(bad, r.checkRule(op), input.At(err, op, "event"), r.checkDecision(op), r.checkDeadline(op))
	if err := errors.Join(append(bad, r.checkLines(op))...); err != nil {
		return err
	}
	return r.checkSums(op)
}

// checkRule refuses a decision by a rule that does not decide about returns or that allows none, and a By that is not
// that of the rule.
func (r Return) checkRule(op string) error {
	by := Started
	switch r.Decision.Rule { //nolint:exhaustive // the others do not decide about returns
	case "":
		return input.Missing(op, "decision.rule")
	case rule.RefundMonthly:
		by = Made
	case rule.RefundLong, rule.RefundMaintenance, rule.RefundFlex:
	case rule.RefundExcluded, rule.RefundDirectOnly, rule.RefundAmount:
		if !r.Decision.Allowed() {
			return nil
		}
		fallthrough
	default:
		return input.Errorf(op, "decision.rule", r.Decision.Rule, input.ErrConflict, "does not allow returns")
	}
	if r.By != 0 && r.By != by {
		return input.Errorf(op, "by", r.By, input.ErrConflict, "must be %s under rule %s", by, r.Decision.Rule)
	}
	return nil
}

// checkDecision refuses a decision that [Check] cannot have made, whatever the edition.
func (r Return) checkDecision(op string) error {
	d, bad := r.Decision, []error(nil)
	if d.Rule == "" {
		return nil // which has been reported
	}
	if d.Asked.IsZero() {
		bad = append(bad, input.Missing(op, "decision.asked"))
	}
	if d.Edition.IsZero() {
		bad = append(bad, input.Missing(op, "decision.edition"))
	}
	if d.Route != 0 {
		bad = append(bad, notSet(op, "decision.route", d.Route, "a return has no route"))
	}
	if d.Rule == rule.RefundFlex && (r.Event == SeatsAdded || r.Event == Aligned) {
		bad = append(bad, input.Errorf(op, "event", r.Event, input.ErrConflict,
			"is not possible: Flex tokens have neither seats nor a term"))
	}
	never := !d.Allowed() &&
		(d.Rule == rule.RefundExcluded || d.Rule == rule.RefundDirectOnly || d.Rule == rule.RefundAmount) ||
		d.Rule == rule.RefundFlex && r.Event == Renewed
	switch w := d.Window; {
	case w.IsZero():
	case never:
		bad = append(bad, notSet(op, "decision.window", w, "there is no day for such a return"))
	case w.Start().IsZero():
		bad = append(bad, input.Missing(op, "decision.window.firstDay"))
	case w.LastDay().IsZero():
		bad = append(bad, input.Missing(op, "decision.window.lastDay"))
	}
	return errors.Join(bad...)
}

// checkDeadline refuses a deadline that is not the last day of the window, and one that does not say what it is for.
func (r Return) checkDeadline(op string) error {
	var bad []error
	var last calendar.Date // zero without a window
	if !r.Decision.Window.IsZero() {
		last = r.Decision.Window.LastDay()
	}
	switch {
	case r.Deadline == last:
	case r.Deadline.IsZero():
		bad = append(bad, input.Missing(op, "deadline"))
	case last.IsZero():
		bad = append(bad, notSet(op, "deadline", r.Deadline, "the window has no last day"))
	default:
		bad = append(bad, input.Errorf(op, "deadline", r.Deadline, input.ErrConflict,
			"must be %s, the last day of the window", last))
	}
	switch {
	case last.IsZero() && r.By != 0:
		bad = append(bad, notSet(op, "by", r.By, "the window has no last day"))
	case !last.IsZero():
		_, err := r.By.MarshalText()
		bad = append(bad, input.At(err, op, "by"))
	}
	return errors.Join(bad...)
}

// checkLines refuses lines of a refusal, and amounts that cannot be paid out.
func (r Return) checkLines(op string) error {
	n := len(r.Lines)
	if n == 0 {
		return nil
	}
	if !r.Decision.Allowed() {
		return notSet(op, "lines", nil, "the decision refuses the return")
	}
	if err := input.Length(op, "lines", n, maxLines); err != nil {
		return err
	}
	var bad []error
	currency := r.Lines[0].Net.Currency()
	for i, line := range r.Lines {
		bad = append(bad, line.check(op, fmt.Sprintf("lines[%d].", i), currency))
	}
	return errors.Join(bad...)
}

// check refuses a line that contradicts itself, or is not in the currency.
func (r ReturnedLine) check(op, at string, currency money.Currency) error {
	var bad []error
	if r.Description != "" {
		bad = append(bad, input.Name(op, at+"description", r.Description, maxText))
	}
	tax := checkAmount(op, at+"tax", r.Tax, cmp.Or(currency, r.Net.Currency()))
	net := checkAmount(op, at+"net", r.Net, currency)
	bad = append(bad, net, tax)
	if net == nil && tax == nil {
		bad = append(bad, r.checkTaxes(op, at))
	}
	return errors.Join(bad...)
}

// checkTaxes refuses taxes that do not add up to the tax, or do not follow from their rates and the net price.
func (r ReturnedLine) checkTaxes(op, at string) error {
	if err := checkTaxes(op, at, "taxes", r.Taxes, "tax", r.Tax); err != nil {
		return err
	}
	return checkRates(op, at, "taxes", r.Taxes, r.Net)
}

// checkSums refuses amounts that are not the sums of the lines, which have been checked.
func (r Return) checkSums(op string) error {
	var sum Return
	if len(r.Lines) > 0 {
		lines := make([]PaidLine, len(r.Lines))
		for i, line := range r.Lines {
			lines[i] = PaidLine{Net: line.Net, Tax: line.Tax}
		}
		if err := sum.giveBack(lines); err != nil {
			return input.At(err, op, "lines")
		}
	}
	var bad []error
	for _, a := range []struct {
		field     string
		said, sum money.Amount
	}{{"net", r.Net, sum.Net}, {"tax", r.Tax, sum.Tax}, {"total", r.Total, sum.Total}} {
		switch {
		case a.said.Equal(a.sum):
		case a.said.IsZero():
			bad = append(bad, input.Missing(op, a.field))
		case a.sum.IsZero():
			bad = append(bad, notSet(op, a.field, a.said, "there are no lines"))
		default:
			bad = append(bad, input.Errorf(op, a.field, a.said, input.ErrConflict,
				"is not the sum of the lines, %s", a.sum))
		}
	}
	return errors.Join(bad...)
}
