package proration_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

func explained(tb testing.TB) (part, full proration.Charge) {
	start := calendar.MustParseDate("2024-11-30")
	service, err := calendar.Annual.Service(start, start)
	request := proration.PriceRequest{SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3, Service: service}
	request.Bought = service.Covered()
	full, fullErr := proration.FullTerm(policy.Europe2024(), request)
	request.Bought = calendar.Span(calendar.MustParseDate("2025-08-02"), request.Bought.End())
	part, partErr := proration.Price(policy.Europe2024(), request)
	if err := errors.Join(err, fullErr, partErr); err != nil {
		tb.Fatal(err)
	}
	return part, full
}

// Every figure of a charge has a rule: the whole, the days, the divisor and the price of a day.
func TestChargeExplanation(t *testing.T) {
	ed := policy.Europe2024()
	part, full := explained(t)
	for name, tt := range map[string]struct {
		charge proration.Charge
		parts  int
	}{"a part of a term": {part, 3}, "a full term": {full, 1}} {
		t.Run(name, func(t *testing.T) {
			x, err := tt.charge.Explanation(ed)
			if err != nil || x.Value != tt.charge.Amount.String() || x.How != tt.charge.String() ||
				len(x.Parts) != tt.parts || x.Rules[0].Rule != rule.ProrationPrice {
				t.Fatalf("%s, %v", x, err)
			}
			for _, p := range x.Parts {
				if len(p.Rules) == 0 || p.Value == "" {
					t.Errorf("%+v", p)
				}
			}
		})
	}
	if _, err := part.Explanation(policy.NorthAmerica2024()); !errors.Is(err, billingrules.ErrConflict) {
		t.Error(err)
	}
	if _, err := (proration.Charge{}).Explanation(ed); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
}

func ExampleCharge_Explanation() {
	start := calendar.MustParseDate("2024-11-30")
	service, _ := calendar.Annual.Service(start, start)
	charge, _ := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3, Service: service,
		Bought: calendar.Since(calendar.MustParseDate("2025-08-02")).Intersect(service.Covered()),
	})
	x, err := charge.Explanation(policy.Europe2024())
	fmt.Println(x.Value, err)
	for _, part := range x.Parts {
		fmt.Println(part.Asks, part.Value, part.Rules[0].Rule)
	}
	// Output:
	// EUR 2115.62 <nil>
	// days that are charged 120 proration.days
	// standard days of the term 365 proration.standard-days
	// price of one day EUR 2145.00 ÷ 365 proration.daily-rate
}
