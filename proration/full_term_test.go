package proration_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

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
