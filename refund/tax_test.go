package refund_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

func taxes(list ...string) []refund.TaxPart {
	var parts []refund.TaxPart
	for i := 0; i < len(list); i += 2 {
		part := refund.TaxPart{Tax: list[i]}
		if list[i+1] != "" {
			part.Amount = money.MustParseAmount(list[i+1])
		}
		parts = append(parts, part)
	}
	return parts
}

// twoTaxes is a line with 5% and 9.975%, of which a third was given back.
func twoTaxes() refund.Paid {
	line := paid("Seats", "CAD 86.97", "CAD 13.03", "CAD 28.99", "CAD 4.34")
	line.Taxes = taxes("GST 5%", "CAD 4.35", "QST 9.975%", "CAD 8.68")
	line.ReturnedTaxes = taxes("GST 5%", "CAD 1.45", "QST 9.975%", "CAD 2.89")
	return line
}

// refund.amount: each tax is what was paid of it, less what was given back.
func TestCheck_Taxes(t *testing.T) {
	r, err := refund.Check(policy.Europe2024(), bought(twoTaxes()), date("2025-07-01"))
	if err != nil || len(r.Lines) != 1 || len(r.Lines[0].Taxes) != 2 ||
		r.Lines[0].Taxes[0].String() != "GST 5% 2.90" || r.Lines[0].Taxes[1].String() != "QST 9.975% 5.79" {
		t.Fatalf("%+v, %v", r.Lines, err)
	}
	if want := "Seats: CAD 57.98 + tax 8.69 (GST 5% 2.90, QST 9.975% 5.79)\n"; !strings.Contains(r.Explain(), want) {
		t.Errorf("%s\nwithout %s", r.Explain(), want)
	}
	text, err := json.Marshal(r)
	var back refund.Return
	if err != nil || json.Unmarshal(text, &back) != nil || !back.Lines[0].Taxes[1].Equal(r.Lines[0].Taxes[1]) {
		t.Errorf("%s reads back as %+v, %v", text, back, err)
	}
	r.Lines[0].Taxes[0].Amount = money.MustParseAmount("CAD 2.91")
	if err := r.Check(); fieldsOf(err) != "lines[0].tax" {
		t.Error(err)
	}
}

func TestCheck_BadTaxes(t *testing.T) {
	const huge = "CAD 99999999999999999999999999999999"
	for _, tt := range []struct {
		name   string
		change func(p *refund.Paid)
		want   string
	}{
		{"as they are", func(*refund.Paid) {}, ""},
		{
			name:   "a cent more",
			change: func(p *refund.Paid) { p.Taxes = taxes("GST 5%", "CAD 4.36", "QST 9.975%", "CAD 8.68") },
			want:   "paid[0].tax",
		},
		{"without a name", func(p *refund.Paid) { p.Taxes[0].Tax = "" }, "paid[0].taxes[0].tax"},
		{"without an amount", func(p *refund.Paid) { p.Taxes[1].Amount = money.Amount{} }, "paid[0].taxes[1].amount"},
		{
			name:   "another currency",
			change: func(p *refund.Paid) { p.Taxes[1].Amount = money.MustParseAmount("USD 8.68") },
			want:   "paid[0].taxes[1].amount",
		},
		{"one twice", func(p *refund.Paid) { p.Taxes[1].Tax = "GST 5%" }, "paid[0].taxes[1].tax"},
		{"five", func(p *refund.Paid) { p.Taxes = append(p.Taxes, taxes("a", "", "b", "", "c", "")...) }, "paid[0].taxes"},
		{"too much to add", func(p *refund.Paid) { p.Taxes = taxes("GST 5%", huge, "QST 9.975%", huge) }, "paid[0].taxes"},
		{"none", func(p *refund.Paid) { p.Taxes = nil }, "paid[0].returnedTaxes"},
		{"none given back", func(p *refund.Paid) { p.ReturnedTaxes = nil }, "paid[0].returnedTaxes"},
		{"none at all", func(p *refund.Paid) { p.Taxes, p.ReturnedTaxes = nil, nil }, ""},
		{
			name:   "nothing given back",
			change: func(p *refund.Paid) { p.ReturnedNet, p.ReturnedTax = money.Amount{}, money.Amount{} },
			want:   "paid[0].returnedTax",
		},
		{
			"a cent more given back",
			func(p *refund.Paid) { p.ReturnedTaxes[0].Amount = money.MustParseAmount("CAD 1.46") },
			"paid[0].returnedTax",
		},
		{"another given back", func(p *refund.Paid) { p.ReturnedTaxes[0].Tax = "HST 5%" }, "paid[0].returnedTaxes[0].tax"},
		{
			"more of one given back",
			func(p *refund.Paid) { p.ReturnedTaxes = taxes("GST 5%", "CAD 4.34", "QST 9.975%", "CAD 0.00") }, "",
		},
		{
			"more of one given back than there is",
			func(p *refund.Paid) {
				p.ReturnedTax = money.MustParseAmount("CAD 4.36")
				p.ReturnedTaxes = taxes("GST 5%", "CAD 4.36", "QST 9.975%", "CAD 0.00")
			},
			"paid[0].returnedTaxes[0].amount",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			line := twoTaxes()
			tt.change(&line)
			_, err := refund.Check(policy.Europe2024(), bought(line), date("2025-07-01"))
			if fieldsOf(err) != tt.want {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

func TestTaxPart_Strict(t *testing.T) {
	var read refund.TaxPart
	err := json.Unmarshal([]byte(`{"tax":"GST 5%","amont":1}`), &read)
	if !errors.Is(err, billingrules.ErrUnknown) || read.String() != "no tax" {
		t.Errorf("%v, %v", read, err)
	}
}

func fieldsOf(err error) string {
	var names []string
	for _, e := range billingrules.InputErrors(err) {
		names = append(names, e.Field)
	}
	return strings.Join(names, " ")
}
