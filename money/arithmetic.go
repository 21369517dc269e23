package money

import (
	"cmp"
	"math"
	"math/big"
	"strconv"

	"example.com/billingrules/internal/edge/input"
)

// Add returns a + other, exactly. Different currencies, a zero Amount on either side, and a sum of more than 34
// digits are errors.
func (a Amount) Add(other Amount) (Amount, error) {
	if sum, ok := a.plus(other); ok {
		return sum, nil
	}
	return a.add("money.Amount.Add", other, other)
}

// Sub returns a − other, exactly, under the conditions of [Amount.Add].
func (a Amount) Sub(other Amount) (Amount, error) {
	opposite := other.Neg()
	if sum, ok := a.plus(opposite); ok {
		return sum, nil
	}
	return a.add("money.Amount.Sub", other, opposite)
}

// add returns a + b, where b is other or its negation. The errors are about other.
func (a Amount) add(op string, other, b Amount) (Amount, error) {
	if err := a.match(op, "other", other); err != nil {
		return Amount{}, err
	}
	return a.result(op, sumOf(a, b))
}

// plus returns a + b if both are in one currency, have the places of its minor unit, and are small, as nearly all
// amounts are; otherwise it reports false.
func (a Amount) plus(b Amount) (Amount, bool) {
	sum := a.units + b.units
	overflows := (a.units^sum)&(b.units^sum) < 0 || sum == math.MinInt64
	if overflows || a.big != nil || b.big != nil || a.currency != b.currency || a.places != b.places || !a.IsWhole() {
		return Amount{}, false
	}
	a.units = sum
	return a, true
}

// Cmp returns −1 if a is below other, 0 if they are equal, and 1 if a is above it. Different currencies and a zero
// Amount on either side are errors, since there is no order between them.
func (a Amount) Cmp(other Amount) (int, error) {
	if err := a.match("money.Amount.Cmp", "other", other); err != nil {
		return 0, err
	}
	if a.big == nil && other.big == nil && a.places == other.places {
		return cmp.Compare(a.units, other.units), nil
	}
	return sumOf(a, other.Neg()).coef.Sign(), nil
}

// Equal reports whether a and other have the same currency and the same value: EUR 2.50 equals EUR 2.5, and nothing
// in EUR equals anything in USD, not even at zero. Two zero Amounts are equal. It is the method that go-cmp looks
// for.
func (a Amount) Equal(other Amount) bool {
	// Equal amounts have one form.
	same := a.currency == other.currency && a.places == other.places && a.units == other.units
	if a.big == nil || other.big == nil {
		return same && a.big == other.big
	}
	return same && a.big.Cmp(other.big) == 0
}

// Times returns a × n, exactly. The zero Amount, and a product of more than 34 digits, are errors.
func (a Amount) Times(n int) (Amount, error) {
	const op = "money.Amount.Times"
	if a.IsZero() {
		return Amount{}, input.Missing(op, "amount")
	}
	product := a.coefficient()
	return a.result(op, sum{product.Mul(product, big.NewInt(int64(n))), int(a.places)})
}

// sum is an exact number that is not an amount yet: coef × 10^-places.
type sum struct {
	coef   *big.Int
	places int
}

// sumOf adds up amounts without checking them.
func sumOf(first Amount, rest ...Amount) sum {
	s := sum{first.coefficient(), int(first.places)}
	for _, b := range rest {
		coef := b.coefficient()
		shift := int(b.places) - s.places
		s.coef.Mul(s.coef, pow10(max(shift, 0)))
		s.places += max(shift, 0)
		coef.Mul(coef, pow10(max(-shift, 0)))
		s.coef.Add(s.coef, coef)
	}
	return s
}

// Sum returns first + rest[0] + rest[1] + …, exactly. Different currencies, a zero Amount, and a sum of more than 34
// digits are errors. It takes at least one amount, since an empty sum would have no currency.
func Sum(first Amount, rest ...Amount) (Amount, error) {
	const op = "money.Sum"
	if first.IsZero() {
		return Amount{}, input.Missing(op, "first")
	}
	total, small := first, true
	for i, b := range rest {
		if b.currency != first.currency {
			return Amount{}, first.match(op, "rest["+strconv.Itoa(i)+"]", b)
		}
		if small {
			total, small = total.plus(b)
		}
	}
	if small {
		return total, nil
	}
	// Only the final sum is checked against the bounds, so that the order of the amounts cannot matter.
	return first.result(op, sumOf(first, rest...))
}

// match refuses two amounts that cannot be combined: a is the receiver, other the argument called field.
func (a Amount) match(op, field string, other Amount) error {
	switch {
	case a.IsZero():
		return input.Missing(op, "amount")
	case other.IsZero():
		return input.Missing(op, field)
	case a.currency != other.currency:
		return input.Errorf(op, field, other, input.ErrCurrency, "must be in %s", a.currency)
	}
	return nil
}

// result makes an amount of an exact result, in the currency of a, or refuses one that is out of bounds.
func (a Amount) result(op string, s sum) (Amount, error) {
	r, ok := settle(s.coef, s.places, a.currency)
	if !ok {
		return Amount{}, tooLong(op, "result", nil)
	}
	return r, nil
}
