package ubl_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"pgregory.net/rapid"
)

// drawCreditNote draws a credit note of the whole of an invoice, or of parts of its lines.
func drawCreditNote(t *rapid.T) ubl.Document {
	d := drawDocument(t)
	inv := d.Invoice
	d.CreditNote = must(invoice.Credit(inv, "C-7", inv.Issued))
	if rapid.Bool().Draw(t, "in part") {
		line := rapid.IntRange(1, len(inv.Lines)).Draw(t, "line")
		net := inv.Lines[line-1].Net
		part, _, _ := net.MulDiv(int64(rapid.IntRange(1, 100).Draw(t, "part")), 100,
			net.Currency().Rounding(inv.Rounding))
		if part.Sign() > 0 {
			d.CreditNote = must(
				invoice.CreditLines(inv, []invoice.LinePart{{Line: line, Net: part}}, nil, "C-8", inv.Due))
		}
	}
	d.Invoice, d.Means = invoice.Invoice{}, ubl.Means{}
	if _, err := ubl.Encode(d); err != nil {
		if strings.Contains(err.Error(), "creditNote.tax[") {
			t.Skip("its tax is another")
		}
		t.Fatalf("%v\n%s", err, d.CreditNote.Explain())
	}
	return d
}

// Credit notes, five hundred of them with the build tag whole, keep every rule, and read back as what was written.
func TestCreditNotes(t *testing.T) {
	n := 100
	if testkit.Whole {
		n = 500
	}
	generator := rapid.Custom(drawCreditNote)
	for seed := range n {
		d := generator.Example(seed)
		data := must(ubl.Encode(d))
		if ids := broken(parsed(t, data)); ids != nil {
			t.Fatalf("%v are broken by\n%s", ids, data)
		}
		read, err := ubl.Decode(data)
		if err != nil || !read.CreditNote.Equal(d.CreditNote) || read.Invoice.Number != "" {
			t.Fatalf("%v: %s\nreads back as %s\n%s", err, d.CreditNote.Explain(), read.CreditNote.Explain(), data)
		}
		d.Untaxed = read.Untaxed // as those of invoices
		if !reflect.DeepEqual(read.Details, d.Details) {
			t.Fatalf("%+v\nread back as %+v", d.Details, read.Details)
		}
	}
}

// returned returns the credit note for what was paid for added seats; no invoice has its number.
func returned(t *testing.T, description string) invoice.CreditNote {
	t.Helper()
	ed, day := policy.Europe2024(), calendar.MustParseDate("2025-08-02")
	inv := must(addSeats())
	paid := inv.PaidLines()
	paid[0].Description = description
	r := must(refund.Check(ed, refund.Purchase{
		Kind: policy.FlexTokens, Channel: policy.Quote, Event: refund.Bought, Ordered: day, Paid: paid,
	}, day))
	return must(invoice.CreditReturn(r, "C-9", day))
}

func TestEncode_CreditNote(t *testing.T) {
	inv := must(addSeats())
	whole := must(invoice.Credit(inv, "C-7", inv.Issued))
	changed := whole
	changed.Total = amount("EUR 1.00")
	for _, tt := range []struct {
		name string
		d    ubl.Document
		want string
	}{
		{"of an invoice", ubl.Document{CreditNote: whole}, ""},
		{"of a return", ubl.Document{CreditNote: returned(t, "3 seats")}, ""},
		{"without a name", ubl.Document{CreditNote: returned(t, "")}, "creditNote.lines[0].description: is missing"},
		{
			"beside an invoice",
			ubl.Document{CreditNote: whole, Invoice: inv},
			`creditNote "C-7": must not be set beside an invoice`,
		},
		{
			"one that was changed",
			ubl.Document{CreditNote: changed},
			"creditNote.total EUR 2115.62 + tax 444.28 = 1.00: is not the sum of the lines, " +
				"EUR 2115.62 + tax 444.28 = 2559.90",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.d.Details = details()
			data, err := ubl.Encode(tt.d)
			if tt.want == "" {
				read, again := ubl.Decode(data)
				if err != nil || again != nil || !read.CreditNote.Equal(tt.d.CreditNote) ||
					read.Means != (ubl.Means{}) {
					t.Errorf("%v, %v\n%s", err, again, data)
				}
				return
			}
			if err == nil || err.Error() != "ubl.Encode: "+tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

// credited returns the credit note of added seats, written.
func credited() []byte {
	inv := must(addSeats())
	return must(ubl.Encode(ubl.Document{CreditNote: must(invoice.Credit(inv, "C-7", inv.Issued)), Details: details()}))
}

// Changing a credit note by hand breaks the rule that should notice it, and Decode refuses the result in any case.
func TestTampering_CreditNote(t *testing.T) {
	data := credited()
	if ids := broken(parsed(t, data)); ids != nil {
		t.Fatalf("%v are broken by\n%s", ids, data)
	}
	for _, tt := range []struct{ what, pattern, by, rule string }{
		{"another type", `>381<`, `>380<`, "BR-04"},
		{"no invoice", `<cbc:ID>2025-133</cbc:ID>`, ``, "BR-55"},
		{"no quantity", `<cbc:CreditedQuantity.*\n`, ``, "BR-22"},
		{"no terms", `(?s)<cac:PaymentTerms>.*</cac:PaymentTerms>`, ``, "BR-CO-25"},
		{"another tax", `>444.28</cbc:TaxAmount>(\s*<cac:TaxCat)`, `>444.29</cbc:TaxAmount>$1`, "BR-CO-17"},
		{"another price", `>2115.62</cbc:PriceAmount>`, `>2115.63</cbc:PriceAmount>`, "PEPPOL-R120"},
		{"no reading of the tax", `<cbc:Note>Tax per-line.*\n`, ``, ""},
		{"no such reading", `>Tax per-line<`, `>Tax per-item<`, ""},
		{"another note", `>Tax per-line<`, `>VAT per-line<`, ""},
		{"a second note", `(<cbc:Note>Tax.*\n)`, `$1$1`, "PEPPOL-R002"},
		{"another line", `>1</cbc:Value>`, `>2</cbc:Value>`, ""},
		{"no line", `>1</cbc:Value>`, `>-1</cbc:Value>`, ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			changed := replaced(t, string(data), tt.pattern, tt.by)
			if ids := broken(parsed(t, []byte(changed))); tt.rule != "" && !slices.Contains(ids, tt.rule) {
				t.Errorf("%s is not among %v, which are broken by\n%s", tt.rule, ids, changed)
			}
			d, err := ubl.Decode([]byte(changed))
			if tt.what == "another line" { // no figure says which line it was
				if err != nil || d.CreditNote.Lines[0].Line != 2 {
					t.Error(d.CreditNote, err)
				}
			} else if len(billingrules.InputErrors(err)) == 0 || d.CreditNote.Number != "" {
				t.Errorf("reads as %v, %v", d.CreditNote, err)
			}
		})
	}
}

// The lines of a credit note are numbered from 1, both when it is written and when the fault of one is named.
func TestCreditNote_LineNumbers(t *testing.T) {
	data := credited()
	if !strings.Contains(string(data), "<cac:CreditNoteLine>\n    <cbc:ID>1</cbc:ID>") {
		t.Errorf("the first line is not line 1 of\n%s", data)
	}
	changed := replaced(t, string(data), `>1</cbc:Value>`, `>one</cbc:Value>`)
	_, err := ubl.Decode([]byte(changed))
	if err == nil || !strings.Contains(err.Error(), "CreditNote/cac:CreditNoteLine[1]/") {
		t.Errorf("got %v", err)
	}
}
