package money_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
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
