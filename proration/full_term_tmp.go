package proration

import (
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
)

// FullTerm returns what a full term costs: SRP × seats.
func FullTerm(ed policy.Edition, line PriceRequest) (Charge, error) {
	const op = "proration.FullTerm"
	if err := checkSRP(op, line.SRP); err != nil {
		return Charge{}, err
	}
	if err := input.Count(op, "seats", line.Seats, MaxSeats); err != nil {
		return Charge{}, err
	}
	rules := ed.Proration()
	divisor := rules.StandardDays.Of(line.Service.Term())
	amount, exact, err := line.SRP.MulDiv(int64(line.Seats), 1, line.SRP.Currency().Rounding(rules.Rounding))
	if err != nil {
		return Charge{}, input.At(err, op, "srp")
	}
	return Charge{
		Amount: amount, SRP: line.SRP, Divisor: divisor, Days: divisor, Seats: line.Seats,
		Bought: line.Bought, DayCount: rules.DayCount, Rounding: rules.Rounding, Rounded: !exact,
		Edition: ed.Fingerprint(),
	}, nil
}
