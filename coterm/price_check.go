package coterm

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

func (p SeatPrice) check(op string) error {
	return errors.Join(allowed(op, "decision", p.Decision, rule.ChangeSeatsUp),
		checkDecision(op, p.Decision, policy.SelfService, p.Charge),
		checkPriced(op, p.Priced, p.Decision.Asked, p.Decision.Asked),
		p.checkSeats(op))
}

// checkSeats refuses facts that do not have the seats, or a renewal date up to which they are charged.
func (p SeatPrice) checkSeats(op string) error {
	if len(p.Next.Terms) == 0 {
		return input.Missing(op, "next.terms")
	}
	bad := []error{checkKind(op, p.Next)}
	end, length := p.Charge.Bought.End(), p.Request.Service.Term()
	if !slices.ContainsFunc(p.Next.Terms, func(t lifecycle.BoughtTerm) bool {
		return t.End == end && (length == 0 || t.Length == length) // without one the request is refused
	}) {
		bad = append(bad, input.Errorf(op, "next.terms", nil, input.ErrConflict,
			"has no term of that length that ends with the days priced, %s", p.Charge.Bought))
	}
	if !p.Next.AddsSeats(p.Charge.Seats, p.Decision.Asked) {
		bad = append(bad,
			input.Errorf(op, "next.changes", nil, input.ErrConflict, "does not add the %d seats of the price",
				p.Charge.Seats))
	}
	return errors.Join(bad...)
}

func (p ExtensionPrice) check(op string) error {
	var bad error
	reach := p.Reach
	limits := []calendar.Date{reach.FromTransaction, reach.FromRenewal, p.Next.Cancellation.Effective}
	if !slices.Contains(limits, reach.Latest) || reach.Latest.Before(p.Charge.Bought.End()) {
		bad = errors.Join(bad, input.Errorf(op, "reach.latest", reach.Latest, input.ErrConflict,
			"is not one of the limits, or is before the renewal date that was bought, %s", p.Charge.Bought.End()))
	}
	if by := lifecycle.ExtensionRule(p.Request.Service.Term()); reach.Rule != by {
		bad = errors.Join(bad, input.Errorf(op, "reach.rule", reach.Rule, input.ErrConflict,
			"must be %s, as in the price", by))
	}
	return errors.Join(bad, p.checkPrice(op))
}

// checkPrice is check without the reach, which an [ActPrice] does not have.
func (p ExtensionPrice) checkPrice(op string) error {
	var bad error
	if r := p.Request; r.Service.Covered() != r.Bought && !r.Service.IsZero() {
		bad = input.Errorf(op, "request.service", r.Service, input.ErrConflict, "must cover only the days bought, %s",
			r.Bought)
	}
	return errors.Join(bad,
		allowed(op, "decision", p.Decision, lifecycle.ExtensionRule(p.Request.Service.Term())),
		checkDecision(op, p.Decision, policy.Partner, p.Charge), input.Need(op, "extends", !p.Extends),
		checkPriced(op, p.Priced, p.Decision.Asked, p.Decision.Asked),
		checkTerm(op, p.Priced, p.Decision.Asked, p.Next))
}

// check allows the first instalment of an early renewal to be due either at the order or at the start of the term,
// since that depends on the edition.
func (p RenewalPrice) check(op string) error {
	ordered, start := p.Decision.Asked, p.Charge.Bought.Start()
	first, by := ordered, []rule.ID{rule.RenewalLate, rule.RenewalWithChanges}
	if ordered.Before(start) {
		by = []rule.ID{rule.RenewalWindow, rule.RenewalWithChanges, rule.InvoiceByRenewal}
	}
	if p.carries(start) {
		by = by[1:]
	}
	if len(p.Instalments) > 0 && p.Instalments[0].Date == start {
		first = calendar.Latest(first, start)
	}
	return errors.Join(
		allowed(op, "decision", p.Decision, by...),
		checkDecision(op, p.Decision, p.route(), p.Charge),
		input.Need(op, "renews", p.Renews == 0), checkPriced(op, p.Priced, ordered, first),
		checkTerm(op, p.Priced, ordered, p.Next))
}

// carries reports whether the facts show that the renewal carried changes to the term that starts on a day.
func (p RenewalPrice) carries(start calendar.Date) bool {
	return slices.ContainsFunc(p.Next.Changes, func(c lifecycle.Change) bool {
		return c.WithTerm && c.What != lifecycle.AutoRenewSwitched &&
			c.Asked == p.Decision.Asked && c.Effective == start
	})
}

// route returns how the renewal is ordered: by self-service if it is switched to pay by invoice, through a partner if
// it is late with changes, otherwise as the subscription requires.
func (p RenewalPrice) route() policy.Route {
	switch {
	case p.Decision.Rule == rule.InvoiceByRenewal:
		return policy.SelfService
	case p.Decision.Rule == rule.RenewalWithChanges && !p.Decision.Asked.Before(p.Charge.Bought.Start()):
		return policy.Partner
	}
	return 0
}

func (p PurchasePrice) check(op string) error {
	var ordered calendar.Date
	if len(p.Next.Terms) > 0 {
		ordered = p.Next.Terms[0].Ordered
	}
	return errors.Join(checkPriced(op, p.Priced, ordered, ordered), checkTerm(op, p.Priced, ordered, p.Next))
}

// checkKind refuses facts of what has no term to be priced.
func checkKind(op string, next lifecycle.Facts) error {
	if next.Kind != policy.Subscription {
		return input.Errorf(op, "next.kind", next.Kind, input.ErrConflict, "must be %s", policy.Subscription)
	}
	return nil
}

// checkTerm refuses facts whose last term, or number of seats, is not what is priced.
func checkTerm(op string, p invoice.Priced, ordered calendar.Date, next lifecycle.Facts) error {
	n := len(next.Terms)
	if n == 0 {
		return input.Missing(op, "next.terms")
	}
	bad := []error{checkKind(op, next)}
	last, at := next.Terms[n-1], fmt.Sprintf("next.terms[%d].", n-1)
	if last.Ordered != ordered {
		bad = append(bad, input.Errorf(op, at+"ordered", last.Ordered, input.ErrConflict,
			"must be %s, the day of the price", ordered))
	}
	if p.Extends == last.AlignedTo.IsZero() {
		bad = append(bad, input.Errorf(op, at+"alignedTo", last.AlignedTo, input.ErrConflict,
			"must be set if, and only if, the term is an extension"))
	}
	if covers := calendar.Span(last.Start, last.End); covers != p.Charge.Bought {
		bad = append(bad, input.Errorf(op, at+"end", last.End, input.ErrConflict,
			"does not end the days priced, %s", p.Charge.Bought))
	}
	if term := p.Request.Service.Term(); last.Length != term {
		bad = append(bad, input.Errorf(op, at+"length", last.Length, input.ErrConflict,
			"must be %s, as in the price", term))
	}
	before := func(t lifecycle.BoughtTerm) bool { return t.End == last.Start && t.Length == p.Renews }
	ends := func(t lifecycle.BoughtTerm) bool { return t.End == last.Start }
	if p.Extends && !slices.ContainsFunc(next.Terms, ends) {
		bad = append(bad, input.Errorf(op, "next.terms", nil, input.ErrConflict,
			"has no term that ends on %s, from where it is extended", last.Start))
	}
	if p.Renews != 0 && !slices.ContainsFunc(next.Terms, before) {
		bad = append(bad, input.Errorf(op, "renews", p.Renews, input.ErrConflict,
			"is not the length of a term that ends on %s", last.Start))
	}
	if !next.StartsWith(p.Charge.Seats) {
		bad = append(bad, input.Errorf(op, "next.seats", nil, input.ErrConflict,
			"must be %d, as in the price: bought with the first term, or changed", p.Charge.Seats))
	}
	return errors.Join(bad...)
}

// check compares the note, the purchase and the facts with what is given back.
func (c ReturnCredit) check(op string) error {
	if err := input.Within(c.Return.Check(), op, "return."); err != nil {
		return err
	}
	if err := allowed(op, "return.decision", c.Return.Decision); err != nil {
		return err
	}
	if err := c.checkOf(op); err != nil {
		return err
	}
	if len(c.Return.Lines) == 0 && len(c.Note.Lines) == 0 {
		return nil
	}
	of, err := invoice.CreditReturn(c.Return, c.Note.Number, c.Return.Decision.Asked)
	if err != nil {
		return input.At(err, op, "note")
	}
	if !c.Note.Equal(of) {
		return input.Errorf(op, "note", c.Note, input.ErrConflict, "must be %s, as for the return", of)
	}
	return nil
}

// allowed refuses a price whose decision is a refusal or, if rules are given, rests on none of them.
func allowed(op, field string, d policy.Decision, by ...rule.ID) error {
	switch {
	case d.Rule == "":
		return input.Missing(op, field)
	case !d.Allowed():
		return input.Errorf(op, field, d, input.ErrConflict, "refuses what is priced")
	case len(by) > 0 && !slices.Contains(by, d.Rule):
		return input.Errorf(op, field+".rule", d.Rule, input.ErrConflict, "does not decide about what is priced")
	}
	return nil
}

// checkDecision refuses a price whose decision has another route, or another edition than its charge.
func checkDecision(op string, d policy.Decision, want policy.Route, charge proration.Charge) error {
	if !d.Allowed() { // which has been reported
		return nil
	}
	var bad []error
	if d.Route != want {
		bad = append(bad, input.Errorf(op, "decision.route", nil, input.ErrConflict,
			"is not the route of what is priced"))
	}
	if of := charge.Edition; d.Edition != of && of != (policy.Fingerprint{}) { // without one it is reported
		bad = append(bad, input.Errorf(op, "decision.edition", d.Edition, input.ErrConflict,
			"must be %s, as in the charge", of))
	}
	return errors.Join(bad...)
}

// checkPriced refuses a price that contradicts itself, or whose instalments are on the wrong dates. The first is
// charged on the given day, each other one on the first day of its service year, or at the order if that is later.
func checkPriced(op string, p invoice.Priced, ordered, first calendar.Date) error {
	if p.Request.Service.IsZero() {
		return input.Missing(op, "request.service")
	}
	if len(p.Instalments) == 0 {
		return input.Missing(op, "instalments")
	}
	if err := input.Within(p.Check(), op, ""); err != nil {
		return err
	}
	var bad []error
	for i, part := range p.Instalments {
		start, want := part.Covers.Start(), first
		if i > 0 {
			want = calendar.Latest(start, ordered)
		}
		if part.Date != want {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("instalments[%d].date", i), part.Date, input.ErrConflict,
				"must be %s, the day on which it is charged", want))
		}
	}
	return errors.Join(bad...)
}

// check refuses an estimate that lacks its decision or its charge, or whose charge is of another day.
func (e NewProductEstimate) check(op string) error {
	bad := []error{
		allowed(op, "decision", e.Decision, rule.CotermNewProduct),
		checkDecision(op, e.Decision, policy.Partner, e.Charge),
	}
	if err := e.Charge.Check(); err != nil {
		return errors.Join(append(bad, input.Within(err, op, "charge."))...)
	}
	if start := e.Charge.Bought.Start(); start != e.Decision.Asked {
		bad = append(bad, input.Errorf(op, "charge.bought", e.Charge.Bought, input.ErrConflict,
			"does not begin on the day of the decision, %s", e.Decision.Asked))
	}
	return errors.Join(bad...)
}
