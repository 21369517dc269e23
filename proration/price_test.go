package proration_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"testing"
	"time"
	_ "time/tzdata"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/google/go-cmp/cmp"
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

// Rule proration.leap, day count Standard: a full term costs exactly its SRP, and a full service year of a three-year
// term exactly a third of it before rounding, whenever it starts. Rule proration.standard-days: no leap year changes
// that.
func TestFullTermCostsTheSRP(t *testing.T) {
	t.Parallel()
	standard := published(policy.Standard, money.HalfUp)
	ed := standard.edition(t)
	srp := euros("1000.00") // whose third is not whole
	third := big.NewRat(1000, 3)
	for start := (day{2023, 1, 1}); start.y < 2029; start = start.next() {
		for _, term := range terms {
			q := fullTerm(term, start)
			service := q.service(t)
			charge, err := proration.Price(ed, proration.PriceRequest{
				SRP: srp, Seats: 1, Service: service,
				Bought: service.Covered(),
			})
			if err != nil || !charge.Amount.Equal(srp) || charge.Rounded || charge.Days != charge.Divisor {
				t.Fatalf("%v: %v, %v", q, charge, err)
			}
			if term != calendar.ThreeYear {
				continue
			}
			for k := range 3 {
				year := testkit.Must(calendar.Between(start.monthsOn(12*k).date(), start.monthsOn(12*(k+1)).date()))
				charge, err := proration.Price(ed,
					proration.PriceRequest{SRP: srp, Seats: 1, Service: service, Bought: year})
				if err != nil {
					t.Fatal(err)
				}
				exact := oracleExact(testkit.Exact(srp), charge.Days, 1, charge.Divisor)
				if exact.Cmp(third) != 0 || charge.Amount.Number() != "333.33" {
					t.Fatalf("%v, year %d: %v", q, k+1, charge)
				}
			}
		}
	}
}

// Rule proration.price: a full term costs SRP × seats under every reading and every day count, whichever day its
// anchor is, and its charge can be read back.
func TestFullTerm(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, srp, q := drawRules(t), drawSRP(t), drawAsked(t)
		q.end = q.anchor.monthsOn(q.shift + monthsOf(q.term))
		service := q.service(t)
		line := proration.PriceRequest{
			SRP: srp, Seats: rapid.IntRange(1, 900).Draw(t, "seats"), Service: service, Bought: service.Covered(),
		}
		ed := r.edition(t)
		got, err := proration.FullTerm(ed, line)
		if err != nil {
			t.Fatal(err)
		}
		at := policy.RoundLine
		if r.at == policy.RoundSeat {
			at = r.at
		}
		divisor := r.divisor(q.term)
		one := rules{mode: r.mode, at: at} // a term of one day, of which one day is bought
		amount, inexact := one.oraclePrice(testkit.Exact(srp), 1, line.Seats, 1, srp.Currency().MinorUnits())
		want := proration.Charge{
			Amount: got.Amount, SRP: srp, Divisor: divisor, Days: divisor, Seats: line.Seats, Bought: line.Bought,
			DayCount: r.count, Rounding: r.mode, RoundAt: at, Rounded: inexact, Edition: ed.Fingerprint(),
			FullTerm: true,
		}
		if testkit.Exact(got.Amount).Cmp(amount) != 0 || !got.Equal(want) {
			t.Fatalf("%+v, want %s and %+v", got, amount.FloatString(6), want)
		}
		data, err := json.Marshal(got)
		var back proration.Charge
		if err != nil || json.Unmarshal(data, &back) != nil || !back.Equal(got) || back.String() != got.String() {
			t.Fatalf("%s reads back as %v, %v", data, back, err)
		}
	})
}

// refusedTerm is a row of the tables below.
type refusedTerm struct {
	spoil func(*proration.PriceRequest)
	want  string
	is    error
}

func refuseFullTerm(t *testing.T, rows map[string]refusedTerm) {
	t.Helper()
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line := june(t)
			tt.spoil(&line)
			got, err := proration.FullTerm(policy.Europe2024(), line)
			want := "proration.FullTerm: " + tt.want
			if !errors.Is(err, tt.is) || err.Error() != want || !got.Equal(proration.Charge{}) {
				t.Errorf("%v, %v, want %s", got, err, want)
			}
		})
	}
}

// Days that are not a full term have no full-term price, and a price too large for an amount is an error.
func TestFullTerm_OtherDays(t *testing.T) {
	t.Parallel()
	refuseFullTerm(t, map[string]refusedTerm{
		"a part of a term": {
			func(l *proration.PriceRequest) { l.Bought = period(t, "2026-02-10/2026-06-10") },
			"bought 2026-02-10/2026-06-10: must be 2025-06-10/2026-06-10, the full term", billingrules.ErrConflict,
		},
		"an extension": {
			func(l *proration.PriceRequest) {
				l.Service = service(t, calendar.Annual, "2025-06-10/2026-02-10")
				l.Bought = l.Service.Covered()
			},
			"service annual 2025-06-10 2025-06-10/2026-02-10: is not one full term", billingrules.ErrConflict,
		},
		"two terms": {
			func(l *proration.PriceRequest) {
				l.Service = service(t, calendar.Annual, "2025-06-10/2027-06-10")
				l.Bought = l.Service.Covered()
			},
			"service annual 2025-06-10 2025-06-10/2027-06-10: is not one full term", billingrules.ErrConflict,
		},
		"a term that reaches beyond the calendar": {
			func(l *proration.PriceRequest) {
				l.Service = service(t, calendar.ThreeYear, "9998-06-10/9999-06-10")
				l.Bought = l.Service.Covered()
			},
			"service three-year 9998-06-10 9998-06-10/9999-06-10: is not one full term", billingrules.ErrConflict,
		},
		"days beyond it": {
			func(l *proration.PriceRequest) { l.Bought = period(t, "2025-06-10/2026-06-11") },
			"bought 2025-06-10/2026-06-11: reaches beyond the covered period 2025-06-10/2026-06-10",
			billingrules.ErrRange,
		},
	})
}

func TestFullTerm_BadFields(t *testing.T) {
	t.Parallel()
	refuseFullTerm(t, map[string]refusedTerm{
		"no seats": {func(l *proration.PriceRequest) { l.Seats = 0 }, "seats: is missing", billingrules.ErrMissing},
		"a negative price": {
			func(l *proration.PriceRequest) { l.SRP = euros("-0.01") }, "srp EUR -0.01: is negative",
			billingrules.ErrRange,
		},
		"more than an amount can be": {
			func(l *proration.PriceRequest) {
				l.SRP, l.Seats = euros("99999999999999999999999999999999"), proration.MaxSeats
			},
			"srp: needs more than 34 digits", billingrules.ErrRange,
		},
	})
}

func TestFullTerm_EveryBadField(t *testing.T) {
	_, err := proration.FullTerm(policy.Edition{}, proration.PriceRequest{})
	if diff := cmp.Diff([]string{"edition", "service", "bought", "srp", "seats"}, fields(err)); diff != "" {
		t.Errorf("not all bad fields at once (-want +got):\n%s", diff)
	}
}

// Rule proration.price, rounded at the daily rate: a full term need not cost its SRP, just as its parts need not add
// up.
func TestPrice_DailyRateOfAFullTerm(t *testing.T) {
	t.Parallel()
	r := published(policy.Standard, money.HalfUp)
	r.at = policy.RoundDailyRate
	line := june(t)
	line.Seats = 1
	charge, err := proration.Price(r.edition(t), line)
	const want = "EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 365 days × 1 seat = 2146.20 (half up)"
	if err != nil || charge.String() != want {
		t.Errorf("%v, %v, want %s", charge, err, want)
	}
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
