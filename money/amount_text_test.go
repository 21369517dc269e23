package money_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

// Equal amounts print the same in every way of printing.
func TestPrint(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, number string }{
		{"EUR 2.5", "2.50"},
		{"EUR 2.5000", "2.50"},
		{"EUR -0.05", "-0.05"},
		{"EUR 0.005", "0.005"},
		{"JPY 120", "120"},
		{"JPY 0.5", "0.5"},
		{"KWD 12", "12.000"},
		{"EUR 0", "0.00"},
	} {
		t.Run(tt.in, func(t *testing.T) {
			a := parsed(t, tt.in)
			full := tt.in[:4] + tt.number
			if a.Number() != tt.number || a.String() != full || fmt.Sprint(a) != full ||
				fmt.Sprintf("%v %+v %s", a, a, a) != full+" "+full+" "+full {
				t.Errorf("%s prints %s and %v", tt.in, a.Number(), a)
			}
		})
	}
}

func TestAmountText(t *testing.T) {
	t.Parallel()
	a := parsed(t, "EUR -2145.5")
	if b, err := a.AppendText([]byte("due ")); err != nil || string(b) != "due EUR -2145.50" {
		t.Errorf("appended as %q, %v", b, err)
	}
	if b, err := (money.Amount{}).AppendText([]byte("due ")); err != nil || string(b) != "due " {
		t.Errorf("nothing is appended as %q, %v", b, err)
	}
	if b, err := a.MarshalText(); err != nil || string(b) != "EUR -2145.50" {
		t.Errorf("%q, %v", b, err)
	}
	if b, err := (money.Amount{}).MarshalText(); err != nil || len(b) != 0 {
		t.Errorf("%q, %v", b, err)
	}
	if v, err := a.Value(); err != nil || v != "EUR -2145.50" {
		t.Errorf("the column %v, %v", v, err)
	}
	if v, err := (money.Amount{}).Value(); err != nil || v != nil {
		t.Errorf("the column %v, %v", v, err)
	}
	for name, read := range map[string]func(*money.Amount) error{
		"text":         func(b *money.Amount) error { return b.UnmarshalText([]byte("EUR -2145.50")) },
		"column":       func(b *money.Amount) error { return b.Scan("EUR -2145.50") },
		"column bytes": func(b *money.Amount) error { return b.Scan([]byte("EUR -2145.50")) },
	} {
		t.Run(name, func(t *testing.T) {
			var back money.Amount
			if err := read(&back); err != nil || !back.Equal(a) {
				t.Errorf("%s: %v, %v", name, back, err)
			}
		})
	}
	for name, read := range map[string]func(*money.Amount) error{
		"empty text":   func(b *money.Amount) error { return b.UnmarshalText([]byte{}) },
		"NULL":         func(b *money.Amount) error { return b.Scan(nil) },
		"empty column": func(b *money.Amount) error { return b.Scan([]byte{}) },
	} {
		t.Run(name, func(t *testing.T) {
			back := a
			if err := read(&back); err != nil || !back.IsZero() {
				t.Errorf("%s: %v, %v", name, back, err)
			}
		})
	}
}

// The longest text that can be an amount is read whole, never cut to a shorter one that is also an amount.
func TestLongestText(t *testing.T) {
	t.Parallel()
	const longest = "EUR -123456.1234567890123456789012345678"
	for name, read := range map[string]func(*money.Amount, string) error{
		"text":   func(b *money.Amount, s string) error { return b.UnmarshalText([]byte(s)) },
		"column": func(b *money.Amount, s string) error { return b.Scan([]byte(s)) },
	} {
		t.Run(name, func(t *testing.T) {
			var back money.Amount
			if err := read(&back, longest); err != nil || back.String() != longest {
				t.Errorf("%v, %v", back, err)
			}
			back = money.Amount{}
			if err := read(&back, "EUR "+strings.Repeat("1", 65)); !errors.Is(err, input.ErrRange) || !back.IsZero() {
				t.Errorf("%s, one longer: %v, %v", name, back, err)
			}
		})
	}
}

// What cannot be read leaves the amount as it was.
func TestAmountTextRefuses(t *testing.T) {
	t.Parallel()
	before := parsed(t, "EUR 7")
	for _, tt := range []struct {
		read     func(*money.Amount) error
		err      string
		sentinel error
	}{
		{
			read: func(a *money.Amount) error { return a.UnmarshalText([]byte("7.00")) },
			err:  `money.Amount.UnmarshalText: "7.00": is not a currency code`, sentinel: input.ErrSyntax,
		},
		{
			read: func(a *money.Amount) error { return a.UnmarshalText([]byte("EUR 1e3")) },
			err:  `money.Amount.UnmarshalText: number "1e3": is not a plain`, sentinel: input.ErrSyntax,
		},
		{
			read: func(a *money.Amount) error { return a.Scan("EUR") },
			err:  `money.Amount.Scan: "EUR": is not a currency code`, sentinel: input.ErrSyntax,
		},
		{
			read: func(a *money.Amount) error { return a.Scan(int64(7)) },
			err:  `money.Amount.Scan: column: must be text, not int64`, sentinel: input.ErrSyntax,
		},
		{
			read: func(a *money.Amount) error { return a.Scan(7.0) },
			err:  `money.Amount.Scan: column: must be text, not float64`, sentinel: input.ErrSyntax,
		},
		{
			read: func(a *money.Amount) error { return a.Scan(time.Time{}) },
			err:  `money.Amount.Scan: column: must be text, not time.Time`, sentinel: input.ErrSyntax,
		},
	} {
		t.Run(tt.err, func(t *testing.T) {
			a := before
			if err := tt.read(&a); !errors.Is(err, tt.sentinel) || !strings.HasPrefix(err.Error(), tt.err) ||
				!a.Equal(before) {
				t.Errorf("%v, %v; want %s", a, err, tt.err)
			}
		})
	}
}

func TestAmountXML(t *testing.T) {
	t.Parallel()
	type line struct {
		Net money.Amount `xml:"net,attr"`
		Tax money.Amount `xml:"tax"`
	}
	in := line{parsed(t, "EUR 100.00"), parsed(t, "EUR 21.00")}
	text, err := xml.Marshal(in)
	if err != nil || string(text) != `<line net="EUR 100.00"><tax>EUR 21.00</tax></line>` {
		t.Fatalf("%s, %v", text, err)
	}
	var back line
	if err := xml.Unmarshal(text, &back); err != nil || !back.Net.Equal(in.Net) || !back.Tax.Equal(in.Tax) {
		t.Errorf("%v, %v", back, err)
	}
}

// A number of 64 bytes is read, although it has too many digits; one byte more is refused for its length.
func TestAmountText_TooLong(t *testing.T) {
	for name, read := range map[string]func(*money.Amount, string) error{
		"text":   func(a *money.Amount, text string) error { return a.UnmarshalText([]byte(text)) },
		"bytes":  func(a *money.Amount, text string) error { return a.Scan([]byte(text)) },
		"string": func(a *money.Amount, text string) error { return a.Scan(text) },
	} {
		t.Run(name, func(t *testing.T) {
			for length, want := range map[int]string{64: "needs more than 34 digits", 65: "is longer than 64 bytes"} {
				var a money.Amount
				err := read(&a, "EUR "+strings.Repeat("1", length))
				if !errors.Is(err, input.ErrRange) || !strings.HasSuffix(err.Error(), want) {
					t.Errorf("%d bytes: got %v, want %s", length, err, want)
				}
			}
		})
	}
}
