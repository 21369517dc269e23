package invoice_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// taxed are the taxes of a line, still without amounts.
func taxed(text string) []invoice.LineTax {
	var all []invoice.LineTax
	for _, t := range invoice.MustParseTaxes(text).List() {
		all = append(all, invoice.LineTax{Name: t.Name, Rate: t.Rate})
	}
	return all
}

func TestTaxes(t *testing.T) {
	longest := strings.Repeat("x", 50)
	for text, want := range map[string]string{
		"0%": "0%", "21%": "21%", "5.50%": "5.5%", "VAT 21%": "VAT 21%", "GST 5% + QST 9.975%": "GST 5% + QST 9.975%",
		"QST 9.975% + GST 5%": "QST 9.975% + GST 5%", "State sales tax 6.25%": "State sales tax 6.25%",
		"a 1% + b 1% + c 1% + d 1%": "a 1% + b 1% + c 1% + d 1%", "taxe à taux réduit 5.5%": "taxe à taux réduit 5.5%",
		longest + " 1%": longest + " 1%", "GST 5% + gst 5%": "GST 5% + gst 5%",
		"a 50% + b 50%": "a 50% + b 50%", "a 0% + b 100%": "a 0% + b 100%",
		"a 25% + b 25.0001% + c 25% + d 24.9999%": "a 25% + b 25.0001% + c 25% + d 24.9999%",
	} {
		t.Run(text, func(t *testing.T) {
			taxes, err := invoice.ParseTaxes(text)
			if err != nil || taxes.String() != want || taxes.IsZero() {
				t.Fatalf("%v, %v", taxes, err)
			}
			again, err := invoice.NewTaxes(taxes.List()...)
			if err != nil || again != taxes {
				t.Errorf("made again: %v, %v", again, err)
			}
			data, err := json.Marshal(taxes)
			var back invoice.Taxes
			if err != nil || json.Unmarshal(data, &back) != nil || back != taxes {
				t.Errorf("%s reads back as %v, %v", data, back, err)
			}
		})
	}
	if (invoice.Taxes{}).String() != "no taxes" || len(invoice.Taxes{}.List()) != 0 {
		t.Error("no taxes are some")
	}
	if _, err := (invoice.Taxes{}).MarshalText(); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
}

func TestTaxes_Bad(t *testing.T) {
	const several = `has a "+" or "%": several taxes are "GST 5% + QST 9.975%"`
	const notARate = `is not a percentage from 0% to 100% with at most 4 places, such as "21%"`
	for text, want := range map[string]string{
		"":                                  "taxes: is missing",
		"21":                                `taxes "21": ` + notARate,
		" 21%":                              `taxes " 21%": is not of the form "21%" or "GST 5% + QST 9.975%"`,
		"GST":                               `taxes "GST": ` + notARate,
		"GST 5":                             `taxes[0].rate "5": ` + notARate,
		"GST 5% + QST":                      `taxes[1].rate "QST": ` + notARate,
		"GST 5% + 9.975%":                   "taxes[1].name: is missing",
		"5% + 9.975%":                       "taxes[0].name: is missing\ntaxes[1].name: is missing",
		"GST 5% + ":                         "taxes[1].rate: is missing",
		"GST ":                              "taxes[0].rate: is missing",
		"GST 5%+QST 9.975%":                 `taxes[0].name "GST 5%+QST": ` + several,
		"GST 5%, QST 9.975%":                `taxes[0].name "GST 5%, QST": ` + several,
		"GST+QST 14.975%":                   `taxes[0].name "GST+QST": ` + several,
		"21% 21%":                           `taxes[0].name "21%": ` + several,
		"5% GST":                            `taxes[0].rate "GST": ` + notARate,
		"GST 5% + GST 9.975%":               `taxes[1].name "GST": is a duplicate`,
		"GST 101%":                          `taxes[0].rate "101%": is more than 100%`,
		"a 50% + b 50.0001%":                "taxes 100.0001%: is more than 100% in all",
		"a 0.0001% + b 100%":                "taxes 100.0001%: is more than 100% in all",
		"a 100% + b 100% + c 100% + d 100%": "taxes 400%: is more than 100% in all",
		"a 51% + a 50%": `taxes[1].name "a": is a duplicate` +
			"\ntaxes 101%: is more than 100% in all",
		"a 1% + b 1% + c 1% + d 1% + e 1%":            "taxes: has 5 entries, at most 4 are allowed",
		"a 1% + b 1% + c 1% + d 1% + e 1% + f 1% + g": "taxes: has 5 entries, at most 4 are allowed",
		strings.Repeat("x", 51) + " 1%": `taxes[0].name "` + strings.Repeat("x", 51) +
			`": is longer than 50 bytes`,
		"G\x00ST 5%": `taxes[0].name "G\x00ST": has characters that cannot be printed or is not UTF-8`,
		"GST 5% + QST 9.975% + GST x + " + "HST 1% + PST 1%": "taxes: has 5 entries, at most 4 are allowed",
	} {
		t.Run(text, func(t *testing.T) {
			taxes, err := invoice.ParseTaxes(text)
			if err == nil || !taxes.IsZero() {
				t.Fatalf("%v, %v", taxes, err)
			}
			if got := strings.ReplaceAll(err.Error(), "invoice.ParseTaxes: ", ""); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			kept := invoice.MustParseTaxes("21%")
			if err := kept.UnmarshalText([]byte(text)); err == nil || kept.String() != "21%" {
				t.Errorf("read as %v, %v", kept, err)
			}
		})
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParseTaxes takes everything")
		}
	}()
	invoice.MustParseTaxes("21")
}

// Taxes that are too large to be added up are refused, not lost.
func TestTaxes_TooMuch(t *testing.T) {
	const most = "CAD 99999999999999999999999999999999.99"
	item := itemsOf(1, most, "a 50% + b 50%")[0] // each is rounded up
	if l, err := invoice.NewLine(policy.Europe2024(), item); !errors.Is(err, billingrules.ErrRange) ||
		fields(err) != "taxes" || !l.Net.IsZero() {
		t.Errorf("%v, %v", l, err)
	}
	item.Taxes = invoice.MustParseTaxes("a 50%")
	line, err := invoice.NewLine(policy.Europe2024(), item)
	if err != nil {
		t.Fatalf("%v, %v", line, err)
	}
	line.Taxes = append(line.Taxes, taxed("b 50%")...)
	for _, ed := range []policy.Edition{policy.Europe2024(), perRate(t, money.HalfUp)} {
		t.Run(ed.InvoiceRules().TaxRounding.String(), func(t *testing.T) {
			if _, _, err := invoice.TaxLines(ed, []invoice.Line{line}); !errors.Is(err, billingrules.ErrRange) ||
				fields(err) != "lines[0].taxes" {
				t.Error(err)
			}
		})
	}
	line.Taxes[1].Amount = line.Taxes[0].Amount
	err = invoice.CheckLines(money.HalfUp, policy.TaxPerLine, []invoice.Line{line}, invoice.Totals{})
	if fields(err) != "lines[0].taxes" {
		t.Error(err)
	}
	zero := amount("CAD 0")
	for name, taxes := range map[string][]invoice.LineTax{
		"net": {line.Taxes[0]}, "tax": {{Amount: amount("USD 1.00")}, {Amount: zero}}, "none": {{}, {}},
	} {
		t.Run(name, func(t *testing.T) {
			l := invoice.Line{Net: amount("CAD 99999999999999999999999999999999"), Tax: zero, Taxes: taxes}
			if _, err := invoice.ByRate([]invoice.Line{l, {Net: zero, Tax: zero, Taxes: taxes}}); name != "net" &&
				fields(err) != "lines" {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}

// Taxes of more than 100% in all are refused wherever a line is.
func TestTaxes_MoreThanNet(t *testing.T) {
	line := invoice.Line{Description: "Docs", Quantity: 1, UnitPrice: amount("CAD 1.00"), Net: amount("CAD 1.00")}
	for text, want := range map[string]string{"a 50% + b 50%": "", "a 50% + b 50.0001%": "lines[0].taxes"} {
		t.Run(text, func(t *testing.T) {
			line := line
			for part := range strings.SplitSeq(text, " + ") {
				line.Taxes = append(line.Taxes, taxed(part)...)
			}
			if _, _, err := invoice.TaxLines(policy.Europe2024(), []invoice.Line{line}); fields(err) != want {
				t.Errorf("got %v", err)
			}
		})
	}
}
