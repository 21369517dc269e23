package invoice_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// tampering is one thing that somebody changes in a stored document.
type tampering struct {
	name, path string
	value      any
	refused    string // the fields that the error names; empty if the result is another valid document
	why        string // why the result is valid
}

// try tampers with a stored document, and reads it.
func (c tampering) try(t *testing.T, stored []byte, read func([]byte) (same bool, err error)) {
	t.Helper()
	if (c.refused == "") == (c.why == "") {
		t.Fatal("it is refused, or the table says why it is not")
	}
	text, err := testkit.Tamper(stored, c.path, c.value)
	if err != nil {
		t.Fatal(err)
	}
	switch same, err := read(text); {
	case fields(err) != c.refused || (err == nil) != (c.refused == ""):
		t.Errorf("refused in %q, want %q: %v", fields(err), c.refused, err)
	case err == nil && same:
		t.Error("the change is lost")
	}
}

// numbered is an invoice with a part of a term, tokens with a discount and two taxes, and an instalment.
func numbered(t *testing.T) invoice.Invoice {
	t.Helper()
	d := draft(t)
	d.Items[1].Taxes = invoice.MustParseTaxes("GST 5% + QST 9.975%")
	inv, err := invoice.New(policy.Europe2024(), d)
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

var eur = testkit.Euros

func readTampered(t *testing.T, rows []tampering) {
	t.Helper()
	inv := numbered(t)
	stored, err := json.Marshal(inv)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			c.try(t, stored, func(text []byte) (bool, error) {
				var back invoice.Invoice
				err := json.Unmarshal(text, &back)
				return back.Equal(inv), err
			})
		})
	}
}

// A stored invoice that somebody changed is refused by the name of the field, or it reads as another valid invoice.
func TestInvoice_Tampered_Header(t *testing.T) {
	readTampered(t, []tampering{
		{"a number of two lines", "number", "2025-133\n", "number", ""},
		{"no number", "number", "", "number", ""},
		{"another number", "number", "2025-134", "", "numbers are given by who issues the invoices"},
		{"another date", "issued", "2025-08-03", "due", ""},
		{"a date that is none", "issued", "2025-08-32", "issued", ""},
		{"no date", "issued", testkit.Absent{}, "issued due", ""},
		{"another due day", "due", "2025-09-02", "due", ""},
		{"no due day", "due", testkit.Absent{}, "due", ""},
		{"other net terms", "netTerms", "net 31", "due", ""},
		{"no net terms", "netTerms", testkit.Absent{}, "due", ""},
		{"net terms that are none", "netTerms", "net 030", "netTerms", ""},
	})
}

func TestInvoice_Tampered_Prices(t *testing.T) {
	readTampered(t, []tampering{
		{"another description", "lines[0].description", "AutoCAD, 4 seats more", "", "a description is free text"},
		{"no description", "lines[0].description", "", "lines[0].description", ""},
		{"another quantity", "lines[1].quantity", 501, "lines[1].gross", ""},
		{"another quantity beside a charge", "lines[0].quantity", 4, "lines[0].charge", ""},
		{"another unit price", "lines[1].unitPrice", eur("3.0000"), "lines[1].gross", ""},
		{
			"a unit price that gives the same", "lines[1].unitPrice", eur("2.999504"), "",
			"500 × 2.999504 is 1499.752, and 1499.75 too",
		},
		{"another gross price", "lines[1].gross", eur("1499.76"), "lines[1].gross", ""},
		{"more of a charge", "lines[0].charge.amount", eur("2115.63"), "lines[0].charge.amount", ""},
		{"another list price", "lines[0].charge.srp", eur("2146.00"), "lines[0].charge.amount", ""},
		{"another divisor", "lines[0].charge.divisor", 366, "lines[0].charge.amount", ""},
		{"other days", "lines[0].charge.days", 121, "lines[0].charge.days", ""},
		{"other seats", "lines[0].charge.seats", 4, "lines[0].charge.amount", ""},
		{"a month more bought", "lines[0].charge.bought", "2025-07-02/2025-11-30", "lines[0].charge.days", ""},
		{"a day more bought", "lines[0].charge.bought", "2025-08-01/2025-11-30", "lines[0].charge.days", ""},
		{"as many days later", "lines[0].charge.bought", "2025-08-03/2025-12-01", "", "they are 120 days too"},
		{
			"another day count", "lines[0].charge.dayCount", "actual", "",
			"120 days are 120 days under every day count here",
		},
		{"a charge rounded down", "lines[0].charge.rounding", "down", "lines[0].charge.amount", ""},
		{"a charge rounded half even", "lines[0].charge.rounding", "half-even", "lines[0].charge.rounding", ""},
		{"a charge rounded at the seat", "lines[0].charge.roundAt", "seat", "lines[0].charge.amount", ""},
		{"a charge that was not rounded", "lines[0].charge.rounded", false, "lines[0].charge.rounded", ""},
		{"a charge of a full term", "lines[0].charge.fullTerm", true, "lines[0].charge.days", ""},
		{"no charge", "lines[0].charge", testkit.Absent{}, "lines[0].gross", ""},
		{"another discount", "lines[1].discount", eur("99.76"), "lines[1].net", ""},
		{"no discount", "lines[1].discount", testkit.Absent{}, "lines[1].net", ""},
		{"a discount in another currency", "lines[1].discount.currency", "USD", "lines[1].discount", ""},
	})
}

func TestInvoice_Tampered_Instalments(t *testing.T) {
	readTampered(t, []tampering{
		{"another instalment", "lines[2].instalment", 4, "lines[2].instalment", ""},
		{"no instalment", "lines[2].instalment", testkit.Absent{}, "lines[2].instalment", ""},
		{"the third instalment", "lines[2].instalment", 3, "lines[2].covers", ""},
		{"an instalment of two", "lines[2].of", 2, "lines[2].covers", ""},
		{"an instalment of four", "lines[2].of", 4, "lines[2].net", ""},
		{"an instalment of too many", "lines[2].of", 101, "lines[2].of", ""},
		{"an instalment with a discount", "lines[2].discount", eur("900.00"), "lines[2].net", ""},
		{"another net price of an instalment", "lines[2].net", eur("35879.99"), "lines[2].net", ""},
		{
			"days of an instalment that were not bought", "lines[2].covers", "2020-08-02/2021-08-02", "lines[2].covers",
			"",
		},
		{"other days of an instalment", "lines[2].covers", "2026-08-02/2027-08-02", "lines[2].covers", ""},
		{"a day less of an instalment", "lines[2].covers", "2025-08-02/2026-08-01", "lines[2].covers", ""},
		{"a year more of an instalment", "lines[2].covers", "2025-08-02/2027-08-02", "lines[2].covers", ""},
		{"all days of an instalment", "lines[2].covers", "2024-08-02/2027-08-02", "lines[2].covers", ""},
		{"no days of an instalment", "lines[2].covers", testkit.Absent{}, "lines[2].covers", ""},
		{"days of what is no instalment", "lines[0].covers", "2025-08-02/2025-08-03", "lines[0].covers", ""},
	})
}

func TestInvoice_Tampered_Taxes(t *testing.T) {
	readTampered(t, []tampering{
		{"another net price", "lines[1].net", eur("1400.01"), "lines[1].net", ""},
		{"another rate", "lines[0].taxes[0].rate", "20%", "lines[0].taxes[0].amount", ""},
		{"a rate of nothing", "lines[0].taxes[0].rate", "0%", "lines[0].taxes[0].amount", ""},
		{"a rate that gives the same", "lines[0].taxes[0].rate", "21.0001%", "", "21.0001% of 2115.62 is 444.28 too"},
		{"another name of a tax", "lines[1].taxes[0].name", "HST", "", "names of taxes are given"},
		{"the name of another tax", "lines[1].taxes[0].name", "QST", "lines[1].taxes[1].name", ""},
		{"no name among several", "lines[1].taxes[0].name", testkit.Absent{}, "lines[1].taxes[0].name", ""},
		{"another amount of a tax", "lines[1].taxes[0].amount", eur("70.01"), "lines[1].taxes[0].amount", ""},
		{"no taxes", "lines[1].taxes", []any{}, "lines[1].taxes", ""},
		{"another tax of a line", "lines[1].tax", eur("209.66"), "lines[1].tax", ""},
		{"no lines", "lines", []any{}, "lines", ""},
		{"no reading of the tax", "taxRounding", testkit.Absent{}, "taxRounding", ""},
		{"no such reading", "taxRounding", "per-item", "taxRounding", ""},
		{"another reading", "taxRounding", "per-rate", "", "its taxes can come of either"},
	})
}

func TestInvoice_Tampered_Totals(t *testing.T) {
	readTampered(t, []tampering{
		{"another net total", "net", eur("39395.63"), "total", ""},
		{"another tax in all", "tax", eur("653.94"), "total", ""},
		{"another total", "total", eur("40049.56"), "total", ""},
		{"a total in another currency", "total.currency", "USD", "total", ""},
		{"rounded up", "rounding", "up", "lines[0].charge.rounding", ""},
		{"rounded half even", "rounding", "half-even", "lines[0].charge.rounding", ""},
		{"rounded in no known way", "rounding", "half-odd", "rounding", ""},
		{"no rounding", "rounding", testkit.Absent{}, "rounding", ""},
		{"no reading of the tax", "taxRounding", testkit.Absent{}, "taxRounding", ""},
		{"taxed per rate", "taxRounding", "per-rate", "", "each rate has one line here, so that both give the same"},
		{
			"another edition", "edition", "b08f05981627f041a4cc82db0b953757", "",
			"an edition is known by its fingerprint alone",
		},
		{"an edition that is none", "edition", "b08f", "edition", ""},
		{"an unknown key", "discount", eur("1.00"), "discount", ""},
		{"a key in another case", "Total", eur("1.00"), "total", ""},
		{"a misplaced key", "lines[0].netTerms", "net 30", "lines[0].netTerms", ""},
		{"an unknown key of a charge", "lines[0].charge.day", 120, "lines[0].charge.day", ""},
		{"an unknown key of a tax", "lines[0].taxes[0].tax", 1, "lines[0].taxes[0].tax", ""},
	})
}
