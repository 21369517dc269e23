package order_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
)

var vat = invoice.MustParseTaxes("21%")

// seats is three seats of AutoCAD that are added for 120 days.
func seats(t testing.TB) proration.PriceRequest {
	t.Helper()
	service, err := calendar.Annual.Service(date("2024-11-30"), date("2024-11-30"))
	if err != nil {
		t.Fatal(err)
	}
	return proration.PriceRequest{
		SRP: amount("EUR 2145.00"), Seats: 3, Service: service,
		Bought: calendar.Since(date("2025-08-02")).Intersect(service.Covered()),
	}
}

func draft(t testing.TB) order.QuoteDraft {
	return order.QuoteDraft{
		Number: "Q-1042", Kind: policy.Subscription, Issued: date("2025-08-02"), Expires: date("2025-09-01"),
		Items: []invoice.Item{
			{
				Description: "AutoCAD, 3 seats more", Priced: invoice.Priced{Request: seats(t)},
				Discount: amount("EUR 15.62"), Taxes: vat,
			},
			{
				Description: "training day", Quantity: 2, UnitPrice: amount("EUR 450.00"),
				Discount: amount("EUR 50.00"), Taxes: vat,
			},
			{Description: "manual", Quantity: 1, UnitPrice: amount("EUR 30.00"), Taxes: invoice.MustParseTaxes("6%")},
		},
	}
}

func quote(t testing.TB) order.Quote {
	t.Helper()
	q, err := order.NewQuote(policy.Europe2024(), draft(t))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// quote.contents: number, expiry date, discounts, estimated tax and total, worked out by hand.
func TestQuote(t *testing.T) {
	q := quote(t)
	if q.Number != "Q-1042" || q.Expires != date("2025-09-01") || len(q.Lines) != 3 {
		t.Errorf("got %+v", q)
	}
	if at := q.Items[0].Instalments; len(at) != 1 || at[0].String() != "1 of 1: EUR 2115.62 on 2025-08-02" {
		t.Errorf("the first item is charged %v", at)
	}
	items := slices.Clone(q.Items)
	items[0].Charge, items[0].Instalments = proration.Charge{}, nil // which the draft does not have
	if diff := cmp.Diff(draft(t).Items, items); diff != "" {
		t.Error(diff)
	}
	if !q.Discount.Equal(amount("EUR 65.62")) || q.Totals.String() != "EUR 2980.00 + tax 621.30 = 3601.30" {
		t.Errorf("discount %s, totals %s", q.Discount, q.Totals) // 2100.00 + 850.00 + 30.00; 441.00 + 178.50 + 1.80
	}
	want := "quote Q-1042 of 2025-08-02, prices hold through 2025-09-01\n" +
		"AutoCAD, 3 seats more: EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)" +
		" − 15.62 discount; net 2100.00, tax 21% 441.00\n" +
		"training day: 2 × EUR 450.00 = 900.00 − 50.00 discount; net 850.00, tax 21% 178.50\n" +
		"manual: 1 × EUR 30.00 = 30.00; net 30.00, tax 6% 1.80\n" +
		"discount EUR 65.62\n" +
		"EUR 2980.00 + tax 621.30 = 3601.30 (tax estimated)"
	if got := q.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	mine := draft(t)
	kept, err := order.NewQuote(policy.Europe2024(), mine)
	if mine.Items[0].Description = "changed"; err != nil || kept.Items[0].Description == "changed" {
		t.Error("a caller's slice is the quote's own")
	}
	plain := draft(t)
	plain.Items = plain.Items[2:]
	if q, err := order.NewQuote(policy.Europe2024(), plain); err != nil || !q.Discount.IsZero() ||
		strings.Contains(q.String(), "discount") {
		t.Errorf("%s, %v", q, err)
	}
	if (order.Quote{}).String() != "no quote" {
		t.Error("the zero Quote")
	}
}

// quote.valid: through the expiry date, inclusive, or without it where the edition reads it so.
func TestCanAccept(t *testing.T) {
	q := quote(t)
	throughTheDayBefore := testkit.Edition(func(p *policy.Parameters) { p.Order.QuoteLastDay = policy.No })
	exclusive, err := order.NewQuote(throughTheDayBefore, draft(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		q       order.Quote
		day     string
		allowed bool
		remedy  policy.Remedy
	}{
		{q, "2025-08-01", false, policy.WaitForWindow},
		{q, "2025-08-02", true, 0},
		{q, "2025-08-31", true, 0},
		{q, "2025-09-01", true, 0},
		{q, "2025-09-02", false, policy.AskNewQuote},
		{q, "2030-01-01", false, policy.AskNewQuote},
		{exclusive, "2025-08-31", true, 0},
		{exclusive, "2025-09-01", false, policy.AskNewQuote},
		{order.Quote{}, "2025-09-01", false, policy.AskNewQuote},
	} {
		t.Run(test.day, func(t *testing.T) {
			d := test.q.CanAccept(date(test.day))
			if d.Allowed() != test.allowed || d.Rule != "quote.valid" || d.Remedy != test.remedy ||
				d.Window != test.q.Valid || d.Edition != test.q.Edition ||
				test.allowed != (d.Route == policy.SelfService) {
				t.Errorf("on %s: %s", test.day, d)
			}
		})
	}
	day := draft(t)
	day.Expires = day.Issued
	if q, err := order.NewQuote(policy.Europe2024(), day); err != nil || !q.CanAccept(day.Issued).Allowed() ||
		q.CanAccept(day.Issued.AddDays(1)).Allowed() {
		t.Errorf("a quote for one day: %s, %v", q, err)
	}
}

// quote.available: a subscription is quoted from the edition's first day on; Flex tokens are quoted before it too.
func TestQuoteAvailable(t *testing.T) {
	tokens := []invoice.Item{{
		Description: "Flex tokens", Quantity: 100, UnitPrice: money.MustParseAmount("EUR 3.00"),
		Taxes: invoice.MustParseTaxes("21%"),
	}}
	for _, test := range []struct {
		kind policy.Kind
		day  string
		rule rule.ID
	}{
		{policy.Subscription, "2024-09-15", "edition.before"},
		{policy.Subscription, "2024-09-16", ""},
		{policy.FlexTokens, "2024-03-03", ""},
		{policy.Consulting, "2025-03-03", "quote.available"},
		{policy.Trial, "2025-03-03", "trial.convert"},
	} {
		t.Run(test.day, func(t *testing.T) {
			d := draft(t)
			d.Kind, d.Issued = test.kind, date(test.day)
			if test.kind == policy.FlexTokens {
				d.Items = tokens
			}
			_, err := order.NewQuote(policy.Europe2024(), d)
			var refusal *policy.Refusal
			if errors.As(err, &refusal) != (test.rule != "") || refusal != nil &&
				refusal.Decision.Rule != test.rule || refusal == nil && err != nil {
				t.Errorf("%s on %s: %v", test.kind, test.day, err)
			}
		})
	}
}

func TestQuoteJSONIsChecked(t *testing.T) {
	text, err := json.Marshal(quote(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, new, want string }{
		{
			`"expires":"2025-09-01"`, `"expirs":"2025-09-01"`,
			`order.Quote.UnmarshalJSON: expirs "2025-09-01": is not a known key`,
		},
		{
			`"expires":"2025-09-01"`, `"expires":"2025-09-31"`,
			`order.Quote.UnmarshalJSON: expires "2025-09-31": there is no such day`,
		},
		{
			old: `"total":{"amount":"3601.30"`, new: `"total":{"amount":"3601.31"`,
			want: "order.Quote.UnmarshalJSON: total EUR 2980.00 + tax 621.30 = 3601.31: " +
				"is not the sum of the lines, EUR 2980.00 + tax 621.30 = 3601.30",
		},
		{
			`"discount":{"amount":"65.62"`, `"discount":{"amount":"65.63"`,
			"order.Quote.UnmarshalJSON: discount EUR 65.63: is not the sum of the lines' discounts, EUR 65.62",
		},
		{
			`"tax":{"amount":"441.00"`, `"tax":{"amount":"442.00"`,
			"lines[0].tax EUR 442.00: is not the sum of the taxes, EUR 441.00",
		},
		{`"taxRounding":"per-line",`, ``, "order.Quote.UnmarshalJSON: taxRounding: is missing"},
		{
			`"rounding":"half-up","taxRounding"`, `"rounding":"halfup","taxRounding"`,
			`order.Quote.UnmarshalJSON: rounding "halfup": is not known`,
		},
		{`"number":"`, `"number":" `, "number \" Q-1042\": begins or ends in a blank"},
		{`"lines":[`, `"lines":[],"linen":[`, "order.Quote.UnmarshalJSON: linen"},
	} {
		t.Run(test.old, func(t *testing.T) {
			if !strings.Contains(string(text), test.old) {
				t.Errorf("%s is not in %s", test.old, text)
			}
			kept := quote(t)
			err := json.Unmarshal([]byte(strings.Replace(string(text), test.old, test.new, 1)), &kept)
			if err == nil || !strings.Contains(err.Error(), test.want) || len(billingrules.InputErrors(err)) != 1 ||
				kept.String() != quote(t).String() {
				t.Errorf("%s → %s: %v", test.old, test.new, err)
			}
		})
	}
	var q order.Quote
	err = json.Unmarshal([]byte(`{"number":"Q-1"}`), &q)
	if fields(err) != "kind issued expires items rounding taxRounding" {
		t.Error(err)
	}
	err = json.Unmarshal([]byte(`{"rounding":"up","taxRounding":"per-rate"}`), &q)
	if fields(err) != "number kind issued expires items lines" {
		t.Error(err)
	}
}
