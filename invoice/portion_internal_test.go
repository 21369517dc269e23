package invoice

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

func TestIsYearsAfter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		day, of string
		years   int
		want    bool
	}{
		{"2025-03-31", "2024-03-31", 1, true},
		{"2025-03-31", "2024-03-31", 2, false},
		{"2025-04-30", "2024-03-30", 1, false},
		{"2025-03-28", "2024-03-29", 1, false}, // only of February
		{"2025-02-28", "2024-02-29", 1, true},
		{"2028-02-29", "2025-02-28", 3, true},
		{"2028-02-28", "2024-02-29", 4, true},
		{"2028-02-29", "2025-02-27", 3, false},
		{"2025-02-28", "2024-02-27", 1, false},
		{"2025-02-27", "2024-02-28", 1, false},
		{"2025-02-27", "2024-02-27", 1, true},
	} {
		t.Run(tt.day+" after "+tt.of, func(t *testing.T) {
			got := isYearsAfter(calendar.MustParseDate(tt.day), calendar.MustParseDate(tt.of), tt.years)
			if got != tt.want {
				t.Errorf("%d years: %t", tt.years, got)
			}
		})
	}
}

func TestYearsBegun(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		from, to string
		want     int
	}{
		{"2025-06-01", "2025-06-01", 0},
		{"2025-06-01", "2025-06-02", 1},
		{"2025-06-01", "2026-06-01", 1},
		{"2025-06-01", "2026-06-02", 2},
		{"2025-06-28", "2026-06-28", 1}, // the 28th of another month
		{"2028-02-28", "2029-02-27", 1},
		{"2028-02-28", "2029-02-28", 2}, // one may begin on 29 February
		{"2028-02-28", "2029-03-01", 2},
	} {
		t.Run(tt.from+" to "+tt.to, func(t *testing.T) {
			got := yearsBegun(calendar.MustParseDate(tt.from), calendar.MustParseDate(tt.to))
			if got != tt.want {
				t.Errorf("%d, not %d", got, tt.want)
			}
		})
	}
}

// A full term of three years from 29 February is cut at the ends of February.
func TestPortion_IsCut_FullTerm(t *testing.T) {
	t.Parallel()
	span := func(start, end string) calendar.Period {
		return calendar.Span(calendar.MustParseDate(start), calendar.MustParseDate(end))
	}
	whole := proration.Charge{FullTerm: true, Bought: span("2024-02-29", "2027-02-28")}
	for _, tt := range []struct {
		number int
		covers calendar.Period
		want   bool
	}{
		{1, span("2024-02-29", "2025-02-28"), true},
		{2, span("2025-02-28", "2026-02-28"), true},
		{3, span("2026-02-28", "2027-02-28"), true},
		{2, span("2025-02-27", "2026-02-28"), false},
		{2, span("2025-02-28", "2026-03-01"), false},
		{3, span("2025-02-28", "2027-02-28"), false},
		{1, span("2024-03-01", "2025-02-28"), false},
		{2, span("2025-02-28", "2027-02-28"), false},
	} {
		t.Run(tt.covers.String(), func(t *testing.T) {
			if got := (portion{whole, tt.number, 3, tt.covers}).isCut(); got != tt.want {
				t.Errorf("instalment %d: %t", tt.number, got)
			}
		})
	}
}

// The amount of a part must be in proportion to its days, with a tolerance of a few minor units and days.
func TestPortion_IsProportional(t *testing.T) {
	t.Parallel()
	start := calendar.MustParseDate("2025-03-01")
	for _, tt := range []struct {
		name        string
		divisor     int
		seats       int
		round       policy.RoundAt
		least, most int64 // the smallest and the largest amount accepted, in minor units
	}{
		// EUR 10.95 for 1,095 days is a minor unit a day, and the second year has 365 days. Rounding allows 5 minor
		// units each way, and 29 February 2028, which is in the term, allows one more.
		{"of 365 days", 1095, 1, policy.RoundLine, 365 - 1 - 5, 365 + 1 + 5},
		// Years of 371 days allow 6 more days in each of the three.
		{"of 371 days", 1113, 1, policy.RoundLine, 365 - 1 - 18 - 5, 365 + 1 + 18 + 5},
		{"of 359 days", 1077, 1, policy.RoundLine, 365 - 1 - 18 - 5, 365 + 1 + 18 + 5},
		{"of 372 days, where any amount is accepted", 1116, 1, policy.RoundLine, 0, 1095},
		{"rounded at each of 2 seats", 1095, 2, policy.RoundSeat, 365 - 1 - 10, 365 + 1 + 10},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := portion{proration.Charge{
				Days: 1095, Divisor: tt.divisor, Seats: tt.seats, RoundAt: tt.round,
				Bought: calendar.Span(start, start.AddMonths(36)),
			}, 2, 3, calendar.Span(start.AddMonths(12), start.AddMonths(24))}
			whole := minor(t, 1095)
			for n := range int64(1096) {
				if got, want := p.isProportional(minor(t, n), whole), tt.least <= n && n <= tt.most; got != want {
					t.Fatalf("%d minor units: %t", n, got)
				}
			}
		})
	}
}

func minor(t *testing.T, n int64) money.Amount {
	t.Helper()
	eur, err := money.ParseCurrency("EUR")
	if err != nil {
		t.Fatal(err)
	}
	a, err := money.FromMinor(n, eur)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
