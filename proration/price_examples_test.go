package proration_test

import (
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// The rulebook's own figures. Rules proration.days, proration.leap and proration.price.
func TestRulebookExamples(t *testing.T) {
	t.Parallel()
	year := service(t, calendar.Annual, "2027-10-01/2028-10-01")
	february := service(t, calendar.Monthly, "2025-02-10/2025-03-10")
	june := service(t, calendar.Annual, "2025-06-10/2026-06-10")
	for _, tt := range []struct {
		srp     string
		seats   int
		service calendar.Service
		bought  string
		want    string
	}{
		{"365.00", 1, year, "2027-10-01/2028-10-01", "EUR 365.00 ÷ 365 × 365 days × 1 seat = 365.00"},
		{"365.00", 1, year, "2027-10-02/2028-10-01", "EUR 365.00 ÷ 365 × 365 days × 1 seat = 365.00"},
		{"365.00", 1, year, "2027-10-03/2028-10-01", "EUR 365.00 ÷ 365 × 364 days × 1 seat = 364.00"},
		{"30.00", 1, february, "2025-02-10/2025-03-10", "EUR 30.00 ÷ 30 × 30 days × 1 seat = 30.00"},
		{"30.00", 1, february, "2025-02-11/2025-03-10", "EUR 30.00 ÷ 30 × 27 days × 1 seat = 27.00"},
		{"30.00", 1, february, "2025-03-09/2025-03-10", "EUR 30.00 ÷ 30 × 1 day × 1 seat = 1.00"},
		{"19.99", 1, february, "2025-02-10/2025-02-25", "EUR 19.99 ÷ 30 × 15 days × 1 seat = 9.995 → 10.00 (half up)"},
		{
			srp: "2145.00", seats: 3, service: june, bought: "2026-02-10/2026-06-10",
			want: "EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)",
		},
	} {
		t.Run(tt.srp, func(t *testing.T) {
			charge, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
				SRP: euros(tt.srp), Seats: tt.seats, Service: tt.service, Bought: period(t, tt.bought),
			})
			if err != nil || charge.String() != tt.want {
				t.Errorf("%s: %v, %v, want %s", tt.bought, charge, err, tt.want)
			}
		})
	}
}

// Rule proration.days, an extension: from the old renewal date to the new. Its service starts on a month date of the
// anchor and is aligned to another subscription, and the year that it cuts short is never a full one.
func TestExtension(t *testing.T) {
	t.Parallel()
	anchor := calendar.MustParseDate("2024-02-29")
	covered := period(t, "2027-02-28/2027-09-15")
	extension, err := calendar.NewService(calendar.Annual, anchor, covered)
	if err != nil {
		t.Fatal(err)
	}
	charge, err := proration.Price(policy.Europe2024(),
		proration.PriceRequest{SRP: euros("365.00"), Seats: 2, Service: extension, Bought: covered})
	if want := (day{2027, 2, 28}).daysTo(day{2027, 9, 15}); err != nil || charge.Days != want ||
		charge.Amount.Number() != "398.00" {
		t.Errorf("%v, %v, want %d days", charge, err, want)
	}
}

// Rule proration.pre-tax: neither the SRP nor the price has tax in it, and every charge says so.
func TestChargeIsBeforeTax(t *testing.T) {
	t.Parallel()
	june := service(t, calendar.Annual, "2025-06-10/2026-06-10")
	charge, err := proration.Price(policy.Europe2024(),
		proration.PriceRequest{SRP: euros("2145.00"), Seats: 1, Service: june, Bought: june.Covered()})
	if err != nil || !charge.Amount.Equal(euros("2145.00")) {
		t.Fatalf("%v, %v: the full term costs more or less than the SRP", charge, err)
	}
	rules := charge.Rules()
	if last := rules[len(rules)-1]; last != "proration.pre-tax" {
		t.Errorf("the last rule is %q", last)
	}
}

// Noon on a day is on that day in every zone, so the days and the price are the same wherever the instants were read.
func TestZoneDoesNotMatter(t *testing.T) {
	t.Parallel()
	june := service(t, calendar.Annual, "2025-06-10/2026-06-10")
	for _, name := range []string{
		"UTC", "Europe/Brussels", "America/Los_Angeles", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe",
		"Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia",
	} {
		t.Run(name, func(t *testing.T) {
			zone, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			for start := (day{2025, 6, 10}); start.before(day{2026, 6, 10}); start = start.next() {
				noon := time.Date(start.y, time.Month(start.m), start.d, 12, 0, 0, 0, zone)
				bought, err := calendar.Between(calendar.DateOf(noon, zone), june.Covered().End())
				if err != nil {
					t.Fatal(err)
				}
				charge, err := proration.Price(policy.Europe2024(),
					proration.PriceRequest{SRP: euros("2145.00"), Seats: 1, Service: june, Bought: bought})
				if want := start.daysTo(day{2026, 6, 10}); err != nil || charge.Days != want {
					t.Fatalf("from %v in %s: %v, %v, want %d days", start, name, charge, err, want)
				}
			}
		})
	}
}
