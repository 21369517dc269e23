package proration

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/internal/strict"
	"example.com/billingrules/policy"
)

// Check refuses a charge that contradicts itself, and every bad field of it by name: the amount must be what the list
// price, the divisor, the days and the seats give as they say they are rounded; the days must be as many as what was
// bought can have under the day count; nothing is negative. The zero Charge is missing. What bills a charge asks this
// first; that its numbers are those of its edition is not asked. Implements proration.price.
//
// Under [policy.Standard] full service months and years may count more than their real days, as February does, and the
// days are held to what that comes to at most.
func (c Charge) Check() error { return c.check("proration.Charge.Check") }

// UnmarshalJSON reads a charge strictly: a key that is not known or is a duplicate, and what [Charge.Check] refuses,
// are errors. An error leaves the charge as it was.
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

func (c *Charge) isZero() bool { return c.Amount.IsZero() && c.Equal(Charge{}) }

// check refuses a charge that contradicts itself.
func (c *Charge) check(op string) error {
	if c.isZero() {
		return input.Missing(op, "charge")
	}
	figures := errors.Join(
		price.Whole(op, "amount", c.Amount), price.Check(op, "srp", c.SRP),
		input.Count(op, "divisor", c.Divisor, maxDivisor), input.Count(op, "seats", c.Seats, MaxSeats),
		c.checkBought(op),
	)
	if err := errors.Join(figures, c.checkReadings(op)); err != nil {
		return err
	}
	if err := c.checkDays(op); err != nil {
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

// checkReadings refuses a reading that there is not, and the charge of no edition.
func (c *Charge) checkReadings(op string) error {
	var bad []error
	if !c.DayCount.IsValid() {
		_, err := c.DayCount.MarshalText()
		bad = append(bad, input.At(err, op, "dayCount"))
	}
	if !c.Rounding.IsValid() {
		_, err := c.Rounding.MarshalText()
		bad = append(bad, input.At(err, op, "rounding"))
	}
	if !c.RoundAt.IsValid() {
		_, err := c.RoundAt.MarshalText()
		bad = append(bad, input.At(err, op, "roundAt"))
	}
	if c.Edition.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	return errors.Join(bad...)
}

const maxDivisor = 3 * daysOfLeapYear

func (c *Charge) checkBought(op string) error {
	if c.Bought.IsZero() {
		return input.Missing(op, "bought")
	}
	if _, bounded := c.Bought.Days(); !bounded {
		return input.Errorf(op, "bought", c.Bought, input.ErrRange, "has no start or no end")
	}
	return nil
}

// checkDays holds the days that are charged to those that are bought.
func (c *Charge) checkDays(op string) error {
	if c.FullTerm {
		return c.checkFullTerm(op)
	}
	least, most := c.countable()
	switch {
	case c.Days == 0 && least > 0:
		return input.Missing(op, "days")
	case c.Days >= least && c.Days <= most:
		return nil
	case least < most:
		return input.Errorf(op, "days", c.Days, input.ErrConflict, "must be from %d to %d for %s",
			least, most, c.Bought)
	}
	return input.Errorf(op, "days", c.Days, input.ErrConflict, "must be %d for %s", most, c.Bought)
}

func (c *Charge) checkFullTerm(op string) error {
	switch {
	case c.Days != c.Divisor:
		return input.Errorf(op, "days", c.Days, input.ErrConflict, "must be %d, the days of a full term", c.Divisor)
	case c.RoundAt == policy.RoundDailyRate:
		return input.Errorf(op, "roundAt", c.RoundAt, input.ErrConflict, "cannot be: a full term has no daily rate")
	}
	for _, term := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		// From the last day of a short month, a term goes to the day of its anchor: from 28 February to 31 March.
		end := c.Bought.Start().AddMonths(term.Months())
		if over := c.Bought.End().Sub(end); !end.IsZero() && over >= 0 && over <= longestMonth-shortestMonth {
			return nil
		}
	}
	return input.Errorf(op, "bought", c.Bought, input.ErrConflict, "is not one full term")
}

// countable returns the fewest and the most days that the day count can make of what is bought.
func (c *Charge) countable() (least, most int) {
	days, _ := c.Bought.Days()
	switch c.DayCount {
	case policy.NoLeapDay:
		days -= leapDays(c.Bought)
		return days, days
	case policy.Standard:
		return 1, days + c.lifted(days)
	case policy.Actual:
	}
	return days, days
}

// lifted returns by how many days full service months or years can count more than they have, under
// [policy.Standard]. The divisor tells which of them there are.
func (c *Charge) lifted(days int) int {
	full, shortest := c.Divisor, shortestYear
	switch {
	case full <= longestMonth:
		shortest = shortestMonth
	case full > daysOfLeapYear:
		full /= 3
	}
	return max(full-shortest, 0) * (days / shortest)
}

const (
	longestMonth   = 31
	daysOfLeapYear = 366
)
