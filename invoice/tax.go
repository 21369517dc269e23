package invoice

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// TaxLines taxes lines as those of one document, under the edition's reading of invoice.tax, and adds them up. Per line,
// they stay as they are. Per rate, the tax is that of all lines of a rate together, rounded once; each line gets what
// it adds to it, in the order of the lines, so that the lines still sum to the totals. Implements invoice.tax.
//
// The lines are those of [NewLine], in one currency; there is no total of no lines.
func TaxLines(ed policy.Edition, lines []Line) ([]Line, Totals, error) {
	const op = "invoice.TaxLines"
	if ed.IsZero() {
		return nil, Totals{}, input.Missing(op, "edition")
	}
	for i, l := range lines {
		if err := errors.Join(price.Whole(op, "net", l.Net), l.TaxRate.check(op)); err != nil {
			return nil, Totals{}, within(err, op, fmt.Sprintf("lines[%d]", i))
		}
	}
	lines = slices.Clone(lines)
	if ed.Invoice().TaxRounding == policy.TaxPerRate {
		if err := taxPerRate(op, lines, ed.Proration().Rounding); err != nil {
			return nil, Totals{}, err
		}
	}
	totals, err := sum(op, lines)
	if err != nil {
		return nil, Totals{}, err
	}
	return lines, totals, nil
}

// taxPerRate gives each line the tax that it adds to that of the lines of its rate before it.
func taxPerRate(op string, lines []Line, mode money.Mode) error {
	before := make(map[TaxRate]*Totals)
	for i := range lines {
		l := &lines[i]
		of, known := before[l.TaxRate]
		if !known {
			of = &Totals{Net: l.Net, Tax: l.TaxRate.of(l.Net, mode)}
			before[l.TaxRate], l.Tax = of, of.Tax
			continue
		}
		var err error
		if of.Net, err = of.Net.Add(l.Net); err != nil {
			return input.At(err, op, "lines")
		}
		tax := l.TaxRate.of(of.Net, mode)
		l.Tax, of.Tax = less(tax, of.Tax), tax
	}
	return nil
}

// RateTotals are the totals of the lines of a document that have the same rate of tax.
type RateTotals struct {
	Rate TaxRate `json:"rate"`
	Totals
}

// ByRate returns the totals of lines for each rate of tax, in the order in which the rates are first met: what stands
// at the foot of an invoice. They sum to the totals of the lines. Implements invoice.tax, by which tax is shown apart.
func ByRate(lines []Line) ([]RateTotals, error) {
	const op = "invoice.ByRate"
	if _, err := sum(op, lines); err != nil {
		return nil, err
	}
	var rates []RateTotals
	for _, l := range lines {
		k := slices.IndexFunc(rates, func(r RateTotals) bool { return r.Rate == l.TaxRate })
		if k < 0 {
			rates = append(rates, RateTotals{l.TaxRate, Totals{l.Net, l.Tax, l.Total()}})
			continue
		}
		t := &rates[k].Totals // the sum of all lines fits, and so does that of some
		*t = Totals{plus(t.Net, l.Net), plus(t.Tax, l.Tax), plus(t.Total, l.Total())}
	}
	return rates, nil
}
