package proration_test

import (
	"testing"

	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// readOutCase is a row of the tables below.
type readOutCase struct {
	srp  string
	full bool
	at   policy.RoundAt
	mode money.Mode
	want string
}

func readOut(t *testing.T, rows map[string]readOutCase) {
	t.Helper()
	const bought = "2026-02-10/2026-06-10"
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := published(policy.Standard, tt.mode)
			r.at = tt.at
			line := june(t)
			line.SRP = euros(tt.srp)
			price := proration.FullTerm
			if !tt.full {
				line.Bought, price = period(t, bought), proration.Price
			}
			charge, err := price(r.edition(t), line)
			if err != nil || charge.String() != tt.want {
				t.Errorf("%v, %v, want %s", charge, err, tt.want)
			}
		})
	}
}

func TestChargeString_Prorated(t *testing.T) {
	t.Parallel()
	readOut(t, map[string]readOutCase{
		"line": {
			"2145.00", false, policy.RoundLine, money.HalfUp,
			"EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)",
		},
		"half even": {
			"2145.00", false, policy.RoundLine, money.HalfEven,
			"EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half even)",
		},
		"seat": {
			"2145.00", false, policy.RoundSeat, money.HalfUp,
			"EUR 2145.00 ÷ 365 × 120 days = 705.2054… → 705.21 × 3 seats = 2115.63 (half up)",
		},
		"rate": {
			"2145.00", false, policy.RoundDailyRate, money.HalfUp,
			"EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 120 days × 3 seats = 2116.80 (half up)",
		},
		"rate down": {
			"2145.00", false, policy.RoundDailyRate, money.Down,
			"EUR 2145.00 ÷ 365 = 5.8767… → 5.87 × 120 days × 3 seats = 2113.20 (down)",
		},

		"whole line": {
			"3650.00", false, policy.RoundLine, money.HalfUp, "EUR 3650.00 ÷ 365 × 120 days × 3 seats = 3600.00",
		},
		"whole seat": {
			"3650.00", false, policy.RoundSeat, money.HalfUp,
			"EUR 3650.00 ÷ 365 × 120 days = 1200.00 × 3 seats = 3600.00",
		},
		"whole rate": {
			"3650.00", false, policy.RoundDailyRate, money.HalfUp,
			"EUR 3650.00 ÷ 365 = 10.00 × 120 days × 3 seats = 3600.00",
		},
	})
}

func TestChargeString_FullTerm(t *testing.T) {
	t.Parallel()
	readOut(t, map[string]readOutCase{
		"full":       {"2145.00", true, policy.RoundLine, money.HalfUp, "EUR 2145.00 × 3 seats = 6435.00"},
		"full, seat": {"2145.00", true, policy.RoundSeat, money.HalfUp, "EUR 2145.00 × 3 seats = 6435.00"},
		"full, rate": {"2145.00", true, policy.RoundDailyRate, money.HalfUp, "EUR 2145.00 × 3 seats = 6435.00"},
		"full, rounded line": {
			"0.335", true, policy.RoundLine, money.HalfUp, "EUR 0.335 × 3 seats = 1.005 → 1.01 (half up)",
		},
		"full, rounded seat": {
			"0.335", true, policy.RoundSeat, money.HalfUp, "EUR 0.335 → 0.34 × 3 seats = 1.02 (half up)",
		},
		"full, rounded rate": {
			"0.335", true, policy.RoundDailyRate, money.HalfUp, "EUR 0.335 × 3 seats = 1.005 → 1.01 (half up)",
		},
	})
}

func TestChargeString_Zero(t *testing.T) {
	line := june(t)
	line.SRP, line.Seats = euros("0.335"), 1
	charge, err := proration.FullTerm(policy.Europe2024(), line)
	if want := "EUR 0.335 × 1 seat = 0.335 → 0.34 (half up)"; err != nil || charge.String() != want {
		t.Errorf("%v, %v, want %s", charge, err, want)
	}
	if got := (proration.Charge{}).String(); got != "no charge" {
		t.Error(got)
	}
}
