package money

import (
	"math/big"

	"example.com/billingrules/internal/edge/input"
)

// Round returns a rounded as r says. If a has no more places than r asks for, nothing changes. The zero Amount, the
// zero Rounding and a result of more than 34 digits are errors.
func (a Amount) Round(r Rounding) (Amount, error) {
	if rounded, _, ok := a.mulDivSmall(1, 1, r); ok {
		return rounded, nil
	}
	rounded, _, err := a.mulDivBig("money.Amount.Round", 1, 1, r)
	return rounded, err
}

// MulDiv returns a × mul ÷ div, rounded once, as r says, and whether the result is exact. The remainder of the one
// division decides the rounding: EUR 19.99 × 15 ÷ 30 is a tie and rounds half up to EUR 10.00, whereas multiplying an
// already rounded quotient gives EUR 9.99.
//
// div must be above zero; mul may have any sign. The zero Amount, the zero Rounding and a result of more than 34
// digits are errors.
func (a Amount) MulDiv(mul, div int64, r Rounding) (result Amount, exact bool, err error) {
	if result, exact, ok := a.mulDivSmall(mul, div, r); ok {
		return result, exact, nil
	}
	return a.mulDivBig("money.Amount.MulDiv", mul, div, r)
}

// mulDivBig is MulDiv in big integers, for numbers of any size.
func (a Amount) mulDivBig(op string, mul, div int64, r Rounding) (Amount, bool, error) {
	if err := r.check(op); err != nil {
		return Amount{}, false, err
	}
	num, den, err := a.ratio(op, mul, div, r.Places)
	if err != nil {
		return Amount{}, false, err
	}
	quo, exact := r.Mode.divide(num, den)
	result, ok := settle(quo, r.Places, a.currency)
	if !ok {
		return Amount{}, false, tooLong(op, "result", nil)
	}
	return result, exact, nil
}

// Truncated returns the digits of a × mul ÷ div, cut off (not rounded) after the given number of places (0…28), and
// whether that is exact. It is for printing a value before it is rounded: EUR 2145.00 × 360 ÷ 365 to four places is
// "2115.6164" and false, to be printed as "2115.6164…". An exact value has no trailing zeros beyond the minor unit:
// "2145.00", "9.995".
//
// The conditions on div, mul and a are those of [Amount.MulDiv].
func (a Amount) Truncated(mul, div int64, places int) (digits string, exact bool, err error) {
	const op = "money.Amount.Truncated"
	if err := checkPlaces(op, "places", places); err != nil {
		return "", false, err
	}
	num, den, err := a.ratio(op, mul, div, places)
	if err != nil {
		return "", false, err
	}
	quo, rem := new(big.Int).QuoRem(num, den, new(big.Int))
	exact = rem.Sign() == 0
	if exact {
		quo, places = trim(quo, places, a.currency.MinorUnits())
	}
	return string(appendNumber(nil, num.Sign() < 0, quo.Abs(quo).Append(nil, 10), places)), exact, nil
}

// ratio returns a × mul ÷ div, counted in units of 10^-places, as a fraction with a denominator above zero.
func (a Amount) ratio(op string, mul, div int64, places int) (num, den *big.Int, err error) {
	if a.IsZero() {
		return nil, nil, input.Missing(op, "amount")
	}
	if div <= 0 {
		return nil, nil, input.Errorf(op, "div", div, input.ErrRange, "must be more than 0")
	}
	num = a.coefficient()
	num.Mul(num, big.NewInt(mul))
	den = big.NewInt(div)
	shift := places - int(a.places)
	num.Mul(num, pow10(max(shift, 0)))
	den.Mul(den, pow10(max(-shift, 0)))
	return num, den, nil
}

// divide returns num ÷ den rounded to a whole number, and whether it was one. The remainder alone decides.
func (m Mode) divide(num, den *big.Int) (quo *big.Int, exact bool) {
	quo, rem := new(big.Int).QuoRem(num, den, new(big.Int)) // quo is cut towards zero, rem has the sign of num
	if rem.Sign() == 0 {
		return quo, true
	}
	half := rem.Lsh(rem, 1).CmpAbs(den) // −1, 0, 1: below, at, above the middle
	if m == Up || m == HalfUp && half >= 0 || m == HalfEven && (half > 0 || half == 0 && quo.Bit(0) == 1) {
		quo.Add(quo, big.NewInt(int64(num.Sign())))
	}
	return quo, false
}
