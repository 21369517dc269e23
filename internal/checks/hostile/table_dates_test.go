package hostile_test

import (
	"math"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// extremeDates are at both ends of the calendar.
var extremeDates = []hostile{
	{
		"year 0", func() error { return second(calendar.NewDate(0, 1, 1)) },
		"calendar.NewDate: year 0: must be from 1 to 9999",
	},
	{
		"year 10000", func() error { return second(calendar.NewDate(10_000, 1, 1)) },
		"calendar.NewDate: year 10000: must be from 1 to 9999",
	},
	{
		"the largest month", func() error { return second(calendar.NewDate(2025, math.MaxInt, 1)) },
		"calendar.NewDate: month 9223372036854775807: must be from 1 to 12",
	},
	{
		"30 February", func() error { return second(calendar.NewDate(2025, 2, 30)) },
		"calendar.NewDate: day 30: must be from 1 to 28 in February 2025",
	},
	{"a term from the last day on", func() error {
		last := calendar.MustParseDate("9999-12-31")
		return second(calendar.Monthly.Period(last, last))
	}, "calendar.Term.Period: start 9999-12-31: is too late: the term would end beyond the calendar"},
	{"facts on the first day", with(func(f *lifecycle.Facts) {
		f.Terms[0].Ordered = calendar.MustParseDate("0001-01-01")
	}), "lifecycle.New: terms[0].ordered 0001-01-01: is too near an end of the calendar"},
	{
		"facts up to the last day",
		with(func(f *lifecycle.Facts) { f.Terms[0].End = calendar.MustParseDate("9999-12-31") }),
		"lifecycle.New: terms[0].end 9999-12-31: is too near an end of the calendar",
	},
	{"a return on the last day", func() error {
		last := calendar.MustParseDate("9999-12-31")
		return second(refund.Check(europe, refund.Purchase{
			Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
			Ordered: last,
		}, last))
	}, "refund.Check: ordered 9999-12-31: is too near the end of the calendar"},
	{"an invoice due after the last day", func() error {
		return second(invoice.New(europe, invoice.Draft{
			Number: "1", Issued: calendar.MustParseDate("9999-12-31"), NetTerms: net30,
			Items: []invoice.Item{
				{Description: "AutoCAD", Quantity: 1, UnitPrice: money.MustParseAmount("EUR 1.00"), Taxes: vat},
			},
		}))
	}, "invoice.New: issued 9999-12-31: is too near the end of the calendar"},
	{"a timeline of ten thousand years", func() error {
		first, last := calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31")
		return second(goodSub().On(day).Timeline(first, last))
	}, "lifecycle.View.Timeline: horizon 9999-12-31: is more than 11000 days after 0001-01-01"},
	{"a portfolio with a horizon of ten thousand years", func() error {
		return second(coterm.Align(coterm.Portfolio{
			Horizon: calendar.MustParseDate("9999-12-31"), Plans: 1,
			Members: []coterm.Member{{ID: "S-1", View: goodSub().On(day), SRP: money.MustParseAmount("EUR 1.00")}},
		}))
	}, "coterm.Align: horizon 9999-12-31: is more than ten years after 2025-06-10"},
}
