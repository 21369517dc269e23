package proration_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// usual is the price as it is written by hand: the daily rate at the 16 places of the decimal library, times the days,
// rounded.
func usual(srp decimal.Decimal, days, divisor int64) decimal.Decimal {
	rate := srp.DivRound(decimal.NewFromInt(divisor), 16)
	return rate.Mul(decimal.NewFromInt(days)).Round(2)
}

// Rules proration.price and proration.daily-rate: a rounded rate is never multiplied. At 15 of 30 days the usual way is
// a cent low for one price in six, and this counts them.
func TestRoundedDailyRateLosesCents(t *testing.T) {
	t.Parallel()
	april := service(t, calendar.Monthly, "2025-04-10/2025-05-10")
	fifteen := period(t, "2025-04-25/2025-05-10")
	eur, ed := money.MustParseCurrency("EUR"), policy.Europe2024()
	for _, tt := range []struct {
		places int32
		units  int64 // SRPs from 1 to this many units of 10^-places
		wrong  int
	}{
		{places: 2, units: 50_00, wrong: 834},
		{places: 3, units: 50_000, wrong: 834}, // the ones that are whole cents
		{places: 4, units: 5_0000, wrong: 84},
	} {
		t.Run(fmt.Sprint(tt.places, " places"), func(t *testing.T) {
			divisor := int64(30)
			for range tt.places - 2 {
				divisor *= 10
			}
			wrong := 0
			for n := int64(1); n <= tt.units; n++ {
				value := decimal.New(n, -tt.places)
				charge, err := proration.Price(ed, proration.PriceRequest{
					SRP: testkit.Must(money.New(value, eur)), Seats: 1, Service: april, Bought: fifteen,
				})
				if err != nil {
					t.Fatal(err)
				}
				// Half up in whole numbers: twice the numerator plus the denominator, over twice the denominator.
				if cents := (2*15*n +
					divisor) / (2 * divisor); !charge.Amount.Equal(testkit.Must(money.FromMinor(cents, eur))) {
					t.Fatalf("%v, want %d cents", charge, cents)
				}
				if by := charge.Amount.Decimal().Sub(usual(value, 15, 30)); !by.IsZero() {
					wrong++
					if !by.Equal(decimal.New(1, -2)) {
						t.Fatalf("%v: the usual way is %v low, not a cent", charge, by)
					}
				}
			}
			if wrong != tt.wrong {
				t.Errorf("at %d places the usual way is wrong for %d of %d prices, not for %d",
					tt.places, wrong, tt.units, tt.wrong)
			}
		})
	}
	if got := usual(decimal.New(1999, -2), 15, 30); !got.Equal(decimal.New(999, -2)) {
		t.Errorf("19.99 at 15 of 30 days is %v the usual way", got)
	}
}

// Every price of a set, for every day of a term (or a sample with the edges of months), each divisor and each mode.
func TestGrid(t *testing.T) {
	t.Parallel()
	starts := []day{{2024, 1, 31}, {2027, 10, 1}, {2024, 2, 29}} // of a month, a year and three years
	steps := []int{1, 1, 61}                                     // days from one bought to the next
	srps := []string{
		"EUR 0.01", "EUR 0.15", "EUR 19.99", "EUR 2145.00", "EUR 0.005", "EUR 12.3456", "JPY 1", "JPY 64999",
		"KWD 0.015",
		"KWD 12.345",
		"CLF 0.0001", "CLF 7.0005",
	}
	for _, r := range []rules{
		{monthly: 30, annual: 365, threeYear: 1095, at: policy.RoundLine},
		{monthly: 30, annual: 365, threeYear: 1095, at: policy.RoundSeat},
		{monthly: 30, annual: 365, threeYear: 1095, at: policy.RoundDailyRate},
		{monthly: 30, annual: 360, threeYear: 1080, at: policy.RoundLine},
		{monthly: 1, annual: 32, threeYear: 369, at: policy.RoundLine},
	} {
		for _, r.count = range counts {
			for _, r.mode = range modes {
				t.Run(fmt.Sprintf("%d/%v/%v/%v", r.annual, r.at, r.count, r.mode), func(t *testing.T) {
					t.Parallel()
					ed := r.edition(t)
					for i, term := range terms {
						whole := fullTerm(term, starts[i])
						service := whole.service(t)
						sample, last := testkit.NewSample(11), whole.start.daysTo(whole.end)-1
						for n := 0; n <= last; n += steps[i] {
							q := whole
							q.from = q.start.plus(n)
							if !sample.Takes(n == last || testkit.MonthEdge(q.from.date())) {
								continue
							}
							bought, days := q.bought(t), r.days(q)
							for _, text := range srps {
								srp := money.MustParseAmount(text)
								charge, err := proration.Price(ed,
									proration.PriceRequest{SRP: srp, Seats: 3, Service: service, Bought: bought})
								if err != nil {
									t.Fatal(err)
								}
								places := srp.Currency().MinorUnits()
								want, inexact := r.oraclePrice(testkit.Exact(srp), days, 3, r.divisor(term), places)
								if testkit.Exact(charge.Amount).Cmp(want) != 0 || charge.Rounded != inexact {
									t.Fatalf("%v: %v, want %v", q, charge, want.FloatString(4))
								}
							}
						}
					}
				})
			}
		}
	}
}

// Rule proration.standard-days: the edition sets the divisor, 360 and 1080 as well as 365 and 1095, and how many days a
// full service year counts.
func TestOtherStandardDays(t *testing.T) {
	t.Parallel()
	acme := rules{30, 360, 1080, policy.Standard, money.HalfUp, policy.RoundLine}.edition(t)
	for _, tt := range []struct {
		term   calendar.Term
		text   string
		bought string
		want   string
	}{
		{
			calendar.Annual, "2025-06-10/2026-06-10", "2025-06-10/2026-06-10",
			"EUR 720.00 ÷ 360 × 360 days × 1 seat = 720.00",
		},
		{
			calendar.Annual, "2025-06-10/2026-06-10", "2025-06-12/2026-06-10",
			"EUR 720.00 ÷ 360 × 360 days × 1 seat = 720.00",
		},
		{
			calendar.Annual, "2025-06-10/2026-06-10", "2026-06-08/2026-06-10",
			"EUR 720.00 ÷ 360 × 2 days × 1 seat = 4.00",
		},
		{
			term: calendar.ThreeYear, text: "2025-06-10/2028-06-10", bought: "2025-06-10/2028-06-10",
			want: "EUR 720.00 ÷ 1080 × 1080 days × 1 seat = 720.00",
		},
		{
			term: calendar.ThreeYear, text: "2025-06-10/2028-06-10", bought: "2026-06-09/2028-06-10",
			want: "EUR 720.00 ÷ 1080 × 721 days × 1 seat = 480.6666… → 480.67 (half up)",
		},
		{
			calendar.Monthly, "2025-01-31/2025-02-28", "2025-01-31/2025-02-28",
			"EUR 720.00 ÷ 30 × 30 days × 1 seat = 720.00",
		},
	} {
		t.Run(tt.text, func(t *testing.T) {
			charge, err := proration.Price(acme, proration.PriceRequest{
				SRP: euros("720.00"), Seats: 1, Service: service(t, tt.term, tt.text), Bought: period(t, tt.bought),
			})
			if err != nil || charge.String() != tt.want {
				t.Errorf("%s: %v, %v, want %s", tt.bought, charge, err, tt.want)
			}
		})
	}
}
