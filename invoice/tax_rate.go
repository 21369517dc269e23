package invoice

import (
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// TaxRate is a rate of tax in percent, from 0% to 100% with at most four places. Rates depend on the order and on where
// the buyer is, so they are an input. The zero TaxRate is refused: what is not taxed has the rate 0%. Rates are
// comparable with ==.
type TaxRate struct{ n int32 } // ten-thousandths of a percent, plus one

// rateDivisor is 100% in the units of a rate.
const rateDivisor = price.WholeRate

// ParseTaxRate reads a rate such as "21%", "5.5%" or "0%". The percent sign is required, since 0.21 and 21 are easily
// confused.
func ParseTaxRate(text string) (TaxRate, error) {
	return parseTaxRate("invoice.ParseTaxRate", text)
}

// MustParseTaxRate is [ParseTaxRate] for constants in source code: it panics if the text is not valid.
func MustParseTaxRate(text string) TaxRate {
	r, err := parseTaxRate("invoice.MustParseTaxRate", text)
	if err != nil {
		panic(err)
	}
	return r
}

func parseTaxRate(op, text string) (TaxRate, error) {
	rate, err := price.ParseRate(op, "taxRate", text)
	if err != nil {
		return TaxRate{}, err
	}
	return TaxRate{int32(rate) + 1}, nil
}

// IsZero reports whether r is the zero TaxRate; it is false for 0%.
func (r TaxRate) IsZero() bool { return r.n == 0 }

// String returns the rate as "21%", without trailing zeros, and "no rate" for the zero TaxRate.
func (r TaxRate) String() string {
	if r.IsZero() {
		return "no rate"
	}
	n := int(r.n) - 1
	s := strconv.Itoa(n / price.Percent)
	if places := n % price.Percent; places != 0 {
		s += "." + strings.TrimRight(strconv.Itoa(price.Percent + places)[1:], "0")
	}
	return s + "%"
}

// MarshalText returns the rate as "21%"; the zero TaxRate is an error.
func (r TaxRate) MarshalText() ([]byte, error) {
	if r.IsZero() {
		return nil, input.Missing("invoice.TaxRate.MarshalText", "taxRate")
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads what [ParseTaxRate] reads; on an error r keeps what it held.
func (r *TaxRate) UnmarshalText(text []byte) error {
	return r.read("invoice.TaxRate.UnmarshalText", string(text))
}

func (r *TaxRate) read(op, text string) error {
	read, err := parseTaxRate(op, text)
	if err != nil {
		return err
	}
	*r = read
	return nil
}

// of returns the tax on an amount, rounded once. The amount must not be the zero Amount. Implements invoice.tax.
func (r TaxRate) of(net money.Amount, mode money.Mode) money.Amount {
	tax, _ := price.SureExact(net.MulDiv(r.parts(), rateDivisor, net.Currency().Rounding(mode))) // at most net
	return tax
}

// lost returns what is lost when the tax on a whole amount is cut to whole minor units, in millionths of one.
func (r TaxRate) lost(net money.Amount) int64 {
	down := net.Currency().Rounding(money.Down)
	cut, _ := price.SureExact(net.MulDiv(1, rateDivisor, down))
	cut, _ = price.SureExact(cut.MulDiv(rateDivisor, 1, down))
	return price.Sure(less(net, cut).Minor()) * r.parts() % rateDivisor // of the last six digits, which alone matter
}

// parts returns the rate in millionths of a whole.
func (r TaxRate) parts() int64 { return int64(r.n) - 1 }
