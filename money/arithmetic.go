package money

import (
	"strconv"

	"example.com/billingrules/internal/input"
	"github.com/shopspring/decimal"
)

// Add returns a + other, exactly. Different currencies, a zero Amount on either side, and a sum of more than 34
// digits are errors.
func (a Amount) Add(other Amount) (Amount, error) {
	const op = "money.Amount.Add"
	if err := a.match(op, "other", other); err != nil {
		return Amount{}, err
	}
	return a.result(op, a.value.Add(other.value))
}

// Sub returns a − other, exactly, under the conditions of [Amount.Add].
func (a Amount) Sub(other Amount) (Amount, error) {
	const op = "money.Amount.Sub"
	if err := a.match(op, "other", other); err != nil {
		return Amount{}, err
	}
	return a.result(op, a.value.Sub(other.value))
}

// Cmp returns −1, 0 or 1 where a is below, equal to or above other. Different currencies and a zero Amount on either
// side are errors: there is no order between them.
func (a Amount) Cmp(other Amount) (int, error) {
	if err := a.match("money.Amount.Cmp", "other", other); err != nil {
		return 0, err
	}
	return a.value.Cmp(other.value), nil
}

// Equal reports whether a and other have the same currency and the same value: EUR 2.50 equals EUR 2.5, and nothing
// in EUR equals anything in USD, not even at zero. Two zero Amounts are equal. It is the method that go-cmp looks
// for.
func (a Amount) Equal(other Amount) bool {
	return a.currency == other.currency && a.value.Equal(other.value)
}

// Sum returns first + rest[0] + rest[1] + …, exactly. Different currencies, a zero Amount, and a sum of more than 34
// digits are errors. There is no sum of nothing: it would have no currency.
func Sum(first Amount, rest ...Amount) (Amount, error) {
	const op = "money.Sum"
	if first.IsZero() {
		return Amount{}, input.Missing(op, "first")
	}
	// Only the whole sum is held to the bounds, so that the order of the terms cannot matter.
	sum := first.value
	for i, b := range rest {
		if err := first.match(op, "rest["+strconv.Itoa(i)+"]", b); err != nil {
			return Amount{}, err
		}
		sum = sum.Add(b.value)
	}
	return first.result(op, sum)
}

// match refuses a pair of amounts that cannot be computed with: a is the receiver, other the argument called field.
func (a Amount) match(op, field string, other Amount) error {
	switch {
	case a.IsZero():
		return input.Missing(op, "amount")
	case other.IsZero():
		return input.Missing(op, field)
	case a.currency != other.currency:
		return input.Errorf(op, field, other, input.ErrCurrency, "is not in %s", a.currency)
	}
	return nil
}

// result holds an exact result in the currency of a to the bounds.
func (a Amount) result(op string, d decimal.Decimal) (Amount, error) {
	r, ok := settle(d.Coefficient(), -int(d.Exponent()), a.currency)
	if !ok {
		return Amount{}, tooLong(op, "result", nil)
	}
	return r, nil
}
