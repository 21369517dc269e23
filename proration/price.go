package proration

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
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
// once, at the end, to the minor unit of the currency. Implements proration.price, proration.standard-days and
// proration.pre-tax.
//
// Every bad field of the line is reported at once.
func Price(ed policy.Edition, line PriceRequest) (Charge, error) {
	const op = "proration.Price"
	days, err := count(op, ed, &line)
	if err != nil || line.SRP.IsZero() || line.SRP.Sign() < 0 || line.Seats < 1 || line.Seats > MaxSeats {
		return Charge{}, errors.Join(err, checkSRP(op, line.SRP), input.Count(op, "seats", line.Seats, MaxSeats))
	}
	rules := ed.Proration()
	divisor := rules.StandardDays.Of(line.Service.Term())
	amount, exact, err := line.SRP.MulDiv(int64(days)*int64(line.Seats), int64(divisor), line.SRP.Currency().Rounding(rules.Rounding))
	if err != nil {
		return Charge{}, input.At(err, op, "srp")
	}
	return Charge{
		Amount: amount, SRP: line.SRP, Divisor: divisor, Days: days, Seats: line.Seats,
		Bought: line.Bought, DayCount: rules.DayCount, Rounding: rules.Rounding, Rounded: !exact,
		Edition: ed.Fingerprint(),
	}, nil
}

func checkSRP(op string, srp money.Amount) error {
	switch {
	case srp.IsZero():
		return input.Missing(op, "srp")
	case srp.Sign() < 0:
		return input.Errorf(op, "srp", srp, input.ErrRange, "is negative")
	}
	return nil
}
