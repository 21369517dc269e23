package coterm

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// NewProductRequest is a new product that is to be aligned to an existing subscription.
type NewProductRequest struct {
	Length calendar.Term `json:"length"` // the term that sets its list price and standard days
	Seats  int           `json:"seats"`  // 1 to [proration.MaxSeats]
	SRP    money.Amount  `json:"srp"`    // list price of one seat for one full term, before tax
}

// NewProductEstimate is what a new product would cost up to the renewal date of a subscription. It is not an offer:
// that takes a partner's quote, as the route of the decision says.
type NewProductEstimate struct {
	Decision policy.Decision  `json:"decision"`
	Charge   proration.Charge `json:"charge"`
	// BeyondExtension says that the days bought go beyond what an extension of that term, bought on the same day, could
	// reach, so a partner may not be able to quote them. For monthly terms no limit is published.
	BeyondExtension bool `json:"beyondExtension,omitzero"`
}

// EstimateNewProduct estimates the price of a new product that is bought on the day of a view and aligned to its
// renewal date. Before the edition's first day, and if there is no renewal date to align to, the error is a
// [*policy.Refusal]. Implements coterm.new-product.
func EstimateNewProduct(to lifecycle.View, request NewProductRequest) (NewProductEstimate, error) {
	const op = "coterm.EstimateNewProduct"
	err := errors.Join(checkView(op, to, calendar.Date{}), price.InUse(op, "srp", request.SRP, to.Day()))
	if _, bad := request.Length.MarshalText(); bad != nil {
		err = errors.Join(err, input.At(bad, op, "length"))
	}
	if err != nil {
		return NewProductEstimate{}, err
	}
	ed, target := to.Edition(), to.Renewal()
	d := policy.Decision{Rule: rule.CotermNewProduct, Asked: to.Day(), Edition: ed.Fingerprint(), Route: policy.Partner}
	d.Window = calendar.Span(ed.FirstDay(), target).Intersect(to.TargetDays())
	if !d.Allowed() {
		d.Route, d.Remedy = 0, policy.ChooseLaterTarget
		if !ed.Covers(to.Day()) {
			d.Rule, d.Remedy = rule.EditionBefore, policy.AskSeller
		}
		return NewProductEstimate{}, d.Err()
	}
	bought := calendar.Span(to.Day(), target)
	service := price.Sure(calendar.NewService(request.Length, to.Day(), bought)) // counted from its own first day
	priced := proration.PriceRequest{SRP: request.SRP, Seats: request.Seats, Service: service, Bought: bought}
	charge, err := chargeFor(op, ed, priced)
	if err != nil {
		return NewProductEstimate{}, err
	}
	e := NewProductEstimate{Decision: d, Charge: charge}
	if request.Length != calendar.Monthly {
		reach := lifecycle.ExtensionLimits(ed, request.Length, to.Day(), target)
		e.BeyondExtension = target.After(reach.FromTransaction)
	}
	return e, nil
}

// String returns the estimate in one line, marked as an estimate. The zero NewProductEstimate is "no estimate".
func (e NewProductEstimate) String() string {
	if e.Charge.Equal(proration.Charge{}) {
		return "no estimate"
	}
	s := e.Charge.String() + ", an estimate: ask a partner for a quote"
	if e.BeyondExtension {
		s += "; longer than an extension of this term can be"
	}
	return s
}
