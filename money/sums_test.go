package money_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

func sumsOf(t testing.TB, amounts ...string) money.Sums {
	t.Helper()
	var sums money.Sums
	for _, text := range amounts {
		var err error
		if sums, err = sums.Add(parsed(t, text)); err != nil {
			t.Fatal(err)
		}
	}
	return sums
}

func TestSums(t *testing.T) {
	t.Parallel()
	for want, amounts := range map[string][]string{
		"nothing":                         {},
		"EUR 0.00":                        {"EUR 0.00"},
		"EUR 2145.00":                     {"EUR 2100.00", "EUR 45"},
		"EUR 0.00 + USD 90.00":            {"EUR 45.00", "USD 90.00", "EUR -45.00"},
		"CHF 1.0125 + EUR 3.00 + JPY 500": {"JPY 500", "EUR 1.00", "CHF 1.0125", "EUR 2.00"},
		"EUR 1.00 + HRK 7.00 + USD 2.00":  {"USD 2.00", "HRK 7.00", "EUR 1.00"}, // one of them withdrawn
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			got := sumsOf(t, amounts...)
			if got.String() != want || got.IsZero() != (len(amounts) == 0) ||
				got.Len() != len(slices.Collect(got.All())) {
				t.Errorf("got %s", got)
			}
			slices.Reverse(amounts)
			if back := sumsOf(t, amounts...); !back.Equal(got) || back.String() != want {
				t.Errorf("in the other order it is %s", back)
			}
			for sum := range got.All() {
				if !got.Of(sum.Currency()).Equal(sum) {
					t.Errorf("in %s it is %s", sum.Currency(), got.Of(sum.Currency()))
				}
			}
		})
	}
	sums := sumsOf(t, "EUR 1.00")
	if got := sums.Of(money.MustParseCurrency("JPY")); got.String() != "JPY 0" {
		t.Errorf("nothing in JPY is %s", got)
	}
	if got := sums.Of(money.Currency{}); !got.IsZero() {
		t.Errorf("no currency has %s", got)
	}
	if _, err := sums.Add(parsed(t, "EUR 5.00")); err != nil || sums.String() != "EUR 1.00" {
		t.Errorf("the old sums became %s, %v", sums, err)
	}
	for _, other := range []money.Sums{
		{},
		sumsOf(t, "USD 1.00"), sumsOf(t, "EUR 1.01"),
		sumsOf(t, "EUR 1.00", "USD 1.00"),
	} {
		t.Run(other.String(), func(t *testing.T) {
			if sums.Equal(other) || other.Equal(sums) {
				t.Errorf("%s equals %s", sums, other)
			}
		})
	}
}

func TestBadSums(t *testing.T) {
	t.Parallel()
	most := "9999999999999999999999999999999999"
	one, huge := parsed(t, "EUR 1.00"), parsed(t, "JPY "+most)
	for name, tt := range map[string]struct {
		amounts  []money.Amount
		want     string
		sentinel error
	}{
		"no amount":  {[]money.Amount{one, {}}, "money.SumsOf: amounts[1]: is missing", input.ErrMissing},
		"too large":  {[]money.Amount{one, huge, huge}, "money.SumsOf: JPY: needs more than 34 digits", input.ErrRange},
		"taken back": {[]money.Amount{huge, parsed(t, "JPY 1"), parsed(t, "JPY -1")}, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := money.SumsOf(tt.amounts...)
			if !errors.Is(err, tt.sentinel) || err != nil && (err.Error() != tt.want || !got.IsZero()) {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
	sums := sumsOf(t, "EUR 1.00")
	if got, err := sums.Add(money.Amount{}); err == nil ||
		err.Error() != "money.Sums.Add: amounts[0]: is missing" || !got.IsZero() {
		t.Errorf("%s, %v", got, err)
	}
}

// The sums against big.Rat, whatever the order, and read back equal from what is written.
func TestSumsAgainstRationals(t *testing.T) {
	t.Parallel()
	codes := []string{"EUR", "USD", "JPY", "KWD", "HRK"}
	rapid.Check(t, func(t *rapid.T) {
		want := map[string]*big.Rat{}
		var amounts []money.Amount
		for range rapid.IntRange(0, 12).Draw(t, "amounts") {
			c := money.MustParseCurrency(rapid.SampledFrom(codes).Draw(t, "currency"))
			a, err := money.FromMinor(rapid.Int64Range(-1e12, 1e12).Draw(t, "minor"), c)
			if err != nil {
				t.Fatal(err)
			}
			amounts = append(amounts, a)
			if want[c.String()] == nil {
				want[c.String()] = new(big.Rat)
			}
			want[c.String()].Add(want[c.String()], a.Decimal().Rat())
		}
		got, err := money.SumsOf(amounts...)
		other, otherErr := money.SumsOf(rapid.Permutation(amounts).Draw(t, "order")...)
		if err != nil || otherErr != nil || !got.Equal(other) || got.Len() != len(want) {
			t.Fatalf("%s, %v; %s, %v", got, err, other, otherErr)
		}
		for sum := range got.All() {
			if sum.Decimal().Rat().Cmp(want[sum.Currency().String()]) != 0 {
				t.Fatalf("%s, want %s", sum, want[sum.Currency().String()])
			}
		}
		text, err := json.Marshal(got)
		var read money.Sums
		if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(got) {
			t.Fatalf("%s is read as %s, %v", text, read, err)
		}
	})
}

func TestSumsJSON(t *testing.T) {
	t.Parallel()
	for text, amounts := range map[string][]string{
		`{}`:                              {},
		`{"EUR":"2145.00","USD":"90.00"}`: {"USD 90.00", "EUR 2145.00"},
		`{"EUR":"0.00","JPY":"-500"}`:     {"JPY -500", "EUR 0.00"},
	} {
		t.Run(text, func(t *testing.T) {
			written, err := json.Marshal(sumsOf(t, amounts...))
			if err != nil || string(written) != text {
				t.Errorf("%s, %v, want %s", written, err, text)
			}
		})
	}
	for text, want := range map[string]string{
		`null`:                         "nothing",
		`{"USD":"90","EUR":"2145.00"}`: "EUR 2145.00 + USD 90.00", // in any order
	} {
		t.Run(text, func(t *testing.T) {
			read := sumsOf(t, "EUR 1.00")
			if err := json.Unmarshal([]byte(text), &read); err != nil || read.String() != want {
				t.Errorf("%s is read as %s, %v", text, read, err)
			}
		})
	}
}

func TestSumsJSONRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`[]`:                    `: "[]": is not a JSON object of sums by currency`,
		`{"EUR":1}`:             `: EUR: is not a JSON string`,
		`{"EUR":"1","EUR":"2"}`: `: EUR: is a duplicate`,
		`{"eur":"1"}`: `: eur "eur": is not an ISO 4217 code of three upper-case letters, ` +
			`in use or withdrawn since 2010`,
		`{"":"1"}`:                       `: "": is missing`,
		`{"EUR":"one"}`:                  `: EUR "one": is not a plain number such as 2145.00`,
		`{"EUR":"1"`:                     `: "{\"EUR\":\"1\"": is not one complete JSON object`,
		`{"EUR":"1"} {}`:                 `: "{\"EUR\":\"1\"} {}": is not one complete JSON object`,
		`{"EUR":"1",1}`:                  `: "{\"EUR\":\"1\",1}": is not one complete JSON object`,
		`{` + strings.Repeat(" ", 1<<16): `is longer than 65536 bytes`,
	} {
		t.Run(fmt.Sprintf("%.40s", text), func(t *testing.T) {
			read := sumsOf(t, "EUR 1.00")
			err := read.UnmarshalJSON([]byte(text))
			if err == nil || !strings.Contains(err.Error(), want) || read.String() != "EUR 1.00" {
				t.Errorf("%.40s: %v, read as %s", text, err, read)
			}
		})
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		amount string
		n      int
		want   string
	}{
		"seats":            {"EUR 2145.00", 3, "EUR 6435.00"},
		"none":             {"EUR 2145.00", 0, "EUR 0.00"},
		"taken back":       {"EUR 2145.00", -2, "EUR -4290.00"},
		"finer than cents": {"EUR 0.0125", 3, "EUR 0.0375"},
		"back to cents":    {"EUR 0.0125", 4, "EUR 0.05"},
		"beyond int64":     {"EUR 92233720368547758.07", 100, "EUR 9223372036854775807.00"},
		"most digits":      {"JPY 1111111111111111111111111111111111", 9, "JPY 9999999999999999999999999999999999"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := parsed(t, tt.amount).Times(tt.n); err != nil || got.String() != tt.want {
				t.Errorf("%s, %v, want %s", got, err, tt.want)
			}
		})
	}
	got, err := parsed(t, "JPY 1111111111111111111111111111111112").Times(9)
	if !errors.Is(err, input.ErrRange) || !got.IsZero() {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := (money.Amount{}).Times(2); err == nil ||
		err.Error() != "money.Amount.Times: amount: is missing" || !got.IsZero() {
		t.Errorf("%s, %v", got, err)
	}
}
