package refund_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"github.com/shopspring/decimal"
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

// Every bad field is named, with what it held and why it cannot be.
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
			[]string{"term annual: cannot be: Flex tokens have none"},
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
			[]string{"event seats: cannot be: Flex tokens"},
			conflict,
		},
		{
			"aligned tokens", func(p *p) { tokens(p); p.Event = refund.Aligned },
			[]string{"event alignment: cannot be: Flex tokens"},
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
			[]string{"renewal 2025-06-10: cannot be: the event is no renewal"},
			conflict,
		},
		{
			"what no renewal renewed", func(p *p) { p.Renews = calendar.Annual },
			[]string{"renews annual: cannot be: it is no renewal of a subscription"},
			conflict,
		},
		{
			"the term of renewed tokens",
			func(p *p) { tokens(p); p.Event, p.Renewal, p.Renews = refund.Renewed, p.Ordered, calendar.Annual },
			[]string{"renews annual: cannot be: it is no renewal of a subscription"},
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
		{"tax in dollars", line("EUR 10.00", "USD 1.00"), []string{"paid[0].tax USD 1.00: is not in EUR"}, currency},
		{
			"a line in yen", func(p *p) { p.Paid = append(p.Paid, paid("x", "JPY 1", "EUR 0.00")) },
			[]string{"paid[1].net JPY 1: is not in EUR"},
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
			[]string{"paid[0].returnedTax EUR 0.00: cannot be: its net is returned"},
			conflict,
		},
		{
			"the tax returned with a net of nothing", line("EUR 100.00", "EUR 21.00", "EUR 0.00", "EUR 21.00"),
			[]string{"paid[0].returnedNet EUR 0.00: cannot be: its tax is returned"},
			conflict,
		},
		{
			"a cent of tax returned with a net of nothing", line("EUR 100.00", "EUR 21.00", "EUR 0.00", "EUR 0.01"),
			[]string{"paid[0].returnedNet EUR 0.00: cannot be: its tax is returned"},
			conflict,
		},
		{
			"four cents of tax not returned", line("EUR 100.00", "EUR 21.00", "EUR 0.20", "EUR 0.00"),
			[]string{"paid[0].returnedTax EUR 0.00: cannot be: its net is returned"},
			conflict,
		},
		{
			"no tax of a net that is huge",
			line("EUR 99999999999999999999.00", "EUR 21.00", "EUR 0.01", "EUR 0.00"),
			[]string{"paid[0].returnedTax EUR 0.00: cannot be: its net is returned"},
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
			[]string{"paid[0].returnedTax USD 1.00: is not in EUR"},
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
		{"too many lines", func(p *p) { p.Paid = make([]refund.Paid, 10_001) }, []string{"paid: "}, outOfRange},
	})
}

func TestCheck_EdgesOfAmounts(t *testing.T) {
	for name, line := range map[string]refund.Paid{
		"as much tax as net":             paid(strings.Repeat("x", 200), "EUR 10.00", "EUR 10.00"),
		"four taxes, three rounded up":   paid("x", "EUR 10.00", "EUR 10.03"),
		"three cents of tax not due yet": paid("x", "EUR 100.00", "EUR 21.00", "EUR 0.19", "EUR 0.00"),
		"nothing returned":               paid("x", "EUR 100.00", "EUR 21.00", "EUR 0.00", "EUR 0.00"),
		"net returned that had no tax":   paid("x", "EUR 100.00", "EUR 0.00", "EUR 50.00", "EUR 0.00"),
		"net returned with a cent":       paid("x", "EUR 100.00", "EUR 21.00", "EUR 50.00", "EUR 0.01"),
		"tax returned with a cent":       paid("x", "EUR 100.00", "EUR 21.00", "EUR 0.01", "EUR 21.00"),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := refund.Check(policy.Europe2024(), bought(line), date("2025-06-10")); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("currencies without a first one", func(t *testing.T) {
		p := bought(refund.Paid{}, paid("x", "EUR 1.00", "USD 1.00"))
		_, err := refund.Check(policy.Europe2024(), p, date("2025-06-10"))
		if bad := billingrules.InputErrors(err); len(bad) != 3 || bad[2].Field != "paid[1].tax" {
			t.Error(err)
		}
	})
}

// The number of seats of a line, on both sides of both edges.
func TestCheck_Seats(t *testing.T) {
	for _, tt := range []struct {
		seats int
		want  bool
	}{{-1, false}, {0, true}, {1_000_000, true}, {1_000_001, false}} {
		t.Run(fmt.Sprint(tt.seats), func(t *testing.T) {
			line := paid("AutoCAD", "EUR 10.00", "EUR 2.10")
			line.Seats = tt.seats
			_, err := refund.Check(policy.Europe2024(), bought(line), date("2025-06-10"))
			bad := billingrules.InputErrors(err)
			if (err == nil) != tt.want || !tt.want && bad[0].Field != "paid[0].seats" {
				t.Error(err)
			}
		})
	}
}

func TestCheck_ZeroValues(t *testing.T) {
	_, err := refund.Check(policy.Edition{}, refund.Purchase{}, calendar.Date{})
	var fields []string
	for _, e := range billingrules.InputErrors(err) {
		fields = append(fields, e.Field)
		if !errors.Is(e, billingrules.ErrMissing) {
			t.Error(e)
		}
	}
	if got, want := fmt.Sprint(fields), "[edition kind channel event ordered day]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Sums that no amount can hold are errors, whichever sum it is.
func TestCheck_SumsTooLarge(t *testing.T) {
	huge, err := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	zero, cent := amount("EUR 0.00"), amount("EUR 0.01")
	for name, paid := range map[string][]refund.Paid{
		"net": {{Net: huge, Tax: zero}, {Net: huge, Tax: zero}},
		"tax": {
			{Net: huge, Tax: huge, ReturnedNet: huge, ReturnedTax: cent},
			{Net: huge, Tax: huge, ReturnedNet: huge, ReturnedTax: cent},
		},
		"total": {{Net: huge, Tax: huge}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := refund.Check(policy.Europe2024(), bought(paid...), date("2025-06-10"))
			wantErrors(t, err, "refund.Check: paid", []string{""}, billingrules.ErrRange)
			if len(r.Lines) > 0 {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// No purchase, however odd, panics or hangs, and the law of decisions holds of every answer.
func FuzzCheck(f *testing.F) {
	f.Add(uint8(1), uint8(2), uint8(1), uint8(1), "2025-06-10", "", "2025-06-10", "EUR 10.00", "EUR 2.10", "")
	f.Add(uint8(1), uint8(1), uint8(2), uint8(2), "2025-06-10", "2025-08-01", "2025-07-10", "JPY 10", "JPY 1", "JPY 3")
	f.Add(
		uint8(2),
		uint8(0),
		uint8(4),
		uint8(2),
		"9999-12-31",
		"0001-01-01",
		"9999-12-31",
		"EUR 99999999999999999999999999999999.99",
		"EUR 0.01",
		"",
	)
	f.Fuzz(func(t *testing.T, kind, term, channel, event uint8, ordered, renewal, asked, net, tax, returned string) {
		read := func(s string) calendar.Date { d, _ := calendar.ParseDate(s); return d }
		price := func(s string) money.Amount { a, _ := money.ParseAmount(s); return a }
		p := refund.Purchase{
			Kind: policy.Kind(
				kind,
			), Term: calendar.Term(term), Channel: policy.Channel(channel), Event: refund.Occasion(event),
			Ordered: read(ordered), Renewal: read(renewal),
			Paid: []refund.Paid{
				{Description: "a line", Net: price(net), Tax: price(tax), ReturnedNet: price(returned)},
			},
		}
		r, err := refund.Check(policy.Europe2024(), p, read(asked))
		if err != nil {
			if len(billingrules.InputErrors(err)) == 0 || r.Decision.Allowed() {
				t.Fatalf("%+v with %v", r, err)
			}
			return
		}
		d := r.Decision
		if d.Allowed() != d.Window.Contains(d.Asked) || d.Allowed() != !r.Total.IsZero() || r.String() == "" ||
			r.Explain() == "" {
			t.Fatalf("%+v", r)
		}
		if d.Allowed() && (r.Deadline.Before(d.Asked) || r.By == 0) {
			t.Fatalf("allowed after its deadline: %s", r)
		}
	})
}
