package invoice_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// reported reads a file of what people have reported.
func reported(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/reported/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// Three documents whose tax was off by a minor unit, or by EUR 1.20: their tax per line, and their tax per rate.
func TestReported_TaxPerRate(t *testing.T) {
	var cases []struct{ Rate, Lines string }
	reported(t, "tax-per-rate.json", &cases)
	want := map[string][2]string{ // per line and per rate, by tax rate
		"20%": {"EUR 3.00", "EUR 1.80"}, "15%": {"SAR 4.56", "SAR 4.55"}, "25%": {"NOK 348.12", "NOK 348.11"},
	}
	if len(cases) != len(want) {
		t.Fatalf("%d cases", len(cases))
	}
	shape := regexp.MustCompile(`^(\d+) lines of ([A-Z]{3} [0-9.]+)$`)
	for _, c := range cases {
		parts := shape.FindStringSubmatch(c.Lines)
		n, err := strconv.Atoi(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		for i, reading := range []policy.TaxRounding{policy.TaxPerLine, policy.TaxPerRate} {
			t.Run(fmt.Sprintf("%s, %s, %s", c.Lines, c.Rate, reading), func(t *testing.T) {
				ed := testkit.Edition(func(p *policy.Parameters) { p.Invoice.TaxRounding = reading })
				inv, err := invoice.New(ed, invoice.Draft{
					Number: "1", Issued: date("2025-06-10"), Items: itemsOf(n, parts[2], c.Rate),
				})
				if err != nil || !inv.Tax.Equal(amount(want[c.Rate][i])) {
					t.Errorf("%v, %v, want %s", inv.Tax, err, want[c.Rate][i])
				}
			})
		}
	}
}

// A stored invoice in a currency that has since been withdrawn is read and credited; nothing new is sold in that
// currency.
func TestReported_WithdrawnCurrency(t *testing.T) {
	var given struct{ Issued, Credited, Net, TaxRate string }
	reported(t, "withdrawn-currency.json", &given)
	d := invoice.Draft{Number: "1", Issued: date(given.Issued), Items: itemsOf(1, given.Net, given.TaxRate)}
	inv, err := invoice.New(policy.Europe2024(), d)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := json.Marshal(inv)
	if err != nil {
		t.Fatal(err)
	}
	var back invoice.Invoice
	if err := json.Unmarshal(stored, &back); err != nil || !back.Equal(inv) {
		t.Fatalf("%s reads back as %v, %v", stored, back, err)
	}
	note, err := invoice.Credit(back, "C-1", date(given.Credited))
	if err != nil || !note.Total.Equal(amount("BGN 120.00")) {
		t.Errorf("the credit note is of %v, %v", note.Total, err)
	}
	d.Issued = date(given.Credited)
	if _, err := invoice.New(policy.Europe2024(), d); !errors.Is(err, money.ErrWithdrawn) {
		t.Errorf("sold after it had gone: %v", err)
	}
}
