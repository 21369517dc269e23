package invoice_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// cad is an invoice over a line with two taxes and one with a tax of its own.
func cad(t testing.TB) invoice.Invoice {
	t.Helper()
	inv, err := invoice.New(policy.NorthAmerica2024(), invoice.Draft{
		Number: "2025-118", Issued: date("2025-07-01"), Items: []invoice.Item{
			{
				Description: "Seats", Quantity: 3, UnitPrice: amount("CAD 28.99"),
				Taxes: invoice.MustParseTaxes("GST 5% + QST 9.975%"),
			},
			{
				Description: "Training", Quantity: 1, UnitPrice: amount("CAD 10.00"),
				Taxes: invoice.MustParseTaxes("GST 5%"),
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// Thirds of CAD 86.97 with 5% and 9.975%: 4.35 and 8.68 in all, whichever third is credited first.
func TestCreditLines(t *testing.T) {
	inv := cad(t)
	var notes []invoice.CreditNote
	for i, want := range []string{
		"Seats: CAD 28.99, GST 5% 1.45, QST 9.975% 2.89",
		"Seats: CAD 28.99, GST 5% 1.45, QST 9.975% 2.89",
		"Seats: CAD 28.99, GST 5% 1.45, QST 9.975% 2.90",
	} {
		parts := []invoice.LinePart{{Line: 1, Net: amount("CAD 28.99")}}
		note, err := invoice.CreditLines(inv, parts, notes, fmt.Sprint("C-", i), inv.Issued)
		if err != nil || len(note.Lines) != 1 || note.Lines[0].String() != want || note.Lines[0].Line != 1 {
			t.Fatalf("%v, %v, want %s", note.Lines, err, want)
		}
		notes = append(notes, note)
	}
	rest, err := invoice.CreditLines(inv, nil, notes, "C-3", inv.Issued)
	if err != nil || len(rest.Lines) != 1 || rest.Lines[0].String() != "Training: CAD 10.00, GST 5% 0.50" {
		t.Errorf("%v, %v", rest.Lines, err)
	}
	if _, err := invoice.CreditLines(inv, nil, append(notes, rest), "C-4", inv.Issued); fields(err) != "before" {
		t.Errorf("%v of nothing", err)
	}
}

// refusedPart is a row of the tables below.
type refusedPart struct {
	name   string
	parts  []invoice.LinePart
	before []invoice.CreditNote
	want   string
}

func refuseParts(t *testing.T, rows []refusedPart) {
	t.Helper()
	inv := cad(t)
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			note, err := invoice.CreditLines(inv, tt.parts, tt.before, "C-2", inv.Issued)
			if fields(err) != tt.want {
				t.Errorf("%v, %v, want %q", note, err, tt.want)
			}
		})
	}
}

func TestCreditLines_BadParts(t *testing.T) {
	inv := cad(t)
	parts := []invoice.LinePart{{Line: 1, Net: amount("CAD 80.00")}, {Line: 2}}
	first, err := invoice.CreditLines(inv, parts, nil, "C-1", inv.Issued)
	if err != nil {
		t.Fatal(err)
	}
	part := func(line int, net string) []invoice.LinePart {
		p := invoice.LinePart{Line: line}
		if net != "" {
			p.Net = amount(net)
		}
		return []invoice.LinePart{p}
	}
	refuseParts(t, []refusedPart{
		{"no parts", nil, nil, ""},
		{"line 0", part(0, ""), nil, "parts[0].line"},
		{"a line too many", part(3, ""), nil, "parts[0].line"},
		{"a line twice", slices.Concat(part(1, "CAD 1.00"), part(1, "CAD 1.00")), nil, "parts[1].line"},
		{"nothing", part(1, "CAD 0.00"), nil, "parts[0].net"},
		{"less than nothing", part(1, "CAD -1.00"), nil, "parts[0].net"},
		{"a part of a cent", part(1, "CAD 1.001"), nil, "parts[0].net"},
		{"another currency", part(1, "USD 1.00"), nil, "parts[0].net"},
		{"all", part(1, "CAD 86.97"), nil, ""},
		{"a cent too much", part(1, "CAD 86.98"), nil, "parts[0].net"},
		{"all that is left", part(1, "CAD 6.97"), []invoice.CreditNote{first}, ""},
		{"a cent more than is left", part(1, "CAD 6.98"), []invoice.CreditNote{first}, "parts[0].net"},
		{"a line of which nothing is left", part(2, ""), []invoice.CreditNote{first}, "parts[0].line"},
	})
}

func TestCreditLines_BadNotes(t *testing.T) {
	inv := cad(t)
	parts := []invoice.LinePart{{Line: 1, Net: amount("CAD 80.00")}, {Line: 2}}
	first, err := invoice.CreditLines(inv, parts, nil, "C-1", inv.Issued)
	if err != nil {
		t.Fatal(err)
	}
	changed := func(change func(n *invoice.CreditNote)) invoice.CreditNote {
		note := first
		note.Lines = slices.Clone(first.Lines)
		for i := range note.Lines {
			note.Lines[i].Taxes = slices.Clone(note.Lines[i].Taxes)
		}
		change(&note)
		return note
	}
	part := func(line int, net string) []invoice.LinePart {
		p := invoice.LinePart{Line: line}
		if net != "" {
			p.Net = amount(net)
		}
		return []invoice.LinePart{p}
	}
	refuseParts(t, []refusedPart{
		{"a note twice", part(1, ""), []invoice.CreditNote{
			changed(func(n *invoice.CreditNote) {
				n.Lines = n.Lines[1:]
				n.Net, n.Tax, n.Total = n.Lines[0].Net, n.Lines[0].Tax, amount("CAD 10.50")
			}), first,
		}, "before[1].number before[1].lines[1].net"},
		{"the zero note", part(1, ""), []invoice.CreditNote{{}}, "before[0].number before[0].issued before[0].lines"},
		{"a note of another invoice", part(1, ""), []invoice.CreditNote{
			changed(func(n *invoice.CreditNote) { n.Invoice = "2025-119" }),
		}, "before[0].invoice"},
		{"a note of another reading", part(1, ""), []invoice.CreditNote{
			changed(func(n *invoice.CreditNote) { n.TaxRounding = policy.TaxPerRate }),
		}, "before[0].taxRounding"},
		{"a note of a line that there is not", part(1, ""), []invoice.CreditNote{
			changed(func(n *invoice.CreditNote) { n.Lines[1].Line = 3 }),
		}, "before[0].lines[1].line"},
		{"a note of another tax", part(1, ""), []invoice.CreditNote{
			changed(func(n *invoice.CreditNote) { n.Lines[0].Taxes[0].Name = "HST" }),
		}, "before[0].lines[0].taxes"},
		{"a note with a cent more", part(1, ""), []invoice.CreditNote{
			changed(func(n *invoice.CreditNote) {
				n.Lines[0].Taxes[0].Amount, n.Lines[0].Tax = amount("CAD 4.01"), amount("CAD 11.99")
				n.Tax, n.Total = amount("CAD 12.49"), amount("CAD 102.49")
			}),
		}, "before"},
		{
			"its own number", part(1, ""),
			[]invoice.CreditNote{changed(func(n *invoice.CreditNote) { n.Number = "C-2" })},
			"number",
		},
	})
}

// An empty value says that it is none, and values that cannot be added are refused.
func TestCreditNote_Edges(t *testing.T) {
	if got := (invoice.CreditNote{}).Explain(); got != "no credit note" {
		t.Error(got)
	}
	if got := (invoice.CreditLine{}).String(); got != "no credit line" {
		t.Error(got)
	}
	const most = "9999999999999999999999999999999999"
	one := `{"description":"x","net":{"amount":"` + most + `","currency":"JPY"},"taxes":[{"rate":"0%",` +
		`"amount":{"amount":"0","currency":"JPY"}}],"tax":{"amount":"0","currency":"JPY"}}`
	const half = "5000000000000000000000000000000001" // and a unit by which each was rounded up
	two := `{"description":"x","net":{"amount":"` + most + `","currency":"JPY"},"taxes":[` +
		`{"name":"a","rate":"50%","amount":{"amount":"` + half + `","currency":"JPY"}},` +
		`{"name":"b","rate":"50%","amount":{"amount":"` + half +
		`","currency":"JPY"}}],"tax":{"amount":"0","currency":"JPY"}}`
	for name, tt := range map[string]struct{ lines, want string }{
		"lines": {one + "," + one, "lines"},
		"taxes": {two, "lines[0].taxes"},
	} {
		t.Run(name, func(t *testing.T) {
			var note invoice.CreditNote
			err := json.Unmarshal([]byte(`{"number":"C-7","issued":"2025-08-02","lines":[`+tt.lines+`]}`), &note)
			if fields(err) != tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}
