package coterm

import (
	"cmp"
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// RenewalRequest is a renewal on the day of a view, with the changes that it carries for the next term; a zero field
// carries none.
type RenewalRequest struct {
	SRP      money.Amount  `json:"srp"`                // list price of a seat for the next term, before tax
	Seats    int           `json:"seats,omitzero"`     // another number of seats
	Length   calendar.Term `json:"length,omitzero"`    // another length of term
	Offering string        `json:"offering,omitempty"` // another product

	NetTerms invoice.NetTerms `json:"netTerms,omitzero"` // for pay by invoice; otherwise zero
	// Payer is for a renewal that is switched to pay by invoice in its window, and requires net terms; zero if it is
	// quoted or paid otherwise.
	Payer lifecycle.PayerStatus `json:"payer,omitzero"`
	If    calendar.Date         `json:"if,omitzero"` // the expected renewal date, to refuse repeats; zero for any
}

// RenewalPrice is what a renewal costs, when it is charged, and the facts with it. It is plain data, and reads back
// from JSON.
type RenewalPrice struct {
	Decision       policy.Decision `json:"decision"`
	invoice.Priced                 // Request, Charge and Instalments of the full term; makes its Item
	Next           lifecycle.Facts `json:"next"` // the facts with the next term
}

// Renew prices a renewal on the day of a view, early or late, and records it. It charges the next term in full, with
// the pending changes and those that the renewal itself carries, in instalments if it is three years (see
// [invoice.Instalments]). Implements renewal.next-term, renewal.with-changes and invoice.annual-instalments.
//
// If [lifecycle.View.CanRenewWith] refuses it, the error is a [*policy.Refusal]; likewise if there is a Payer and
// [lifecycle.View.CanRenewByInvoice] refuses it, and for other net terms before the edition and while an invoice is
// overdue (order.overdue-balance). On net terms without a Payer it is a partner's quote that renews. Flex tokens have
// no term to price, and are an input error.
func Renew(v lifecycle.View, request RenewalRequest) (RenewalPrice, error) {
	const op = "coterm.Renew"
	bad := errors.Join(checkView(op, v, request.If), price.InUse(op, "srp", request.SRP, v.Day()), request.check(op))
	if bad != nil {
		return RenewalPrice{}, bad
	}
	if v.Kind() == policy.FlexTokens {
		return RenewalPrice{}, input.Errorf(op, "view", v.Kind(), input.ErrConflict, "has no term to be priced")
	}
	changes := lifecycle.RenewalChanges{Seats: request.Seats, Length: request.Length, Offering: request.Offering}
	d := request.decide(v, changes)
	next, err := v.Renew(changes)
	if len(input.All(err)) > 0 && !errors.Is(err, lifecycle.ErrLaterFacts) {
		return RenewalPrice{}, given(op, err) // bad input
	}
	if err := cmp.Or(d.Err(), err); err != nil {
		return RenewalPrice{}, given(op, err)
	}
	term := v.RenewalTerm(changes)
	service := price.Sure(term.Length.Service(term.Anchor, term.Start))
	var last lifecycle.BoughtTerm
	for bought := range v.Terms() { // without those that were returned
		last = bought
	}
	p, err := invoice.PriceTerm(v.Edition(), invoice.TermRequest{
		SRP: request.SRP, Seats: term.Seats, Service: service, Ordered: v.Day(), Renews: last.Length,
		NetTerms: request.NetTerms,
	})
	if err != nil {
		return RenewalPrice{}, given(op, err)
	}
	return RenewalPrice{Decision: d, Priced: p, Next: next.Facts()}, nil
}

// decide decides about a renewal that carries changes, and about its net terms. On net terms without a payer it is
// quoted, and with changes there are days for it on both sides of the renewal date: those under the edition count.
func (r RenewalRequest) decide(v lifecycle.View, changes lifecycle.RenewalChanges) policy.Decision {
	if r.Payer != 0 {
		return v.CanRenewByInvoice(r.Payer, changes) // which asks about net terms, too
	}
	d := v.CanRenewWith(changes)
	if r.NetTerms.IsZero() {
		return d
	}
	since := calendar.Since(v.Edition().FirstDay())
	if other := v.OtherRenewalDays(changes); d.Window.Intersect(since).IsZero() && !other.IsZero() {
		d.Window = other
	}
	d = byInvoice(d, v, r.NetTerms)
	quoted, later := !v.QuotedFrom(changes).IsZero(), d.Window.Intersect(calendar.Since(v.Day()))
	if d.Rule == rule.EditionBefore && quoted && !later.IsZero() {
		d.Remedy = policy.WaitForWindow // there are no quotes yet
	}
	return d
}

// check refuses a number of seats out of range, an invalid payer status, and a payer without net terms.
func (r RenewalRequest) check(op string) error {
	var bad []error
	if r.Seats != 0 {
		bad = append(bad, input.Count(op, "seats", r.Seats, proration.MaxSeats))
	}
	if r.Payer != 0 {
		_, err := r.Payer.MarshalText()
		bad = append(bad, input.At(err, op, "payer"))
		if r.NetTerms.IsZero() {
			bad = append(bad, input.Missing(op, "netTerms"))
		}
	}
	return errors.Join(bad...)
}

// Rules returns the rules that a renewal and its price rest on.
func (p RenewalPrice) Rules() []rule.ID {
	rules := append([]rule.ID{p.Decision.Rule, rule.RenewalNextTerm}, termRules(p.Priced)...)
	return append(rules, p.Charge.Rules()...)
}

// Explain returns the price, its parts, and the statement of each rule.
func (p RenewalPrice) Explain() string { return explain(p.Priced, "", p.Rules()) }
