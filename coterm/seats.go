package coterm

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// SeatAdd is seats to be added to a subscription.
type SeatAdd struct {
	On    calendar.Date    // the day of the transaction
	Seats int              // how many more: at least 1, and with those that there are at most [proration.MaxSeats]
	SRP   money.Amount     // list price of one seat for one full term of the subscription, before tax
	Terms invoice.NetTerms // of pay by invoice; otherwise none
}

// Addition is what added seats cost, and when.
type Addition struct {
	Decision    policy.Decision        `json:"decision"`
	Line        proration.PriceRequest `json:"line"`        // what is priced: the Term of an order.Item that quotes it
	Charge      proration.Charge       `json:"charge"`      // up to the renewal date, with its arithmetic
	Instalments []invoice.Instalment   `json:"instalments"` // the parts of the charge, which sum to it
}

// CanAddSeats decides whether seats can be added that day and prorated to the renewal date: while Active, under the
// edition, and while all that is bought up to the renewal date is of one length, since seats have one SRP and one
// divisor. Implements coterm.same-product.
func CanAddSeats(s lifecycle.Subscription, day calendar.Date) policy.Decision {
	d := s.CanAddSeats(day)
	if d.Window.IsZero() {
		return d // not ordered yet, no subscription, or over
	}
	if !s.UnderEdition(day) {
		return policy.Decision{Rule: rule.EditionBefore, Asked: day, Remedy: policy.AskSeller, Edition: d.Edition}
	}
	wasAllowed := d.Allowed()
	d.Window = d.Window.Intersect(s.OneLength(day))
	switch {
	case d.Allowed():
		d.Rule = rule.CotermSameProduct
	case wasAllowed:
		d.Rule, d.Route, d.Remedy = rule.CotermSameProduct, 0, policy.AskPartner
	}
	return d
}

// AddSeats prices seats that are added to a subscription: they take its term and its renewal date, and are prorated to
// that with its own SRP and standard days, the day of the transaction included. Added to a three-year subscription they
// are invoiced up to the next anniversary and then on each remaining one, in parts weighted by the days charged,
// with spare minor units to the earliest. Implements coterm.same-product and coterm.multi-year.
//
// What [CanAddSeats] refuses gives a [*policy.Refusal]. The subscription that has the seats is returned by
// [lifecycle.Subscription.AddSeats].
func AddSeats(s lifecycle.Subscription, add SeatAdd) (Addition, error) {
	const op = "coterm.AddSeats"
	if err := checkQuestion(op, s, add.On); err != nil {
		return Addition{}, err
	}
	d := CanAddSeats(s, add.On)
	if err := d.Err(); err != nil {
		return Addition{}, err
	}
	service := s.Service(add.On)
	bought := calendar.Since(add.On).Intersect(service.Covered())
	line := proration.PriceRequest{SRP: add.SRP, Seats: add.Seats, Service: service, Bought: bought}
	charge, err := price(op, s.Edition(), line)
	if err != nil {
		return Addition{}, err
	}
	if seats := s.Seats(add.On) + add.Seats; seats > proration.MaxSeats {
		return Addition{}, input.Errorf(op, "seats", add.Seats, input.ErrRange, "makes %d seats, and there can be %d", seats, proration.MaxSeats)
	}
	list := instalments(s.Edition().Invoice(), service, bought, add.Terms)
	parts := []money.Amount{charge.Amount}
	if len(list) > 1 {
		weights := make([]int, len(list))
		for i := range list {
			weights[i], _ = proration.Days(s.Edition(), service, list[i].Covers) // a part of what has been priced
		}
		parts, _ = charge.Amount.AllocateEarliest(weights) // whole, and the later stretches are full years
	}
	for i := range list {
		list[i].Number, list[i].Of, list[i].Amount = i+1, len(list), parts[i]
	}
	return Addition{Decision: d, Line: line, Charge: charge, Instalments: list}, nil
}

// instalments cuts what is bought where its instalments begin: of a three-year subscription with the service years in
// which one is due, counted from the start of each term.
func instalments(rules policy.InvoiceRules, service calendar.Service, bought calendar.Period, terms invoice.NetTerms) []invoice.Instalment {
	k, years := 0, 0
	if service.Term() == calendar.ThreeYear {
		k, years = service.Index(bought.Start())+1, service.Len()
	}
	list := make([]invoice.Instalment, 0, 3) // of three years; of anything else there is one
	for start := bought.Start(); ; k++ {
		if k < years && k%3 >= rules.Instalments {
			continue // its charge is part of the one before
		}
		covers := calendar.Since(start).Intersect(bought)
		if k < years {
			covers = covers.Intersect(calendar.Until(service.At(k).Start()))
		}
		list = append(list, invoice.Instalment{Date: start, Due: terms.Due(start), Covers: covers})
		if k >= years {
			return list
		}
		start = covers.End()
	}
}

// checkQuestion refuses what nothing can be said of.
func checkQuestion(op string, s lifecycle.Subscription, day calendar.Date) error {
	var bad []error
	if s.IsZero() {
		bad = append(bad, input.Missing(op, "subscription"))
	}
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "on"))
	}
	return errors.Join(bad...)
}

// price prices a line and says of every bad field that it was given here.
func price(op string, ed policy.Edition, line proration.PriceRequest) (proration.Charge, error) {
	charge, err := proration.Price(ed, line)
	var bad []error
	for _, e := range input.All(err) {
		bad = append(bad, input.At(e, op, e.Field))
	}
	return charge, errors.Join(bad...)
}
