package proration

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// MaxSeats is the largest number of seats that one line can be for.
const MaxSeats = 1_000_000

// PriceRequest is what is bought: seats, for some days of a service. All four fields are needed.
type PriceRequest struct {
	SRP   money.Amount `json:"srp"`   // list price of one seat for one full term, before tax; 0 or more
	Seats int          `json:"seats"` // 1 to MaxSeats
	// Service is the term that the days belong to; for an extension, from the old renewal date to the new.
	Service calendar.Service `json:"service"`
	// Bought are the days bought, within the service: for added seats, from the day of the transaction up to the
	// renewal date. Whether seats can be added on that day is not checked here. If that day is before the service
	// starts, the whole service is bought.
	Bought calendar.Period `json:"bought"`
}

// Price returns what a line costs: SRP ÷ standard days of the term × days bought × seats, divided once and rounded
// once, at the end, to the minor unit of the currency. If the edition says so, it rounds the price of one seat, or of
// one day, and multiplies that instead: see [policy.RoundAt]. Implements proration.price, proration.standard-days and
// proration.pre-tax.
//
// Trap: under [policy.RoundDailyRate] the days of a full term do not cost its SRP: 365 days at EUR 2145.00 a year are
// 365 × 5.88 = 2146.20. To price a purchase or a renewal of a full term, use [FullTerm].
//
// Every bad field of the line is reported at once.
func Price(ed policy.Edition, line PriceRequest) (c Charge, err error) {
	const op = "proration.Price"
	rules := ed.ProrationRules()
	days, err := count(op, ed, &rules, &line)
	if bad := line.check(op); err != nil || bad != nil {
		return Charge{}, errors.Join(err, bad)
	}
	c.of(ed, &rules, &line)
	c.Days = days
	err = c.price(op)
	return c, err
}

// FullTerm returns what a full term costs, such as a purchase or a renewal: SRP × seats. That holds under every day
// count and every reading of what is rounded: no daily rate is involved, and the days of the charge are the standard
// days of the term. Only an SRP finer than the minor unit is rounded: per seat under [policy.RoundSeat], otherwise per
// line. Implements proration.price and renewal.next-term.
//
// Every bad field of the line is reported at once. The service must be one full term, and Bought all of it. For an
// extension, or for seats added in mid-term, use [Price].
func FullTerm(ed policy.Edition, line PriceRequest) (c Charge, err error) {
	const op = "proration.FullTerm"
	if err := errors.Join(checkEdition(op, ed), line.checkFullTerm(op), line.check(op)); err != nil {
		return Charge{}, err
	}
	rules := ed.ProrationRules()
	c.of(ed, &rules, &line)
	if c.FullTerm, c.Days = true, c.Divisor; c.RoundAt == policy.RoundDailyRate {
		c.RoundAt = policy.RoundLine
	}
	err = c.price(op)
	return c, err
}

func (r *PriceRequest) checkFullTerm(op string) error {
	if err := checkBought(op, r.Service, r.Bought); err != nil {
		return err
	}
	covered := r.Service.Covered()
	if full, err := r.Service.Term().Period(r.Service.Anchor(), covered.Start()); err != nil || full != covered {
		return input.Errorf(op, "service", r.Service, input.ErrConflict, "is not one full term")
	}
	if r.Bought != covered {
		return input.Errorf(op, "bought", r.Bought, input.ErrConflict, "must be %s, the full term", covered)
	}
	return nil
}

func (r *PriceRequest) check(op string) error {
	if !r.SRP.IsZero() && r.SRP.Sign() >= 0 && r.Seats >= 1 && r.Seats <= MaxSeats {
		return nil // the fast way out, for nearly all lines
	}
	return errors.Join(price.Check(op, "srp", r.SRP), input.Count(op, "seats", r.Seats, MaxSeats))
}

// of fills in c from the line, except its days and its amount.
func (c *Charge) of(ed policy.Edition, rules *policy.ProrationRules, r *PriceRequest) {
	c.SRP, c.Divisor, c.Seats, c.Bought = r.SRP, rules.StandardDays.Of(r.Service.Term()), r.Seats, r.Bought
	c.DayCount, c.Rounding, c.RoundAt, c.Edition = rules.DayCount, rules.Rounding, rules.RoundAt, ed.Fingerprint()
}

// price works out the amount. On an error it sets c to the zero Charge.
func (c *Charge) price(op string) error {
	var err error
	if c.Amount, c.Rounded, err = c.workOut(); err == nil {
		return nil
	}
	*c = Charge{}
	return input.At(err, op, "srp")
}
