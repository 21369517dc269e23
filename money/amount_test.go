package money_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func bigDigits(digits string) *big.Int {
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		panic(digits)
	}
	return n
}

// newCase is a row of the tables below.
type newCase struct {
	coef string
	exp  int32
	code string
	want string // the amount, or what is wrong with it
	err  error
}

func checkNew(t *testing.T, rows []newCase) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.coef, func(t *testing.T) {
			d := decimal.NewFromBigInt(bigDigits(tt.coef), tt.exp)
			got, err := money.New(d, money.MustParseCurrency(tt.code))
			if tt.err == nil {
				if err != nil || got.String() != tt.want {
					t.Errorf("New(%se%d %s) = %v, %v; want %s", tt.coef, tt.exp, tt.code, got, err, tt.want)
				}
				return
			}
			if !got.IsZero() || !errors.Is(err, tt.err) || err.Error() != "money.New: value: "+tt.want {
				t.Errorf("New(%se%d %s) = %v, %v; want %s", tt.coef, tt.exp, tt.code, got, err, tt.want)
			}
		})
	}
}

func TestNew_Places(t *testing.T) {
	t.Parallel()
	checkNew(t, []newCase{
		{"2145", 0, "EUR", "EUR 2145.00", nil},
		{"214500", -2, "EUR", "EUR 2145.00", nil},
		{"2145000000", -6, "EUR", "EUR 2145.00", nil},
		{"-25", -1, "EUR", "EUR -2.50", nil},
		{"125", -4, "EUR", "EUR 0.0125", nil},
		{"1250", -5, "EUR", "EUR 0.0125", nil},
		{"-1", -3, "EUR", "EUR -0.001", nil},
		{"0", 0, "EUR", "EUR 0.00", nil},
		{"0", -28, "EUR", "EUR 0.00", nil},
		{"0", 18, "EUR", "EUR 0.00", nil},
		{"2145", 0, "JPY", "JPY 2145", nil},
		{"21450", -1, "JPY", "JPY 2145", nil},
		{"21455", -1, "JPY", "JPY 2145.5", nil},
		{"2145", -2, "KWD", "KWD 21.450", nil},
		{"7", 0, "CLF", "CLF 7.0000", nil},
	})
}

func TestNew_Limits(t *testing.T) {
	t.Parallel()
	nines := strings.Repeat("9", 34)
	checkNew(t, []newCase{
		// Both ends of the exponent.
		{"1", 18, "EUR", "EUR 1000000000000000000.00", nil},
		{"1", 19, "EUR", "has the exponent 19, which must be from -28 to 18", input.ErrRange},
		{"1", -28, "EUR", "EUR 0.0000000000000000000000000001", nil},
		{"1", -29, "EUR", "has the exponent -29, which must be from -28 to 18", input.ErrRange},
		{"0", -29, "EUR", "has the exponent -29, which must be from -28 to 18", input.ErrRange},
		{"1", math.MaxInt32, "EUR", "has the exponent 2147483647, which must be from -28 to 18", input.ErrRange},
		{"1", math.MinInt32, "EUR", "has the exponent -2147483648, which must be from -28 to 18", input.ErrRange},

		// Both ends of the digits.
		{nines, 0, "JPY", "JPY " + nines, nil},
		{"-" + nines, 0, "JPY", "JPY -" + nines, nil},
		{nines, -2, "EUR", "EUR " + nines[2:] + ".99", nil},
		{nines, -28, "EUR", "EUR 999999." + nines[6:], nil},
		{"1" + strings.Repeat("0", 34), 0, "JPY", "needs more than 34 digits", input.ErrRange},
		{"-1" + strings.Repeat("0", 34), 0, "JPY", "needs more than 34 digits", input.ErrRange},
		// even if they are zeros
		{"1" + strings.Repeat("0", 34), -28, "EUR", "needs more than 34 digits", input.ErrRange},
		{"9" + nines, -28, "EUR", "needs more than 34 digits", input.ErrRange},

		// A number that is short in scientific notation is measured by its length when written out.
		{"1" + strings.Repeat("0", 31), 0, "EUR", "EUR 1" + strings.Repeat("0", 31) + ".00", nil},
		{"1" + strings.Repeat("0", 32), 0, "EUR", "needs more than 34 digits", input.ErrRange},
		{nines[:16], 18, "JPY", "JPY " + nines[:16] + strings.Repeat("0", 18), nil},
		{nines[:17], 18, "JPY", "needs more than 34 digits", input.ErrRange},
		{nines[:14], 18, "EUR", "EUR " + nines[:14] + strings.Repeat("0", 18) + ".00", nil},
		{nines[:15], 18, "EUR", "needs more than 34 digits", input.ErrRange},
	})
}

func TestNewWithoutCurrency(t *testing.T) {
	t.Parallel()
	_, err := money.New(decimal.NewFromInt(5), money.Currency{})
	if !errors.Is(err, input.ErrMissing) || err.Error() != "money.New: currency: is missing" {
		t.Error(err)
	}
	_, err = money.FromMinor(5, money.Currency{})
	if !errors.Is(err, input.ErrMissing) || err.Error() != "money.FromMinor: currency: is missing" {
		t.Error(err)
	}
}

// The zero decimal is the number zero, unlike the zero Amount.
func TestNewOfZeroDecimal(t *testing.T) {
	t.Parallel()
	a, err := money.New(decimal.Decimal{}, money.MustParseCurrency("EUR"))
	if err != nil || a.String() != "EUR 0.00" || a.IsZero() {
		t.Errorf("%v, %v", a, err)
	}
}

func TestFromMinor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		units int64
		code  string
		want  string
	}{
		{214500, "EUR", "EUR 2145.00"},
		{214500, "JPY", "JPY 214500"},
		{214500, "KWD", "KWD 214.500"},
		{214500, "CLF", "CLF 21.4500"},
		{0, "EUR", "EUR 0.00"},
		{-1, "EUR", "EUR -0.01"},
		{math.MaxInt64, "EUR", "EUR 92233720368547758.07"},
		{math.MinInt64, "CLF", "CLF -922337203685477.5808"},
	} {
		t.Run(fmt.Sprint(tt.units, " ", tt.code), func(t *testing.T) {
			a, err := money.FromMinor(tt.units, money.MustParseCurrency(tt.code))
			if err != nil || a.String() != tt.want {
				t.Errorf("FromMinor(%d, %s) = %v, %v", tt.units, tt.code, a, err)
				return
			}
			if back, err := a.Minor(); err != nil || back != tt.units || !a.IsWhole() {
				t.Errorf("%v has %d minor units, %v; whole: %v", a, back, err, a.IsWhole())
			}
		})
	}
}

func TestMinorRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, err string }{
		{"EUR 0.001", "money.Amount.Minor: amount EUR 0.001: is finer than the 2 places of EUR: round it first"},
		{"JPY -1.5", "money.Amount.Minor: amount JPY -1.5: is finer than the 0 places of JPY: round it first"},
		{
			"EUR 92233720368547758.08",
			"money.Amount.Minor: amount EUR 92233720368547758.08: has more minor units than an int64 holds",
		},
		{
			"EUR -92233720368547758.09",
			"money.Amount.Minor: amount EUR -92233720368547758.09: has more minor units than an int64 holds",
		},
	} {
		t.Run(tt.in, func(t *testing.T) {
			n, err := parsed(t, tt.in).Minor()
			if n != 0 || !errors.Is(err, input.ErrRange) || err.Error() != tt.err {
				t.Errorf("%s has %d minor units, %v", tt.in, n, err)
			}
		})
	}
	if n, err := (money.Amount{}).Minor(); n != 0 || !errors.Is(err, input.ErrMissing) ||
		err.Error() != "money.Amount.Minor: amount: is missing" {
		t.Errorf("the zero Amount has %d minor units, %v", n, err)
	}
}

func TestIsWhole(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"EUR 1": true, "EUR 1.5": true, "EUR 1.50000": true, "EUR 1.505": false,
		"EUR 0.0000000000000000000000000001": false,
		"JPY 1":                              true, "JPY 1.0": true, "JPY 0.5": false, "KWD -1.234": true,
		"KWD -1.2345": false, "CLF 1.2345": true,
	} {
		t.Run(text, func(t *testing.T) {
			if got := parsed(t, text).IsWhole(); got != want {
				t.Errorf("%s is whole: %v", text, got)
			}
		})
	}
}

func TestSignAndNeg(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"EUR 0.001": 1, "EUR 0": 0, "EUR -0.00": 0, "JPY -1": -1} {
		t.Run(text, func(t *testing.T) {
			a := parsed(t, text)
			if a.Sign() != want || a.Neg().Sign() != -want {
				t.Errorf("%s has the sign %d, negated %d", text, a.Sign(), a.Neg().Sign())
			}
			if n := a.Neg(); n.Currency() != a.Currency() || !n.Neg().Equal(a) {
				t.Errorf("%s negated is %v, and again %v", text, n, n.Neg())
			}
		})
	}
	if got := parsed(t, "EUR 2.50").Neg().String() + parsed(t, "EUR 0").Neg().String(); got != "EUR -2.50EUR 0.00" {
		t.Error(got)
	}
}

func TestZeroAmount(t *testing.T) {
	t.Parallel()
	var a money.Amount
	if !a.IsZero() || !a.Neg().IsZero() || a.Sign() != 0 || a.IsWhole() || !a.Currency().IsZero() ||
		!a.Decimal().IsZero() {
		t.Error("the zero Amount is something")
	}
	if a.String() != "no amount" || a.Number() != "" {
		t.Errorf("the zero Amount prints %q and %q", a.String(), a.Number())
	}
	if b := parsed(t, "EUR 0"); b.IsZero() || b.Equal(a) || a.Equal(b) {
		t.Error("EUR 0.00 is the zero Amount")
	}
}

// == must not compile: it would tell 2.50 from a 2.50 that was computed.
func TestAmountIsNotComparable(t *testing.T) {
	t.Parallel()
	if reflect.TypeFor[money.Amount]().Comparable() {
		t.Error("== compiles")
	}
	for _, v := range []any{money.Currency{}, money.Mode(0), money.Rounding{}} {
		t.Run(fmt.Sprintf("%T", v), func(t *testing.T) {
			if !reflect.TypeOf(v).Comparable() {
				t.Errorf("%T does not compare", v)
			}
		})
	}
}

func TestGoCmpFindsEqual(t *testing.T) {
	t.Parallel()
	type line struct{ Net money.Amount }
	if diff := cmp.Diff(line{parsed(t, "EUR 2.5")}, line{parsed(t, "EUR 2.50")}); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(line{parsed(t, "EUR 2.5")}, line{parsed(t, "EUR 2.51")}) {
		t.Error("2.50 equals 2.51")
	}
}

// Nothing that a caller does to a decimal that went in or came out changes the amount.
func TestAmountIsImmutable(t *testing.T) {
	t.Parallel()
	coef := big.NewInt(214500)
	in := decimal.NewFromBigInt(coef, -2)
	a, err := money.New(in, money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	negated := a.Neg()
	coef.SetInt64(1)
	in.Coefficient().SetInt64(2)
	out := a.Decimal()
	out.Coefficient().SetInt64(3)
	for name, overwrite := range map[string]func(*decimal.Decimal) error{
		"text":   func(d *decimal.Decimal) error { return d.UnmarshalText([]byte("7")) },
		"JSON":   func(d *decimal.Decimal) error { return d.UnmarshalJSON([]byte("7")) },
		"column": func(d *decimal.Decimal) error { return d.Scan("7") },
		"binary": func(d *decimal.Decimal) error {
			b, _ := decimal.NewFromInt(7).MarshalBinary()
			return d.UnmarshalBinary(b)
		},
		"gob": func(d *decimal.Decimal) error { b, _ := decimal.NewFromInt(7).GobEncode(); return d.GobDecode(b) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range []decimal.Decimal{in, a.Decimal()} {
				if err := overwrite(&d); err != nil || d.IntPart() != 7 {
					t.Errorf("%s: %v, %v", name, d, err)
				}
			}
		})
	}
	if a.String() != "EUR 2145.00" || negated.String() != "EUR -2145.00" {
		t.Errorf("%v, %v", a, negated)
	}
}

// A failed result and an argument are not changed by an operation either.
func TestOperationsLeaveOperands(t *testing.T) {
	t.Parallel()
	a, b := parsed(t, "EUR -100.25"), parsed(t, "EUR 7.125")
	r := money.Rounding{Places: 4, Mode: money.HalfEven}
	for range 2 {
		_, _ = a.Add(b)
		_, _ = a.Sub(b)
		_, _ = a.Round(r)
		_, _, _ = b.MulDiv(-3, 7, r)
		_, _, _ = a.Truncated(1, 3, 9)
		_, _ = a.Split(3)
		_, _ = a.Allocate([]int{1, 0, 5})
		_, _ = money.Sum(a, b, a)
		_, _ = a.MarshalText()
		_, _ = a.Cmp(b)
	}
	if a.String() != "EUR -100.25" || b.String() != "EUR 7.125" {
		t.Errorf("%v, %v", a, b)
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for text, exp := range map[string]int32{"EUR 2145": -2, "EUR 0.0125": -4, "JPY 5": 0, "KWD 0": -3} {
		t.Run(text, func(t *testing.T) {
			a := parsed(t, text)
			if d := a.Decimal(); d.Exponent() != exp {
				t.Errorf("%s has the exponent %d", text, d.Exponent())
			}
			back, err := money.New(a.Decimal(), a.Currency())
			if err != nil || !back.Equal(a) {
				t.Errorf("%s comes back as %v, %v", text, back, err)
			}
		})
	}
}
