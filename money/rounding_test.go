package money_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

func TestModeText(t *testing.T) {
	t.Parallel()
	want := map[money.Mode]string{
		money.HalfUp: "half-up", money.HalfEven: "half-even", money.Up: "up", money.Down: "down",
	}
	for i := range 256 {
		m := money.Mode(i)
		name, known := want[m]
		if m.IsValid() != known {
			t.Errorf("%v is valid: %v", m, m.IsValid())
		}
		text, err := m.MarshalText()
		if !known {
			if err == nil || text != nil {
				t.Errorf("%v is the text %q, %v", m, text, err)
			}
			if b, err := m.AppendText([]byte("x")); err == nil || string(b) != "x" {
				t.Errorf("%v is appended as %q, %v", m, b, err)
			}
			continue
		}
		if m.String() != name || string(text) != name || err != nil {
			t.Errorf("%v is the text %q, %v", m, text, err)
		}
		if b, err := m.AppendText([]byte("round ")); err != nil || string(b) != "round "+name {
			t.Errorf("%v is appended as %q, %v", m, b, err)
		}
		if back, err := money.ParseMode(name); err != nil || back != m {
			t.Errorf("%q is read as %v, %v", name, back, err)
		}
		var back money.Mode
		if err := back.UnmarshalText(text); err != nil || back != m {
			t.Errorf("%q is read as %v, %v", name, back, err)
		}
	}
	if got := money.Mode(0).String() + " " + money.Mode(5).String(); got != "Mode(0) Mode(5)" {
		t.Errorf("no modes print as %s", got)
	}
}

func TestModeTextRefuses(t *testing.T) {
	t.Parallel()
	for text, sentinel := range map[string]error{
		"": input.ErrMissing, "half up": input.ErrUnknown, "Half-Up": input.ErrUnknown, "half-down": input.ErrUnknown,
		"up ": input.ErrUnknown, "half-up,half-even": input.ErrUnknown, strings.Repeat("up", 1<<19): input.ErrUnknown,
	} {
		t.Run(fmt.Sprintf("%.20s", text), func(t *testing.T) {
			m, err := money.ParseMode(text)
			if m != 0 || !errors.Is(err, sentinel) || !strings.HasPrefix(err.Error(), "money.ParseMode: ") {
				t.Errorf("ParseMode: %v, %v", m, err)
			}
			m = money.Down
			if err := m.UnmarshalText([]byte(text)); m != money.Down || !errors.Is(err, sentinel) {
				t.Errorf("UnmarshalText: %v, %v", m, err)
			}
		})
	}
}

func TestRoundingJSON(t *testing.T) {
	t.Parallel()
	r := money.Rounding{Places: 2, Mode: money.HalfEven}
	text, err := json.Marshal(r)
	if err != nil || string(text) != `{"places":2,"mode":"half-even"}` {
		t.Fatalf("%s, %v", text, err)
	}
	var back money.Rounding
	if err := json.Unmarshal(text, &back); err != nil || back != r {
		t.Errorf("%s is read as %v, %v", text, back, err)
	}
}

func TestCurrencyRounding(t *testing.T) {
	t.Parallel()
	for code, places := range map[string]int{"JPY": 0, "EUR": 2, "KWD": 3, "CLF": 4} {
		t.Run(code, func(t *testing.T) {
			got := money.MustParseCurrency(code).Rounding(money.Down)
			if got != (money.Rounding{Places: places, Mode: money.Down}) {
				t.Errorf("%s rounds to %v", code, got)
			}
		})
	}
}

// A table to be read by people: ties, and one unit on either side of them, in both signs.
func TestRound(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, halfUp, halfEven, up, down string }{
		{"0", "0.00", "0.00", "0.00", "0.00"},
		{"0.001", "0.00", "0.00", "0.01", "0.00"},
		{"0.004", "0.00", "0.00", "0.01", "0.00"},
		{"0.005", "0.01", "0.00", "0.01", "0.00"},
		{"0.006", "0.01", "0.01", "0.01", "0.00"},
		{"0.015", "0.02", "0.02", "0.02", "0.01"},
		{"0.0149999999999999999999999999", "0.01", "0.01", "0.02", "0.01"},
		{"0.0150000000000000000000000001", "0.02", "0.02", "0.02", "0.01"},
		{"0.0249999999999999999999999999", "0.02", "0.02", "0.03", "0.02"},
		{"0.025", "0.03", "0.02", "0.03", "0.02"},
		{"0.0250000000000000000000000001", "0.03", "0.03", "0.03", "0.02"},
		{"9.995", "10.00", "10.00", "10.00", "9.99"},
		{"2145", "2145.00", "2145.00", "2145.00", "2145.00"},
		{"2145.6", "2145.60", "2145.60", "2145.60", "2145.60"},
		{"2115.6164383", "2115.62", "2115.62", "2115.62", "2115.61"},
		{
			"99999999999999999999999999999999", "99999999999999999999999999999999.00",
			"99999999999999999999999999999999.00", "99999999999999999999999999999999.00",
			"99999999999999999999999999999999.00",
		},
	} {
		t.Run(tt.in, func(t *testing.T) {
			for mode, want := range map[money.Mode]string{
				money.HalfUp: tt.halfUp, money.HalfEven: tt.halfEven, money.Up: tt.up, money.Down: tt.down,
			} {
				for _, sign := range []string{"", "-"} {
					a := eur(t, sign+tt.in)
					want := sign + want
					if strings.Trim(want, "-0.") == "" {
						want = "0.00"
					}
					got, err := a.Round(a.Currency().Rounding(mode))
					if err != nil || got.Number() != want {
						t.Errorf("%v rounded %v is %v, %v; want %s", a, mode, got, err, want)
					}
				}
			}
		})
	}
}

// Every number of thousandths around zero and around a carry, in every mode, to every number of places that matters.
func TestRoundExhaustively(t *testing.T) {
	t.Parallel()
	for _, base := range []int64{0, 9_990, 99_995} {
		for n := base - 60; n <= base+60; n++ {
			for _, sign := range []int64{-1, 1} {
				a, err := money.FromMinor(sign*n, money.MustParseCurrency("KWD"))
				if err != nil {
					t.Fatal(err)
				}
				for _, mode := range modes {
					for places := range 6 {
						got, err := a.Round(money.Rounding{Places: places, Mode: mode})
						want := oracleRound(big.NewRat(sign*n, 1000), places, mode)
						if err != nil || testkit.Exact(got).Cmp(want) != 0 {
							t.Fatalf("%v to %d places %v is %v, %v; want %v", a, places, mode, got, err, want)
						}
					}
				}
			}
		}
	}
}

func TestRoundingRefused(t *testing.T) {
	t.Parallel()
	a := parsed(t, "EUR 1.00")
	for _, tt := range []struct {
		r        money.Rounding
		err      string
		sentinel error
	}{
		{money.Rounding{}, "money.Amount.Round: rounding.mode: is missing", input.ErrMissing},
		{money.Rounding{Places: 2}, "money.Amount.Round: rounding.mode: is missing", input.ErrMissing},
		{
			money.Rounding{Places: 2, Mode: 5},
			"money.Amount.Round: rounding.mode 5: is not known; one of: half-up, half-even, up, down",
			input.ErrUnknown,
		},
		{
			money.Rounding{Places: -1, Mode: money.Up},
			"money.Amount.Round: rounding.places -1: must be from 0 to 28", input.ErrRange,
		},
		{
			money.Rounding{Places: 29, Mode: money.Up},
			"money.Amount.Round: rounding.places 29: must be from 0 to 28", input.ErrRange,
		},
	} {
		t.Run(tt.err, func(t *testing.T) {
			got, err := a.Round(tt.r)
			if !got.IsZero() || !errors.Is(err, tt.sentinel) || err.Error() != tt.err {
				t.Errorf("%v: %v, %v", tt.r, got, err)
			}
		})
	}
	for _, places := range []int{0, 28} {
		t.Run(fmt.Sprint(places, " places"), func(t *testing.T) {
			if got, err := a.Round(money.Rounding{Places: places, Mode: money.HalfUp}); err != nil || !got.Equal(a) {
				t.Errorf("to %d places: %v, %v", places, got, err)
			}
		})
	}
	if _, err := (money.Amount{}).Round(money.Rounding{Places: 2, Mode: money.Up}); err == nil ||
		err.Error() != "money.Amount.Round: amount: is missing" {
		t.Errorf("the zero Amount: %v", err)
	}
}
