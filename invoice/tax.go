package invoice

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// TaxLines taxes lines as those of one document, under the edition's reading of invoice.tax, and adds them up. Whatever
// tax they had is replaced. Implements invoice.tax.
//
// Per line ([policy.TaxPerLine], the default), the tax of each line is its rate of its net price, rounded. Per rate
// ([policy.TaxPerRate]), the tax of a rate is that rate of the net prices of all its lines, rounded once, and is shared
// out over them: each line gets its own tax, cut to whole minor units, and the spare minor units go one each to the
// lines that lost most by the cut, of equals to the earliest. So each line's tax is its own, rounded down or up, and
// the lines sum to the totals under both readings. Three lines of 10.10 at 15% have 1.52 each, 4.56 in all, or 1.52,
// 1.52 and 1.51, 4.55 in all.
//
// The lines have to be in one currency, and there is no total of no lines. Every line without a net price or a rate is
// reported at once.
func TaxLines(ed policy.Edition, lines []Line) ([]Line, Totals, error) {
	const op = "invoice.TaxLines"
	if ed.IsZero() {
		return nil, Totals{}, input.Missing(op, "edition")
	}
	var bad []error
	for i, l := range lines {
		at := fmt.Sprintf("lines[%d].", i)
		if err := price.Whole(op, at+"net", l.Net); err != nil {
			bad = append(bad, err)
		}
		if l.TaxRate.IsZero() {
			bad = append(bad, input.Missing(op, at+"taxRate"))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return nil, Totals{}, err
	}
	return tax(op, ed.Proration().Rounding, ed.Invoice().TaxRounding, lines)
}

// tax taxes lines that have net prices and rates, and adds them up.
func tax(op string, mode money.Mode, reading policy.TaxRounding, lines []Line) ([]Line, Totals, error) {
	lines = slices.Clone(lines)
	switch reading {
	case policy.TaxPerLine:
		for i := range lines {
			lines[i].Tax = lines[i].TaxRate.of(lines[i].Net, mode)
		}
	case policy.TaxPerRate:
		if err := taxPerRate(op, mode, lines); err != nil {
			return nil, Totals{}, err
		}
	}
	totals, err := sum(op, lines)
	if err != nil {
		return nil, Totals{}, err
	}
	return lines, totals, nil
}

// taxPerRate taxes the lines of each rate together.
func taxPerRate(op string, mode money.Mode, lines []Line) error {
	var rates []TaxRate // in the order in which they are first met
	of := map[TaxRate][]*Line{}
	for i := range lines {
		rate := lines[i].TaxRate
		if len(of[rate]) == 0 {
			rates = append(rates, rate)
		}
		of[rate] = append(of[rate], &lines[i])
	}
	for _, rate := range rates {
		net := of[rate][0].Net
		for _, l := range of[rate][1:] {
			var err error
			if net, err = net.Add(l.Net); err != nil {
				return input.At(err, op, "lines")
			}
		}
		share(rate.of(net, mode), of[rate])
	}
	return nil
}

// share gives the lines of one rate their parts of its tax.
func share(tax money.Amount, lines []*Line) {
	lost := make(map[*Line]int64, len(lines))
	for _, l := range lines {
		l.Tax = l.TaxRate.of(l.Net, money.Down)
		tax = less(tax, l.Tax) // the sum of what was cut is at most the tax, which was cut once
		lost[l] = l.TaxRate.lost(l.Net)
	}
	slices.SortStableFunc(lines, func(a, b *Line) int { return cmp.Compare(lost[b], lost[a]) })
	unit := price.Sure(money.FromMinor(1, tax.Currency()))
	for _, l := range lines[:price.Sure(tax.Minor())] { // fewer than the lines that have lost something, or as many
		l.Tax = plus(l.Tax, unit)
	}
}

// CheckLines refuses lines and totals that are not those of a document whose amounts were rounded in that mode and
// whose tax was worked out by that reading, as a stored document says of itself: every line whose price or tax comes
// out differently, and totals that are not the sums of the lines. Implements invoice.tax.
//
// What a line says of itself, beside how it is rounded, is checked where it is read: see [Line.UnmarshalJSON].
func CheckLines(mode money.Mode, reading policy.TaxRounding, lines []Line, totals Totals) error {
	return checkLines("invoice.CheckLines", mode, reading, lines, totals)
}

func checkLines(op string, mode money.Mode, reading policy.TaxRounding, lines []Line, totals Totals) error {
	_, badMode := mode.MarshalText()
	_, badReading := reading.MarshalText()
	bad := []error{input.At(badMode, op, "rounding"), input.At(badReading, op, "taxRounding")}
	for i, l := range lines {
		bad = append(bad, within(l.check(op), op, fmt.Sprintf("lines[%d]", i)))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	taxed, want, err := tax(op, mode, reading, lines)
	if err != nil {
		return err
	}
	for i, l := range lines {
		at := fmt.Sprintf("lines[%d].", i)
		gross, err := l.gross(mode)
		if err != nil || !l.Gross.Equal(gross) {
			bad = append(bad, input.Errorf(op, at+"gross", l.Gross, input.ErrConflict, "is not %d × %s rounded %s",
				l.Quantity, l.UnitPrice, mode))
		}
		if !l.Tax.Equal(taxed[i].Tax) {
			bad = append(bad, input.Errorf(op, at+"tax", l.Tax, input.ErrConflict, "is not what %s of %s gives %s, %s",
				l.TaxRate, l.Net, reading, taxed[i].Tax))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	if !totals.Equal(want) {
		return input.Errorf(op, "total", totals, input.ErrConflict, "is not the sum of the lines, %s", want)
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
