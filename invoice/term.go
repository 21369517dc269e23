package invoice

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// TermRequest is a full term of a subscription that is bought or renewed.
type TermRequest struct {
	SRP      money.Amount     // list price of one seat for the full term, before tax
	Seats    int              // 1 to proration.MaxSeats
	Service  calendar.Service // the full term
	Ordered  calendar.Date    // the day of the transaction; a renewal's may be before or after the start of the term
	Renews   calendar.Term    // for a renewal: the term that it renews; zero for a purchase
	NetTerms NetTerms         // for pay by invoice; otherwise zero
}

// PriceTerm prices a full term that is bought or renewed: its list price for every seat, charged as [Instalments] says.
// To get the next facts as well, use package coterm. Implements invoice.annual-instalments.
//
// Every bad field of the request is reported at once, including a currency that is withdrawn by the day of the order.
// A currency that is withdrawn by the day of the first instalment is refused, too: nothing could be invoiced in it.
// With net terms before the edition's first day, the error is a [*policy.Refusal].
func PriceTerm(ed policy.Edition, request TermRequest) (Priced, error) {
	const op = "invoice.PriceTerm"
	p := Priced{
		Request: proration.PriceRequest{
			SRP: request.SRP, Seats: request.Seats, Service: request.Service, Bought: request.Service.Covered(),
		},
		FullTerm: true, Renews: request.Renews, NetTerms: request.NetTerms,
	}
	var bad []error
	if request.Renews != 0 {
		_, err := request.Renews.MarshalText()
		bad = append(bad, input.At(err, op, "renews"))
	}
	if request.Ordered.IsZero() {
		bad = append(bad, input.Missing(op, "ordered"))
	}
	bad = append(bad, price.InUse(op, "srp", request.SRP, request.Ordered))
	charge, err := proration.FullTerm(ed, p.Request)
	for _, e := range input.All(err) {
		if !request.Service.IsZero() || e.Field != "bought" { // a missing term is reported once
			bad = append(bad, input.At(e, op, e.Field))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return Priced{}, err
	}
	p.Charge = charge
	p.Instalments, err = instalments(op, ed, Sale{
		Kind: policy.Subscription, Service: request.Service, Ordered: request.Ordered, Renewal: request.Renews != 0,
		Amount: charge.Amount, NetTerms: request.NetTerms,
	})
	if err != nil {
		return Priced{}, err
	}
	if err := price.InUse(op, "srp", request.SRP, p.Instalments[0].Date); err != nil {
		return Priced{}, err // it could never be invoiced
	}
	return p, nil
}
