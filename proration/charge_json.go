package proration

import (
	"errors"

	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/internal/strict"
)

// UnmarshalJSON reads a charge strictly: a key that is not known or is a duplicate, and an amount that does not follow
// from the other figures, are errors. That the numbers are those of the edition is not asked here.
func (c *Charge) UnmarshalJSON(data []byte) error {
	const op = "proration.Charge.UnmarshalJSON"
	type plain Charge // without this method
	var read plain
	if err := strict.Decode(op, "charge", data, &read); err != nil {
		return err
	}
	charge := Charge(read)
	if err := charge.check(op); err != nil {
		return err
	}
	*c = charge
	return nil
}

// check refuses a charge whose amount is not that of its arithmetic.
func (c *Charge) check(op string) error {
	_, dayCount := c.DayCount.MarshalText()
	_, rounding := c.Rounding.MarshalText()
	_, roundAt := c.RoundAt.MarshalText()
	bad := []error{
		price.Whole(op, "amount", c.Amount), price.Check(op, "srp", c.SRP),
		input.Count(op, "divisor", c.Divisor, maxDivisor), input.Count(op, "days", c.Days, maxDays),
		input.Count(op, "seats", c.Seats, MaxSeats),
		input.At(dayCount, op, "dayCount"), input.At(rounding, op, "rounding"), input.At(roundAt, op, "roundAt"),
	}
	if c.Bought.IsZero() {
		bad = append(bad, input.Missing(op, "bought"))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	amount, rounded, err := c.workOut()
	switch {
	case err != nil:
		return input.At(err, op, "srp")
	case !amount.Equal(c.Amount):
		return input.Errorf(op, "amount", c.Amount, input.ErrConflict, "is not what the figures give, %s", amount)
	case rounded != c.Rounded:
		return input.Errorf(op, "rounded", c.Rounded, input.ErrConflict, "is not what the figures give, %t", rounded)
	}
	return nil
}

const (
	maxDays    = 1_000_000 // of a charge, many more than the longest term has
	maxDivisor = 1_000_000
)
