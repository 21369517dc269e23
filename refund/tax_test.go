package refund_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/internal/checks/testkit"
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
func twoTaxes() refund.PaidLine {
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
	if err := r.Check(); testkit.Fields(err) != "lines[0].tax" {
		t.Error(err)
	}
	r.Lines[0].Taxes[0] = taxes("GST 4%", "CAD 2.90")[0]
	if err := r.Check(); testkit.Fields(err) != "lines[0].taxes[0].amount" {
		t.Error(err)
	}
}

// gaveBack sets how much of the first tax of a line was given back.
func gaveBack(p *refund.PaidLine, first string) {
	p.ReturnedTaxes[0].Amount = money.MustParseAmount(first)
	p.ReturnedTax, _ = p.ReturnedTaxes[0].Amount.Add(p.ReturnedTaxes[1].Amount)
}

type badTaxes struct {
	name   string
	change func(p *refund.PaidLine)
	want   string
}

func (tt badTaxes) test(t *testing.T) {
	line := twoTaxes()
	tt.change(&line)
	_, err := refund.Check(policy.Europe2024(), bought(line), date("2025-07-01"))
	if testkit.Fields(err) != tt.want {
		t.Errorf("%v, want %q", err, tt.want)
	}
}

// refund.amount: what was given back of a tax is less than two cents from its rate, and so is what is left.
func TestCheck_TaxesOfParts(t *testing.T) {
	for _, tt := range []badTaxes{
		{"less by a cent and less", func(p *refund.PaidLine) { gaveBack(p, "CAD 1.44") }, ""},
		{
			"the rest is more by two", func(p *refund.PaidLine) { gaveBack(p, "CAD 1.43") },
			"paid[0].returnedTaxes[0].amount",
		},
		{"less by two cents", func(p *refund.PaidLine) { gaveBack(p, "CAD 1.42") }, "paid[0].returnedTaxes[0].amount"},
		{"more by a cent and less", func(p *refund.PaidLine) { gaveBack(p, "CAD 1.46") }, ""},
		{"more by two cents", func(p *refund.PaidLine) { gaveBack(p, "CAD 1.47") }, "paid[0].returnedTaxes[0].amount"},
	} {
		t.Run(tt.name, tt.test)
	}
}

func checkBadTaxes(t *testing.T, rows []badTaxes) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, tt.test)
	}
}

// refund.amount: taxes sum to the tax, and each is its rate of the net price.
func TestCheck_BadTaxes(t *testing.T) {
	const huge = "CAD 99999999999999999999999999999999"
	checkBadTaxes(t, []badTaxes{
		{"as they are", func(*refund.PaidLine) {}, ""},
		{
			name:   "a cent more",
			change: func(p *refund.PaidLine) { p.Taxes = taxes("GST 5%", "CAD 4.36", "QST 9.975%", "CAD 8.68") },
			want:   "paid[0].tax",
		},
		{"without a name", func(p *refund.PaidLine) { p.Taxes[0].Tax = "" }, "paid[0].taxes[0].tax"},
		{
			"without an amount", func(p *refund.PaidLine) { p.Taxes[1].Amount = money.Amount{} },
			"paid[0].taxes[1].amount",
		},
		{
			name:   "another currency",
			change: func(p *refund.PaidLine) { p.Taxes[1].Amount = money.MustParseAmount("USD 8.68") },
			want:   "paid[0].taxes[1].amount",
		},
		{"without a rate", func(p *refund.PaidLine) { p.Taxes[0].Tax = "GST" }, "paid[0].taxes[0].tax"},
		{"a rate without a sign", func(p *refund.PaidLine) { p.Taxes[0].Tax = "GST 5" }, "paid[0].taxes[0].tax"},
		{"two in one", func(p *refund.PaidLine) { p.Taxes[0].Tax = "GST 5% + HST 1%" }, "paid[0].taxes[0].tax"},
		{
			"another rate", func(p *refund.PaidLine) { p.Taxes[0].Tax = "GST 4%" },
			"paid[0].taxes[0].amount",
		},
		{
			"their amounts exchanged",
			func(p *refund.PaidLine) { p.Taxes = taxes("GST 5%", "CAD 8.68", "QST 9.975%", "CAD 4.35") },
			"paid[0].taxes[0].amount paid[0].taxes[1].amount",
		},
		{"one twice", func(p *refund.PaidLine) { p.Taxes[1].Tax = "GST 5%" }, "paid[0].taxes[1].tax"},
		{
			"five", func(p *refund.PaidLine) { p.Taxes = append(p.Taxes, taxes("a", "", "b", "", "c", "")...) },
			"paid[0].taxes",
		},
		{
			"too much to add", func(p *refund.PaidLine) { p.Taxes = taxes("GST 5%", huge, "QST 9.975%", huge) },
			"paid[0].taxes",
		},
		{"none", func(p *refund.PaidLine) { p.Taxes = nil }, "paid[0].returnedTaxes"},
	})
}

func TestCheck_BadReturnedTaxes(t *testing.T) {
	checkBadTaxes(t, []badTaxes{
		{"none given back", func(p *refund.PaidLine) { p.ReturnedTaxes = nil }, "paid[0].returnedTaxes"},
		{"none at all", func(p *refund.PaidLine) { p.Taxes, p.ReturnedTaxes = nil, nil }, ""},
		{
			name:   "nothing given back",
			change: func(p *refund.PaidLine) { p.ReturnedNet, p.ReturnedTax = money.Amount{}, money.Amount{} },
			want:   "paid[0].returnedTax",
		},
		{
			"a cent more given back",
			func(p *refund.PaidLine) { p.ReturnedTaxes[0].Amount = money.MustParseAmount("CAD 1.46") },
			"paid[0].returnedTax",
		},
		{
			"another given back", func(p *refund.PaidLine) { p.ReturnedTaxes[0].Tax = "HST 5%" },
			"paid[0].returnedTaxes[0].tax",
		},
		{
			"more of one given back",
			func(p *refund.PaidLine) { p.ReturnedTaxes = taxes("GST 5%", "CAD 4.34", "QST 9.975%", "CAD 0.00") },
			"paid[0].returnedTaxes[0].amount paid[0].returnedTaxes[1].amount",
		},
		{
			"more of one given back than there is",
			func(p *refund.PaidLine) {
				p.ReturnedTax = money.MustParseAmount("CAD 4.36")
				p.ReturnedTaxes = taxes("GST 5%", "CAD 4.36", "QST 9.975%", "CAD 0.00")
			},
			"paid[0].returnedTaxes[0].amount",
		},
	})
}

func TestTaxPart_Strict(t *testing.T) {
	var read refund.TaxPart
	err := json.Unmarshal([]byte(`{"tax":"GST 5%","amont":1}`), &read)
	if !errors.Is(err, billingrules.ErrUnknown) || read.String() != "no tax" {
		t.Errorf("%v, %v", read, err)
	}
}
