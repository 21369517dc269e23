package coterm

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// ConversionRequest is the paid subscription that a trial is to become on the day of a view.
type ConversionRequest struct {
	Length   calendar.Term    `json:"length"`            // of the first term
	Seats    int              `json:"seats"`             // bought with it
	SRP      money.Amount     `json:"srp"`               // list price of a seat for the full term, before tax
	NetTerms invoice.NetTerms `json:"netTerms,omitzero"` // for pay by invoice; otherwise zero
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (r *ConversionRequest) UnmarshalJSON(data []byte) error {
	type plain ConversionRequest // without this method
	return strict.Into("coterm.ConversionRequest.UnmarshalJSON", "request", data, (*plain)(r))
}

// ConversionPrice is what the conversion of a trial costs, when it is charged, and the facts of the subscription. It is
// plain data, and reads back from JSON.
type ConversionPrice struct {
	Decision       policy.Decision `json:"decision"`
	invoice.Priced                 // Request, Charge and Instalments of the full term; makes its Item
	Next           lifecycle.Facts `json:"next"` // the facts of the paid subscription
}

// UnmarshalJSON reads a price strictly, and checks it, as [SeatPrice.UnmarshalJSON] does.
func (p *ConversionPrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.ConversionPrice.UnmarshalJSON"
	type plain ConversionPrice // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := ConversionPrice(read.plain).check(op); err != nil {
		return err
	}
	*p = ConversionPrice(read.plain)
	return nil
}

func (p ConversionPrice) check(op string) error {
	ordered := p.Decision.Asked
	return errors.Join(
		allowed(op, "decision", p.Decision, rule.TrialConvert),
		checkDecision(op, p.Decision, policy.SelfService, p.Charge),
		input.Need(op, "fullTerm", !p.FullTerm),
		checkPriced(op, p.Priced, ordered, ordered), checkTerm(op, p.Priced, ordered, p.Next))
}

// Convert prices the conversion of a trial on the day of a view, and records it. It charges the first term in full,
// from that day on, in yearly instalments if it lasts three years (see [invoice.Instalments]). Implements trial.convert
// and invoice.annual-instalments.
//
// If [lifecycle.View.CanConvertTrial] refuses it, the error is a [*policy.Refusal]; likewise for net terms while an
// invoice is overdue (order.overdue-balance).
func Convert(v lifecycle.View, request ConversionRequest) (ConversionPrice, error) {
	const op = "coterm.Convert"
	err := errors.Join(checkView(op, v, calendar.Date{}), price.InUse(op, "srp", request.SRP, v.Day()))
	if err != nil {
		return ConversionPrice{}, err
	}
	d := byInvoice(v.CanConvertTrial(), v, request.NetTerms)
	if err := d.Err(); err != nil {
		return ConversionPrice{}, err
	}
	next, err := v.ConvertTrial(request.Length, request.Seats)
	if err != nil {
		return ConversionPrice{}, given(op, err)
	}
	p, err := invoice.PriceTerm(v.Edition(), invoice.TermRequest{
		SRP: request.SRP, Seats: request.Seats, Service: price.Sure(request.Length.Service(v.Day(), v.Day())),
		Ordered: v.Day(), NetTerms: request.NetTerms,
	})
	if err != nil {
		return ConversionPrice{}, given(op, err)
	}
	return ConversionPrice{Decision: d, Priced: p, Next: next.Facts()}, nil
}

// Rules returns the rules that a conversion and its price rest on.
func (p ConversionPrice) Rules() []rule.ID {
	rules := append([]rule.ID{rule.TrialConvert}, termRules(p.Priced)...)
	return append(rules, p.Charge.Rules()...)
}

// Explain returns the price, its parts, and the statement of each rule.
func (p ConversionPrice) Explain() string { return explain(p.Priced, "", p.Rules()) }
