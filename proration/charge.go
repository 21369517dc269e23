package proration

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Charge is a price with everything that it was worked out from, so that it can be explained, checked and stored. It is
// before tax. [Price] and [FullTerm] make charges. One that was made or changed by hand is refused by [Charge.Check],
// and so by everything that bills it. The zero Charge is not a charge.
type Charge struct {
	_ [0]func() // the amounts are not comparable with ==

	Amount   money.Amount       `json:"amount"`   // the price, in whole minor units
	SRP      money.Amount       `json:"srp"`      // list price of one seat for one full term
	Divisor  int                `json:"divisor"`  // standard days of the term
	Days     int                `json:"days"`     // days charged, under the day count; of a full term its standard days
	Seats    int                `json:"seats"`    // seats charged
	Bought   calendar.Period    `json:"bought"`   // the days bought
	DayCount policy.DayCount    `json:"dayCount"` // how the days were counted
	Rounding money.Mode         `json:"rounding"` // how a price between two minor units is rounded
	RoundAt  policy.RoundAt     `json:"roundAt"`  // what is rounded: the line, one seat, or the daily rate
	Rounded  bool               `json:"rounded"`  // whether the price had to be rounded
	Edition  policy.Fingerprint `json:"edition"`  // the edition whose numbers these are

	// FullTerm tells that this is the price of a full term: SRP × seats, without a division.
	FullTerm bool `json:"fullTerm,omitzero"`
}

// Equal reports whether two charges have the same amount and the same reasons.
func (c Charge) Equal(b Charge) bool {
	return c.Amount.Equal(b.Amount) && c.SRP.Equal(b.SRP) &&
		c.Divisor == b.Divisor && c.Days == b.Days && c.Seats == b.Seats && c.Bought == b.Bought &&
		c.DayCount == b.DayCount && c.Rounding == b.Rounding && c.RoundAt == b.RoundAt && c.Rounded == b.Rounded &&
		c.Edition == b.Edition && c.FullTerm == b.FullTerm
}

// step is what is rounded: an amount × one whole number ÷ another; and the factor that multiplies the rounded result.
type step struct {
	mul, div, then int64
}

// step returns what is rounded when the price is worked out.
func (c *Charge) step() step {
	days, seats, divisor := int64(c.Days), int64(c.Seats), int64(c.Divisor)
	if c.FullTerm {
		days, divisor = 1, 1
	}
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

// String returns the arithmetic in the order in which it was done. What is rounded is the line, one seat, or the daily
// rate; a full term is not divided:
//
//	EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
//	EUR 2145.00 ÷ 365 × 120 days = 705.2054… → 705.21 × 3 seats = 2115.63 (half up)
//	EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 120 days × 3 seats = 2116.80 (half up)
//	EUR 2145.00 × 3 seats = 6435.00
//
// The unrounded figure is cut, not rounded, two places after the minor unit; "…" says that it has more digits. The
// zero Charge gives "no charge". For a charge that [Charge.Check] refuses the arithmetic is left out: "EUR 5.00, which
// its figures do not give".
func (c Charge) String() string {
	switch {
	case c.isZero():
		return "no charge"
	case c.check("proration.Charge.String") != nil:
		return c.Amount.String() + ", which its figures do not give"
	}
	parts := []string{c.SRP.String()}
	if !c.FullTerm {
		parts = append(parts, fmt.Sprintf(" ÷ %d", c.Divisor), " × "+plural(c.Days, "day"))
	}
	parts = append(parts, " × "+plural(c.Seats, "seat"))
	last := len(parts) - 1
	at := last // what is rounded are the parts up to here
	switch c.RoundAt {
	case policy.RoundSeat:
		at = last - 1
	case policy.RoundDailyRate:
		at = last - 2
	case policy.RoundLine:
	}
	s := strings.Join(parts[:at+1], "")
	if at == last || at > 0 || c.Rounded {
		s += c.rounding() // the SRP alone needs no "= 2145.00" behind it
	}
	if at < last {
		s += strings.Join(parts[at+1:], "") + " = " + c.Amount.Number()
	}
	if c.Rounded {
		s += " (" + strings.ReplaceAll(c.Rounding.String(), "-", " ") + ")"
	}
	return s
}

// rounding returns the figure before and after its rounding. The charge has been checked.
func (c *Charge) rounding() string {
	step, currency := c.step(), c.SRP.Currency()
	amount, exact := price.SureExact(c.SRP.MulDiv(step.mul, step.div, currency.Rounding(c.Rounding)))
	cut, whole := price.SureExact(c.SRP.Truncated(step.mul, step.div, currency.MinorUnits()+2))
	switch {
	case exact:
		return " = " + amount.Number()
	case !whole:
		cut += "…"
	}
	if c.FullTerm && c.RoundAt == policy.RoundSeat {
		return " → " + amount.Number() // the SRP before it is already in the text
	}
	return " = " + cut + " → " + amount.Number()
}

// Rules returns the rules that the charge rests on: those of the arithmetic, that of the day count, and
// proration.pre-tax, since tax is still to be added. A full term needs no day count.
func (c Charge) Rules() []rule.ID {
	if c.FullTerm {
		return []rule.ID{rule.ProrationPrice, rule.ProrationStandardDays, rule.ProrationPreTax}
	}
	return []rule.ID{
		rule.ProrationPrice, rule.ProrationStandardDays, rule.ProrationDays,
		rule.ProrationLeap, rule.ProrationPreTax,
	}
}

// Explain returns the arithmetic and, below it, the statement of each rule.
func (c Charge) Explain() string {
	if c.Equal(Charge{}) {
		return c.String()
	}
	return c.String() + "\n" + rule.Explain(c.Rules()...)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
