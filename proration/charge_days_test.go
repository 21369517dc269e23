package proration_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// What is priced is never refused, whatever the divisors of the edition are and wherever service years and months
// begin.
func TestCheck_WhatIsPriced(t *testing.T) {
	terms := []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}
	rapid.Check(t, func(t *rapid.T) {
		p := policy.Europe2024().Parameters()
		p.Proration.StandardDays = policy.PerTerm{
			Monthly:   rapid.IntRange(1, 31).Draw(t, "days of a month"),
			Annual:    rapid.IntRange(32, 366).Draw(t, "days of a year"),
			ThreeYear: 3 * rapid.IntRange(123, 366).Draw(t, "days of a third"),
		}
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		term := rapid.SampledFrom(terms).Draw(t, "term")
		anchor := calendar.MustParseDate("2023-01-01").AddDays(rapid.IntRange(0, 1500).Draw(t, "anchor"))
		if rapid.Bool().Draw(t, "a month end") {
			_, _, day := anchor.Civil()
			anchor = anchor.AddDays(1 - day).AddMonths(1).AddDays(-1)
		}
		start := anchor.AddMonths(rapid.IntRange(0, 30).Draw(t, "months on"))
		request := proration.PriceRequest{SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3}
		if request.Service, err = term.Service(anchor, start); err != nil {
			t.Fatal(err)
		}
		request.Bought = request.Service.Covered()
		full, err := proration.FullTerm(ed, request)
		if err != nil || full.Check() != nil {
			t.Fatalf("%v: %v, %v", request.Bought, err, full.Check())
		}
		covered := calendar.Span(start, start.AddDays(rapid.IntRange(1, 1500).Draw(t, "length")))
		if request.Service, err = calendar.NewService(term, anchor, covered); err != nil {
			t.Fatal(err)
		}
		days, _ := covered.Days()
		request.Bought = calendar.Since(start.AddDays(rapid.IntRange(0, days-1).Draw(t, "days over"))).Intersect(
			covered)
		part, err := proration.Price(ed, request)
		if err != nil || part.Check() != nil {
			t.Fatalf("%v: %v, %v", request, err, part.Check())
		}
	})
}
