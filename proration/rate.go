package proration

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Rate is a daily rate as an exact fraction, for display only: prices are never computed from a rounded rate. The zero
// Rate is not a rate.
type Rate struct {
	_ [0]func()

	SRP     money.Amount // list price of one seat for one full term, before tax
	Divisor int          // standard days of the term
}

// DailyRate returns the price of one seat for one day: SRP ÷ standard days of the term. Implements
// proration.daily-rate.
func DailyRate(ed policy.Edition, term calendar.Term, srp money.Amount) (Rate, error) {
	const op = "proration.DailyRate"
	_, err := term.MarshalText()
	if err := errors.Join(checkEdition(op, ed), input.At(err, op, "term"), price.Check(op, "srp", srp)); err != nil {
		return Rate{}, err
	}
	return Rate{SRP: srp, Divisor: ed.ProrationRules().StandardDays.Of(term)}, nil
}

// Round returns the rate rounded for display, and whether the result is exact. Do not compute a price from it: it would
// be wrong by up to half a minor unit a day.
func (r Rate) Round(to money.Rounding) (rounded money.Amount, exact bool, err error) {
	const op = "proration.Rate.Round"
	if r.SRP.IsZero() || r.Divisor < 1 {
		return money.Amount{}, false, input.Missing(op, "rate")
	}
	rounded, exact, err = r.SRP.MulDiv(1, int64(r.Divisor), to)
	return rounded, exact, input.At(err, op, "rounding")
}

// String returns the rate with its arithmetic, cut four places after the minor unit: "EUR 2145.00 ÷ 365 = 5.876712…
// a day".
func (r Rate) String() string {
	cut, whole, err := r.SRP.Truncated(1, int64(r.Divisor), r.SRP.Currency().MinorUnits()+4)
	if err != nil {
		return "no rate"
	}
	if !whole {
		cut += "…"
	}
	return fmt.Sprintf("%s ÷ %d = %s a day", r.SRP, r.Divisor, cut)
}
