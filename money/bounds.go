package money

import (
	"math/big"

	"example.com/billingrules/internal/edge/input"
	"github.com/shopspring/decimal"
)

// The bounds of an amount. They are far beyond any price, and small enough that every operation within them is fast.
const (
	maxText     = 64  // bytes of a number given as text
	maxDigits   = 34  // digits of a coefficient
	maxDigitBit = 113 // bits of 10^34; a number with fewer bits is below it
	maxPlaces   = 28  // digits after the point
	maxExponent = 18  // of a decimal that is passed in
)

// fits reports whether coef has at most 34 digits. The bit length decides nearly always, and it costs nothing,
// however long coef is.
func fits(coef *big.Int) bool {
	if bits := coef.BitLen(); bits != maxDigitBit {
		return bits < maxDigitBit
	}
	return coef.CmpAbs(pow10(maxDigits)) < 0
}

// admit checks a decimal that a caller made. It computes and formats nothing before the exponent and the length are
// known to be harmless; above all it must not call String, which could write out a billion zeros.
func admit(op string, d decimal.Decimal, c Currency) (Amount, error) {
	if c.IsZero() {
		return Amount{}, input.Missing(op, "currency")
	}
	exp := int(d.Exponent())
	if exp < -maxPlaces || exp > maxExponent {
		return Amount{}, input.Errorf(op, "value", nil, input.ErrRange,
			"has the exponent %d, which must be from %d to %d",
			exp, -maxPlaces, maxExponent)
	}
	coef := d.Coefficient()
	if !fits(coef) {
		return Amount{}, tooLong(op, "value", nil)
	}
	a, ok := settle(coef, -exp, c)
	if !ok {
		return Amount{}, tooLong(op, "value", nil)
	}
	return a, nil
}

// settle brings coef × 10^-places into the normal form of an amount: with the places of the minor unit, or more if the
// value needs them, so that equal amounts have equal digits. It takes ownership of coef, and reports false if more than
// 34 digits are needed.
func settle(coef *big.Int, places int, c Currency) (Amount, bool) {
	units := c.MinorUnits()
	if places < units {
		coef.Mul(coef, pow10(units-places))
		places = units
	}
	coef, places = trim(coef, places, units)
	if !fits(coef) {
		return Amount{}, false
	}
	return ofBig(coef, places, c), true
}

// trim drops trailing zeros of coef × 10^-places down to least places. It takes ownership of coef.
func trim(coef *big.Int, places, least int) (*big.Int, int) {
	ten, digit := big.NewInt(10), new(big.Int)
	for quo := new(big.Int); places > least; places-- {
		if quo.QuoRem(coef, ten, digit); digit.Sign() != 0 {
			break
		}
		coef, quo = quo, coef
	}
	return coef, places
}

// tooLong refuses an amount that does not fit into 34 digits.
func tooLong(op, field string, value any) *input.Error {
	return input.Errorf(op, field, value, input.ErrRange, "needs more than %d digits", maxDigits)
}

// pow10 returns 10^n for a small n.
func pow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
