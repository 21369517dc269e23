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

// RenewalRequest is a renewal on the day of a view, with what it carries for the next term; zero fields carry nothing.
type RenewalRequest struct {
	SRP      money.Amount  `json:"srp"`                // list price of a seat for the term that is renewed, before tax
	Seats    int           `json:"seats,omitzero"`     // another number of seats
	Length   calendar.Term `json:"length,omitzero"`    // another length of term
	Offering string        `json:"offering,omitempty"` // another product

	NetTerms invoice.NetTerms `json:"netTerms,omitzero"` // of pay by invoice; otherwise none
	// Payer is of a renewal that is switched to pay by invoice in its window, and needs net terms; zero if it is quoted
	// or paid otherwise.
	Payer lifecycle.PayerStatus `json:"payer,omitzero"`
	If    calendar.Date         `json:"if,omitzero"` // the renewal date that is expected of one that may be repeated
}

// RenewalPrice is what a renewal costs, when, and the facts with it. It is plain data, and reads back from JSON.
type RenewalPrice struct {
	Decision       policy.Decision `json:"decision"`
	invoice.Priced                 // Request, Charge and Instalments of the full term; makes its Item
	Next           lifecycle.Facts `json:"next"` // the facts with the next term
}

// Renew prices a renewal on the day of a view, early or late, and records it: the next term in full, with the changes
// that are pending or that the renewal itself carries. Its instalments are those of [invoice.Instalments]. Implements
// renewal.next-term, renewal.with-changes and invoice.annual-instalments.
//
// What [lifecycle.View.CanRenewWith] refuses gives a [*policy.Refusal]. So does what [lifecycle.View.CanRenewByInvoice]
// refuses, if there is a Payer, and so do net terms while an invoice is overdue (order.overdue-balance). Flex tokens
// have no term to price, and are an input error.
func Renew(v lifecycle.View, request RenewalRequest) (RenewalPrice, error) {
	const op = "coterm.Renew"
	bad := errors.Join(checkView(op, v, request.If), checkCurrency(op, "srp", v, request.SRP), request.check(op))
	if bad != nil {
		return RenewalPrice{}, bad
	}
	if v.Kind() == policy.FlexTokens {
		return RenewalPrice{}, input.Errorf(op, "view", v.Kind(), input.ErrConflict, "have no term to be priced")
	}
	changes := lifecycle.RenewalChanges{Seats: request.Seats, Length: request.Length, Offering: request.Offering}
	d := v.CanRenewWith(changes)
	if request.Payer != 0 {
		d = v.CanRenewByInvoice(request.Payer, changes)
	}
	next, err := v.Renew(changes)
	if len(input.All(err)) > 0 && !errors.Is(err, lifecycle.ErrLaterFacts) {
		return RenewalPrice{}, given(op, err) // bad input
	}
	if err := cmp.Or(d.Err(), checkByInvoice(v, request.NetTerms), err); err != nil {
		return RenewalPrice{}, given(op, err)
	}
	term := v.RenewalTerm(changes)
	service := price.Sure(term.Length.Service(term.Anchor, term.Start))
	var last lifecycle.BoughtTerm
	for bought := range v.Terms() { // what was returned is not among them
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

// check refuses seats that there cannot be, a payer that is not known, and one without the net terms by which he pays.
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

// Explain reads the price out, its parts, and what each of the rules says.
func (p RenewalPrice) Explain() string { return explain(p.Priced, "", p.Rules()) }
