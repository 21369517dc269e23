package money_test

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

func TestAddAndSub(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ a, b, sum, diff string }{
		{"EUR 0.1", "EUR 0.2", "EUR 0.30", "EUR -0.10"},
		{"EUR 2145", "EUR 0.0125", "EUR 2145.0125", "EUR 2144.9875"},
		{"EUR 0.005", "EUR 0.005", "EUR 0.01", "EUR 0.00"},
		{"EUR 1", "EUR -1", "EUR 0.00", "EUR 2.00"},
		{"JPY 999", "JPY 1", "JPY 1000", "JPY 998"},
		{"KWD 1.5", "KWD 0.0005", "KWD 1.5005", "KWD 1.4995"},
	} {
		t.Run(tt.a, func(t *testing.T) {
			a, b := parsed(t, tt.a), parsed(t, tt.b)
			if got, err := a.Add(b); err != nil || got.String() != tt.sum {
				t.Errorf("%v + %v = %v, %v", a, b, got, err)
			}
			if got, err := a.Sub(b); err != nil || got.String() != tt.diff {
				t.Errorf("%v − %v = %v, %v", a, b, got, err)
			}
		})
	}
}

// The sum of two amounts can need more digits than an amount has, on the left and on the right.
func TestResultTooLong(t *testing.T) {
	t.Parallel()
	most, least := parsed(t, "JPY "+strings.Repeat("9", 34)), parsed(t, "JPY 0.0000000000000000000000000001")
	one := parsed(t, "JPY 1")
	refused := func(name string, got money.Amount, err error) {
		t.Helper()
		if !got.IsZero() || !errors.Is(err, input.ErrRange) ||
			err.Error() != "money."+name+": result: needs more than 34 digits" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	got, err := most.Add(one)
	refused("Amount.Add", got, err)
	got, err = most.Add(least)
	refused("Amount.Add", got, err)
	got, err = most.Neg().Sub(one)
	refused("Amount.Sub", got, err)
	got, err = money.Sum(most, most)
	refused("Sum", got, err)
	got, _, err = most.MulDiv(2, 1, money.Rounding{Mode: money.Down})
	refused("Amount.MulDiv", got, err)
	got, err = parsed(t, "EUR "+strings.Repeat("9", 32)+".99").Round(money.Rounding{Mode: money.Up})
	refused("Amount.Round", got, err)

	if got, err := most.Add(one.Neg()); err != nil || got.String() != "JPY "+strings.Repeat("9", 33)+"8" {
		t.Errorf("%v, %v", got, err)
	}
	// Only the whole sum counts.
	if got, err := money.Sum(most, one, one.Neg()); err != nil || !got.Equal(most) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestPairsRefused(t *testing.T) {
	t.Parallel()
	eur, usd, none := parsed(t, "EUR 1"), parsed(t, "USD 1"), money.Amount{}
	ops := map[string]func(a, b money.Amount) (money.Amount, error){
		"money.Amount.Add": money.Amount.Add,
		"money.Amount.Sub": money.Amount.Sub,
		"money.Amount.Cmp": func(a, b money.Amount) (money.Amount, error) {
			n, err := a.Cmp(b)
			if n != 0 {
				t.Errorf("Cmp of %v and %v is %d", a, b, n)
			}
			return none, err
		},
	}
	for name, op := range ops {
		t.Run(name, func(t *testing.T) {
			for _, tt := range []struct {
				a, b     money.Amount
				err      string
				sentinel error
			}{
				{eur, usd, ": other USD 1.00: must be in EUR", input.ErrCurrency},
				{eur, none, ": other: is missing", input.ErrMissing},
				{none, usd, ": amount: is missing", input.ErrMissing},
				{none, none, ": amount: is missing", input.ErrMissing},
			} {
				t.Run(fmt.Sprintf("%v and %v", tt.a, tt.b), func(t *testing.T) {
					got, err := op(tt.a, tt.b)
					if !got.IsZero() || !errors.Is(err, tt.sentinel) || err.Error() != name+tt.err {
						t.Errorf("%s of %v and %v is %v, %v", name, tt.a, tt.b, got, err)
					}
				})
			}
		})
	}
}

func TestCmpAndEqual(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"EUR 2.5", "EUR 2.50", 0},
		{"EUR 2.5", "EUR 2.5000", 0},
		{"EUR 2.5", "EUR 2.5001", -1},
		{"EUR 2.49", "EUR 2.5", -1},
		{"EUR -2.49", "EUR -2.5", 1},
		{"EUR 0", "EUR -0.0", 0},
		{"EUR 10", "EUR 9", 1},
	} {
		t.Run(tt.a, func(t *testing.T) {
			a, b := parsed(t, tt.a), parsed(t, tt.b)
			if got, err := a.Cmp(b); err != nil || got != tt.want {
				t.Errorf("Cmp of %v and %v is %d, %v", a, b, got, err)
			}
			if a.Equal(b) != (tt.want == 0) || b.Equal(a) != (tt.want == 0) {
				t.Errorf("%v and %v are equal: %v", a, b, a.Equal(b))
			}
		})
	}
	if parsed(t, "EUR 0").Equal(parsed(t, "USD 0")) || !(money.Amount{}).Equal(money.Amount{}) {
		t.Error("Equal across currencies or of nothing")
	}
}

func TestSum(t *testing.T) {
	t.Parallel()
	a := parsed(t, "EUR 0.10")
	if got, err := money.Sum(a); err != nil || got.String() != "EUR 0.10" {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := money.Sum(a, parsed(t, "EUR 0.20"), parsed(t, "EUR -0.305")); err != nil ||
		got.String() != "EUR -0.005" {
		t.Errorf("%v, %v", got, err)
	}
	for _, tt := range []struct {
		terms    []money.Amount
		err      string
		sentinel error
	}{
		{[]money.Amount{{}}, "money.Sum: first: is missing", input.ErrMissing},
		{[]money.Amount{{}, a}, "money.Sum: first: is missing", input.ErrMissing},
		{[]money.Amount{a, a, {}}, "money.Sum: rest[1]: is missing", input.ErrMissing},
		{[]money.Amount{a, parsed(t, "USD 0")}, "money.Sum: rest[0] USD 0.00: must be in EUR", input.ErrCurrency},
	} {
		t.Run(tt.err, func(t *testing.T) {
			got, err := money.Sum(tt.terms[0], tt.terms[1:]...)
			if !got.IsZero() || !errors.Is(err, tt.sentinel) || err.Error() != tt.err {
				t.Errorf("%v: %v, %v", tt.terms, got, err)
			}
		})
	}
}

func propArithmetic(t *rapid.T) {
	c := genCurrency().Draw(t, "currency")
	a, b := genAmount(c).Draw(t, "a"), genAmount(c).Draw(t, "b")
	x, y := testkit.Exact(a), testkit.Exact(b)
	if n, err := a.Cmp(b); err != nil || n != x.Cmp(y) || a.Equal(b) != (n == 0) ||
		a.Equal(b) != (a.String() == b.String()) {
		t.Fatalf("Cmp of %v and %v is %d, %v", a, b, n, err)
	}
	check := func(name string, got money.Amount, err error, want *big.Rat) {
		if err != nil {
			// Refused rightly if it cannot be written with 34 digits.
			places := max(decimalPlaces(want), c.MinorUnits())
			if limit := new(big.Rat).Mul(unit(places), tenTo34()); new(big.Rat).Abs(want).Cmp(limit) < 0 {
				t.Fatalf("%s of %v and %v: %v", name, a, b, err)
			}
			return
		}
		if testkit.Exact(got).Cmp(want) != 0 || got.Currency() != c {
			t.Fatalf("%s of %v and %v is %v", name, a, b, got)
		}
	}
	sum, err := a.Add(b)
	check("the sum", sum, err, new(big.Rat).Add(x, y))
	diff, err := a.Sub(b)
	check("the difference", diff, err, new(big.Rat).Sub(x, y))
	all, err := money.Sum(a, b, a, b)
	twice := new(big.Rat).Add(x, y)
	check("the sum of four", all, err, twice.Add(twice, twice))
}

// decimalPlaces counts the places of a decimal fraction by trying.
func decimalPlaces(x *big.Rat) int {
	x = new(big.Rat).Set(x)
	n := 0
	for ; !x.IsInt(); n++ {
		x.Mul(x, big.NewRat(10, 1))
	}
	return n
}

func tenTo34() *big.Rat { return new(big.Rat).Inv(unit(34)) }

func TestArithmeticAgainstFractions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, propArithmetic)
}
