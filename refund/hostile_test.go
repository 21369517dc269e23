package refund_test

import (
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// badPurchase is a row of the tables below.
type badPurchase struct {
	name   string
	change func(*refund.Purchase)
	want   []string // the errors
	is     error
}

func refusePurchase(t *testing.T, rows []badPurchase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			p := bought(paid("AutoCAD", "EUR 10.00", "EUR 2.10"))
			test.change(&p)
			r, err := refund.Check(policy.Europe2024(), p, date("2025-06-10"))
			wantErrors(t, err, "refund.Check: ", test.want, test.is)
			if r.Decision != (policy.Decision{}) || len(r.Lines) > 0 {
				t.Errorf("with an error comes %+v", r)
			}
		})
	}
}

// Every bad field is named, with its value and what is wrong with it.
func TestCheck_BadKinds(t *testing.T) {
	type p = refund.Purchase
	missing, unknown, conflict := billingrules.ErrMissing, billingrules.ErrUnknown, billingrules.ErrConflict
	tokens := func(p *p) { p.Kind, p.Term = policy.FlexTokens, 0 }
	refusePurchase(t, []badPurchase{
		{"no kind", func(p *p) { p.Kind = 0 }, []string{"kind: is missing"}, missing},
		{"unknown kind", func(p *p) { p.Kind = 99 }, []string{"kind 99: "}, unknown},
		{"no term", func(p *p) { p.Term = 0 }, []string{"term: is missing"}, missing},
		{"unknown term", func(p *p) { p.Term = 9 }, []string{"term 9: "}, unknown},
		{
			"tokens with a term", func(p *p) { p.Kind = policy.FlexTokens },
			[]string{"term annual: must not be set: Flex tokens have no term"},
			conflict,
		},
		{
			"unknown term of a plan", func(p *p) { p.Kind, p.Term = policy.MaintenancePlan, 9 },
			[]string{"term 9: "},
			unknown,
		},
		{"no channel", func(p *p) { p.Channel = 0 }, []string{"channel: is missing"}, missing},
		{"unknown channel", func(p *p) { p.Channel = 6 }, []string{"channel 6: "}, unknown},
		{"no event", func(p *p) { p.Event = 0 }, []string{"event: is missing"}, missing},
		{"unknown event", func(p *p) { p.Event = 5 }, []string{"event 5: "}, unknown},
		{
			"seats of tokens", func(p *p) { tokens(p); p.Event = refund.SeatsAdded },
			[]string{"event seats: is not possible: Flex tokens"},
			conflict,
		},
		{
			"aligned tokens", func(p *p) { tokens(p); p.Event = refund.Aligned },
			[]string{"event alignment: is not possible: Flex tokens"},
			conflict,
		},
	})
}

func TestCheck_BadDates(t *testing.T) {
	type p = refund.Purchase
	missing, unknown, conflict := billingrules.ErrMissing, billingrules.ErrUnknown, billingrules.ErrConflict
	outOfRange := billingrules.ErrRange
	tokens := func(p *p) { p.Kind, p.Term = policy.FlexTokens, 0 }
	refusePurchase(t, []badPurchase{
		{"no order", func(p *p) { p.Ordered = calendar.Date{} }, []string{"ordered: is missing"}, missing},
		{
			"the end of the calendar", func(p *p) { p.Ordered = date("9999-12-15") },
			[]string{"ordered 9999-12-15: is too near the end of the calendar"},
			outOfRange,
		},
		{
			"a last day of 9999-12-31", func(p *p) { p.Ordered = date("9999-12-01") },
			[]string{"ordered 9999-12-01: is too near the end of the calendar"},
			outOfRange,
		},
		{
			"a renewal without its date", func(p *p) { p.Event = refund.Renewed },
			[]string{"renewal: is missing"},
			missing,
		},
		{
			"a renewal without its order",
			func(p *p) { p.Event, p.Renewal, p.Ordered = refund.Renewed, p.Ordered, calendar.Date{} },
			[]string{"ordered: is missing"},
			missing,
		},
		{
			"a renewal date of no renewal", func(p *p) { p.Renewal = date("2025-06-10") },
			[]string{"renewal 2025-06-10: must not be set: the event is not a renewal"},
			conflict,
		},
		{
			"what no renewal renewed", func(p *p) { p.Renews = calendar.Annual },
			[]string{"renews annual: must not be set: the purchase is not a renewal of a subscription"},
			conflict,
		},
		{
			"the term of renewed tokens",
			func(p *p) { tokens(p); p.Event, p.Renewal, p.Renews = refund.Renewed, p.Ordered, calendar.Annual },
			[]string{"renews annual: must not be set: the purchase is not a renewal of a subscription"},
			conflict,
		},
		{
			"an unknown term that was renewed",
			func(p *p) { p.Event, p.Renewal, p.Renews = refund.Renewed, p.Ordered, 9 },
			[]string{"renews 9: "},
			unknown,
		},
	})
}

func TestCheck_BadAmounts(t *testing.T) {
	type p = refund.Purchase
	missing, conflict := billingrules.ErrMissing, billingrules.ErrConflict
	outOfRange, currency := billingrules.ErrRange, billingrules.ErrCurrency
	line := func(net, tax string, returned ...string) func(*p) {
		return func(p *refund.Purchase) { p.Paid[0] = paid("AutoCAD", net, tax, returned...) }
	}
	refusePurchase(t, []badPurchase{
		{"no net", func(p *p) { p.Paid[0].Net = money.Amount{} }, []string{"paid[0].net: is missing"}, missing},
		{"no tax", func(p *p) { p.Paid[0].Tax = money.Amount{} }, []string{"paid[0].tax: is missing"}, missing},
		{"negative net", line("EUR -0.01", "EUR 0.00"), []string{"paid[0].net EUR -0.01: is negative"}, outOfRange},
		{
			"a part of a cent", line("EUR 10.00", "EUR 0.001"),
			[]string{"paid[0].tax EUR 0.001: is not a whole number of minor units"},
			outOfRange,
		},
		{"tax in dollars", line("EUR 10.00", "USD 1.00"), []string{"paid[0].tax USD 1.00: must be in EUR"}, currency},
		{
			"a line in yen", func(p *p) { p.Paid = append(p.Paid, paid("x", "JPY 1", "EUR 0.00")) },
			[]string{"paid[1].net JPY 1: must be in EUR"},
			currency,
		},
		{
			"more tax than net", line("EUR 10.00", "EUR 10.04"),
			[]string{"paid[0].tax EUR 10.04: is more than net, EUR 10.00"},
			conflict,
		},
		{
			"tax of nothing", line("EUR 0.00", "EUR 0.01"),
			[]string{"paid[0].tax EUR 0.01: is more than net, EUR 0.00"},
			conflict,
		},
	})
}

func TestCheck_BadReturns(t *testing.T) {
	type p = refund.Purchase
	conflict := billingrules.ErrConflict
	outOfRange, currency := billingrules.ErrRange, billingrules.ErrCurrency
	line := func(net, tax string, returned ...string) func(*p) {
		return func(p *refund.Purchase) { p.Paid[0] = paid("AutoCAD", net, tax, returned...) }
	}
	refusePurchase(t, []badPurchase{
		{
			"half the net returned with a tax of nothing", line("EUR 100.00", "EUR 21.00", "EUR 50.00", "EUR 0.00"),
			[]string{"paid[0].returnedTax EUR 0.00: must be more than 0: its net price was returned"},
			conflict,
		},
		{
			"the tax returned with a net of nothing", line("EUR 100.00", "EUR 21.00", "EUR 0.00", "EUR 21.00"),
			[]string{"paid[0].returnedNet EUR 0.00: must be more than 0: its tax was returned"},
			conflict,
		},
		{
			"a cent of tax returned with a net of nothing", line("EUR 100.00", "EUR 21.00", "EUR 0.00", "EUR 0.01"),
			[]string{"paid[0].returnedNet EUR 0.00: must be more than 0: its tax was returned"},
			conflict,
		},
		{
			"four cents of tax not returned", line("EUR 100.00", "EUR 21.00", "EUR 0.20", "EUR 0.00"),
			[]string{"paid[0].returnedTax EUR 0.00: must be more than 0: its net price was returned"},
			conflict,
		},
		{
			"no tax of a net that is huge",
			line("EUR 99999999999999999999.00", "EUR 21.00", "EUR 0.01", "EUR 0.00"),
			[]string{"paid[0].returnedTax EUR 0.00: must be more than 0: its net price was returned"},
			conflict,
		},
		{
			"more net returned", line("EUR 10.00", "EUR 2.10", "EUR 10.01", "EUR 0.00"),
			[]string{"paid[0].returnedNet EUR 10.01: is more than was paid, EUR 10.00"},
			conflict,
		},
		{
			"more tax returned", line("EUR 10.00", "EUR 2.10", "EUR 0.00", "EUR 2.11"),
			[]string{"paid[0].returnedTax EUR 2.11: is more than was paid, EUR 2.10"},
			conflict,
		},
		{
			"returned in dollars", line("EUR 10.00", "EUR 2.10", "EUR 1.00", "USD 1.00"),
			[]string{"paid[0].returnedTax USD 1.00: must be in EUR"},
			currency,
		},
		{
			"negative net returned", line("EUR 10.00", "EUR 2.10", "EUR -1.00", "EUR 0.00"),
			[]string{"paid[0].returnedNet EUR -1.00: is negative"},
			outOfRange,
		},
	})
}

func TestCheck_BadDescriptions(t *testing.T) {
	type p = refund.Purchase
	missing, syntax, outOfRange := billingrules.ErrMissing, billingrules.ErrSyntax, billingrules.ErrRange
	refusePurchase(t, []badPurchase{
		{
			"net returned without tax", func(p *p) { p.Paid[0].ReturnedNet = amount("EUR 1.00") },
			[]string{"paid[0].returnedTax: is missing"},
			missing,
		},
		{
			"tax returned without net", func(p *p) { p.Paid[0].ReturnedTax = amount("EUR 1.00") },
			[]string{"paid[0].returnedNet: is missing"},
			missing,
		},
		{
			"a description of two lines", func(p *p) { p.Paid[0].Description = "AutoCAD\nReturned" },
			[]string{"paid[0].description "},
			syntax,
		},
		{
			"a long description", func(p *p) { p.Paid[0].Description = strings.Repeat("x", 201) },
			[]string{"paid[0].description "},
			outOfRange,
		},
		{"too many lines", func(p *p) { p.Paid = make([]refund.PaidLine, 10_001) }, []string{"paid: "}, outOfRange},
	})
}
