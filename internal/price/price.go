// Package price has the checks of amounts that several packages share, each with one phrasing.
package price

import (
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

// Check refuses a price that is missing or negative.
func Check(op, field string, a money.Amount) error {
	switch {
	case a.IsZero():
		return input.Missing(op, field)
	case a.Sign() < 0:
		return input.Errorf(op, field, a, input.ErrRange, "is negative")
	}
	return nil
}

// Whole refuses an amount that cannot be billed or paid: one that is missing, negative, or not a whole number of minor
// units.
func Whole(op, field string, a money.Amount) error {
	if err := Check(op, field, a); err != nil {
		return err
	}
	if !a.IsWhole() {
		return input.Errorf(op, field, a, input.ErrRange, "is not a whole number of minor units")
	}
	return nil
}

// In refuses an amount that is not in the currency of another, which the error names, such as "the first line". The
// zero Currency, that of an amount already refused, allows any.
func In(op, field string, a money.Amount, currency money.Currency, other string) error {
	if currency.IsZero() || a.Currency() == currency {
		return nil
	}
	return input.Errorf(op, field, a, input.ErrCurrency, "must be in %s, like %s", currency, other)
}
