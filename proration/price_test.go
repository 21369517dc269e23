package proration_test

import (
	"fmt"
	"math/big"
	"testing"
	_ "time/tzdata"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// drawRules draws an edition's rules: mostly the published ones, and those of vendors with other years.
func drawRules(t *rapid.T) rules {
	r := rapid.SampledFrom([]rules{
		{monthly: 30, annual: 365, threeYear: 1095},
		{monthly: 30, annual: 365, threeYear: 1095},
		{monthly: 30, annual: 360, threeYear: 1080},
		{monthly: 31, annual: 366, threeYear: 1098},
		{monthly: 7, annual: 100, threeYear: 369},
	}).Draw(t, "standard days")
	r.count = rapid.SampledFrom(counts).Draw(t, "day count")
	r.mode = rapid.SampledFrom(modes).Draw(t, "mode")
	r.at = rapid.SampledFrom(places).Draw(t, "round at")
	return r.reachable()
}

// reachable leaves out divisors that no term reaches, which an edition refuses.
func (r rules) reachable() rules {
	if r.count != policy.Standard && r.annual > 365 {
		r.annual, r.threeYear = 365, 1095
	}
	return r
}

// drawSRP draws a price of 0 or more in a currency of 0, 2, 3 or 4 places, half of them with more places than the
// currency has.
func drawSRP(t *rapid.T) money.Amount {
	code := rapid.SampledFrom([]string{"EUR", "EUR", "JPY", "KWD", "CLF"}).Draw(t, "currency")
	whole := rapid.OneOf(rapid.Int64Range(0, 60), rapid.Int64Range(0, 10_000),
		rapid.Int64Range(0, 1_000_000_000_000)).Draw(t, "whole")
	number := fmt.Sprint(whole)
	if places := rapid.IntRange(0, 6).Draw(t, "places"); places > 0 {
		number += "." + rapid.StringOfN(rapid.SampledFrom([]rune("0123456789559")), places, places, -1).
			Draw(t, "fraction")
	}
	return money.MustParseAmount(code + " " + number)
}

// Rules proration.price, proration.standard-days, proration.days and proration.leap: whatever is asked, the price is
// the fraction of the oracle, rounded once.
func TestPriceIsTheOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q, r, srp := drawAsked(t), drawRules(t), drawSRP(t)
		seats := rapid.OneOf(rapid.IntRange(1, 50), rapid.IntRange(1, proration.MaxSeats),
			rapid.Just(proration.MaxSeats)).Draw(t, "seats")
		ed := r.edition(t)
		line := proration.PriceRequest{SRP: srp, Seats: seats, Service: q.service(t), Bought: q.bought(t)}
		got, err := proration.Price(ed, line)
		if err != nil {
			t.Fatalf("%v: %v", q, err)
		}
		days, divisor := r.days(q), r.divisor(q.term)
		rounded, inexact := r.oraclePrice(testkit.Exact(srp), days, seats, divisor, srp.Currency().MinorUnits())
		if testkit.Exact(got.Amount).Cmp(rounded) != 0 || got.Amount.Currency() != srp.Currency() {
			t.Fatalf("%v at %v, %d seats, %+v: %v, want %v", q, srp, seats, r, got, rounded.FloatString(6))
		}
		if !got.Amount.IsWhole() {
			t.Fatalf("%v cannot be paid", got.Amount)
		}
		want := proration.Charge{
			Amount: got.Amount, SRP: srp, Divisor: divisor, Days: days, Seats: seats, Bought: line.Bought,
			DayCount: r.count, Rounding: r.mode, RoundAt: r.at, Rounded: inexact, Edition: ed.Fingerprint(),
		}
		if !got.Equal(want) {
			t.Fatalf("%v: the charge is %+v, want %+v", q, got, want)
		}
		if err := got.Check(); err != nil {
			t.Fatalf("%v: what was priced is refused: %v", q, err)
		}
		if counted, err := proration.Days(ed, line.Service, line.Bought); err != nil || counted != days {
			t.Fatalf("%v under %v counts %d, %v, want %d", q, r.count, counted, err, days)
		}
	})
}

// Under Actual and NoLeapDay the days of two stretches that meet add up to the days of both; so do the prices before
// rounding.
func TestDaysAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q, r := drawAsked(t), drawRules(t)
		r.count = rapid.SampledFrom([]policy.DayCount{policy.Actual, policy.NoLeapDay}).Draw(t, "additive day count")
		r = r.reachable()
		ed, service := r.edition(t), q.service(t)
		cut := q.from.plus(rapid.IntRange(0, q.from.daysTo(q.until)).Draw(t, "cut"))
		whole, err := proration.Days(ed, service, q.bought(t))
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, part := range []asked{{from: q.from, until: cut}, {from: cut, until: q.until}} {
			if part.from == part.until {
				continue
			}
			n, err := proration.Days(ed, service, part.bought(t))
			if err != nil {
				t.Fatal(err)
			}
			sum += n
		}
		if sum != whole {
			t.Fatalf("%v cut at %v: %d days in two, %d in one, under %v", q, cut, sum, whole, r.count)
		}
	})
}

// Under Standard they do not add up, as a service of a leap year shows.
func TestStandardDayCountDoesNotAddUp(t *testing.T) {
	t.Parallel()
	ed := policy.Europe2024()
	leap := service(t, calendar.Annual, "2027-10-01/2028-10-01")
	for _, tt := range []struct {
		bought string
		want   int
	}{
		{"2027-10-01/2028-10-01", 365},
		{"2027-10-01/2028-09-30", 365},
		{"2028-09-30/2028-10-01", 1},
	} {
		t.Run(tt.bought, func(t *testing.T) {
			if got, err := proration.Days(ed, leap, period(t, tt.bought)); err != nil || got != tt.want {
				t.Errorf("%s counts %d, %v, want %d", tt.bought, got, err, tt.want)
			}
		})
	}
}

// Before rounding, the price of n seats is n times the price of one. An SRP of whole minor units per day leaves nothing
// to round, so there this holds for the prices themselves; elsewhere the oracle checks it.
func TestSeatsAreLinear(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q, r := drawAsked(t), drawRules(t)
		ed, service, bought := r.edition(t), q.service(t), q.bought(t)
		cents := rapid.Int64Range(0, 10_000).Draw(t, "cents a day")
		srp := testkit.Must(money.FromMinor(cents*int64(r.divisor(q.term)), money.MustParseCurrency("EUR")))
		price := func(seats int) *big.Rat {
			charge, err := proration.Price(ed,
				proration.PriceRequest{SRP: srp, Seats: seats, Service: service, Bought: bought})
			if err != nil || charge.Rounded {
				t.Fatalf("%v, %v", charge, err)
			}
			return testkit.Exact(charge.Amount)
		}
		n := rapid.IntRange(1, proration.MaxSeats-1).Draw(t, "n")
		m := rapid.IntRange(1, proration.MaxSeats-n).Draw(t, "m")
		if sum := new(big.Rat).Add(price(n), price(m)); sum.Cmp(price(n+m)) != 0 {
			t.Fatalf("%v at %v: %d and %d seats cost %v, together %v", q, srp, n, m, sum, price(n+m))
		}
	})
}

// Days that count as none cost nothing: a seat bought for 29 February alone, under NoLeapDay.
func TestNoDaysCostNothing(t *testing.T) {
	t.Parallel()
	ed := published(policy.NoLeapDay, money.Up).edition(t)
	charge, err := proration.Price(ed, proration.PriceRequest{
		SRP: euros("2145.00"), Seats: 3,
		Service: service(t, calendar.Annual, "2027-06-10/2028-06-10"), Bought: period(t, "2028-02-29/2028-03-01"),
	})
	if err != nil || charge.Days != 0 || charge.Rounded || charge.Amount.Number() != "0.00" {
		t.Errorf("%v, %v", charge, err)
	}
	if got, want := charge.String(), "EUR 2145.00 ÷ 365 × 0 days × 3 seats = 0.00"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The service years at either end of what is bought count their real days, and those between a full year each.
func TestStandardDaysOfSomeYears(t *testing.T) {
	t.Parallel()
	ed := published(policy.Standard, money.HalfUp).edition(t)
	for text, want := range map[string]int{
		"2026-06-30/2027-07-01": 185 + 181,
		"2026-01-01/2027-07-01": 365 + 181,
		"2025-07-01/2027-07-01": 184 + 365 + 181,
		"2025-07-01/2028-01-01": 184 + 365 + 365,
		"2025-01-01/2028-01-01": 3 * 365,
	} {
		t.Run(text, func(t *testing.T) {
			got, err := proration.Days(ed, service(t, calendar.ThreeYear, "2025-01-01/2028-01-01"), period(t, text))
			if err != nil || got != want {
				t.Errorf("%s: %d days, %v, want %d", text, got, err, want)
			}
		})
	}
}

// The last year of a century has a 29 February only if 400 divides it.
func TestNoLeapDayOverCenturies(t *testing.T) {
	t.Parallel()
	ed := published(policy.NoLeapDay, money.HalfUp).edition(t)
	for text, want := range map[string]int{
		"1896-03-01/1904-03-01": 2920,
		"1999-06-01/2002-06-01": 1095,
		"2099-06-01/2102-06-01": 1095,
		"2100-02-28/2100-03-01": 1,
		"2000-02-28/2000-03-01": 1,
		"2000-02-29/2000-03-01": 0,
		"2399-06-01/2401-06-01": 730,
	} {
		t.Run(text, func(t *testing.T) {
			bought := period(t, text)
			covers, err := calendar.NewService(calendar.ThreeYear, bought.Start(), bought)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := proration.Days(ed, covers, bought); err != nil || got != want {
				t.Errorf("%s: %d days, %v, want %d", text, got, err, want)
			}
		})
	}
}
