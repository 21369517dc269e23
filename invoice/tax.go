package invoice

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// TaxLines taxes the lines of one document under the edition's reading of invoice.tax, and adds them up. The taxes need
// names and rates; their amounts are replaced. Implements invoice.tax.
//
// Per line ([policy.TaxPerLine], the default), each tax of a line is its rate × the net price, rounded. Per rate
// ([policy.TaxPerRate]), lines that have a tax of the same name and rate are taxed together: the tax is its rate × the
// sum of their net prices, rounded once, and then shared out over them. Each line first gets its tax cut to whole minor
// units. The minor units that are left over then go, one each, to the lines that lost most by the cut; of lines that
// lost the same, the earlier one comes first. So the tax of each line is rounded down or up, and the lines add up to
// the totals under both readings. Three lines of 10.10 at 15% have 1.52 each, 4.56 in all, or 1.52, 1.52 and 1.51, 4.55
// in all.
//
// The lines must be in one currency, and at least one is needed. Every line without a net price or with bad taxes is
// reported at once.
func TaxLines(ed policy.Edition, lines []Line) ([]Line, Totals, error) {
	const op = "invoice.TaxLines"
	if ed.IsZero() {
		return nil, Totals{}, input.Missing(op, "edition")
	}
	var bad []error
	for i, l := range lines {
		if err := errors.Join(price.Whole(op, "net", l.Net), l.checkTaxes(op)); err != nil {
			bad = append(bad, within(err, op, fmt.Sprintf("lines[%d]", i)))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return nil, Totals{}, err
	}
	return tax(op, ed.ProrationRules().Rounding, ed.InvoiceRules().TaxRounding, lines)
}

// tax taxes lines that have net prices and taxes with rates, and adds them up.
func tax(op string, mode money.Mode, reading policy.TaxRounding, lines []Line) ([]Line, Totals, error) {
	lines = cloned(lines)
	switch reading {
	case policy.TaxPerLine:
		for _, l := range lines {
			for k := range l.Taxes {
				l.Taxes[k].Amount = l.Taxes[k].Rate.of(l.Net, mode)
			}
		}
	case policy.TaxPerRate:
		if err := taxPerRate(op, mode, lines); err != nil {
			return nil, Totals{}, err
		}
	}
	for i := range lines {
		if err := lines[i].sumTaxes(op); err != nil {
			return nil, Totals{}, input.At(err, op, fmt.Sprintf("lines[%d].taxes", i))
		}
	}
	totals, err := sum(op, lines)
	if err != nil {
		return nil, Totals{}, err
	}
	return lines, totals, nil
}

// cloned returns a copy of lines that does not share their taxes.
func cloned(lines []Line) []Line {
	lines = slices.Clone(lines)
	n := 0
	for _, l := range lines {
		n += len(l.Taxes)
	}
	all := make([]LineTax, 0, n)
	for i, l := range lines {
		from := len(all)
		all = append(all, l.Taxes...)
		lines[i].Taxes = all[from:len(all):len(all)]
	}
	return lines
}

// part is a line's part of a tax that is computed on several lines together.
type part struct {
	net  money.Amount
	tax  *LineTax
	lost int64 // what it loses when cut to whole minor units, in millionths of one
}

// taxPerRate works out each tax of all lines that have it together.
func taxPerRate(op string, mode money.Mode, lines []Line) error {
	var taxes []Tax // in the order in which they are first met
	of := map[Tax][]part{}
	for _, l := range lines {
		for k := range l.Taxes {
			t := l.Taxes[k].of()
			if len(of[t]) == 0 {
				taxes = append(taxes, t)
			}
			of[t] = append(of[t], part{net: l.Net, tax: &l.Taxes[k]})
		}
	}
	for _, t := range taxes {
		parts := of[t]
		net := parts[0].net
		for _, p := range parts[1:] {
			var err error
			if net, err = net.Add(p.net); err != nil {
				return input.At(err, op, "lines")
			}
		}
		share(t.Rate, t.Rate.of(net, mode), parts)
	}
	return nil
}

// share gives lines their parts of a tax.
func share(rate TaxRate, tax money.Amount, parts []part) {
	for i := range parts {
		p := &parts[i]
		p.tax.Amount, p.lost = rate.of(p.net, money.Down), rate.lost(p.net)
		tax = less(tax, p.tax.Amount) // the sum of what was cut is at most the tax, which was cut once
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.lost, a.lost) })
	unit := price.Sure(money.FromMinor(1, tax.Currency()))
	for _, p := range parts[:price.Sure(tax.Minor())] { // at most as many as there are lines that lost something
		p.tax.Amount = plus(p.tax.Amount, unit)
	}
}

// CheckLines checks the lines and totals of a stored document against the rounding mode and the reading of invoice.tax
// that it records. It refuses every line whose price or tax comes out differently, and totals that are not the sums of
// the lines. Implements invoice.tax.
//
// The rest of a line is checked when it is read: see [Line.UnmarshalJSON].
func CheckLines(mode money.Mode, reading policy.TaxRounding, lines []Line, totals Totals) error {
	return checkLines("invoice.CheckLines", mode, reading, lines, totals)
}

// checkRounding refuses a charge that was rounded in another mode than that of its document. A charge that needed no
// rounding passes in every mode.
func checkRounding(op, list string, mode money.Mode, lines []Line) error {
	var bad []error
	for i, l := range lines {
		if c := l.Charge; c.Rounded && c.Rounding != mode {
			bad = append(bad,
				input.Errorf(op, fmt.Sprintf("%s[%d].charge.rounding", list, i), c.Rounding, input.ErrConflict,
					"must be %s, as in the document", mode))
		}
	}
	return errors.Join(bad...)
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
	if err := checkRounding(op, "lines", mode, lines); err != nil {
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
		for k, t := range l.Taxes {
			if want := taxed[i].Taxes[k].Amount; !t.Amount.Equal(want) {
				bad = append(bad,
					input.Errorf(op, fmt.Sprintf("%staxes[%d].amount", at, k), t.Amount, input.ErrConflict,
						"is not %s of %s worked out %s, %s", t.Rate, l.Net, reading, want))
			}
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
