// Package price has what several packages share about amounts: their checks, each with one phrasing, how a price is cut
// into years, and [Sure] for what cannot fail.
package price

import (
	"example.com/billingrules/calendar"
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

// InUse refuses to price anything new on a day in a currency that has been withdrawn by then. It lets a missing amount
// or day pass, which is reported elsewhere.
func InUse(op, field string, a money.Amount, day calendar.Date) error {
	if a.IsZero() || day.IsZero() {
		return nil
	}
	return input.At(a.Currency().CheckOn(day), op, field)
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
