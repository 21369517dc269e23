package money_test

import (
	"fmt"
	"math/big"
	"reflect"
	"testing"

	"example.com/billingrules/money"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

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

// An operation changes neither its receiver nor its arguments, even if it fails.
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
