package proration

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Charge is a price with everything that it was worked out from, so that it can be read out, checked and stored. It
// is before tax. The zero Charge is of nothing.
type Charge struct {
	_ [0]func() // the amounts are not comparable with ==

	Amount   money.Amount       `json:"amount"`   // the price, in whole minor units
	SRP      money.Amount       `json:"srp"`      // list price of one seat for one full term
	Divisor  int                `json:"divisor"`  // standard days of the term
	Days     int                `json:"days"`     // days charged, under the day count
	Seats    int                `json:"seats"`    //
	Bought   calendar.Period    `json:"bought"`   // the days bought
	DayCount policy.DayCount    `json:"dayCount"` // how they were counted
	Rounding money.Mode         `json:"rounding"` // how a price between two minor units is rounded
	RoundAt  policy.RoundAt     `json:"roundAt"`  // what is rounded: the line, one seat, or the daily rate
	Rounded  bool               `json:"rounded"`  // whether it had to be
	Edition  policy.Fingerprint `json:"edition"`  // the edition whose numbers these are
}

// Equal reports whether two charges are of equal amounts with equal reasons.
func (c Charge) Equal(b Charge) bool {
	return c.Amount.Equal(b.Amount) && c.SRP.Equal(b.SRP) &&
		c.Divisor == b.Divisor && c.Days == b.Days && c.Seats == b.Seats && c.Bought == b.Bought &&
		c.DayCount == b.DayCount && c.Rounding == b.Rounding && c.RoundAt == b.RoundAt && c.Rounded == b.Rounded &&
		c.Edition == b.Edition
}

// step is an amount times a whole number over another, and what multiplies it once it is rounded.
type step struct {
	mul, div, then int64
}

// step returns what is rounded when the price is worked out.
func (c *Charge) step() step {
	days, seats, divisor := int64(c.Days), int64(c.Seats), int64(c.Divisor)
	switch c.RoundAt {
	case policy.RoundSeat:
		return step{days, divisor, seats}
	case policy.RoundDailyRate:
		return step{1, divisor, days * seats}
	case policy.RoundLine:
	}
	return step{days * seats, divisor, 1}
}

// workOut returns the price, and whether anything had to be rounded on the way.
func (c *Charge) workOut() (amount money.Amount, rounded bool, err error) {
	step, to := c.step(), c.SRP.Currency().Rounding(c.Rounding)
	amount, exact, err := c.SRP.MulDiv(step.mul, step.div, to)
	if err == nil && step.then != 1 {
		amount, _, err = amount.MulDiv(step.then, 1, to)
	}
	return amount, !exact, err
}

// String reads the arithmetic out, in the order in which it was done. What is rounded is the line, one seat, or the
// daily rate:
//
//	EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
//	EUR 2145.00 ÷ 365 × 120 days = 705.2054… → 705.21 × 3 seats = 2115.63 (half up)
//	EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 120 days × 3 seats = 2116.80 (half up)
//
// The unrounded figure is cut, not rounded, two places after the minor unit; "…" says that there is more. The
// zero Charge gives "no charge".
func (c Charge) String() string {
	if c.Amount.IsZero() {
		return "no charge"
	}
	days, seats := " × "+plural(c.Days, "day"), " × "+plural(c.Seats, "seat")
	s := fmt.Sprintf("%s ÷ %d", c.SRP, c.Divisor)
	switch c.RoundAt {
	case policy.RoundSeat:
		return s + days + c.rounding() + seats + c.result()
	case policy.RoundDailyRate:
		return s + c.rounding() + days + seats + c.result()
	case policy.RoundLine:
	}
	return s + days + seats + c.rounding() + c.how()
}

// rounding reads out what is rounded, before and after.
func (c *Charge) rounding() string {
	step := c.step()
	amount, exact, bad := c.SRP.MulDiv(step.mul, step.div, c.SRP.Currency().Rounding(c.Rounding))
	cut, whole, err := c.SRP.Truncated(step.mul, step.div, c.SRP.Currency().MinorUnits()+2)
	switch {
	case bad != nil || err != nil:
		return " = no figure → " + c.Amount.Number() // of a Charge made up by hand
	case exact:
		return " = " + amount.Number()
	case !whole:
		cut += "…"
	}
	return " = " + cut + " → " + amount.Number()
}

// result reads out the price behind the last factor.
func (c *Charge) result() string { return " = " + c.Amount.Number() + c.how() }

// how says how it was rounded, if it was.
func (c *Charge) how() string {
	if !c.Rounded {
		return ""
	}
	return " (" + strings.ReplaceAll(c.Rounding.String(), "-", " ") + ")"
}

// Rules returns the rules that the charge rests on: those of the arithmetic, of the day count, and
// proration.pre-tax, which says that tax is still to come.
func (c Charge) Rules() []rule.ID {
	return []rule.ID{
		rule.ProrationPrice, rule.ProrationStandardDays, rule.ProrationDays,
		rule.ProrationLeap, rule.ProrationPreTax,
	}
}

// Explain reads out the arithmetic and, under it, what each of the rules says.
func (c Charge) Explain() string {
	return c.String() + "\n" + rule.Explain(c.Rules()...)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
