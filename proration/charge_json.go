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
// Under [policy.Standard] full service months and years may count more or fewer than their real days, as February and
// March do, and the days are held to what that comes to at least and at most.
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
		return c.standardCountable(days)
	case policy.Actual:
	}
	return days, days
}

// standardCountable returns the fewest and the most days that days can count under [policy.Standard]: a full service
// month or year counts what the standard says, and a part of one its real days but never more. Which of them there are
// is known by the divisor, as far as it tells: one of 365 is that of a year.
func (c *Charge) standardCountable(days int) (least, most int) {
	full, shortest := c.Divisor, shortestYear
	switch {
	case full <= longestMonth:
		shortest = shortestMonth
	case full > daysOfLeapYear:
		full /= 3
	}
	most = days + max(full-shortest, 0)*(days/shortest)
	lost := 0 // at most, by what has more days than it counts
	if c.Divisor <= daysOfLeapYear {
		lost = lostBy(days, c.Divisor)
	}
	if c.Divisor%3 == 0 {
		lost = max(lost, lostBy(days, c.Divisor/3))
	}
	return max(days-lost, 1), most
}

// lostBy returns how many of days count for nothing at most, where a service year counts full days, or a service month.
func lostBy(days, full int) int {
	return max(daysOfLeapYear-full, 0) * (days / (full + 1)) // so many can have more days than they count
}

const (
	longestMonth   = 31
	daysOfLeapYear = 366
)
