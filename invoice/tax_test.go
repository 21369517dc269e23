package invoice_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// perRate is Europe2024, but tax is rounded per rate.
func perRate(t failer, mode money.Mode) policy.Edition {
	t.Helper()
	p := policy.Europe2024().Parameters()
	p.Invoice.TaxRounding, p.Proration.Rounding = policy.TaxPerRate, mode
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

type failer interface {
	Helper()
	Fatal(args ...any)
}

func itemsOf(n int, price, taxes string) []invoice.Item {
	items := make([]invoice.Item, n)
	for i := range items {
		items[i] = invoice.Item{
			Description: "Seat", Quantity: 1, UnitPrice: amount(price), Taxes: invoice.MustParseTaxes(taxes),
		}
	}
	return items
}

// invoice.tax: per line, and per rate over the lines of the document. The document says which, reads back, is checked
// accordingly, and its credit note gives back the whole of it.
func TestTaxPerLineAndPerRate(t *testing.T) {
	for _, tt := range []struct {
		n                          int
		price, rate, line, perRate string
	}{
		{300, "EUR 0.03", "20%", "EUR 3.00", "EUR 1.80"},
		{3, "SAR 10.10", "15%", "SAR 4.56", "SAR 4.55"},
		{2, "NOK 696.22", "25%", "NOK 348.12", "NOK 348.11"},
		{2, "EUR 0.10", "50%", "EUR 0.10", "EUR 0.10"},
		{1, "EUR 10.10", "15%", "EUR 1.52", "EUR 1.52"},
		{3, "EUR 10.10", "0%", "EUR 0.00", "EUR 0.00"},
		{
			2, "EUR 9999999999999999999999999999999.95", "50%", "EUR 9999999999999999999999999999999.96",
			"EUR 9999999999999999999999999999999.95",
		},
	} {
		for reading, want := range map[policy.TaxRounding]string{
			policy.TaxPerLine: tt.line, policy.TaxPerRate: tt.perRate,
		} {
			t.Run(fmt.Sprintf("%d lines of %s at %s, %s", tt.n, tt.price, tt.rate, reading), func(t *testing.T) {
				ed := testkit.Edition(func(p *policy.Parameters) { p.Invoice.TaxRounding = reading })
				inv, err := invoice.New(ed, invoice.Draft{
					Number: "1", Issued: date("2025-06-10"), Items: itemsOf(tt.n, tt.price, tt.rate),
				})
				if err != nil || !inv.Tax.Equal(amount(want)) {
					t.Fatalf("%v, %v, want %s", inv.Tax, err, want)
				}
				if inv.TaxRounding != reading || inv.Rounding != money.HalfUp {
					t.Fatalf("taxed %v, rounded %v", inv.TaxRounding, inv.Rounding)
				}
				data, err := json.Marshal(inv)
				var back invoice.Invoice
				if err != nil || json.Unmarshal(data, &back) != nil || !back.Equal(inv) {
					t.Fatalf("%s reads back as %v, %v", data, back, err)
				}
				note, err := invoice.Credit(back, "C-1", inv.Issued)
				if err != nil || !note.Totals.Equal(inv.Totals) {
					t.Errorf("the credit of %v is %v, %v", inv.Totals, note.Totals, err)
				}
				other := policy.TaxPerLine + policy.TaxPerRate - reading
				changed := strings.Replace(string(data), reading.String(), other.String(), 1)
				err = json.Unmarshal([]byte(changed), &back)
				if errors.Is(err, billingrules.ErrConflict) == (tt.line == tt.perRate) {
					t.Errorf("read as %s: %v", other, err)
				}
			})
		}
	}
}

// Which lines get the spare minor units: those that lost most by the cut; of equals, the earliest.
func TestTaxPerRate_Shares(t *testing.T) {
	for name, tt := range map[string]struct {
		nets  []string
		rates []string
		want  []string
	}{
		"equal lines": {
			[]string{"10.10", "10.10", "10.10"}, []string{"15%", "15%", "15%"}, []string{"1.52", "1.52", "1.51"},
		},
		"the line that lost most by rounding": {
			[]string{"0.01", "0.04", "0.02"}, []string{"20%", "20%", "20%"}, []string{"0.00", "0.01", "0.00"},
		},
		"the line that lost most, of which little is a part": {
			[]string{"1.01", "0.04"}, []string{"20%", "20%"}, []string{"0.20", "0.01"},
		},
		"nothing to share": {[]string{"0.01", "0.01"}, []string{"20%", "20%"}, []string{"0.00", "0.00"}},
		"each rate of its own": {
			[]string{"0.10", "0.25", "0.10", "0.25"},
			[]string{"5%", "10%", "5%", "10%"},
			[]string{"0.01", "0.03", "0.00", "0.02"},
		},
		"whole taxes": {
			[]string{"1.00", "0.00", "5.00"}, []string{"20%", "20%", "20%"}, []string{"0.20", "0.00", "1.00"},
		},
		"all of it": {[]string{"0.01", "0.02"}, []string{"100%", "100%"}, []string{"0.01", "0.02"}},
	} {
		t.Run(name, func(t *testing.T) {
			var items []invoice.Item
			for i, net := range tt.nets {
				items = append(items, itemsOf(1, "EUR "+net, tt.rates[i])...)
			}
			inv, err := invoice.New(perRate(t, money.HalfUp), invoice.Draft{
				Number: "1", Issued: date("2025-06-10"), Items: items,
			})
			if err != nil {
				t.Fatal(err)
			}
			for i, l := range inv.Lines {
				if l.Tax.Number() != tt.want[i] {
					t.Errorf("line %d has %s, want %s", i, l.Tax, tt.want[i])
				}
			}
		})
	}
}

// An invoice whose tax is per rate says so where it is read out.
func TestTaxPerRate_Explain(t *testing.T) {
	inv, err := invoice.New(perRate(t, money.HalfUp), invoice.Draft{
		Number: "1", Issued: date("2025-06-10"),
		Items: append(itemsOf(3, "SAR 10.10", "15%"), itemsOf(1, "SAR 1.00", "5%")...),
	})
	want := "tax 15% of SAR 30.30, all lines of that rate together: 4.55\n" +
		"tax 5% of SAR 1.00, all lines of that rate together: 0.05\n"
	if err != nil || !strings.Contains(inv.Explain(), want) {
		t.Errorf("%s, %v", inv.Explain(), err)
	}
}

func exactly(a money.Amount) *big.Rat {
	r, ok := new(big.Rat).SetString(a.Number())
	if !ok {
		panic(a.Number())
	}
	return r
}

// taxOn is the tax on a net amount before any rounding, by what the rate prints.
func taxOn(net *big.Rat, rate invoice.TaxRate) *big.Rat {
	text := rate.String()
	r, ok := new(big.Rat).SetString(text[:len(text)-1])
	if !ok {
		panic(text)
	}
	r.Mul(r, net)
	return r.Quo(r, big.NewRat(100, 1))
}

// rounded rounds 0 or more to cents.
func rounded(x *big.Rat, mode money.Mode) *big.Rat {
	cents := new(big.Rat).Mul(x, big.NewRat(100, 1))
	below := new(big.Int).Quo(cents.Num(), cents.Denom())
	rest := cents.Sub(cents, new(big.Rat).SetInt(below))
	half := rest.Cmp(big.NewRat(1, 2))
	if mode == money.Up && rest.Sign() > 0 || mode == money.HalfUp && half >= 0 ||
		mode == money.HalfEven && (half > 0 || half == 0 && below.Bit(0) == 1) {
		below.Add(below, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(below, big.NewInt(100))
}

// lapse.start: an invoice over nothing is not overdue on any day.
func TestInvoiceOfNothingIsNeverOverdue(t *testing.T) {
	for price, want := range map[string]bool{"EUR 0.00": false, "EUR 0.01": true} {
		t.Run(price, func(t *testing.T) {
			inv, err := invoice.New(policy.Europe2024(),
				invoice.Draft{Number: "1", Issued: date("2025-06-10"), Items: itemsOf(1, price, "0%")})
			if err != nil || inv.Overdue(inv.Due) || inv.Overdue(date("2025-06-11")) != want ||
				inv.Overdue(date("2035-06-11")) != want {
				t.Errorf("%s: %v, %v", price, inv, err)
			}
			if inv.Billed().NothingOwed == want || inv.Billed().Due != inv.Due {
				t.Errorf("%s: %+v", price, inv.Billed())
			}
		})
	}
}

// Nothing is invoiced in a withdrawn currency; an invoice that was issued in it can still be read, settled and
// credited.
func TestInvoiceInAWithdrawnCurrency(t *testing.T) {
	d := invoice.Draft{Number: "1", Issued: date("2025-12-31"), Items: itemsOf(1, "BGN 1.00", "20%")}
	inv, err := invoice.New(policy.Europe2024(), d)
	if err != nil {
		t.Fatal(err)
	}
	d.Issued = date("2026-06-01")
	if _, err := invoice.New(policy.Europe2024(), d); !errors.Is(err, money.ErrWithdrawn) || fields(err) != "items" {
		t.Errorf("got %v", err)
	}
	data, err := json.Marshal(inv)
	var back invoice.Invoice
	if err != nil || json.Unmarshal(data, &back) != nil || !back.Equal(inv) {
		t.Errorf("%s reads back as %v, %v", data, back, err)
	}
	if note, err := invoice.Credit(back, "C-1", date("2026-06-01")); err != nil || !note.Total.Equal(inv.Total) {
		t.Errorf("got %v, %v", note, err)
	}
}
