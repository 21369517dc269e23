package money_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

// The oracle counts in fractions. It reads an amount from what it prints, with the parser of package big.

func eur(t testing.TB, number string) money.Amount {
	t.Helper()
	return parsed(t, "EUR "+number)
}

func parsed(t testing.TB, text string) money.Amount {
	t.Helper()
	a, err := money.ParseAmount(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// unit returns 10^-places.
func unit(places int) *big.Rat {
	r := big.NewRat(1, 1)
	for range places {
		r.Mul(r, big.NewRat(1, 10))
	}
	return r
}

// oracleRound rounds by looking at the two neighbours of x and at how far away each is.
func oracleRound(x *big.Rat, places int, mode money.Mode) *big.Rat {
	step := unit(places)
	steps := new(big.Rat).Quo(x, step)
	floor := new(big.Int).Div(steps.Num(), steps.Denom()) // Euclid, so downwards for a positive divisor
	below := new(big.Rat).Mul(new(big.Rat).SetInt(floor), step)
	if below.Cmp(x) == 0 {
		return below
	}
	above := new(big.Rat).Add(below, step)
	near, far := below, above // near and far from zero
	if x.Sign() < 0 {
		near, far = above, below
	}
	toNear := new(big.Rat).Sub(x, near)
	toFar := new(big.Rat).Sub(far, x)
	order := toNear.Abs(toNear).Cmp(toFar.Abs(toFar))
	switch mode {
	case money.Up:
		return far
	case money.Down:
		return near
	case money.HalfUp:
		if order < 0 {
			return near
		}
		return far
	case money.HalfEven:
		if order < 0 {
			return near
		}
		if order > 0 {
			return far
		}
		if half := new(big.Rat).Quo(near, new(big.Rat).Mul(step, big.NewRat(2, 1))); half.IsInt() {
			return near
		}
		return far
	}
	panic("no mode")
}

var modes = []money.Mode{money.HalfUp, money.HalfEven, money.Up, money.Down}

// currencies have every number of minor units.
var currencies = []string{"JPY", "EUR", "USD", "KWD", "CLF"}

// Generators. Each is weighted to what goes wrong: nines, fives, zeros, and the bounds.

func genCurrency() *rapid.Generator[money.Currency] {
	return rapid.Map(rapid.SampledFrom(currencies), money.MustParseCurrency)
}

func genDigits(least, most int) *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("0123456789000559999")), least, most, -1)
}

// genAmount yields any amount in c.
func genAmount(c money.Currency) *rapid.Generator[money.Amount] {
	return rapid.Custom(func(t *rapid.T) money.Amount {
		places := rapid.OneOf(rapid.IntRange(0, 5), rapid.IntRange(0, 28)).Draw(t, "places")
		text := strings.TrimLeft(genDigits(1, 34-max(places, c.MinorUnits())).Draw(t, "whole"), "0")
		if text == "" {
			text = "0"
		}
		if places > 0 {
			text += "." + genDigits(places, places).Draw(t, "fraction")
		}
		if rapid.Bool().Draw(t, "negative") {
			text = "-" + text
		}
		a, err := money.Parse(text, c)
		if err != nil {
			t.Fatal(err)
		}
		return a
	})
}

// genWhole yields whole amounts in c.
func genWhole(c money.Currency) *rapid.Generator[money.Amount] {
	return rapid.Custom(func(t *rapid.T) money.Amount {
		units := rapid.OneOf(rapid.Int64Range(-1000, 1000), rapid.Int64()).Draw(t, "units")
		a, err := money.FromMinor(units, c)
		if err != nil {
			t.Fatal(err)
		}
		return a
	})
}

// The oracle is checked by hand once.
func TestOracle(t *testing.T) {
	t.Parallel()
	want := map[money.Mode]string{
		money.HalfUp:   "-3 -2 -2 -1 -1 0 0 1 1 2 2 3",
		money.HalfEven: "-2 -2 -2 -1 0 0 0 0 1 2 2 2",
		money.Up:       "-3 -2 -2 -2 -1 -1 1 1 2 2 2 3",
		money.Down:     "-2 -2 -1 -1 0 0 0 0 1 1 2 2",
	}
	for mode, line := range want {
		t.Run(fmt.Sprint(mode), func(t *testing.T) {
			var got []string
			for _, tenths := range []int64{-25, -20, -16, -14, -5, -4, 4, 5, 14, 16, 20, 25} {
				got = append(got, oracleRound(big.NewRat(tenths, 10), 0, mode).Num().String())
			}
			if strings.Join(got, " ") != line {
				t.Errorf("%v: %v, not %v", mode, got, line)
			}
		})
	}
}
