package coterm

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// SeatRequest asks for seats to be added to a subscription on the day of a view. Trap: IfSeats is a number of seats,
// not a version. If the added seats have been returned, or as many others have gone, the same request passes again.
type SeatRequest struct {
	Seats    int              `json:"seats"`             // how many more; in all at most [proration.MaxSeats]
	SRP      money.Amount     `json:"srp"`               // list price of one seat for one full term, before tax
	NetTerms invoice.NetTerms `json:"netTerms,omitzero"` // for pay by invoice; otherwise zero
	If       calendar.Date    `json:"if,omitzero"`       // the expected renewal date, to refuse repeats; zero for any
	IfSeats  int              `json:"ifSeats,omitzero"`  // the expected number of seats before these, likewise
}

// SeatPrice is what added seats cost, when they are charged, and the facts with them. It is plain data, and reads back
// from JSON.
type SeatPrice struct {
	Decision       policy.Decision `json:"decision"`
	invoice.Priced                 // Request, Charge and Instalments up to the renewal date; makes its Item
	Next           lifecycle.Facts `json:"next"` // the facts with the seats
}

// AddSeats prices seats that are added on the day of a view, and records them. The seats have the term and the renewal
// date of the subscription. Their price is prorated from the day of the transaction, that day included, up to the
// renewal date, with the SRP and the standard days of that term. Seats added to a three-year subscription are invoiced
// up to the next anniversary, and then on each remaining one, as the package documentation says under Instalments.
// Implements coterm.same-product and coterm.multi-year.
//
// If [lifecycle.View.CanAddSeats] refuses them, the error is a [*policy.Refusal]; likewise for net terms while an
// invoice is overdue (order.overdue-balance).
func AddSeats(v lifecycle.View, request SeatRequest) (SeatPrice, error) {
	const op = "coterm.AddSeats"
	err := errors.Join(
		checkView(op, v, request.If), price.InUse(op, "srp", request.SRP, v.Day()), checkSeats(op, v, request.IfSeats),
	)
	if err != nil {
		return SeatPrice{}, err
	}
	d := byInvoice(v.CanAddSeats(), v, request.NetTerms)
	if err := d.Err(); err != nil {
		return SeatPrice{}, err
	}
	service := v.Stretch()
	bought := calendar.Since(v.Day()).Intersect(service.Covered())
	asked := proration.PriceRequest{SRP: request.SRP, Seats: request.Seats, Service: service, Bought: bought}
	parts := price.Yearly(v.Edition().InvoiceRules().Instalments, service, bought)
	p := invoice.Priced{Request: asked, NetTerms: request.NetTerms}
	p, err = priced(op, v.Edition(), p, parts, v.Day())
	if err != nil {
		return SeatPrice{}, err
	}
	next, err := v.AddSeats(request.Seats)
	if err != nil {
		return SeatPrice{}, given(op, err)
	}
	return SeatPrice{Decision: d, Priced: p, Next: next.Facts()}, nil
}

// Rules returns the rules that the price of added seats and its parts rest on.
func (p SeatPrice) Rules() []rule.ID {
	rules := []rule.ID{rule.CotermSameProduct}
	if len(p.Instalments) > 1 {
		rules = append(rules, rule.CotermMultiYear)
	}
	return append(rules, p.Charge.Rules()...)
}

// Explain returns the price, its parts, and the statement of each rule.
func (p SeatPrice) Explain() string { return explain(p.Priced, "", p.Rules()) }
