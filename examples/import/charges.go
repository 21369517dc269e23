package main

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// charges lists what will be charged within the days ahead: instalments of running terms, and automatic renewals.
func (k known) charges(facts []imported) []dated {
	var list []dated
	for _, m := range facts {
		v := m.sub.On(k.on)
		bought, next := m.Facts.Terms[0], v.NextTerm()
		if m.Facts.Kind != policy.Subscription {
			continue
		}
		if bought.AlignedTo.IsZero() {
			list = append(list, k.charged(m, "instalment", m.current())...)
		}
		if v.AutoRenew() && !next.Start.Before(k.on) {
			list = append(list, k.charged(m, "renews itself", invoice.TermRequest{
				SRP: m.Prices[next.Length], Service: service(next.Length, next.Anchor, next.Period()),
				Ordered: next.Start, Renews: next.Follows,
			})...)
		}
	}
	return list
}

// current is the running term, as it was bought.
func (m *imported) current() invoice.TermRequest {
	bought := m.Facts.Terms[0]
	return invoice.TermRequest{
		SRP: m.Prices[bought.Length], Seats: m.Facts.Seats, Ordered: bought.Ordered,
		Service: service(bought.Length, m.Facts.Anchor, calendar.Span(bought.Start, bought.End)),
	}
}

// service is a full term with its anchor; zero if the two do not agree, in which case it cannot be priced.
func service(length calendar.Term, anchor calendar.Date, covered calendar.Period) calendar.Service {
	s, err := calendar.NewService(length, anchor, covered)
	if err != nil {
		return calendar.Service{}
	}
	return s
}

// charged prices a term, and lists the parts of its price that are charged within the days ahead.
func (k known) charged(m imported, what string, request invoice.TermRequest) []dated {
	within := calendar.Span(k.on, k.on.AddDays(ahead+1))
	request.Seats = m.Facts.Seats
	first := request.Service.Covered().Start()
	if request.SRP.IsZero() && !within.Contains(first) {
		return nil // the instalments cannot be worked out
	}
	priced, err := invoice.PriceTerm(k.edition, request)
	if err != nil {
		return []dated{m.dated(first, first.String(), what, "no price")}
	}
	var list []dated
	for _, part := range priced.Instalments {
		if within.Contains(part.Date) {
			text := what
			if part.Of > 1 {
				text += fmt.Sprintf(", %d of %d", part.Number, part.Of)
			}
			list = append(list, m.dated(part.Date, part.Date.String(), text, part.Amount.String()))
		}
	}
	return list
}
