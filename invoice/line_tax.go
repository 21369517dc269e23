package invoice

import (
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/money"
)

// LineTax is one of the taxes of a line, worked out.
type LineTax struct {
	Name   string       `json:"name,omitempty"` // empty if it is the only tax of its line and has no name
	Rate   TaxRate      `json:"rate"`           // of the net price
	Amount money.Amount `json:"amount"`         // its rate × the line's net price, rounded
}

// of returns the tax without its amount.
func (t LineTax) of() Tax { return Tax{t.Name, t.Rate} }

// Equal reports whether two taxes have the same name and rate, and equal amounts.
func (t LineTax) Equal(b LineTax) bool { return t.of() == b.of() && t.Amount.Equal(b.Amount) }

// String returns the tax as "GST 5% 4.35", or as "tax 21% 444.28" without a name. The zero LineTax is "no tax".
func (t LineTax) String() string {
	if t.Equal(LineTax{}) {
		return "no tax"
	}
	return titled(t.of()) + " " + t.Amount.Number()
}

// titled returns a tax as "GST 5%", or as "tax 21%" without a name.
func titled(t Tax) string {
	if t.Name == "" {
		return "tax " + t.String()
	}
	return t.String()
}

// UnmarshalJSON reads a tax strictly: an unknown or duplicate key is an error. Whether the amount follows from the line
// is checked by [Line.UnmarshalJSON].
func (t *LineTax) UnmarshalJSON(data []byte) error {
	type plain LineTax // without this method
	var read plain
	if err := strict.Decode("invoice.LineTax.UnmarshalJSON", "tax", data, &read); err != nil {
		return err
	}
	*t = LineTax(read)
	return nil
}

// checkTaxes refuses the taxes of a line by their names and rates.
func (l Line) checkTaxes(op string) error {
	taxes := make([]Tax, 0, MaxTaxes)
	for _, t := range l.Taxes {
		taxes = append(taxes, t.of())
	}
	return checkTaxes(op, taxes)
}

// sumTaxes works out the tax of a line that has taxes, all in its currency.
func (l *Line) sumTaxes(op string) error {
	l.Tax = l.Taxes[0].Amount
	for _, t := range l.Taxes[1:] {
		var err error
		if l.Tax, err = l.Tax.Add(t.Amount); err != nil {
			return input.At(err, op, "taxes")
		}
	}
	return nil
}

// RateTotals are the totals for one tax, by its name and rate.
type RateTotals struct {
	Name string       `json:"name,omitempty"` // empty for a tax without a name
	Rate TaxRate      `json:"rate"`
	Net  money.Amount `json:"net"` // of the lines that have this tax
	Tax  money.Amount `json:"tax"` // this tax of those lines
}

// add adds a line.
func (r *RateTotals) add(op string, net, tax money.Amount) (err error) {
	if r.Net, err = r.Net.Add(net); err == nil {
		r.Tax, err = r.Tax.Add(tax)
	}
	return input.At(err, op, "lines")
}

// ByRate returns the totals for each tax, in the order in which the taxes first appear, as at the foot of an invoice.
// The taxes add up to the tax of the lines. The nets add up to the net of the lines only if each line has one tax: the
// net of a line with two taxes counts for both. Implements invoice.tax, by which tax is shown separately.
func ByRate(lines []Line) ([]RateTotals, error) { return byRate("invoice.ByRate", lines) }

func byRate(op string, lines []Line) ([]RateTotals, error) {
	if _, err := sum(op, lines); err != nil {
		return nil, err
	}
	var rates []RateTotals
	for _, l := range lines {
		for _, t := range l.Taxes {
			k := slices.IndexFunc(rates, func(r RateTotals) bool { return r.Name == t.Name && r.Rate == t.Rate })
			if k < 0 {
				rates = append(rates, RateTotals{t.Name, t.Rate, l.Net, t.Amount})
				continue
			}
			if err := rates[k].add(op, l.Net, t.Amount); err != nil {
				return nil, err
			}
		}
	}
	return rates, nil
}
