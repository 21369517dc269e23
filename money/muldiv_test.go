package money_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

// The usual ways, a rounded daily rate or a quotient cut before it is multiplied, are a cent low in most of these rows.
func TestMulDiv(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a        string
		mul, div int64
		mode     money.Mode
		want     string
		exact    bool
	}{
		{"EUR 2145.00", 360, 365, money.HalfUp, "EUR 2115.62", false}, // 120 days × 3 seats
		{"EUR 2145.00", 365, 365, money.HalfUp, "EUR 2145.00", true},
		{"EUR 2145.00", 0, 365, money.Up, "EUR 0.00", true},
		{"EUR 19.99", 15, 30, money.HalfUp, "EUR 10.00", false}, // exactly 9.995
		{"EUR 19.99", 15, 30, money.HalfEven, "EUR 10.00", false},
		{"EUR 19.97", 15, 30, money.HalfEven, "EUR 9.98", false}, // exactly 9.985
		{"EUR 19.97", 15, 30, money.HalfUp, "EUR 9.99", false},
		{"EUR 19.97", 15, 30, money.Down, "EUR 9.98", false},
		{"EUR -19.97", 15, 30, money.HalfUp, "EUR -9.99", false},
		{"EUR 19.97", -15, 30, money.HalfUp, "EUR -9.99", false},
		{"EUR -19.97", -15, 30, money.HalfUp, "EUR 9.99", false},
		{"EUR 19.9699", 15, 30, money.HalfUp, "EUR 9.98", false}, // 9.98495
		{"EUR 100.00", 1, 3, money.HalfUp, "EUR 33.33", false},
		{"EUR 100.00", 2, 3, money.HalfUp, "EUR 66.67", false},
		{"EUR 100.00", 2, 3, money.Down, "EUR 66.66", false},
		{"EUR 100.00", -2, 3, money.Down, "EUR -66.66", false},
		{"EUR 100.00", -1, 3, money.Up, "EUR -33.34", false},
		{"JPY 1001", 1, 2, money.HalfUp, "JPY 501", false},
		{"JPY 1001", 1, 2, money.HalfEven, "JPY 500", false},
		{"KWD 0.001", 1, 2, money.HalfUp, "KWD 0.001", false},
		{"KWD 0.001", 1, 2, money.HalfEven, "KWD 0.000", false},
		{"CLF 0.0003", 1, 2, money.HalfEven, "CLF 0.0002", false},
		{"EUR 0.01", math.MaxInt64, math.MaxInt64, money.Down, "EUR 0.01", true},
		{"EUR 0.01", math.MinInt64, math.MaxInt64, money.Down, "EUR -0.01", false},
		{"EUR 0.01", math.MaxInt64, 1, money.Down, "EUR 92233720368547758.07", true},
		{"EUR 0.01", 1, math.MaxInt64, money.Up, "EUR 0.01", false},
		{"EUR 0.01", 1, math.MaxInt64, money.HalfUp, "EUR 0.00", false},
	} {
		t.Run(fmt.Sprint(tt.a, " × ", tt.mul, " ÷ ", tt.div, " ", tt.mode), func(t *testing.T) {
			a := parsed(t, tt.a)
			got, exact, err := a.MulDiv(tt.mul, tt.div, a.Currency().Rounding(tt.mode))
			if err != nil || got.String() != tt.want || exact != tt.exact {
				t.Errorf("%v × %d ÷ %d %v = %v, %v, %v; want %s", a, tt.mul, tt.div, tt.mode, got, exact, err, tt.want)
			}
		})
	}
}

// More places than the amount has, and more than fit beside its digits: only what is written counts.
func TestMulDivToManyPlaces(t *testing.T) {
	t.Parallel()
	big := parsed(t, "EUR 12345678901234567890123456789012.25")
	if got, exact, err := big.MulDiv(1, 1, money.Rounding{Places: 28, Mode: money.Up}); err != nil || !exact ||
		!got.Equal(big) {
		t.Errorf("%v, %v, %v", got, exact, err)
	}
	finest := money.Rounding{Places: 28, Mode: money.HalfUp}
	if got, exact, err := parsed(t, "EUR 1").MulDiv(1, 7, finest); err != nil || exact ||
		got.String() != "EUR 0.1428571428571428571428571429" {
		t.Errorf("%v, %v, %v", got, exact, err)
	}
	if got, exact, err := parsed(t, "EUR 1000000").MulDiv(1, 7, finest); err != nil || exact ||
		got.String() != "EUR 142857.1428571428571428571428571429" {
		t.Errorf("%v, %v, %v", got, exact, err)
	}
	if got, _, err := parsed(t, "EUR 10000000").MulDiv(1, 7, finest); !errors.Is(err, input.ErrRange) {
		t.Errorf("35 digits: %v, %v", got, err)
	}
}

func TestMulDivRefuses(t *testing.T) {
	t.Parallel()
	one, cent := parsed(t, "EUR 1"), money.Rounding{Places: 2, Mode: money.HalfUp}
	for _, tt := range []struct {
		a        money.Amount
		div      int64
		r        money.Rounding
		err      string
		sentinel error
	}{
		{one, 0, cent, "div 0: must be more than 0", input.ErrRange},
		{one, -365, cent, "div -365: must be more than 0", input.ErrRange},
		{one, math.MinInt64, cent, "div -9223372036854775808: must be more than 0", input.ErrRange},
		{one, 365, money.Rounding{Places: 2}, "rounding.mode: is missing", input.ErrMissing},
		{
			one, 365,
			money.Rounding{Places: 29, Mode: money.Up},
			"rounding.places 29: must be from 0 to 28",
			input.ErrRange,
		},
		{money.Amount{}, 365, cent, "amount: is missing", input.ErrMissing},
	} {
		t.Run(tt.err, func(t *testing.T) {
			got, exact, err := tt.a.MulDiv(1, tt.div, tt.r)
			if !got.IsZero() || exact || !errors.Is(err, tt.sentinel) || err.Error() != "money.Amount.MulDiv: "+tt.err {
				t.Errorf("%v ÷ %d, %v: %v, %v, %v", tt.a, tt.div, tt.r, got, exact, err)
			}
		})
	}
}

func TestTruncated(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a        string
		mul, div int64
		places   int
		want     string
		exact    bool
	}{
		{"EUR 2145", 360, 365, 4, "2115.6164", false},
		{"EUR 2145", 360, 365, 0, "2115", false},
		{"EUR 2145", 360, 365, 1, "2115.6", false},
		{"EUR -2145", 360, 365, 4, "-2115.6164", false},
		{"EUR 2145", -360, 365, 4, "-2115.6164", false},
		{"EUR 2", 1, 3, 4, "0.6666", false}, // cut, not rounded
		{"EUR -2", 1, 3, 4, "-0.6666", false},
		{"EUR 19.99", 15, 30, 4, "9.995", true},
		{"EUR 19.99", 15, 30, 3, "9.995", true},
		{"EUR 19.99", 15, 30, 2, "9.99", false},
		{"EUR 2145", 1, 1, 4, "2145.00", true},
		{"EUR 2145", 1, 1, 2, "2145.00", true},
		{"EUR 2145", 1, 1, 1, "2145.0", true},
		{"EUR 2145", 1, 1, 0, "2145", true},
		{"EUR 2100", 1, 1, 0, "2100", true},
		{"JPY 2100", 1, 1, 4, "2100", true},
		{"KWD 2100", 1, 1, 4, "2100.000", true},
		{"EUR 0", 1, 365, 4, "0.00", true},
		{"EUR 1", 1, 100000, 4, "0.0000", false},
		{"EUR -1", 1, 100000, 4, "-0.0000", false}, // below zero all the same
		{"EUR -1", 1, 3, 0, "-0", false},
		{"EUR 1", 1, 7, 28, "0.1428571428571428571428571428", false},
		{
			"JPY 9999999999999999999999999999999999", math.MaxInt64, 1, 28,
			"92233720368547758069999999999999990776627963145224193", true,
		},
	} {
		t.Run(fmt.Sprint(tt.a, " × ", tt.mul, " ÷ ", tt.div, " to ", tt.places), func(t *testing.T) {
			got, exact, err := parsed(t, tt.a).Truncated(tt.mul, tt.div, tt.places)
			if err != nil || got != tt.want || exact != tt.exact {
				t.Errorf("%s × %d ÷ %d to %d places is %s, %v, %v; want %s", tt.a, tt.mul, tt.div, tt.places, got,
					exact, err, tt.want)
			}
		})
	}
}

func TestTruncatedRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a      money.Amount
		div    int64
		places int
		err    string
	}{
		{parsed(t, "EUR 1"), 0, 4, "div 0: must be more than 0"},
		{parsed(t, "EUR 1"), 3, -1, "places -1: must be from 0 to 28"},
		{parsed(t, "EUR 1"), 3, 29, "places 29: must be from 0 to 28"},
		{money.Amount{}, 3, 4, "amount: is missing"},
	} {
		t.Run(tt.err, func(t *testing.T) {
			got, exact, err := tt.a.Truncated(1, tt.div, tt.places)
			if got != "" || exact || err == nil || err.Error() != "money.Amount.Truncated: "+tt.err {
				t.Errorf("%v ÷ %d to %d places is %s, %v, %v", tt.a, tt.div, tt.places, got, exact, err)
			}
		})
	}
}

// Every price up to 20 euros, or a sample, with the divisor 30, which gives ties, in every mode, against fractions.
func TestMulDivExhaustively(t *testing.T) {
	t.Parallel()
	c := money.MustParseCurrency("EUR")
	for cents := range testkit.Spread(testkit.Ints(int64(0), 2000), 11) {
		a, err := money.FromMinor(cents, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, days := range []int64{1, 7, 10, 15, 25, 29} {
			want := big.NewRat(cents*days, 3000)
			for _, mode := range modes {
				got, exact, err := a.MulDiv(days, 30, c.Rounding(mode))
				if err != nil || testkit.Exact(got).Cmp(oracleRound(want, 2, mode)) != 0 ||
					exact != (testkit.Exact(got).Cmp(want) == 0) {
					t.Fatalf("%v × %d ÷ 30 %v = %v, %v, %v", a, days, mode, got, exact, err)
				}
			}
		}
	}
}

func propMulDiv(t *rapid.T) {
	c := genCurrency().Draw(t, "currency")
	a := genAmount(c).Draw(t, "a")
	factors := rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64())
	mul := factors.Draw(t, "mul")
	div := rapid.OneOf(rapid.SampledFrom([]int64{1, 2, 30, 365, 1095}), rapid.Int64Range(1, math.MaxInt64)).
		Draw(t, "div")
	places := rapid.IntRange(0, 28).Draw(t, "places")
	checkMulDiv(t, a, mul, div, places)
}

// checkMulDiv compares MulDiv, Round and Truncated with fractions in every mode.
func checkMulDiv(t rapid.TB, a money.Amount, mul, div int64, places int) {
	t.Helper()
	value := new(big.Rat).Mul(testkit.Exact(a), big.NewRat(mul, div))
	for _, mode := range modes {
		r := money.Rounding{Places: places, Mode: mode}
		want := oracleRound(value, places, mode)
		got, exact, err := a.MulDiv(mul, div, r)
		if err != nil {
			needed := max(decimalPlaces(want), a.Currency().MinorUnits())
			if limit := new(big.Rat).Mul(unit(needed), tenTo34()); new(big.Rat).Abs(want).Cmp(limit) < 0 {
				t.Fatalf("%v × %d ÷ %d to %v: %v", a, mul, div, r, err)
			}
			continue
		}
		if testkit.Exact(got).Cmp(want) != 0 || exact != (want.Cmp(value) == 0) || got.Currency() != a.Currency() {
			t.Fatalf("%v × %d ÷ %d to %v is %v, %v; want %v", a, mul, div, r, got, exact, want)
		}
		mirrored, _, err := a.Neg().MulDiv(mul, div, r)
		if err != nil || !mirrored.Equal(got.Neg()) {
			t.Fatalf("%v × %d ÷ %d to %v is %v, and of the opposite %v, %v", a, mul, div, r, got, mirrored, err)
		}
		if mul == div {
			if rounded, err := a.Round(r); err != nil || !rounded.Equal(got) {
				t.Fatalf("%v to %v is %v, %v", a, r, rounded, err)
			}
		}
	}
	digits, exact, err := a.Truncated(mul, div, places)
	cut, ok := new(big.Rat).SetString(digits)
	if err != nil || !ok || cut.Cmp(oracleRound(value, places, money.Down)) != 0 || exact != (cut.Cmp(value) == 0) {
		t.Fatalf("%v × %d ÷ %d cut to %d places is %q, %v, %v", a, mul, div, places, digits, exact, err)
	}
	if strings.HasPrefix(digits, "-") != (value.Sign() < 0) {
		t.Fatalf("%v × %d ÷ %d cut to %d places is %q", a, mul, div, places, digits)
	}
	_, fraction, _ := strings.Cut(digits, ".")
	if !exact && len(fraction) != places {
		t.Fatalf("%q has not %s places", digits, strconv.Itoa(places))
	}
}

func TestMulDivAgainstFractions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, propMulDiv)
}

// Ties, and values one last place to either side of them: the remainder decides, however small.
func TestMulDivAroundTies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := genCurrency().Draw(t, "currency")
		div := rapid.Int64Range(1, 4000).Draw(t, "div")
		odd := rapid.Int64Range(-100_000, 100_000).Draw(t, "half")*2 + 1
		// odd ÷ 2 minor units, as an amount of odd × div half minor units over div.
		double, err := money.FromMinor(odd*div, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, off := range []int64{-1, 0, 1} {
			near, err := double.Add(testkit.Must(money.FromMinor(off, c)))
			if err != nil {
				t.Fatal(err)
			}
			checkMulDiv(t, near, 1, 2*div, c.MinorUnits())
		}
	})
}
