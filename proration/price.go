package proration

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// MaxSeats is the largest number of seats that one line can be for.
const MaxSeats = 1_000_000

// PriceRequest is what is bought: seats, for some days of a service. All four fields are needed.
type PriceRequest struct {
	SRP     money.Amount     `json:"srp"`     // list price of one seat for one full term, before tax; 0 or more
	Seats   int              `json:"seats"`   // 1 to MaxSeats
	Service calendar.Service `json:"service"` // the term that the days belong to; for an extension, from the old renewal date to the new
	// Bought are the days bought, within the service: for added seats, from the day of the transaction up to the
	// renewal date. Whether seats can be added on that day is not asked here; before the service starts, they would
	// buy all of it.
	Bought calendar.Period `json:"bought"`
}

// Price returns what a line costs: SRP ÷ standard days of the term × days bought × seats, divided once and rounded
// once, at the end, to the minor unit of the currency. Another reading of the edition rounds the price of one seat, or
// the rate of one day, and multiplies that: see [policy.RoundAt]. Implements proration.price, proration.standard-days
// and proration.pre-tax.
//
// Every bad field of the line is reported at once.
func Price(ed policy.Edition, line PriceRequest) (Charge, error) {
	const op = "proration.Price"
	days, err := count(op, ed, &line)
	if bad := errors.Join(err, line.check(op)); bad != nil {
		return Charge{}, bad
	}
	return charge(op, ed, line, days, ed.Proration().RoundAt)
}

// FullTerm returns what a full term costs, such as a renewal: SRP × seats, since the list price is that of a full term.
// Its days are the standard days of the term, and no daily rate is rounded. Implements proration.price and
// renewal.next-term.
//
// Every bad field of the line is reported at once; Bought must be all of the service.
func FullTerm(ed policy.Edition, line PriceRequest) (Charge, error) {
	const op = "proration.FullTerm"
	_, err := count(op, ed, &line)
	bad := []error{err, line.check(op)}
	if err == nil && line.Bought != line.Service.Covered() {
		bad = append(bad, input.Errorf(op, "bought", line.Bought, input.ErrConflict, "is not the full term, %s", line.Service.Covered()))
	}
	if err := errors.Join(bad...); err != nil {
		return Charge{}, err
	}
	rules := ed.Proration()
	at := rules.RoundAt
	if at == policy.RoundDailyRate {
		at = policy.RoundLine
	}
	return charge(op, ed, line, rules.StandardDays.Of(line.Service.Term()), at)
}

func (r *PriceRequest) check(op string) error {
	return errors.Join(price.Check(op, "srp", r.SRP), input.Count(op, "seats", r.Seats, MaxSeats))
}

func charge(op string, ed policy.Edition, line PriceRequest, days int, at policy.RoundAt) (Charge, error) {
	rules := ed.Proration()
	c := Charge{
		SRP: line.SRP, Divisor: rules.StandardDays.Of(line.Service.Term()), Days: days, Seats: line.Seats,
		Bought: line.Bought, DayCount: rules.DayCount, Rounding: rules.Rounding, RoundAt: at,
		Edition: ed.Fingerprint(),
	}
	var err error
	if c.Amount, c.Rounded, err = c.workOut(); err != nil {
		return Charge{}, input.At(err, op, "srp")
	}
	return c, nil
}
