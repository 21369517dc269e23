package invoice_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
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

// As many lines as an invoice can have.
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
