package money_test

import (
	"encoding/json"
	"math/big"
	"regexp"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

// What a number is, said in another language than the code.
var plainNumber = regexp.MustCompile(`\A-?(0|[1-9][0-9]*)(\.[0-9]{1,28})?\z`)

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"2145.00", "-0.5", "19.995", "", "1e1000000000", ".5", "5.", "+1", "1,5",
		"0000000000000000000000000000000000000001", "1\x00", "\xff", "99999999999999999999999999999999.99",
	} {
		for i := range currencies {
			f.Add(text, uint8(i))
		}
	}
	f.Fuzz(func(t *testing.T, text string, i uint8) {
		c := money.MustParseCurrency(currencies[int(i)%len(currencies)])
		a, err := money.Parse(text, c)
		if err == nil {
			if want, ok := new(big.Rat).SetString(text); !ok || testkit.Exact(a).Cmp(want) != 0 {
				t.Fatalf("%q is read as %v", text, a)
			}
			checkRoundTrip(t, a)
		}
		if plain := len(text) <= 64 && plainNumber.MatchString(text); err == nil && !plain {
			t.Fatalf("%q is read as %v", text, a)
		} else if short := len(text) <= 30; plain && short && err != nil {
			t.Fatalf("%q is refused: %v", text, err)
		}
	})
}

func FuzzParseAmount(f *testing.F) {
	for _, text := range []string{
		"EUR 2145.00", "JPY -1", "KWD 0.0001", "", "EUR", "EUR ", "EUR  1", "XAU 1", "HRK 1", "BYR 1", "DEM 1", "eur 1",
		"EUR\x001", "no amount",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := money.ParseAmount(text)
		if err != nil {
			if !a.IsZero() {
				t.Fatalf("%q gives %v and %v", text, a, err)
			}
			return
		}
		if a.Currency().String()+" " != text[:4] {
			t.Fatalf("%q is read as %v", text, a)
		}
		if want, ok := new(big.Rat).SetString(text[4:]); !ok || testkit.Exact(a).Cmp(want) != 0 {
			t.Fatalf("%q is read as %v", text, a)
		}
		checkRoundTrip(t, a)
	})
}

func FuzzAmountJSON(f *testing.F) {
	for _, text := range []string{
		`{"amount":"2145.00","currency":"EUR"}`, `null`, `{}`,
		`{"amount":"1","amount":"2","currency":"EUR"}`, `{"Amount":"1","currency":"EUR"}`,
		`{"amount":1,"currency":"EUR"}`,
		`[`, `{"amount":"1","currency":"EUR"}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var a money.Amount
		if err := a.UnmarshalJSON(data); err != nil {
			if !a.IsZero() {
				t.Fatalf("%q gives %v and %v", data, a, err)
			}
			return
		}
		// Whatever is accepted is JSON that says the same to a reader that knows nothing of amounts.
		var plain map[string]string
		if err := json.Unmarshal(data, &plain); err != nil {
			t.Fatalf("%q is read as %v, though %v", data, a, err)
		}
		if a.IsZero() != (plain == nil) {
			t.Fatalf("%q is read as %v", data, a)
		}
		if !a.IsZero() {
			if want, ok := new(big.Rat).SetString(plain["amount"]); !ok || len(plain) != 2 ||
				testkit.Exact(a).Cmp(want) != 0 || a.Currency().String() != plain["currency"] {
				t.Fatalf("%q is read as %v", data, a)
			}
		}
		checkRoundTrip(t, a)
	})
}

func FuzzMulDiv(f *testing.F) {
	f.Add("EUR 2145.00", int64(360), int64(365), uint8(2))
	f.Add("EUR 19.99", int64(15), int64(30), uint8(2))
	f.Add("JPY -1001", int64(1), int64(2), uint8(0))
	f.Add("CLF 0.0003", int64(-1), int64(2), uint8(4))
	f.Fuzz(func(t *testing.T, text string, mul, div int64, places uint8) {
		a, err := money.ParseAmount(text)
		if err != nil || div < 1 {
			return
		}
		checkMulDiv(t, a, mul, div, int(places)%29)
	})
}

// The laws that rapid checks, steered by coverage.

func FuzzArithmetic(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propArithmetic)) }
func FuzzSplit(f *testing.F)      { f.Fuzz(rapid.MakeFuzz(propSplit)) }
func FuzzAllocate(f *testing.F)   { f.Fuzz(rapid.MakeFuzz(propAllocate)) }
func FuzzRoundTrip(f *testing.F)  { f.Fuzz(rapid.MakeFuzz(propRoundTrip)) }
