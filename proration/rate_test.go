package proration_test

import (
	"errors"
	"fmt"
	"math/big"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// Rule proration.daily-rate: SRP ÷ divisor, printed to four places after the minor unit and cut there.
func TestDailyRate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		term calendar.Term
		srp  string
		want string
	}{
		{calendar.Monthly, "EUR 30.00", "EUR 30.00 ÷ 30 = 1.00 a day"},
		{calendar.Monthly, "EUR 19.99", "EUR 19.99 ÷ 30 = 0.666333… a day"},
		{calendar.Annual, "EUR 2145.00", "EUR 2145.00 ÷ 365 = 5.876712… a day"},
		{calendar.ThreeYear, "EUR 6435.00", "EUR 6435.00 ÷ 1095 = 5.876712… a day"},
		{calendar.Annual, "JPY 1", "JPY 1 ÷ 365 = 0.0027… a day"},
		{calendar.Annual, "KWD 1.000", "KWD 1.000 ÷ 365 = 0.0027397… a day"},
		{calendar.Annual, "CLF 365", "CLF 365.0000 ÷ 365 = 1.0000 a day"},
		{calendar.Annual, "EUR 0", "EUR 0.00 ÷ 365 = 0.00 a day"},
	} {
		t.Run(tt.srp, func(t *testing.T) {
			rate, err := proration.DailyRate(policy.Europe2024(), tt.term, money.MustParseAmount(tt.srp))
			if err != nil || rate.String() != tt.want {
				t.Errorf("%v, %v, want %s", rate, err, tt.want)
			}
		})
	}
}

// Rule proration.daily-rate in fractions: the rounded rate is the oracle's, for every divisor, place and mode.
func TestRateIsTheOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, srp, term := drawRules(t), drawSRP(t), rapid.SampledFrom(terms).Draw(t, "term")
		rate, err := proration.DailyRate(r.edition(t), term, srp)
		if err != nil || rate.Divisor != r.divisor(term) || !rate.SRP.Equal(srp) {
			t.Fatalf("%v, %v", rate, err)
		}
		to := money.Rounding{Places: rapid.IntRange(0, 12).Draw(t, "to places"), Mode: r.mode}
		exact := oracleExact(testkit.Exact(srp), 1, 1, r.divisor(term))
		want := oracleRound(exact, to.Places, to.Mode)
		got, whole, err := rate.Round(to)
		if err != nil || testkit.Exact(got).Cmp(want) != 0 || whole != (exact.Cmp(want) == 0) {
			t.Fatalf("%v rounds to %v, %t, %v, want %v", rate, got, whole, err, want.FloatString(14))
		}
	})
}

// A price worked out from a rounded rate is wrong; the doc says by how much at most.
func TestRoundedRateIsForShow(t *testing.T) {
	t.Parallel()
	rate, err := proration.DailyRate(policy.Europe2024(), calendar.Annual, euros("2145.00"))
	if err != nil {
		t.Fatal(err)
	}
	shown, exact, err := rate.Round(euros("0").Currency().Rounding(money.HalfUp))
	if err != nil || exact || shown.Number() != "5.88" {
		t.Fatalf("%v, %t, %v", shown, exact, err)
	}
	off := new(big.Rat).Sub(testkit.Exact(shown), oracleExact(testkit.Exact(rate.SRP), 1, 1, 365))
	if off.Abs(off).Cmp(big.NewRat(1, 200)) > 0 {
		t.Errorf("%v is more than half a cent off", shown)
	}
}

func TestBadRates(t *testing.T) {
	t.Parallel()
	cents := money.Rounding{Places: 2, Mode: money.HalfUp}
	if whole, exact, err := (proration.Rate{SRP: euros("1.00"), Divisor: 1}).Round(cents); err != nil || !exact ||
		!whole.Equal(euros("1.00")) {
		t.Errorf("a term of one day: %s, %v, %v", whole, exact, err)
	}
	good := proration.Rate{SRP: euros("1.00"), Divisor: 365}
	for _, tt := range []struct {
		rate proration.Rate
		to   money.Rounding
		want string
		is   error
	}{
		{proration.Rate{}, cents, "proration.Rate.Round: rate: is missing", billingrules.ErrMissing},
		{proration.Rate{SRP: euros("1.00")}, cents, "proration.Rate.Round: rate: is missing", billingrules.ErrMissing},
		{
			rate: proration.Rate{SRP: euros("1.00"), Divisor: -1}, to: cents,
			want: "proration.Rate.Round: rate: is missing", is: billingrules.ErrMissing,
		},
		{proration.Rate{Divisor: 365}, cents, "proration.Rate.Round: rate: is missing", billingrules.ErrMissing},
		{good, money.Rounding{Places: 2}, "proration.Rate.Round: rounding: is missing", billingrules.ErrMissing},
		{
			rate: good, to: money.Rounding{Places: 29, Mode: money.Up},
			want: "proration.Rate.Round: rounding 29: must be from 0 to 28", is: billingrules.ErrRange,
		},
	} {
		t.Run(tt.want, func(t *testing.T) {
			got, exact, err := tt.rate.Round(tt.to)
			if !errors.Is(err, tt.is) || err.Error() != tt.want || !got.IsZero() || exact {
				t.Errorf("%v, %t, %v, want %s", got, exact, err, tt.want)
			}
		})
	}
	for _, r := range []proration.Rate{{}, {SRP: euros("1.00")}, {Divisor: 365}} {
		t.Run(fmt.Sprintf("%+v", r), func(t *testing.T) {
			if got := r.String(); got != "no rate" {
				t.Errorf("%q, want no rate", got)
			}
		})
	}
}
