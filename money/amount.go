package money

import (
	"math/big"

	"example.com/billingrules/internal/input"
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
	_        [0]func() // makes == a compile error
	value    decimal.Decimal
	currency Currency
}

// New returns the amount of value in the currency c. The exponent of value must lie in −28…18, its coefficient must
// have at most 34 digits, and the amount, written with at least the places of the minor unit, must not need more than
// those 34: anything else is an error at once, however large value is. The zero Currency is an error.
func New(value decimal.Decimal, c Currency) (Amount, error) {
	return admit("money.New", value, c)
}

// FromMinor returns the amount of so many minor units of the currency c: 214500 in EUR is EUR 2145.00, in JPY it is
// JPY 214500. The zero Currency is the only error.
func FromMinor(units int64, c Currency) (Amount, error) {
	if c.IsZero() {
		return Amount{}, input.Missing("money.FromMinor", "currency")
	}
	return Amount{value: decimal.New(units, int32(-c.MinorUnits())), currency: c}, nil
}

// Decimal returns the number without its currency; zero for the zero Amount. Its exponent is minus the number of
// places that [Amount.Number] prints.
func (a Amount) Decimal() decimal.Decimal { return a.value }

// Currency returns the currency; the zero Currency for the zero Amount.
func (a Amount) Currency() Currency { return a.currency }

// IsZero reports whether a is the zero Amount, the one without a currency; it is what the omitzero option of JSON
// asks. It is false for EUR 0.00: to ask whether nothing is to be paid, write a.Sign() == 0.
func (a Amount) IsZero() bool { return a.currency.IsZero() }

// Sign returns −1, 0 or 1 for an amount below, at or above zero, and 0 for the zero Amount.
func (a Amount) Sign() int { return a.value.Sign() }

// Neg returns −a; the zero Amount for the zero Amount.
func (a Amount) Neg() Amount {
	return Amount{value: a.value.Neg(), currency: a.currency}
}

// IsWhole reports whether a is a whole number of minor units, as everything is that can be paid. It is false for the
// zero Amount.
func (a Amount) IsWhole() bool {
	return !a.IsZero() && a.places() == a.currency.MinorUnits()
}

// Minor returns the number of minor units: 214500 for EUR 2145.00. It is an error for the zero Amount, for an amount
// that is not whole, and for one that does not fit into an int64.
func (a Amount) Minor() (int64, error) {
	const op = "money.Amount.Minor"
	units, err := a.minor(op)
	if err != nil {
		return 0, err
	}
	if !units.IsInt64() {
		return 0, input.Errorf(op, "amount", a, input.ErrRange, "has more minor units than an int64 holds")
	}
	return units.Int64(), nil
}

// minor returns the number of minor units, or refuses an amount that is not whole.
func (a Amount) minor(op string) (*big.Int, error) {
	if a.IsZero() {
		return nil, input.Missing(op, "amount")
	}
	if !a.IsWhole() {
		return nil, input.Errorf(op, "amount", a, input.ErrRange, "is finer than the %d places of %s: round it first", a.currency.MinorUnits(), a.currency)
	}
	return a.value.Coefficient(), nil
}

// fromMinor is the inverse of minor, for a number of units that is known to fit.
func fromMinor(units *big.Int, c Currency) Amount {
	return Amount{value: decimal.NewFromBigInt(units, int32(-c.MinorUnits())), currency: c}
}

// places returns the number of digits after the point.
func (a Amount) places() int { return -int(a.value.Exponent()) }
