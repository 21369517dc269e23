package order

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// RenewalDecisions are what an order must know about the renewal that it makes, as of the day of the order: [RenewalOf]
// returns them. They are plain data, and read back from JSON. The zero RenewalDecisions are for an order that renews
// nothing.
type RenewalDecisions struct {
	// Decision is whether the subscription can be renewed that day, with what the renewal carries: the answer of
	// [lifecycle.View.CanRenewWith]. If it is a refusal, every channel refuses.
	Decision policy.Decision `json:"decision"`
	// OtherDays are the days on which the renewal can be made besides those in the window of Decision, as
	// [lifecycle.View.OtherRenewalDays] has them. There are such days only if the renewal carries changes and the
	// edition begins after the renewal date: one of the two parts is before QuotedFrom, the other after it.
	OtherDays calendar.Period `json:"otherDays,omitzero"`
	// ByInvoice is whether that renewal can be switched to pay by invoice: the answer of
	// [lifecycle.View.CanRenewByInvoice]. It is required for paying a renewal by invoice online or through sales.
	ByInvoice policy.Decision `json:"byInvoice,omitzero"`
	// QuotedFrom is the first day on which the renewal can be made only by a partner's quote: the renewal date, if the
	// renewal carries changes. The zero Date means that it never takes a quote.
	QuotedFrom calendar.Date `json:"quotedFrom,omitzero"`
}

// RenewalOf returns what an order must know about a renewal on the day of a view, with the seats, the term or the
// product that the renewal changes. The payer status is for a renewal that is paid by invoice; the zero PayerStatus
// counts as NoPayer. Implements renewal.with-changes and invoice.by-renewal.
func RenewalOf(v lifecycle.View, changes lifecycle.RenewalChanges, payer lifecycle.PayerStatus) RenewalDecisions {
	return RenewalDecisions{
		Decision: v.CanRenewWith(changes), OtherDays: v.OtherRenewalDays(changes),
		ByInvoice: v.CanRenewByInvoice(payer, changes), QuotedFrom: v.QuotedFrom(changes),
	}
}

// UnmarshalJSON reads a renewal strictly: an unknown or duplicate key is an error with its path. Other errors are a
// missing decision, and decisions that contradict each other or QuotedFrom. An error leaves the value as it was.
func (r *RenewalDecisions) UnmarshalJSON(data []byte) error {
	const op = "order.RenewalDecisions.UnmarshalJSON"
	type plain RenewalDecisions // without this method
	var read plain
	if err := strict.Decode(op, "renewal", data, &read); err != nil {
		return err
	}
	if err := RenewalDecisions(read).check(op); err != nil {
		return err
	}
	*r = RenewalDecisions(read)
	return nil
}

// check refuses a renewal that contradicts itself.
func (r RenewalDecisions) check(op string) error {
	d := r.Decision
	if d.Rule == "" {
		return input.Missing(op, "decision")
	}
	bad := []error{checkAnswer(op, "decision", d, rule.RenewalWindow, rule.RenewalLate, rule.RenewalWithChanges)}
	if d.Remedy == policy.WaitForWindow && !isLater(d.Window, d.Asked) {
		bad = append(bad, input.Errorf(op, "decision.remedy", d.Remedy, input.ErrConflict,
			"must not be set: no day of the window is to come"))
	}
	quoted := !r.QuotedFrom.IsZero() && !d.Asked.Before(r.QuotedFrom)
	switch {
	case !d.Allowed():
	case d.Rule == rule.RenewalLate && !r.QuotedFrom.IsZero():
		bad = append(bad, input.Errorf(op, "quotedFrom", r.QuotedFrom, input.ErrConflict,
			"must not be set: the renewal is late, without changes"))
	case quoted != (d.Route == policy.Partner):
		bad = append(bad, input.Errorf(op, "quotedFrom", r.QuotedFrom, input.ErrConflict,
			"must be the renewal date if, and only if, the renewal goes through a partner from then on"))
	}
	if r.ByInvoice != (policy.Decision{}) {
		bad = append(bad, r.checkByInvoice(op))
	}
	return errors.Join(append(bad, r.checkOtherDays(op))...)
}

// checkOtherDays refuses other days that are not across the renewal date from the window of the decision.
func (r RenewalDecisions) checkOtherDays(op string) error {
	window, other := r.Decision.Window, r.OtherDays
	if other.IsZero() {
		return nil
	}
	early, late := calendar.Until(r.QuotedFrom), calendar.Since(r.QuotedFrom)
	within := func(days, part calendar.Period) bool { return !days.IsZero() && days.Intersect(part) == days }
	if within(window, early) && within(other, late) || within(window, late) && within(other, early) {
		return nil
	}
	return input.Errorf(op, "otherDays", other, input.ErrConflict,
		"must be on the other side of the renewal date than the window of the decision, %s", window)
}

// checkByInvoice refuses an answer about paying by invoice that does not fit the decision about the renewal.
func (r RenewalDecisions) checkByInvoice(op string) error {
	b, d := r.ByInvoice, r.Decision
	if err := checkAnswer(op, "byInvoice", b, rule.InvoiceByRenewal); err != nil {
		return err
	}
	switch {
	case b.Asked != d.Asked:
		return input.Errorf(op, "byInvoice.asked", b.Asked, input.ErrConflict,
			"must be %s, as for the renewal", d.Asked)
	case b.Edition != d.Edition:
		return input.Errorf(op, "byInvoice.edition", b.Edition, input.ErrConflict,
			"must be %s, as for the renewal", d.Edition)
	case b.Allowed() && b.Route != policy.SelfService:
		return input.Errorf(op, "byInvoice.route", b.Route, input.ErrConflict, "must be %s", policy.SelfService)
	case b.Allowed() && !d.Allowed():
		return input.Errorf(op, "byInvoice", b, input.ErrConflict, "must not be yes: the renewal is refused")
	case b.Window.Intersect(d.Window) != b.Window:
		return input.Errorf(op, "byInvoice.window", b.Window, input.ErrConflict,
			"must be within that of the renewal, %s", d.Window)
	case !r.QuotedFrom.IsZero() && b.Window.Intersect(calendar.Until(r.QuotedFrom)) != b.Window:
		return input.Errorf(op, "byInvoice.window", b.Window, input.ErrConflict,
			"must end on the renewal date, %s", r.QuotedFrom)
	}
	return nil
}

// checkAnswer refuses a yes to another question: it must rest on one of the given rules.
func checkAnswer(op, field string, d policy.Decision, rules ...rule.ID) error {
	if d.Allowed() && !slices.Contains(rules, d.Rule) {
		return input.Errorf(op, field+".rule", d.Rule, input.ErrConflict, "does not allow it; one of: %v",
			rules)
	}
	return nil
}

// checkAsked refuses a renewal that was decided on another day, or under another edition.
func (r RenewalDecisions) checkAsked(op string, ed policy.Edition, day calendar.Date) error {
	switch d := r.Decision; {
	case d.Rule == "": // which has been reported
	case d.Asked != day:
		return input.Errorf(op, "renewal.decision.asked", d.Asked, input.ErrConflict,
			"must be %s, the day of the order", day)
	case d.Edition != ed.Fingerprint():
		return input.Errorf(op, "renewal.decision.edition", d.Edition, input.ErrConflict,
			"must be %s, the edition of the order", ed.Fingerprint())
	}
	return nil
}

// isRenewal reports whether the order makes a renewal.
func (r Request) isRenewal() bool { return r.Renewal != RenewalDecisions{} }
