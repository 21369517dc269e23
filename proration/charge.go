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
	Rounded  bool               `json:"rounded"`  // whether it had to be
	Edition  policy.Fingerprint `json:"edition"`  // the edition whose numbers these are
}

// Equal reports whether two charges are of equal amounts with equal reasons.
func (c Charge) Equal(b Charge) bool {
	return c.Amount.Equal(b.Amount) && c.SRP.Equal(b.SRP) &&
		c.Divisor == b.Divisor && c.Days == b.Days && c.Seats == b.Seats && c.Bought == b.Bought &&
		c.DayCount == b.DayCount && c.Rounding == b.Rounding && c.Rounded == b.Rounded &&
		c.Edition == b.Edition
}

// String reads the arithmetic out:
//
//	EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
//
// The unrounded figure is cut, not rounded, two places after the minor unit; "…" says that there is more. The
// zero Charge gives "no charge".
func (c Charge) String() string {
	if c.Amount.IsZero() {
		return "no charge"
	}
	s := fmt.Sprintf("%s ÷ %d × %s × %s = ", c.SRP, c.Divisor, plural(c.Days, "day"), plural(c.Seats, "seat"))
	if !c.Rounded {
		return s + c.Amount.Number()
	}
	cut, whole, err := c.SRP.Truncated(int64(c.Days)*int64(c.Seats), int64(c.Divisor), c.SRP.Currency().MinorUnits()+2)
	if err != nil {
		return s + c.Amount.Number() // a Charge made up by hand: there is no figure to cut
	}
	if !whole {
		cut += "…"
	}
	return s + cut + " → " + c.Amount.Number() + " (" + strings.ReplaceAll(c.Rounding.String(), "-", " ") + ")"
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
