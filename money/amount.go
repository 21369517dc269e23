package money

import (
	"cmp"
	"math"
	"math/big"

	"example.com/billingrules/internal/edge/input"
	"github.com/shopspring/decimal"
)

// Amount is an exact sum of money in one currency: at most 34 digits, at most 28 of them after the point, which may
// be finer than the currency's minor unit (a price of EUR 0.0125 is an amount). It is immutable, and safe to share
// between goroutines.
//
// The zero Amount is no amount, and every operation that can fail refuses it. It is not EUR 0.00, which is an amount
// like any other.
//
// Amounts cannot be compared with == and cannot be map keys, because two equal decimals need not be identical:
// use [Amount.Equal] or [Amount.Cmp].
type Amount struct {
	_     [0]func() // makes == a compile error
	units int64     // the coefficient if big is nil; never math.MinInt64, so that it can be negated
	big   *big.Int  // the coefficient if it is too large for units; never written to
	unit
}

// unit is what the coefficient of an amount counts. As a type of its own it leaves an amount with few enough fields for
// the compiler to keep in registers.
type unit struct {
	places   uint8 // digits after the point
	currency Currency
}

// New returns an amount of value in the currency c. The exponent of value must be in −28…18, and the amount,
// written with at least the places of the minor unit, must have at most 34 digits. Anything else is refused at once,
// however large value is. The zero Currency is an error.
func New(value decimal.Decimal, c Currency) (Amount, error) {
	return admit("money.New", value, c)
}

// FromMinor returns the amount of units minor units of the currency c: 214500 in EUR is EUR 2145.00, in JPY it is JPY
// 214500. The zero Currency is the only error.
func FromMinor(units int64, c Currency) (Amount, error) {
	if c.IsZero() {
		return Amount{}, input.Missing("money.FromMinor", "currency")
	}
	if units == math.MinInt64 {
		return ofBig(big.NewInt(units), c.MinorUnits(), c), nil
	}
	return Amount{units: units, unit: unit{uint8(c.MinorUnits()), c}}, nil
}

// Decimal returns the number without its currency; zero for the zero Amount. Its exponent is minus the number of
// places that [Amount.Number] prints.
func (a Amount) Decimal() decimal.Decimal {
	if a.big != nil {
		return decimal.NewFromBigInt(a.big, -int32(a.places))
	}
	return decimal.New(a.units, -int32(a.places))
}

// Currency returns the currency; the zero Currency for the zero Amount.
func (a Amount) Currency() Currency { return a.currency }

// IsZero reports whether a is the zero Amount, which has no currency; the omitzero option of encoding/json calls it. It
// is false for EUR 0.00: to ask whether nothing is to be paid, write a.Sign() == 0.
func (a Amount) IsZero() bool { return a.currency.IsZero() }

// Sign returns −1, 0 or 1 for an amount below, at or above zero, and 0 for the zero Amount.
func (a Amount) Sign() int {
	if a.big != nil {
		return a.big.Sign()
	}
	return cmp.Compare(a.units, 0)
}

// Neg returns −a; the zero Amount for the zero Amount.
func (a Amount) Neg() Amount {
	if a.big != nil {
		a.big = new(big.Int).Neg(a.big)
	}
	a.units = -a.units
	return a
}

// IsWhole reports whether a is a whole number of minor units, as every amount that can be paid is. It is false for the
// zero Amount.
func (a Amount) IsWhole() bool {
	return !a.IsZero() && int(a.places) == a.currency.MinorUnits()
}

// Minor returns the number of minor units: 214500 for EUR 2145.00. The zero Amount, an amount that is not whole, and
// one that does not fit into an int64 are errors.
func (a Amount) Minor() (int64, error) {
	const op = "money.Amount.Minor"
	if err := a.checkWhole(op); err != nil {
		return 0, err
	}
	if a.big == nil {
		return a.units, nil
	}
	if !a.big.IsInt64() { // the smallest int64 is held in big
		return 0, input.Errorf(op, "amount", a, input.ErrRange, "has more minor units than an int64 holds")
	}
	return a.big.Int64(), nil
}

// checkWhole refuses an amount that is not a whole number of minor units.
func (a Amount) checkWhole(op string) error {
	if a.IsZero() {
		return input.Missing(op, "amount")
	}
	if !a.IsWhole() {
		return input.Errorf(op, "amount", a, input.ErrRange, "is finer than the %d places of %s: round it first",
			a.currency.MinorUnits(), a.currency)
	}
	return nil
}

// coefficient returns the digits of a as a new number.
func (a Amount) coefficient() *big.Int {
	if a.big != nil {
		return new(big.Int).Set(a.big)
	}
	return big.NewInt(a.units)
}

// ofBig returns the amount of coef × 10^-places in normal form. It takes ownership of coef.
func ofBig(coef *big.Int, places int, c Currency) Amount {
	a := Amount{unit: unit{uint8(places), c}}
	if coef.IsInt64() && coef.Int64() != math.MinInt64 {
		a.units = coef.Int64()
	} else {
		a.big = coef
	}
	return a
}
