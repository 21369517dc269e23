package coterm

import (
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

// ExtensionRequest is an extension to be bought on the day of a view.
type ExtensionRequest struct {
	To       lifecycle.View   // the subscription whose renewal date is the target, on the same day
	SRP      money.Amount     // list price of one seat for a full term of the next length, before tax
	NetTerms invoice.NetTerms // for pay by invoice; otherwise zero
	If       calendar.Date    // the expected renewal date, to refuse repeats; zero for any
}

// ExtensionPrice is what an extension costs, when it is charged, and the facts with it. It is plain data, and reads
// back from JSON.
type ExtensionPrice struct {
	Decision       policy.Decision          `json:"decision"`
	Reach          lifecycle.ExtensionReach `json:"reach"` // how far the extension could have gone
	invoice.Priced                          // Request, Charge and Instalments of the days in between; makes its Item
	Next           lifecycle.Facts          `json:"next"` // the facts with the extension
}

// Extend prices an extension on the day of a view, and records it: from then on the subscription renews with its target
// and follows the target's anchor (coterm.re-anchor). The days from the renewal date up to the target are charged, for
// the number of seats from the renewal date on; nothing that was bought is given back (coterm.no-refund). The whole
// price is charged at once; under the other reading of coterm.extend-charge a three-year extension is charged yearly,
// on the anniversaries of the old renewal date.
//
// The target may be under another edition, which decides its renewal date and its anchor. Whether the subscription can
// be extended to that date, and what it costs, is decided by the edition of the view.
//
// If [lifecycle.View.CanExtendTo] refuses it, the error is a [*policy.Refusal]; likewise for net terms while an invoice
// is overdue (order.overdue-balance).
func Extend(v lifecycle.View, request ExtensionRequest) (ExtensionPrice, error) {
	const op = "coterm.Extend"
	if err := errors.Join(checkView(op, v, request.If), price.InUse(op, "srp", request.SRP, v.Day())); err != nil {
		return ExtensionPrice{}, err
	}
	if request.To.Subscription().IsZero() {
		return ExtensionPrice{}, input.Missing(op, "to")
	}
	d := byInvoice(v.CanExtendTo(request.To), v, request.NetTerms)
	if err := d.Err(); err != nil {
		return ExtensionPrice{}, err
	}
	next := v.NextTerm()
	asked := extension(next, next.Length, request.To.Renewal(), request.SRP)
	p := invoice.Priced{Request: asked, Extends: true, NetTerms: request.NetTerms}
	p, err := priced(op, v.Edition(), p, []calendar.Period{asked.Bought}, v.Day()) // or cut by the edition
	if err != nil {
		return ExtensionPrice{}, err
	}
	after, err := v.Extend(request.To)
	if err != nil {
		return ExtensionPrice{}, given(op, err)
	}
	return ExtensionPrice{
		Decision: d, Reach: price.Sure(v.ExtensionReach()), Priced: p, Next: after.Facts(),
	}, nil
}

// extension is what an extension buys: the days from a renewal date up to a target, and the length of term whose price
// they have.
func extension(
	next lifecycle.NextTerm, length calendar.Term, target calendar.Date, srp money.Amount,
) proration.PriceRequest {
	bought := calendar.Span(next.Start, target)
	service := price.Sure(calendar.NewService(length, next.Anchor, bought))
	return proration.PriceRequest{SRP: srp, Seats: next.Seats, Service: service, Bought: bought}
}

// Rules returns the rules that an extension and its price rest on, that of the limit first. They include
// coterm.no-refund, since nothing that was bought is given back.
func (p ExtensionPrice) Rules() []rule.ID {
	rules := []rule.ID{
		p.Decision.Rule, rule.CotermExtendWindow, rule.CotermExtendFuture, rule.CotermExtendCharge,
		rule.CotermExtendPartner,
		rule.CotermNoRefund, rule.CotermReAnchor,
	}
	return append(rules, p.Charge.Rules()...)
}

// Explain returns the price, its parts, how far it could have reached, and the statement of each rule.
func (p ExtensionPrice) Explain() string {
	return explain(p.Priced, "at the latest "+p.Reach.String(), p.Rules())
}
