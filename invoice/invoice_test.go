package invoice_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// charge is three seats of AutoCAD for 120 days.
func charge(t testing.TB) proration.Charge {
	t.Helper()
	c, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP: amount("EUR 2145.00"), Seats: 3, Service: service(t, calendar.Annual, "2024-11-30", "2024-11-30"),
		Bought: period(t, "2025-08-02/2025-11-30"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func period(t testing.TB, text string) calendar.Period {
	t.Helper()
	p, err := calendar.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var vat = invoice.MustParseTaxes("21%")

// threeYears is a three-year term, renewed late, whose second instalment is dated as the draft.
func threeYears(t testing.TB) invoice.Priced {
	t.Helper()
	p, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: amount("EUR 10764.00"), Seats: 10, Service: service(t, calendar.ThreeYear, "2024-08-02", "2024-08-02"),
		Ordered: date("2024-09-16"), Renews: calendar.ThreeYear, NetTerms: net(t, 30),
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func draft(t testing.TB) invoice.Draft {
	return invoice.Draft{
		Number: "2025-133", Issued: date("2025-08-02"), NetTerms: net(t, 30),
		Items: []invoice.Item{
			{Description: "AutoCAD, 3 seats more", Priced: invoice.Priced{Charge: charge(t)}, Taxes: vat},
			{
				Description: "Flex tokens", Quantity: 500, UnitPrice: amount("EUR 2.9995"),
				Discount: amount("EUR 99.75"), Taxes: vat,
			},
			{
				Description: "AEC Collection", Priced: threeYears(t), Instalment: 2,
				Taxes: invoice.MustParseTaxes("0%"),
			},
		},
	}
}

func made(t testing.TB) invoice.Invoice {
	t.Helper()
	inv, err := invoice.New(policy.Europe2024(), draft(t))
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// invoice.tax and invoice.net-terms, by hand.
func TestInvoice(t *testing.T) {
	inv := made(t)
	want := []struct{ gross, net, tax string }{
		{"EUR 2115.62", "EUR 2115.62", "EUR 444.28"},    // 444.2802
		{"EUR 1499.75", "EUR 1400.00", "EUR 294.00"},    // 500 × 2.9995
		{"EUR 107640.00", "EUR 35880.00", "EUR 0.00"},   // the second of three
		{"EUR 111255.37", "EUR 39395.62", "EUR 738.28"}, // not on the invoice
	}
	for i, l := range inv.Lines {
		if !l.Gross.Equal(amount(want[i].gross)) || !l.Net.Equal(amount(want[i].net)) ||
			!l.Tax.Equal(amount(want[i].tax)) {
			t.Errorf("line %d: gross %s, net %s, tax %s", i, l.Gross, l.Net, l.Tax)
		}
	}
	if !inv.Net.Equal(amount("EUR 39395.62")) || !inv.Tax.Equal(amount("EUR 738.28")) ||
		!inv.Total.Equal(amount("EUR 40133.90")) {
		t.Errorf("the totals are %s", inv.Totals)
	}
	if inv.Due != date("2025-09-01") || inv.Edition != policy.Europe2024().Fingerprint() ||
		inv.Lines[2].Instalment != 2 || inv.Lines[2].Of != 3 {
		t.Errorf("got %+v", inv)
	}
	if !inv.Lines[0].Total().Equal(amount("EUR 2559.90")) || !(invoice.Line{}).Total().IsZero() {
		t.Error("the total of a line")
	}
	if inv.Lines[0].Quantity != 3 || !inv.Lines[0].UnitPrice.Equal(amount("EUR 2145.00")) {
		t.Error("a charge has its own quantity and unit price")
	}
	for day, want := range map[string]bool{
		"2025-08-02": false, "2025-08-31": false, "2025-09-01": false, "2025-09-02": true, "9999-12-31": true,
	} {
		t.Run(day, func(t *testing.T) {
			if inv.Overdue(date(day)) != want {
				t.Errorf("overdue on %s: %v", day, !want)
			}
		})
	}
	if (invoice.Invoice{}).Overdue(date("2025-09-02")) || inv.Overdue(calendar.Date{}) {
		t.Error("nothing is overdue")
	}
	if o := inv.Open(); o.Number != "2025-133" || !o.Amount.Equal(inv.Total) {
		t.Errorf("open: %+v", o)
	}
}

// Taxes are rounded per line, and not on the total: three lines of 0.02 at 21% have no tax, where 0.06 would have 0.01.
func TestTaxIsPerLine(t *testing.T) {
	item := invoice.Item{Description: "a sheet", Quantity: 1, UnitPrice: amount("EUR 0.02"), Taxes: vat}
	inv, err := invoice.New(policy.Europe2024(),
		invoice.Draft{Number: "1", Issued: date("2025-01-01"), Items: []invoice.Item{item, item, item}})
	if err != nil || !inv.Tax.Equal(amount("EUR 0.00")) || !inv.Total.Equal(amount("EUR 0.06")) {
		t.Errorf("%s, %v", inv, err)
	}
}

// As many lines as there can be.
func TestTenThousandLines(t *testing.T) {
	d := invoice.Draft{Number: "1", Issued: date("2025-01-01")}
	for range 10_000 {
		d.Items = append(d.Items,
			invoice.Item{Description: "x", Quantity: 1, UnitPrice: amount("EUR 1.00"), Taxes: vat})
	}
	if inv, err := invoice.New(policy.Europe2024(), d); err != nil || len(inv.Lines) != 10_000 ||
		!inv.Total.Equal(amount("EUR 12100.00")) {
		t.Errorf("%s, %v", inv.Totals, err)
	}
}

// The mode of the edition rounds prices and taxes alike.
func TestInvoiceRounding(t *testing.T) {
	for mode, want := range map[money.Mode]string{
		money.HalfUp: "EUR 0.13 + tax 0.01 = 0.14", money.HalfEven: "EUR 0.12 + tax 0.01 = 0.13",
		money.Up: "EUR 0.13 + tax 0.02 = 0.15", money.Down: "EUR 0.12 + tax 0.01 = 0.13",
	} {
		t.Run(mode.String(), func(t *testing.T) {
			ed := testkit.Edition(func(p *policy.Parameters) { p.Proration.Rounding = mode })
			inv, err := invoice.New(ed, invoice.Draft{
				Number: "1", Issued: date("2025-01-01"),
				Items: []invoice.Item{{
					Description: "x", Quantity: 1, UnitPrice: amount("EUR 0.125"), Taxes: invoice.MustParseTaxes("9%"),
				}},
			})
			if err != nil || inv.Totals.String() != want {
				t.Errorf("%s, %v", inv.Totals, err)
			}
			text, err := json.Marshal(inv)
			var read invoice.Invoice
			if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(inv) {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

// badDraft is a row of the tables below.
type badDraft struct {
	change func(*invoice.Draft)
	want   string
	is     error
}

func refuseDraft(t *testing.T, rows []badDraft) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.want, func(t *testing.T) {
			d := draft(t)
			test.change(&d)
			inv, err := invoice.New(policy.Europe2024(), d)
			if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) ||
				!strings.HasPrefix(err.Error(), "invoice.New: "+test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if len(inv.Lines) != 0 || inv.String() != "no invoice" {
				t.Errorf("%s: with an error comes %s", test.want, inv)
			}
		})
	}
}

func TestNew_BadDrafts(t *testing.T) {
	refuseDraft(t, []badDraft{
		{func(d *invoice.Draft) { d.Number = "" }, "number: is missing", billingrules.ErrMissing},
		{
			func(d *invoice.Draft) { d.Number = "1\n2" }, `number "1\n2": has characters that cannot be printed`,
			billingrules.ErrSyntax,
		},
		{func(d *invoice.Draft) { d.Number = strings.Repeat("1", 201) }, `number "1111`, billingrules.ErrRange},
		{
			func(d *invoice.Draft) { d.Issued, d.Items = calendar.Date{}, d.Items[:2] }, "issued: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Issued, d.Items = date("9999-12-20"), d.Items[:2] },
			"issued 9999-12-20: is too near the end of the calendar", billingrules.ErrRange,
		},
		{func(d *invoice.Draft) { d.Items = nil }, "items: is missing", billingrules.ErrMissing},
		{
			func(d *invoice.Draft) { d.Items = make([]invoice.Item, 10_001) }, "items: are 10001, more than 10000",
			billingrules.ErrRange,
		},
	})
}

func TestNew_BadCharges(t *testing.T) {
	refuseDraft(t, []badDraft{
		{
			func(d *invoice.Draft) { d.Items[0].Description = "" }, "items[0].description: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Quantity = 3 }, "items[0].charge: cannot stand beside a quantity",
			billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].UnitPrice = amount("EUR 1.00") },
			"items[0].charge: cannot stand beside a quantity", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Seats = 0 }, "items[0].charge.seats: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Amount = amount("EUR 0.001") },
			"items[0].charge.amount EUR 0.001: is not a whole number", billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Amount = money.Amount{} }, "items[0].charge.amount: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Amount = amount("EUR 5.00") },
			"items[0].charge.amount EUR 5.00: is not what the figures give, EUR 2115.62", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Days = 1000 },
			"items[0].charge.days 1000: must be 120 for 2025-08-02/2025-11-30", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Rounded = false },
			"items[0].charge.rounded false: is not what the figures give, true", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge = proration.Charge{} }, "items[0].charge: is missing",
			billingrules.ErrMissing,
		},
	})
}

func TestNew_BadQuantities(t *testing.T) {
	huge, err := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	refuseDraft(t, []badDraft{
		{func(d *invoice.Draft) { d.Items[1].Quantity = 0 }, "items[1].quantity: is missing", billingrules.ErrMissing},
		{
			func(d *invoice.Draft) { d.Items[1].Quantity = -1 }, "items[1].quantity -1: must be from 1 to 1000000",
			billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Quantity = 1_000_001 }, "items[1].quantity 1000001: must be from 1",
			billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].UnitPrice = money.Amount{} }, "items[1].unitPrice: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[1].UnitPrice = amount("EUR -1.00") },
			"items[1].unitPrice EUR -1.00: is negative", billingrules.ErrRange,
		},
		{func(d *invoice.Draft) { d.Items[1].UnitPrice = huge }, "items[1].unitPrice", billingrules.ErrRange},
	})
}

func TestNew_BadDiscounts(t *testing.T) {
	huge, err := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	refuseDraft(t, []badDraft{
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("EUR 1499.76") },
			"items[1].discount EUR 1499.76: is more than EUR 1499.75", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("EUR -0.01") },
			"items[1].discount EUR -0.01: is negative", billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("EUR 0.001") },
			"items[1].discount EUR 0.001: is not a whole number", billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("USD 1.00") },
			"items[1].discount USD 1.00: is not in EUR", billingrules.ErrCurrency,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Taxes = invoice.Taxes{} }, "items[1].taxes: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[1].UnitPrice, d.Items[1].Discount = amount("USD 1.00"), money.Amount{} },
			"items", billingrules.ErrCurrency,
		},
		{func(d *invoice.Draft) {
			d.Items[1] = invoice.Item{Description: "x", Quantity: 1, UnitPrice: huge, Taxes: vat}
			d.Items[2] = d.Items[1]
		}, "items", billingrules.ErrRange},
		{func(d *invoice.Draft) {
			d.Items = []invoice.Item{
				{Description: "x", Quantity: 1, UnitPrice: huge, Taxes: invoice.MustParseTaxes("100%")},
			}
		}, "items", billingrules.ErrRange},
	})
}

func TestNew_BadInvoices(t *testing.T) {
	_, err := invoice.New(policy.Europe2024(), invoice.Draft{Items: []invoice.Item{{}, {}}})
	const want = "number issued items[0].description items[0].charge items[0].taxes " +
		"items[1].description items[1].charge items[1].taxes"
	if got := fields(err); got != want {
		t.Errorf("the zero Draft: %s", got)
	}
	if _, err := invoice.New(policy.Edition{}, draft(t)); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := invoice.NewLine(policy.Edition{}, draft(t).Items[0]); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := invoice.Sum(nil); fields(err) != "lines" {
		t.Error(err)
	}
}

// Sums that no amount can hold are refused, whichever of the three.
func TestSumTooLarge(t *testing.T) {
	huge, _ := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	zero := amount("EUR 0.00")
	for name, lines := range map[string][]invoice.Line{
		"net": {{Net: huge, Tax: zero}, {Net: huge, Tax: zero}},
		"tax": {{Net: zero, Tax: huge}, {Net: zero, Tax: huge}}, "total": {{Net: huge, Tax: huge}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := invoice.Sum(lines); !errors.Is(err, billingrules.ErrRange) || !got.Net.IsZero() {
				t.Errorf("%s: %s, %v", name, got, err)
			}
		})
	}
}

func TestInvoiceJSON(t *testing.T) {
	inv := made(t)
	text, err := json.Marshal(inv)
	var read invoice.Invoice
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	if diff := cmp.Diff(inv, read); diff != "" || !read.Equal(inv) {
		t.Error(diff)
	}
	again, err := json.Marshal(read)
	if err != nil || string(again) != string(text) {
		t.Errorf("written again as %s, %v", again, err)
	}
	for _, part := range []string{
		`"number":"2025-133","issued":"2025-08-02","netTerms":"net 30","due":"2025-09-01","lines":[{"description":`,
		`"instalment":2,"of":3,`, `"taxes":[{"rate":"0%","amount":`, `"total":{"amount":"40133.90","currency":"EUR"}`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("%s is not in %s", part, text)
		}
	}
}

// changedJSON is a row of the tables below.
type changedJSON struct{ old, new, want string }

func refuseJSON(t *testing.T, rows []changedJSON) {
	t.Helper()
	text, err := json.Marshal(made(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range rows {
		t.Run(test.want, func(t *testing.T) {
			if !strings.Contains(string(text), test.old) {
				t.Errorf("%s is not there", test.old)
			}
			changed := strings.Replace(string(text), test.old, test.new, 1)
			read := made(t)
			err := json.Unmarshal([]byte(changed), &read)
			if err == nil || !strings.Contains(err.Error(), test.want) || len(billingrules.InputErrors(err)) == 0 {
				t.Errorf("%s → %s: %v, want %s", test.old, test.new, err, test.want)
			}
			if !read.Equal(made(t)) {
				t.Errorf("%s → %s: the invoice has changed", test.old, test.new)
			}
		})
	}
}

// A stored invoice that was changed by hand is noticed, whatever was changed.
func TestInvoice_UnmarshalJSON_Header(t *testing.T) {
	refuseJSON(t, []changedJSON{
		{`"number":"2025-133"`, `"number":""`, "number: is missing"},
		{`"issued":"2025-08-02"`, `"issued":"2025-08-03"`, "due 2025-09-01: is not net 30 after 2025-08-03"},
		{`"issued":"2025-08-02"`, `"issued":null`, "issued: is missing"},
		{`"netTerms":"net 30",`, ``, "due 2025-09-01: is not no net terms after"},
		{`"due":"2025-09-01"`, `"dew":"2025-09-01"`, `: dew "2025-09-01": is not a known key`},
		{
			`"due":"2025-09-01"`, `"due":"2025-09-01","due":"2025-09-01"`,
			"invoice.Invoice.UnmarshalJSON: due: is a duplicate",
		},
		{`"due":"2025-09-01"`, `"due":"2025-09-31"`, `: due "2025-09-31": there is no such day`},
	})
}

func TestInvoice_UnmarshalJSON_Lines(t *testing.T) {
	refuseJSON(t, []changedJSON{
		{`"lines":[{`, `"lines":[],"number":"x","x":[{`, ": number: is a duplicate"},
		{`"description":"AutoCAD, 3 seats more"`, `"description":""`, "description: is missing"},
		{
			`"description":"AutoCAD, 3 seats more"`, `"descripton":"AutoCAD"`,
			`: lines[0].descripton "AutoCAD": is not a known key`,
		},
		{`"quantity":3,`, `"quantity":4,`, "charge EUR 2145.00 ÷ 365"},
		{`"quantity":3,`, `"quantity":0,`, "quantity: is missing"},
		{`"days":120`, `"days":121`, "lines[0].charge.days 121: must be 120 for"},
		{`"divisor":365`, `"divisor":0`, "lines[0].charge.divisor: is missing"},
		{`"gross":{"amount":"2115.62"`, `"gross":{"amount":"2115.63"`, "charge"},
		{`"gross":{"amount":"1499.75"`, `"gross":{"amount":"1499.74"`, "gross EUR 1499.74: is not 500 × EUR 2.9995"},
		{`"gross":{"amount":"1499.75"`, `"gross":{"amount":"-1499.75"`, "gross EUR -1499.75: is negative"},
		{`"discount":{"amount":"99.75"`, `"discount":{"amount":"99.76"`, "net EUR 1400.00: is more than EUR 1399.99"},
		{
			`"discount":{"amount":"99.75"`, `"discount":{"amount":"99.74"`,
			"net EUR 1400.00: is not the price less the discount, EUR 1400.01",
		},
		{`"discount":{"amount":"99.75"`, `"discount":{"amount":"1499.76"`, "discount EUR 1499.76: is more than"},
		{`"instalment":2,"of":3`, `"instalment":4,"of":3`, "instalment 4: is not from 1 to 3"},
		{`"instalment":2,"of":3`, `"of":3`, "instalment 0: is not from 1 to 3"},
		{`"instalment":2,"of":3,`, ``, "net EUR 35880.00: is not the price less the discount"},
		{`"net":{"amount":"35880.00"`, `"net":{"amount":"35880.001"`, "net EUR 35880.001: is not a whole number"},
	})
}

func TestInvoice_UnmarshalJSON_Taxes(t *testing.T) {
	refuseJSON(t, []changedJSON{
		{`"rate":"21%"`, `"rate":"20%"`, "taxes[0].amount EUR 444.28: is not 20% of EUR 2115.62"},
		{`"rate":"21%",`, ``, "taxes[0].rate: is missing"},
		{
			`"tax":{"amount":"444.28"`, `"tax":{"amount":"444.30"`,
			"tax EUR 444.30: is not the sum of the taxes, EUR 444.28",
		},
		{
			`"amount":{"amount":"444.28"`, `"amount":{"amount":"444.30"`,
			"taxes[0].amount EUR 444.30: is not 21% of EUR 2115.62",
		},
		{
			`{"amount":"444.28","currency":"EUR"}}],"tax":{"amount":"444.28"`,
			`{"amount":"444.29","currency":"EUR"}}],"tax":{"amount":"444.29"`,
			"lines[0].taxes[0].amount EUR 444.29: is not what 21% of EUR 2115.62 gives per-line, EUR 444.28",
		},
		{
			`"tax":{"amount":"738.28"`, `"tax":{"amount":"738.29"`,
			"total EUR 39395.62 + tax 738.29 = 40133.90: is not the sum of the lines, EUR 39395.62 + tax 738.28",
		},
		{
			`"rounding":"half-up","taxRounding":"per-line"`, `"rounding":"up","taxRounding":"per-line"`,
			"lines[0].charge.rounding half-up: is not that of the document, up",
		},
		{`,"taxRounding":"per-line"`, ``, "taxRounding: is missing"},
		{
			`"taxRounding":"per-line"`, `"taxRounding":"per line"`,
			`taxRounding "per line": is not known; one of: per-line, per-rate`,
		},
		{`"total":{"amount":"40133.90"`, `"total":{"amount":"40133.91"`, "total"},
		{`"total":{"amount":"40133.90","currency":"EUR"}`, `"total":null`, "total"},
		{`"edition":"` + policy.Europe2024().Fingerprint().String(), `"edition":"`, "edition: is missing"},
		{
			`{"amount":"2.9995","currency":"EUR"}`, `{"amount":"2.9995","currency":"USD"}`,
			"gross EUR 1499.75: is not 500 × USD 2.9995",
		},
	})
}

func TestInvoice_UnmarshalJSON_NoInvoice(t *testing.T) {
	var read invoice.Invoice
	for _, bad := range []string{"", "[]", "1", `"x"`, "{}", "{", `{"lines":[{}]}`, "null"} {
		t.Run(strconv.Quote(bad), func(t *testing.T) {
			err := json.Unmarshal([]byte(bad), &read)
			if err == nil || !strings.HasPrefix(read.String(), "no invoice") {
				t.Errorf("%q is read as %s, %v", bad, read, err)
			}
		})
	}
	// Each line is good, but they are in two currencies.
	line := `{"description":"x","quantity":1,"unitPrice":{"amount":"1.00","currency":"EUR"},` +
		`"gross":{"amount":"1.00","currency":"EUR"},"net":{"amount":"1.00","currency":"EUR"},` +
		`"taxes":[{"rate":"0%","amount":{"amount":"0.00","currency":"EUR"}}],"tax":{"amount":"0.00","currency":"EUR"}}`
	mixed := `{"number":"1","issued":"2025-01-01","due":"2025-01-01","rounding":"half-up","taxRounding":"per-line",` +
		`"edition":"` + policy.Europe2024().Fingerprint().String() + `",` +
		`"lines":[` + line + "," + strings.ReplaceAll(line, "EUR", "USD") + `]}`
	if err := json.Unmarshal([]byte(mixed), &read); !errors.Is(err, billingrules.ErrCurrency) ||
		!strings.HasPrefix(err.Error(), "invoice.Invoice.UnmarshalJSON: lines") {
		t.Error(err)
	}
}

func TestInvoiceText(t *testing.T) {
	inv := made(t)
	const text = "invoice 2025-133 of 2025-08-02, due 2025-09-01: EUR 39395.62 + tax 738.28 = 40133.90"
	if got := inv.String(); got != text {
		t.Error(got)
	}
	for i, want := range []string{
		"AutoCAD, 3 seats more: EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up); net " +
			"2115.62, tax 21% 444.28",
		"Flex tokens: 500 × EUR 2.9995 = 1499.75 − 99.75 discount; net 1400.00, tax 21% 294.00",
		"AEC Collection: EUR 10764.00 × 10 seats = 107640.00, instalment 2 of 3; net 35880.00, tax 0% 0.00",
	} {
		t.Run(fmt.Sprint("line ", i+1), func(t *testing.T) {
			if got := inv.Lines[i].String(); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
	if got := inv.Explain(); !strings.Contains(got, "invoice.tax: ") ||
		!strings.Contains(got, "invoice.net-terms: ") || strings.Count(got, "\n") != 5 {
		t.Error(got)
	}
	single := invoice.Item{Description: "x", Quantity: 1, UnitPrice: amount("EUR 1.00"), Taxes: vat}
	if l, err := invoice.NewLine(policy.Europe2024(), single); err != nil ||
		l.String() != "x: 1 × EUR 1.00 = 1.00; net 1.00, tax 21% 0.21" {
		t.Errorf("%s, %v", l, err)
	}
	other := made(t)
	other.Lines[0].Tax = amount("EUR 1.00")
	if inv.Equal(other) || fmt.Sprint(invoice.Totals{}) == "" {
		t.Error("Equal")
	}
}
