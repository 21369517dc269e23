package order_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

func net(t testing.TB, days int) invoice.NetTerms {
	t.Helper()
	terms, err := invoice.Net(days)
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

// threeYears is a three-year term from October 2025 on, ordered on the day of the quote.
func threeYears(t testing.TB, terms invoice.NetTerms) invoice.Priced {
	t.Helper()
	p, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: amount("EUR 100.00"), Seats: 1, Service: term(t, calendar.ThreeYear, "2025-10-01").Service,
		Ordered: date("2025-09-01"), NetTerms: terms,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// extra is a part of an annual term, charged at once.
func extra(t testing.TB) invoice.Item {
	t.Helper()
	return invoice.Item{Description: "3 seats more", Priced: invoice.Priced{Request: seats(t)}, Taxes: vat}
}

func flow(t testing.TB) order.QuoteDraft {
	t.Helper()
	seats := extra(t)
	seats.Request.Bought = calendar.Since(date("2025-10-01")).Intersect(seats.Request.Bought)
	return order.QuoteDraft{
		Number: "Q-1050", Kind: policy.Subscription, Issued: date("2025-09-01"), Expires: date("2025-09-30"),
		Items: []invoice.Item{
			threeYears(t, net(t, 30)).Item("AEC Collection", vat), seats,
			{
				Description: "training day", Quantity: 2, UnitPrice: amount("EUR 450.00"),
				Taxes: invoice.MustParseTaxes("6%"),
			},
		},
	}
}

// documents lists invoices, with their lines after them.
func documents(list []invoice.Invoice) []string {
	var all []string
	for _, inv := range list {
		s := inv.String()
		for _, l := range inv.Lines {
			s += "; " + l.Description + " " + l.Net.Number()
		}
		all = append(all, s)
	}
	return all
}

// invoicesCase is a row of the tables below.
type invoicesCase struct {
	name   string
	ed     policy.Edition
	change func(*order.QuoteDraft)
	accept string
	want   []string
}

func checkInvoices(t *testing.T, rows []invoicesCase) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			d := flow(t)
			tt.change(&d)
			q, err := order.NewQuote(tt.ed, d)
			if err != nil {
				t.Fatal(err)
			}
			if tt.accept != "" {
				if q, err = q.Accept(date(tt.accept)); err != nil {
					t.Fatal(err)
				}
			}
			numbers := []string{"1", "2", "3"}[:len(tt.want)]
			list, err := q.Invoices(numbers...)
			if err != nil || !slices.Equal(documents(list), tt.want) {
				t.Fatalf("%v\ngot  %s\nwant %s", err, strings.Join(documents(list), "\n     "),
					strings.Join(tt.want, "\n     "))
			}
			text, err := json.Marshal(q)
			var read order.Quote
			if err != nil || json.Unmarshal(text, &read) != nil {
				t.Fatalf("%v: %v\n%s", err, json.Unmarshal(text, &read), text)
			}
			again, err := read.Invoices(numbers...)
			if err != nil || !slices.EqualFunc(list, again, invoice.Invoice.Equal) {
				t.Errorf("read back: %v, %v", documents(again), err)
			}
			if r, err := order.Reprice(tt.ed, read); err != nil || len(r.Differences) != 0 ||
				r.Quote.Accepted != q.Accepted {
				t.Errorf("priced again: %s, %v", r, err)
			}
		})
	}
}

func TestQuote_Invoices(t *testing.T) {
	checkInvoices(t, []invoicesCase{
		{
			"on net terms, those of the first item", policy.Europe2024(), func(*order.QuoteDraft) {}, "",
			[]string{
				"invoice 1 of 2025-09-01, due 2025-10-01: EUR 1991.15 + tax 283.14 = 2274.29; " +
					"AEC Collection 33.34; 3 seats more 1057.81; training day 900.00",
				"invoice 2 of 2026-10-01, due 2026-10-31: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
				"invoice 3 of 2027-10-01, due 2027-10-31: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
			},
		},
		{
			"accepted later", policy.Europe2024(), func(d *order.QuoteDraft) { d.Items = d.Items[:1] }, "2025-09-30",
			[]string{
				"invoice 1 of 2025-09-30, due 2025-10-30: EUR 33.34 + tax 7.00 = 40.34; AEC Collection 33.34",
				"invoice 2 of 2026-10-01, due 2026-10-31: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
				"invoice 3 of 2027-10-01, due 2027-10-31: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
			},
		},
	})
}

func TestQuote_InvoicesOfOneItem(t *testing.T) {
	perRate := testkit.Edition(func(p *policy.Parameters) { p.Invoice.TaxRounding = policy.TaxPerRate })
	checkInvoices(t, []invoicesCase{
		{
			"a discount", policy.Europe2024(), func(d *order.QuoteDraft) {
				d.Items = d.Items[:1]
				d.Items[0].Discount = amount("EUR 0.02")
			}, "",
			[]string{
				"invoice 1 of 2025-09-01, due 2025-10-01: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
				"invoice 2 of 2026-10-01, due 2026-10-31: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
				"invoice 3 of 2027-10-01, due 2027-10-31: EUR 33.32 + tax 7.00 = 40.32; AEC Collection 33.32",
			},
		},
		{
			"a full term by its request", policy.Europe2024(), func(d *order.QuoteDraft) {
				d.NetTerms = net(t, 30)
				d.Items = []invoice.Item{{Description: "AEC Collection", Taxes: vat, Priced: invoice.Priced{
					Request: d.Items[0].Request, FullTerm: true,
				}}}
			}, "",
			[]string{
				"invoice 1 of 2025-09-01, due 2025-10-01: EUR 33.34 + tax 7.00 = 40.34; AEC Collection 33.34",
				"invoice 2 of 2026-10-01, due 2026-10-31: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
				"invoice 3 of 2027-10-01, due 2027-10-31: EUR 33.33 + tax 7.00 = 40.33; AEC Collection 33.33",
			},
		},
		{
			name: "tokens, tax per rate", ed: perRate, change: func(d *order.QuoteDraft) {
				tokens := invoice.Item{
					Description: "x", Quantity: 1, UnitPrice: amount("EUR 10.10"),
					Taxes: invoice.MustParseTaxes("15%"),
				}
				d.Kind, d.Items = policy.FlexTokens, []invoice.Item{tokens, tokens, tokens}
			},
			accept: "2025-09-02",
			want:   []string{"invoice 1 of 2025-09-02: EUR 30.30 + tax 4.55 = 34.85; x 10.10; x 10.10; x 10.10"},
		},
	})
}

func TestQuote_InvoicesRefuses(t *testing.T) {
	q, err := order.NewQuote(policy.Europe2024(), flow(t))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(q.String(), "quote Q-1050 of 2025-09-01, prices hold through 2025-09-30, net 30\n") {
		t.Error(q)
	}
	changed := q
	changed.Net = amount("EUR 1.00")
	numbers := []string{"1", "2", "3"}
	for _, tt := range []struct {
		name    string
		q       order.Quote
		numbers []string
		want    string
	}{
		{"no quote", order.Quote{}, nil, "quote: is missing"},
		{
			"too few", q, numbers[:2],
			"numbers 2: must be 3, one for each of 2025-09-01, 2026-10-01, 2027-10-01",
		},
		{
			"too many", q,
			[]string{"1", "2", "3", "4"},
			"numbers 4: must be 3, one for each of 2025-09-01, 2026-10-01, 2027-10-01",
		},
		{"a duplicate", q, []string{"1", "2", "1"}, `numbers[2] "1": is a duplicate`},
		{"an empty one", q, []string{"1", "", "3"}, "numbers[1]: is missing"},
		{"a quote that was changed", changed, numbers, "net EUR 1.00: is not the sum of the invoices, EUR 2057.81"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, err := tt.q.Invoices(tt.numbers...)
			if list != nil || err == nil || err.Error() != "order.Quote.Invoices: "+tt.want {
				t.Errorf("%v, %v", documents(list), err)
			}
		})
	}
	var refusal *policy.Refusal
	if _, err := q.Accept(date("2025-10-01")); !errors.As(err, &refusal) || refusal.Decision.Rule != "quote.valid" {
		t.Error(err)
	}
	if got := (order.Quote{}).InvoiceDates(); got != nil {
		t.Error(got)
	}
}

// Whatever is quoted, the invoices sum to it.
func ExampleQuote_Invoices() {
	start := calendar.MustParseDate("2025-10-01")
	service, err := calendar.ThreeYear.Service(start, start)
	if err != nil {
		panic(err)
	}
	terms, err := invoice.Net(30)
	if err != nil {
		panic(err)
	}
	ed := policy.Europe2024()
	buy, err := invoice.PriceTerm(ed, invoice.TermRequest{
		SRP: amount("EUR 10764.00"), Seats: 10, Service: service, Ordered: calendar.MustParseDate("2025-09-01"),
		NetTerms: terms,
	})
	if err != nil {
		panic(err)
	}
	q, err := order.NewQuote(ed, order.QuoteDraft{
		Number: "Q-1042", Kind: policy.Subscription,
		Issued: calendar.MustParseDate("2025-09-01"), Expires: calendar.MustParseDate("2025-09-30"),
		Items: []invoice.Item{buy.Item("AEC Collection", invoice.MustParseTaxes("21%"))},
	})
	if err != nil {
		panic(err)
	}
	_, err = q.Invoices("2025-118")
	fmt.Println(billingrules.InputErrors(err)[0].Err)
	invoices, err := q.Invoices("2025-118", "2026-118", "2027-118")
	for _, inv := range invoices {
		fmt.Println(inv)
	}
	fmt.Println(q.Net, err)
	// Output:
	// must be 3, one for each of 2025-09-01, 2026-10-01, 2027-10-01
	// invoice 2025-118 of 2025-09-01, due 2025-10-01: EUR 35880.00 + tax 7534.80 = 43414.80
	// invoice 2026-118 of 2026-10-01, due 2026-10-31: EUR 35880.00 + tax 7534.80 = 43414.80
	// invoice 2027-118 of 2027-10-01, due 2027-10-31: EUR 35880.00 + tax 7534.80 = 43414.80
	// EUR 107640.00 <nil>
}

func ExampleQuote_InvoiceDates() {
	fmt.Println(offer().InvoiceDates())
	// Output: [2025-05-12]
}

// A quote that is accepted after its day has no invoice from before the acceptance.
func ExampleQuote_Accept() {
	accepted, err := offer().Accept(calendar.MustParseDate("2025-05-20"))
	if err != nil {
		panic(err)
	}
	fmt.Println(accepted.InvoiceDates())
	// Output: [2025-05-20]
}
