package money_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/money"
	"github.com/shopspring/decimal"
)

// everyResult puts what the package computes, reads and writes into one text.
func everyResult(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	say := func(results ...any) { fmt.Fprintln(&b, results...) }
	for _, text := range []string{
		"EUR 2145.00", "EUR 19.99", "EUR -0.005", "EUR 0", "JPY 100", "JPY 0.5", "KWD 12.3456", "CLF 7",
		"EUR 1500000000",
		"EUR 0.0000000000000000000000000001", "EUR 12345678901234567890123456789012.25",
	} {
		a, err := money.ParseAmount(text)
		say(a, err, a.Number(), a.Sign(), a.IsWhole(), a.Neg())
		data, err := json.Marshal(a)
		say(string(data), err)
		var back money.Amount
		say(json.Unmarshal(data, &back), back)
		column, err := a.Value()
		say(column, err, back.Scan(column), back)
		d := a.Decimal()
		say(d.Coefficient(), d.Exponent())
		again, err := money.New(d, a.Currency())
		say(again, err, again.Equal(a))
		for _, e := range []int32{-40, -28, -3, 0, 18, 40, 20000} {
			say(money.New(decimal.New(1250, e), a.Currency()))
		}
		for _, mode := range modes {
			for places := range 29 {
				r := money.Rounding{Places: places, Mode: mode}
				say(a.Round(r))
				say(a.MulDiv(360, 365, r))
				say(a.MulDiv(-1, 3, r))
			}
		}
		say(a.Truncated(360, 365, 4))
		say(a.Truncated(1, 7, 28))
		say(a.Split(3))
		say(a.Allocate([]int{120, 365, 0, 365}))
		say(a.Add(a))
		say(a.Sub(again))
		say(a.Cmp(a.Neg()))
		say(money.Sum(a, a, a.Neg()))
		say(a.Minor())
		say(a)
	}
	return b.String()
}

// Package decimal has variables that anyone in the program may set. They change nothing here. Not parallel, because it
// sets them.
func TestIndependentOfDecimalGlobals(t *testing.T) {
	want := everyResult(t)
	wantResults(t, want)
	division, power := decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent
	quotes, zeros := decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros
	scientific := decimal.UseScientificNotation
	iterations, exponent := decimal.ExpMaxIterations, decimal.MaxDecodeExponent
	restore := func() {
		decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent = division, power
		decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = quotes, zeros
		decimal.UseScientificNotation = scientific
		decimal.ExpMaxIterations, decimal.MaxDecodeExponent = iterations, exponent
	}
	defer restore()

	settings := map[string]func(){
		"DivisionPrecision 0":              func() { decimal.DivisionPrecision = 0 },
		"DivisionPrecision 1":              func() { decimal.DivisionPrecision = 1 },
		"DivisionPrecision 200":            func() { decimal.DivisionPrecision = 200 },
		"DivisionPrecision -2":             func() { decimal.DivisionPrecision = -2 },
		"PowPrecisionNegativeExponent 0":   func() { decimal.PowPrecisionNegativeExponent = 0 },
		"PowPrecisionNegativeExponent 100": func() { decimal.PowPrecisionNegativeExponent = 100 },
		"MarshalJSONWithoutQuotes toggled": func() { decimal.MarshalJSONWithoutQuotes = !quotes },
		"TrimTrailingZeros toggled":        func() { decimal.TrimTrailingZeros = !zeros },
		"UseScientificNotation toggled":    func() { decimal.UseScientificNotation = !scientific },
		"ExpMaxIterations 0":               func() { decimal.ExpMaxIterations = 0 },
		"ExpMaxIterations 1000000":         func() { decimal.ExpMaxIterations = 1_000_000 },
		"MaxDecodeExponent 0":              func() { decimal.MaxDecodeExponent = 0 },
		"MaxDecodeExponent -1":             func() { decimal.MaxDecodeExponent = -1 },
		"MaxDecodeExponent 2147483647":     func() { decimal.MaxDecodeExponent = 1<<31 - 1 },
	}
	all := func() {
		decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent = 0, 0
		decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = !quotes, !zeros
		decimal.UseScientificNotation = !scientific
		decimal.ExpMaxIterations, decimal.MaxDecodeExponent = 0, 0
	}
	settings["all of them"] = all
	for name, set := range settings {
		t.Run(name, func(t *testing.T) {
			restore()
			set()
			if got := everyResult(t); got != want {
				t.Errorf("%s changes a result:\n%s", name, firstDifference(got, want))
			}
		})
	}

	// The settings do change what the decimal library does, so that this test can fail.
	restore()
	printed := func() string {
		return decimal.New(1500, 1).String() + decimal.New(250, -2).String() +
			decimal.New(1, 0).Div(decimal.New(3, 0)).String()
	}
	before := printed()
	all()
	if after := printed(); after == before {
		t.Error("the settings change nothing at all")
	}
}

func wantResults(t *testing.T, text string) {
	t.Helper()
	if !strings.Contains(text, "EUR 2115.62") || !strings.Contains(text, `{"amount":"2145.00","currency":"EUR"}`) {
		t.Fatal("the results are not there")
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return g[i] + "\nnot\n" + w[i]
		}
	}
	return "one is longer"
}
