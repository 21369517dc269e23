package invoice_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/refund"
)

// A stored credit note that somebody changed is refused by the name of the field, or it reads as another valid credit
// note.
func TestCreditNote_Tampered(t *testing.T) {
	note, err := invoice.Credit(numbered(t), "C-7", date("2025-08-05"))
	if err != nil {
		t.Fatal(err)
	}
	stored, err := json.Marshal(note)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []tampering{
		{"no number", "number", "", "number", ""},
		{"another number", "number", "C-8", "", "numbers are given by who issues the notes"},
		{"a date that is none", "issued", "2025-02-29", "issued", ""},
		{"no date", "issued", testkit.Absent{}, "issued", ""},
		{"another date", "issued", "2025-08-06", "", "on which day it is issued is not in the amounts"},
		{"no lines", "lines", []any{}, "lines", ""},
		{"another net price", "lines[0].net", eur("2115.63"), "total", ""},
		{"a part of a minor unit", "lines[0].net", eur("2115.621"), "lines[0].net", ""},
		{"a negative price", "lines[0].net", eur("-2115.62"), "lines[0].net", ""},
		{"another tax", "lines[0].tax", eur("444.27"), "lines[0].tax", ""},
		{"no tax", "lines[0].tax", testkit.Absent{}, "lines[0].tax", ""},
		{"a tax a cent more", "lines[1].taxes[0].amount", eur("70.01"), "lines[1].tax", ""},
		{"a tax a euro more", "lines[1].taxes[0].amount", eur("71.00"), "lines[1].taxes[0].amount", ""},
		{"a tax a euro less", "lines[1].taxes[0].amount", eur("69.00"), "lines[1].taxes[0].amount", ""},
		{"a negative tax", "lines[1].taxes[1].amount", eur("-0.01"), "lines[1].taxes[1].amount", ""},
		{"another rate", "lines[1].taxes[0].rate", "6%", "lines[1].taxes[0].amount", ""},
		{"no rate", "lines[1].taxes[0].rate", testkit.Absent{}, "lines[1].taxes[0].rate", ""},
		{"the same tax twice", "lines[1].taxes[1].name", "GST", "lines[1].taxes[1].name", ""},
		{
			"another name", "lines[1].taxes[0].name", "HST", "",
			"names are those of the invoice, which is not in the note",
		},
		{"no taxes", "lines[1].taxes", testkit.Absent{}, "lines[1].taxes", ""},
		{"another line", "lines[1].line", 1, "lines[1].line", ""},
		{"a line before the first", "lines[0].line", -1, "lines[0].line", ""},
		{"no line", "lines[0].line", testkit.Absent{}, "lines[0].line", ""},
		{"no invoice", "invoice", "", "taxRounding lines[0].line lines[1].line lines[2].line", ""},
		{"a bad description", "lines[0].description", "AutoCAD ", "lines[0].description", ""},
		{"another currency", "lines[1].net.currency", "USD", "lines[1].taxes[0].amount lines[1].taxes[1].amount", ""},
		{"another net total", "net", eur("39395.63"), "total", ""},
		{"another tax in all", "tax", eur("653.94"), "total", ""},
		{"another total", "total", eur("1.00"), "total", ""},
		{"no total", "total", testkit.Absent{}, "total", ""},
		{"an unknown key", "due", "2025-08-05", "due", ""},
		{"a misplaced key", "lines[0].invoice", "2025-133", "lines[0].invoice", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.try(t, stored, func(text []byte) (bool, error) {
				var back invoice.CreditNote
				err := json.Unmarshal(text, &back)
				return back.Equal(note), err
			})
		})
	}
}

// The same goes for the note of a return, which has no invoice.
func TestCreditNote_OfReturnTampered(t *testing.T) {
	paid := refund.PaidLine{Description: "AutoCAD", Net: amount("EUR 400.00"), Tax: amount("EUR 84.00")}
	paid.Taxes = paidTax("EUR 84.00")
	note, err := invoice.CreditReturn(returned(t, "2025-07-01", paid), "C-8", date("2025-07-01"))
	if err != nil {
		t.Fatal(err)
	}
	stored, err := json.Marshal(note)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []tampering{
		{"another rate", "lines[0].taxes[0].rate", "1%", "lines[0].taxes[0].amount", ""},
		{"a rate of nothing", "lines[0].taxes[0].rate", "0%", "lines[0].taxes[0].amount", ""},
		{"another tax", "lines[0].taxes[0].amount", eur("85.00"), "lines[0].taxes[0].amount", ""},
		{"another net price", "lines[0].net", eur("440.00"), "lines[0].taxes[0].amount", ""},
		{"an invoice", "invoice", "2025-077", "taxRounding lines[0].line", ""},
		{"a reading of the tax", "taxRounding", "per-line", "taxRounding", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.try(t, stored, func(text []byte) (bool, error) {
				var back invoice.CreditNote
				err := json.Unmarshal(text, &back)
				return back.Equal(note), err
			})
		})
	}
}

// A key that appears twice, with whatever value, is refused by its path.
func TestDocuments_DoubledKeys(t *testing.T) {
	inv := numbered(t)
	stored, err := json.Marshal(inv)
	if err != nil {
		t.Fatal(err)
	}
	for path, old := range map[string]string{
		"number": `"number":"2025-133"`, "lines[0].quantity": `"quantity":3`, "lines[0].charge.days": `"days":120`,
		"lines[1].taxes[0].rate": `"rate":"5%"`, "total": `"rounding":"half-up","taxRounding"`,
	} {
		t.Run(path, func(t *testing.T) {
			twice := old + "," + old
			if path == "total" {
				twice = `"total":{"amount":"1.00","currency":"EUR"},` + old
			}
			var back invoice.Invoice
			if err := json.Unmarshal(replaced(t, stored, old, twice), &back); fields(err) != path ||
				!back.Equal(invoice.Invoice{}) {
				t.Errorf("%v is read, %v", back, err)
			}
		})
	}
}

func replaced(t *testing.T, document []byte, old, by string) []byte {
	t.Helper()
	if !bytes.Contains(document, []byte(old)) {
		t.Fatalf("%s is not in %s", old, document)
	}
	return bytes.Replace(document, []byte(old), []byte(by), 1)
}

// If any digit of a stored document is changed, the document is refused or reads as another one: no change is lost.
func TestDocuments_EveryDigit(t *testing.T) {
	inv := numbered(t)
	note, err := invoice.Credit(inv, "C-7", date("2025-08-05"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		document any
		read     func([]byte) (same bool, err error)
	}{
		"invoice": {inv, func(text []byte) (bool, error) {
			var back invoice.Invoice
			err := json.Unmarshal(text, &back)
			return back.Equal(inv), err
		}},
		"credit note": {note, func(text []byte) (bool, error) {
			var back invoice.CreditNote
			err := json.Unmarshal(text, &back)
			return back.Equal(note), err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			stored, err := json.Marshal(tt.document)
			if err != nil {
				t.Fatal(err)
			}
			if same, err := tt.read(stored); !same || err != nil {
				t.Fatalf("what was written reads back as another, %v", err)
			}
			changed, refused := 0, 0
			for i, was := range stored {
				if was < '0' || was > '9' {
					continue
				}
				for _, by := range []byte{1, 5} {
					text := bytes.Clone(stored)
					text[i] = '0' + (was-'0'+by)%10
					changed++
					switch same, err := tt.read(text); {
					case err != nil:
						refused++
					case same:
						t.Fatalf("another digit for the %c at byte %d is lost: %s", was, i, text)
					}
				}
			}
			if changed < 100 || refused < changed/2 {
				t.Errorf("%d changes, %d refused", changed, refused)
			}
		})
	}
}
