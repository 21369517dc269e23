package coterm_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func conversion() coterm.ConversionRequest {
	return coterm.ConversionRequest{Length: calendar.Annual, Seats: 2, SRP: amount("EUR 2145.00")}
}

func TestConvert(t *testing.T) {
	threeYears := conversion()
	threeYears.Length, threeYears.SRP = calendar.ThreeYear, amount("EUR 5.00")
	threeYears.NetTerms = must(invoice.Net(30))
	for _, tt := range []struct {
		name    string
		request coterm.ConversionRequest
		charge  string
		parts   []string
		rules   []rule.ID // the first rules
	}{
		{
			"annual", conversion(), "EUR 2145.00 × 2 seats = 4290.00",
			[]string{"4290.00 2025-08-20 2025-08-20 2025-08-20/2026-08-20"},
			[]rule.ID{rule.TrialConvert},
		},
		{
			"three-year, on net terms", threeYears, "EUR 5.00 × 2 seats = 10.00",
			[]string{
				"3.34 2025-08-20 2025-09-19 2025-08-20/2026-08-20",
				"3.33 2026-08-20 2026-09-19 2026-08-20/2027-08-20",
				"3.33 2027-08-20 2027-09-19 2027-08-20/2028-08-20",
			},
			[]rule.ID{rule.TrialConvert, rule.InvoiceAnnualInstalments, rule.InvoiceSplit},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := trial().On(date("2025-08-20"))
			p := must(coterm.Convert(v, tt.request))
			if p.Charge.String() != tt.charge || !slices.Equal(said(p.Instalments), tt.parts) {
				t.Errorf("%s, %v", p.Charge, said(p.Instalments))
			}
			if !slices.Equal(p.Rules(), append(tt.rules, p.Charge.Rules()...)) ||
				!strings.HasPrefix(p.Explain(), tt.charge) {
				t.Errorf("%v\n%s", p.Rules(), p.Explain())
			}
			if got := outcome(p.Decision); got != outcome(v.CanConvertTrial()) {
				t.Error(got)
			}
			paid := bind(p.Next).On(v.Day())
			if paid.Kind() != policy.Subscription || paid.Seats() != 2 || paid.Stretch().Term() != tt.request.Length {
				t.Errorf("%+v", p.Next)
			}
			var read coterm.ConversionPrice
			text, err := json.Marshal(p)
			if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(p.Priced) {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

func TestConvert_Refuses(t *testing.T) {
	v := trial().On(date("2025-08-20"))
	for _, tt := range []struct {
		name   string
		v      lifecycle.View
		change func(*coterm.ConversionRequest)
		fields string
	}{
		{"a view of nothing", lifecycle.View{}, func(*coterm.ConversionRequest) {}, "view"},
		{"no length", v, func(r *coterm.ConversionRequest) { r.Length = 0 }, "length"},
		{"no seats", v, func(r *coterm.ConversionRequest) { r.Seats = 0 }, "seats"},
		{"no price", v, func(r *coterm.ConversionRequest) { r.SRP = money.Amount{} }, "srp"},
		{"a negative price", v, func(r *coterm.ConversionRequest) { r.SRP = amount("EUR -1.00") }, "srp"},
		{"a currency that is gone", v, func(r *coterm.ConversionRequest) { r.SRP = amount("HRK 1.00") }, "srp"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := conversion()
			tt.change(&r)
			if _, err := coterm.Convert(tt.v, r); fields(err) != tt.fields {
				t.Error(err)
			}
		})
	}
	owes := with(trial(), func(f *lifecycle.Facts) {
		*f = f.Bill(lifecycle.BilledInvoice{Number: "2025-077", Issued: date("2025-08-02"), Due: date("2025-08-10")})
	}).On(v.Day())
	onTerms := conversion()
	onTerms.NetTerms = must(invoice.Net(30))
	for _, tt := range []struct {
		name    string
		v       lifecycle.View
		request coterm.ConversionRequest
		rule    rule.ID
	}{
		{"no trial", bought(calendar.Annual, "2025-01-10").On(v.Day()), conversion(), rule.TrialConvert},
		{"on net terms, with an overdue invoice", owes, onTerms, rule.OrderOverdueBalance},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var refusal *policy.Refusal
			_, err := coterm.Convert(tt.v, tt.request)
			if !errors.As(err, &refusal) || refusal.Decision.Rule != tt.rule {
				t.Error(err)
			}
		})
	}
}

// A stored price that was tampered with is refused, and the error names the field.
func TestConversionPrice_Tampered(t *testing.T) {
	p := must(coterm.Convert(trial().On(date("2025-08-20")), conversion()))
	for _, tt := range []struct {
		name, path string
		value      any
		refused    string
	}{
		{"by another rule", "decision.rule", "renewal.window", "decision.rule"},
		{"no full term", "fullTerm", testkit.Absent{}, "fullTerm fullTerm"},
		{"other seats", "next.seats", 9, "next.seats"},
		{"misspelt", "fullterms", true, "fullterms"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var read coterm.ConversionPrice
			text := must(testkit.Tamper(must(json.Marshal(p)), tt.path, tt.value))
			if err := read.UnmarshalJSON(text); fields(err) != tt.refused {
				t.Error(err)
			}
		})
	}
}
