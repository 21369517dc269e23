package proration

import (
	"errors"
	"iter"
	"math"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
)

// Check refuses a charge that contradicts itself, and names every bad field. The amount must follow from the list
// price, the divisor, the days, the seats and the rounding; the number of days must be possible for the days bought
// under the day count; and nothing may be negative. The zero Charge is missing. Code that bills a charge calls it
// first. Check does not know the edition, so it cannot tell whether the numbers are the edition's. Implements
// proration.price.
//
// Under [policy.Standard] a full service month or year can count more or fewer days than it has, as February and March
// do. A charge does not say on which days its service months begin, so Check accepts any number of days that is
// possible for some first day. The term follows from the divisor: monthly up to 31, annual up to 366, and three-year
// above that, if it is a multiple of 3.
func (c Charge) Check() error { return c.check("proration.Charge.Check") }

// UnmarshalJSON reads a charge strictly: an unknown or duplicate key, and what [Charge.Check] refuses, are errors. An
// error leaves the charge as it was.
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
		c.checkDivisor(op), input.Count(op, "seats", c.Seats, MaxSeats), c.checkBought(op),
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
		return input.Errorf(op, "amount", c.Amount, input.ErrConflict,
			"does not follow from the other figures: they give %s", amount)
	case rounded != c.Rounded:
		return input.Errorf(op, "rounded", c.Rounded, input.ErrConflict,
			"does not follow from the other figures: they give %t", rounded)
	}
	return nil
}

// checkReadings refuses readings that do not exist, and a charge without an edition.
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

// checkDivisor refuses a divisor that cannot be the standard days of any term.
func (c *Charge) checkDivisor(op string) error {
	err := input.Count(op, "divisor", c.Divisor, maxDivisor)
	if err == nil && c.Term() == calendar.ThreeYear && c.Divisor%3 != 0 {
		return input.Errorf(op, "divisor", c.Divisor, input.ErrConflict,
			"must be a multiple of 3 for a three-year term: each service year counts a third")
	}
	return err
}

func (c *Charge) checkBought(op string) error {
	if c.Bought.IsZero() {
		return input.Missing(op, "bought")
	}
	if _, bounded := c.Bought.Days(); !bounded {
		return input.Errorf(op, "bought", c.Bought, input.ErrRange, "has no start or no end")
	}
	return nil
}

// checkDays refuses a number of charged days that the days bought cannot give.
func (c *Charge) checkDays(op string) error {
	if c.FullTerm {
		return c.checkFullTerm(op)
	}
	least, most := c.countable()
	switch {
	case c.Days == 0 && least > 0:
		return input.Missing(op, "days")
	case c.Days == least && c.Days == most:
		return nil
	case c.Days > least && c.Days < most:
		return input.Errorf(op, "days", c.Days, input.ErrConflict, "is not a number of days that can be charged for %s",
			c.Bought)
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
		return input.Errorf(op, "roundAt", c.RoundAt, input.ErrConflict,
			"does not apply: a full term has no daily rate")
	}
	if isFullTerm(c.Bought, c.Term()) {
		return nil
	}
	return input.Errorf(op, "bought", c.Bought, input.ErrConflict, "is not one full term")
}

// isFullTerm reports whether bought can be one full term. A term that starts on the last day of a short month ends on
// the day of its anchor, which can be a later day of the month: from 28 February to 28, 29, 30 or 31 March.
func isFullTerm(bought calendar.Period, term calendar.Term) bool {
	start, end := bought.Start(), bought.Start().AddMonths(term.Months())
	if bought.End() == end {
		return true
	}
	_, _, next := start.AddDays(1).Civil()
	year, month, _ := end.Civil()
	endYear, endMonth, _ := bought.End().Civil()
	return next == 1 && year == endYear && month == endMonth && bought.End().After(end)
}

// Term returns the term whose standard days the divisor is: monthly up to 31, annual up to 366, and three-year above
// that. For a divisor that is not positive, such as that of the zero Charge, it is the zero Term. Implements
// proration.standard-days.
func (c Charge) Term() calendar.Term {
	switch {
	case c.Divisor <= 0:
		return 0
	case c.Divisor <= longestMonth:
		return calendar.Monthly
	case c.Divisor <= daysOfLeapYear:
		return calendar.Annual
	}
	return calendar.ThreeYear
}

// countable returns the fewest and the most days that the day count can give for the days bought.
func (c *Charge) countable() (least, most int) {
	days, _ := c.Bought.Days()
	switch c.DayCount {
	case policy.NoLeapDay:
		days -= price.LeapDays(c.Bought)
	case policy.Standard:
		return c.standardCountable(days)
	case policy.Actual:
	}
	return days, days
}

// standardCountable returns the fewest and the most days that the period can count under [policy.Standard], where a
// full service month or year counts its standard days. A charge does not say where these begin, so every first day is
// tried. If days is possible, it returns just that.
func (c *Charge) standardCountable(days int) (least, most int) {
	term, full, shortest := c.Term(), c.Divisor, shortestYear
	switch term {
	case calendar.Monthly:
		shortest = shortestMonth
	case calendar.ThreeYear:
		full /= 3
	case calendar.Annual:
	}
	if days < min(full, shortest) {
		return days, days // it holds no full one, and no part has more days than a full one counts
	}
	standard := policy.PerTerm{Monthly: c.Divisor, Annual: c.Divisor, ThreeYear: c.Divisor}
	least = math.MaxInt // until the first date, which is always tried
	for anchor := range anchors(term, c.Bought) {
		service := price.Sure(calendar.NewService(term, anchor, calendar.Span(anchor, c.Bought.End())))
		n := standardDays(standard, &service, c.Bought)
		if n == c.Days {
			return n, n
		}
		least, most = min(least, n), max(most, n)
	}
	return least, most
}

// anchors yields one date on or before the first day bought for every day of the month, or of the year. Those that fit
// the first day or the end come first, since they are right for nearly all charges.
func anchors(term calendar.Term, bought calendar.Period) iter.Seq[calendar.Date] {
	back := 2 * longestMonth // one of two months in a row has 31 days
	if term != calendar.Monthly {
		back = daysOfLeapYear
	}
	return func(yield func(calendar.Date) bool) {
		start, end := bought.Start(), bought.End()
		year, _, _ := start.Civil()
		endYear, _, _ := end.Civil()
		const leapYear = 2024
		leap := price.Sure(calendar.NewDate(leapYear, time.February, 29))
		goOn := func(d calendar.Date) bool { return d.IsZero() || d.After(start) || yield(d) }
		if !yield(start) {
			return
		}
		for n := range 9 { // any nine consecutive years contain a 29 February
			if !goOn(end.AddMonths(12*(year-n-endYear))) || !goOn(leap.AddMonths(12*(year-n-leapYear))) {
				return
			}
		}
		for n := range back {
			if !goOn(start.AddDays(-n)) {
				return
			}
		}
	}
}

const (
	longestMonth   = 31
	daysOfLeapYear = 366
)
