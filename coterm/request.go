package coterm

import (
	"errors"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// checkView refuses a view without facts, and a renewal date that is not the one that a request expects.
func checkView(op string, v lifecycle.View, expected calendar.Date) error {
	switch {
	case v.Subscription().IsZero():
		return input.Missing(op, "view")
	case v.Day().IsZero():
		return input.Missing(op, "view.day")
	case !expected.IsZero() && expected != v.Renewal():
		return input.Errorf(op, "if", expected, input.ErrConflict, "is not the renewal date, which is %s", v.Renewal())
	}
	return nil
}

// checkSeats refuses a number of seats that is not the one that a request expects; 0 expects nothing.
func checkSeats(op string, v lifecycle.View, expected int) error {
	if expected == 0 || v.Subscription().IsZero() || v.Day().IsZero() || expected == v.Seats() {
		return nil
	}
	return input.Errorf(op, "ifSeats", expected, input.ErrConflict, "is not the number of seats, which is %d",
		v.Seats())
}

// byInvoice returns the decision about an act that is paid on net terms, given the decision about the act itself. A day
// before the edition is the first reason to refuse the act, and an invoice past its due date is the last. Without net
// terms the decision is unchanged. Implements order.overdue-balance and, for net terms, edition.before.
func byInvoice(d policy.Decision, v lifecycle.View, terms invoice.NetTerms) policy.Decision {
	if terms.IsZero() {
		return d
	}
	ed, allowed := v.Edition(), d.Allowed()
	d.Window = d.Window.Intersect(calendar.Since(ed.FirstDay()))
	var due calendar.Date
	for b := range v.Overdue() {
		due = calendar.Earliest(due, b.Due)
	}
	if !due.IsZero() {
		d.Window = d.Window.Intersect(calendar.Until(due.AddDays(1)))
	}
	switch {
	case !ed.Covers(v.Day()) && (allowed || v.Kind() != policy.Trial): // what a trial cannot do, it can on no day
		d.Rule, d.Route, d.Remedy = rule.EditionBefore, 0, policy.AskSeller
	case due.IsZero():
	case allowed:
		d.Rule, d.Route, d.Remedy = rule.OrderOverdueBalance, 0, policy.PayOverdue
	case d.Remedy == policy.WaitForWindow: // waiting alone does not help
		d.Remedy = policy.PayOverdue
	}
	return d
}

// chargeFor prices a request; its input errors name the operation op.
func chargeFor(op string, ed policy.Edition, request proration.PriceRequest) (proration.Charge, error) {
	charge, err := proration.Price(ed, request)
	return charge, given(op, err)
}

// given renames the operation of every input error that a lower package found.
func given(op string, err error) error {
	if err == nil {
		return nil
	}
	var bad []error
	for _, e := range input.All(err) {
		bad = append(bad, input.At(e, op, strings.TrimPrefix(e.Field, "request.")))
	}
	if len(bad) == 0 {
		return err // a refusal
	}
	return errors.Join(bad...)
}
