package proration_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// everyResult puts what the package computes, reads and writes into one text.
func everyResult(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, mode := range modes {
		ed := published(policy.Standard, mode).edition(t)
		for _, srp := range []string{"EUR 2145.00", "EUR 19.99", "EUR 0.0001", "JPY 64999", "KWD 12.345", "CLF 7"} {
			line := june(t)
			line.SRP, line.Bought = money.MustParseAmount(srp), period(t, "2026-02-10/2026-06-10")
			charge, err := proration.Price(ed, line)
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(charge)
			if err != nil {
				t.Fatal(err)
			}
			var back proration.Charge
			fmt.Fprintln(&b, charge.Explain(), string(data), json.Unmarshal(data, &back), back, back.Equal(charge))
			rate, err := proration.DailyRate(ed, calendar.Annual, line.SRP)
			if err != nil {
				t.Fatal(err)
			}
			rounded, exact, err := rate.Round(money.Rounding{Places: 20, Mode: mode})
			fmt.Fprintln(&b, rate, rounded, exact, err)
		}
	}
	return b.String()
}

// Package decimal has variables that anyone in the program may set. They change no price. Not parallel, because it sets
// them.
func TestPackageVariablesOfDecimal(t *testing.T) {
	division, power := decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent
	iterations := decimal.ExpMaxIterations
	quotes, zeros := decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros
	scientific := decimal.UseScientificNotation
	exponent := decimal.MaxDecodeExponent
	t.Cleanup(func() {
		decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent = division, power
		decimal.ExpMaxIterations = iterations
		decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = quotes, zeros
		decimal.UseScientificNotation = scientific
		decimal.MaxDecodeExponent = exponent
	})
	want := everyResult(t)
	before := decimal.New(1, 0).Div(decimal.New(3, 0)).String() + decimal.New(250, -2).String()
	decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent, decimal.ExpMaxIterations = 0, 0, 0
	decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = !quotes, !zeros
	decimal.UseScientificNotation = !scientific
	decimal.MaxDecodeExponent = 0
	if after := decimal.New(1, 0).Div(decimal.New(3, 0)).String() + decimal.New(250, -2).String(); after == before {
		t.Error("the variables change nothing at all")
	}
	if got := everyResult(t); got != want {
		t.Errorf("results follow the variables of package decimal:\n%s\nwant\n%s", got, want)
	}
}
