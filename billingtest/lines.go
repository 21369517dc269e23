package billingtest

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// PriceRequest draws a request for [proration.Price]: a term, whole or cut short as for an extension, of which some
// days are bought, often from or up to one of its anniversaries.
func PriceRequest() *rapid.Generator[proration.PriceRequest] {
	return rapid.Custom(func(t *rapid.T) proration.PriceRequest {
		service := service(t)
		edges := []calendar.Date{service.Covered().Start(), service.Covered().End()}
		for d := range service.Anniversaries() {
			edges = append(edges, d)
		}
		from, to := Near(edges...).Draw(t, "from"), Near(edges...).Draw(t, "to")
		if to.Before(from) {
			from, to = to, from
		}
		bought, err := calendar.Between(from, to.AddDays(1))
		if err != nil {
			t.Fatal(err)
		}
		if bought = bought.Intersect(service.Covered()); bought.IsZero() {
			bought = service.Covered()
		}
		return proration.PriceRequest{
			SRP:     SRP().Draw(t, "srp"),
			Seats:   rapid.OneOf(rapid.IntRange(1, 9), rapid.IntRange(1, 1000)).Draw(t, "seats"),
			Service: service, Bought: bought,
		}
	})
}

func service(t *rapid.T) calendar.Service {
	term, anchor := Term().Draw(t, "term"), Date().Draw(t, "anchor")
	start := anchor.AddMonths(term.Months() * rapid.IntRange(0, 3).Draw(t, "terms before"))
	period, err := term.Period(anchor, start)
	if err != nil {
		t.Fatal(err)
	}
	if term != calendar.Monthly && rapid.IntRange(0, 2).Draw(t, "is aligned") == 0 {
		end := start.AddDays(rapid.IntRange(1, period.End().Sub(start)).Draw(t, "days"))
		if period, err = calendar.Between(start, end); err != nil {
			t.Fatal(err)
		}
	}
	s, err := calendar.NewService(term, anchor, period)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
