package coterm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
)

// purchase is a request for ten seats, for a term of some length.
func purchase(length calendar.Term) lifecycle.PurchaseRequest {
	return lifecycle.PurchaseRequest{Offering: "AEC Collection", Length: length, Seats: 10, Ordered: date("2024-10-01")}
}

func TestBuy(t *testing.T) {
	for _, tt := range []struct {
		name    string
		request coterm.BuyRequest
		charge  string
		parts   []string
		rules   []rule.ID // the first rules
	}{
		{
			"annual",
			coterm.BuyRequest{Purchase: purchase(calendar.Annual), SRP: amount("EUR 2145.00")},
			"EUR 2145.00 × 10 seats = 21450.00",
			[]string{"21450.00 2024-10-01 2024-10-01 2024-10-01/2025-10-01"},
			nil,
		},
		{
			"three-year, on net terms",
			coterm.BuyRequest{
				Purchase: purchase(calendar.ThreeYear), SRP: amount("EUR 10.00"), NetTerms: must(invoice.Net(30)),
			},
			"EUR 10.00 × 10 seats = 100.00",
			[]string{
				"33.34 2024-10-01 2024-10-31 2024-10-01/2025-10-01",
				"33.33 2025-10-01 2025-10-31 2025-10-01/2026-10-01",
				"33.33 2026-10-01 2026-10-31 2026-10-01/2027-10-01",
			},
			[]rule.ID{rule.InvoiceAnnualInstalments, rule.InvoiceSplit},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := must(coterm.Buy(europe, tt.request))
			if p.Charge.String() != tt.charge || !slices.Equal(said(p.Instalments), tt.parts) {
				t.Errorf("%s, %v", p.Charge, said(p.Instalments))
			}
			if !slices.Equal(p.Rules(), append(tt.rules, p.Charge.Rules()...)) ||
				!strings.HasPrefix(p.Explain(), tt.charge) {
				t.Errorf("%v\n%s", p.Rules(), p.Explain())
			}
			want := must(lifecycle.Buy(europe, tt.request.Purchase)).Facts()
			if diff := cmp.Diff(want, p.Next,
				cmp.Comparer(func(a, b calendar.Date) bool { return a == b })); diff != "" {
				t.Error(diff)
			}
			var read coterm.PurchasePrice
			text, err := json.Marshal(p)
			if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(p.Priced) {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

func TestBuy_Refuses(t *testing.T) {
	good := coterm.BuyRequest{Purchase: purchase(calendar.Annual), SRP: amount("EUR 2145.00")}
	for _, tt := range []struct {
		name   string
		change func(*coterm.BuyRequest)
		fields string
	}{
		{
			"nothing", func(r *coterm.BuyRequest) { *r = coterm.BuyRequest{} },
			"purchase.offering purchase.seats purchase.ordered purchase.length srp",
		},
		{"tokens", func(r *coterm.BuyRequest) { r.Purchase.Kind = policy.FlexTokens }, "purchase.kind"},
		{"no price", func(r *coterm.BuyRequest) { r.SRP = money.Amount{} }, "srp"},
		{"a negative price", func(r *coterm.BuyRequest) { r.SRP = amount("EUR -1.00") }, "srp"},
		{"a currency that is gone", func(r *coterm.BuyRequest) { r.SRP = amount("HRK 1.00") }, "srp"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := good
			tt.change(&r)
			if _, err := coterm.Buy(europe, r); fields(err) != tt.fields {
				t.Error(err)
			}
		})
	}
}

// edition.before: net terms depend on the edition.
func TestBuy_BeforeTheEdition(t *testing.T) {
	good := coterm.BuyRequest{
		Purchase: purchase(calendar.Annual), SRP: amount("EUR 2145.00"), NetTerms: must(invoice.Net(30)),
	}
	good.Purchase.Ordered = date("2024-09-15")
	var refusal *policy.Refusal
	if _, err := coterm.Buy(europe, good); !errors.As(err, &refusal) || refusal.Decision.Rule != rule.EditionBefore {
		t.Error(err)
	}
}

// A new subscription: its price, its invoices, and the facts to store.
func ExampleBuy() {
	ed := policy.Europe2024()
	buy, err := coterm.Buy(ed, coterm.BuyRequest{
		Purchase: lifecycle.PurchaseRequest{
			Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-11-30"),
		},
		SRP: money.MustParseAmount("EUR 2145.00"),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(buy.Charge)
	inv, err := invoice.New(ed, invoice.Draft{
		Number: "2024-131", Items: []invoice.Item{buy.Item("AutoCAD", invoice.MustParseTaxes("21%"))},
	})
	fmt.Println(inv, err)
	sub, err := lifecycle.New(ed, invoice.Bill(buy.Next, inv))
	fmt.Println(sub.On(calendar.MustParseDate("2024-11-30")).Renewal(), err)
	// Output:
	// EUR 2145.00 × 5 seats = 10725.00
	// invoice 2024-131 of 2024-11-30: EUR 10725.00 + tax 2252.25 = 12977.25 <nil>
	// 2025-11-30 <nil>
}
