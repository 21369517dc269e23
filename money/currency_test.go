package money_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

func TestParseCurrencyRefuses(t *testing.T) {
	t.Parallel()
	const unknown = "is not an ISO 4217 code of three upper-case letters, in use or withdrawn since 2010"
	const unitless = "is an ISO 4217 code without a minor unit"
	for _, tt := range []struct {
		code, why string
		sentinel  error
	}{
		{"", "is missing", input.ErrMissing},
		{"XAU", unitless, input.ErrUnknown},
		{"XAG", unitless, input.ErrUnknown},
		{"XDR", unitless, input.ErrUnknown},
		{"XTS", unitless, input.ErrUnknown},
		{"XXX", unitless, input.ErrUnknown},
		{"DEM", unknown, input.ErrUnknown}, // withdrawn before 2010
		{"NLG", unknown, input.ErrUnknown},
		{"BEF", unknown, input.ErrUnknown},
		{"SKK", unknown, input.ErrUnknown},
		{"VEB", unknown, input.ErrUnknown},
		{"ZWD", unknown, input.ErrUnknown}, // given twice, and withdrawn twice
		{"USS", unknown, input.ErrUnknown}, // withdrawn in 2014: no currency, but a kind of settlement
		{"XFU", unknown, input.ErrUnknown}, // withdrawn in 2013: had no minor unit
		{"ZWB", unknown, input.ErrUnknown}, // never was one
		{"hrk", unknown, input.ErrUnknown},
		{"GNB", unknown, input.ErrUnknown}, // across two of the withdrawn
		{"AAA", unknown, input.ErrUnknown}, // before the first
		{"ZZZ", unknown, input.ErrUnknown}, // after the last
		{"EUS", unknown, input.ErrUnknown}, // between two
		{"URU", unknown, input.ErrUnknown}, // across two of the table
		{"eur", unknown, input.ErrUnknown},
		{"Eur", unknown, input.ErrUnknown},
		{"EU", unknown, input.ErrUnknown},
		{"E", unknown, input.ErrUnknown},
		{"EURO", unknown, input.ErrUnknown},
		{"EURUSD", unknown, input.ErrUnknown},
		{" EUR", unknown, input.ErrUnknown},
		{"EUR ", unknown, input.ErrUnknown},
		{"EU\x00", unknown, input.ErrUnknown},
		{"\xff\xfe\xfd", unknown, input.ErrUnknown},
		{"€", unknown, input.ErrUnknown},
		{"978", unknown, input.ErrUnknown},
	} {
		t.Run(tt.code, func(t *testing.T) {
			c, err := money.ParseCurrency(tt.code)
			if !c.IsZero() || !errors.Is(err, tt.sentinel) {
				t.Errorf("ParseCurrency(%q) = %v, %v", tt.code, c, err)
				return
			}
			if !strings.HasPrefix(err.Error(), "money.ParseCurrency: ") || !strings.Contains(err.Error(), tt.why) {
				t.Errorf("ParseCurrency(%q): %v", tt.code, err)
			}
		})
	}
}

func TestCurrencyIsComparable(t *testing.T) {
	t.Parallel()
	eur, again := money.MustParseCurrency("EUR"), money.MustParseCurrency("EUR")
	if eur != again || eur == money.MustParseCurrency("USD") || eur == (money.Currency{}) {
		t.Error("== does not tell currencies apart")
	}
}

func TestZeroCurrency(t *testing.T) {
	t.Parallel()
	var c money.Currency
	if !c.IsZero() || c.String() != "no currency" || c.MinorUnits() != 0 {
		t.Errorf("the zero Currency is %v with %d minor units", c, c.MinorUnits())
	}
	if r := c.Rounding(money.HalfUp); r != (money.Rounding{}) {
		t.Errorf("the zero Currency rounds to %v", r)
	}
	if text, err := c.MarshalText(); err != nil || len(text) != 0 {
		t.Errorf("the zero Currency is the text %q, %v", text, err)
	}
	if v, err := c.Value(); v != nil || err != nil {
		t.Errorf("the zero Currency is the column %v, %v", v, err)
	}
}

func TestMustParseCurrencyPanics(t *testing.T) {
	t.Parallel()
	mustPanic(t, "money.ParseCurrency", func() { money.MustParseCurrency("EURO") })
}

// mustPanic asserts that f panics with an error that begins with prefix.
func mustPanic(t *testing.T, prefix string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if err, ok := recover().(error); !ok || !strings.HasPrefix(err.Error(), prefix) {
			t.Errorf("the panic is %v", err)
		}
	}()
	f()
}

func TestCurrenciesStops(t *testing.T) {
	t.Parallel()
	n := 0
	for range money.Currencies() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("went on after the break, to %d", n)
	}
}

func TestCurrencyText(t *testing.T) {
	t.Parallel()
	for c := range money.Currencies() {
		checkCurrencyText(t, c)
	}
	_, withdrawn := withdrawnList(t)
	for _, r := range withdrawn {
		checkCurrencyText(t, money.MustParseCurrency(r.code))
	}
}

// checkCurrencyText asserts that c is read back from all that it is written to.
func checkCurrencyText(t *testing.T, c money.Currency) {
	t.Helper()
	text, err := c.MarshalText()
	if err != nil || string(text) != c.String() {
		t.Errorf("%v is the text %q, %v", c, text, err)
	}
	if appended, err := c.AppendText([]byte("in ")); err != nil || string(appended) != "in "+c.String() {
		t.Errorf("%v is appended as %q, %v", c, appended, err)
	}
	var back money.Currency
	if err := back.UnmarshalText(text); err != nil || back != c {
		t.Errorf("%q is read as %v, %v", text, back, err)
	}
	column, err := c.Value()
	if err != nil || column != c.String() {
		t.Errorf("%v is the column %v, %v", c, column, err)
	}
	back = money.Currency{}
	if err := back.Scan(column); err != nil || back != c {
		t.Errorf("the column %v is read as %v, %v", column, back, err)
	}
	back = money.Currency{}
	if err := back.Scan([]byte(c.String())); err != nil || back != c {
		t.Errorf("the column %v as bytes is read as %v, %v", column, back, err)
	}
}

func TestCurrencyTextOfZero(t *testing.T) {
	t.Parallel()
	eur := money.MustParseCurrency("EUR")
	for name, read := range map[string]func(*money.Currency) error{
		"empty text":   func(c *money.Currency) error { return c.UnmarshalText(nil) },
		"NULL":         func(c *money.Currency) error { return c.Scan(nil) },
		"empty column": func(c *money.Currency) error { return c.Scan("") },
	} {
		t.Run(name, func(t *testing.T) {
			c := eur
			if err := read(&c); err != nil || !c.IsZero() {
				t.Errorf("%s is read as %v, %v", name, c, err)
			}
		})
	}
}

// What cannot be read leaves the currency as it was.
func TestCurrencyTextRefuses(t *testing.T) {
	t.Parallel()
	eur := money.MustParseCurrency("EUR")
	for _, tt := range []struct {
		read     func(*money.Currency) error
		prefix   string
		sentinel error
	}{
		{
			func(c *money.Currency) error { return c.UnmarshalText([]byte("DEM")) },
			`money.Currency.UnmarshalText: "DEM": `, input.ErrUnknown,
		},
		{
			read:   func(c *money.Currency) error { return c.UnmarshalText([]byte("USDX")) },
			prefix: `money.Currency.UnmarshalText: "USDX": `, sentinel: input.ErrUnknown,
		},
		{func(c *money.Currency) error { return c.Scan("XXX") }, `money.Currency.Scan: "XXX": `, input.ErrUnknown},
		{
			read:   func(c *money.Currency) error { return c.Scan(int64(978)) },
			prefix: "money.Currency.Scan: column: must be text, not int64", sentinel: input.ErrSyntax,
		},
	} {
		t.Run(tt.prefix, func(t *testing.T) {
			c := eur
			if err := tt.read(&c); !errors.Is(err, tt.sentinel) || !strings.HasPrefix(err.Error(), tt.prefix) ||
				c != eur {
				t.Errorf("%s: %v, %v", tt.prefix, c, err)
			}
		})
	}
}

func TestCurrencyJSON(t *testing.T) {
	t.Parallel()
	type price struct {
		In   money.Currency            `json:"in"`
		Also money.Currency            `json:"also,omitzero"`
		Per  map[money.Currency]string `json:"per,omitempty"`
	}
	eur := money.MustParseCurrency("EUR")
	text, err := json.Marshal(price{In: eur, Per: map[money.Currency]string{eur: "x"}})
	if err != nil || string(text) != `{"in":"EUR","per":{"EUR":"x"}}` {
		t.Fatalf("%s, %v", text, err)
	}
	var back price
	if err := json.Unmarshal(text, &back); err != nil || back.In != eur || back.Per[eur] != "x" {
		t.Errorf("%+v, %v", back, err)
	}
	for _, bad := range []string{`{"in":978}`, `{"in":"eur"}`, `{"in":["EUR"]}`} {
		t.Run(bad, func(t *testing.T) {
			if err := json.Unmarshal([]byte(bad), &back); err == nil {
				t.Errorf("%s is accepted", bad)
			}
		})
	}
}
