// Package price holds the checks of amounts that several packages make at their door, each with one phrasing.
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

// Whole refuses what nobody can be billed or pay: an amount that is missing, negative, or not a whole number of minor
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

// In refuses an amount that is not in the currency of another, which is named as "the first line" is. The zero
// Currency, of what was refused itself, refuses nothing.
func In(op, field string, a money.Amount, currency money.Currency, other string) error {
	if currency.IsZero() || a.Currency() == currency {
		return nil
	}
	return input.Errorf(op, field, a, input.ErrCurrency, "is not in %s as %s", currency, other)
}
