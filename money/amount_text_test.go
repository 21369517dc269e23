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
	"pgregory.net/rapid"
)

// parseCase is a row of the tables below.
type parseCase struct {
	text, code string
	want       string // the amount, or what is wrong with the text
	err        error
}

func checkParse(t *testing.T, rows []parseCase) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.text, func(t *testing.T) {
			got, err := money.Parse(tt.text, money.MustParseCurrency(tt.code))
			if tt.err == nil {
				if err != nil || got.String() != tt.want {
					t.Errorf("Parse(%q, %s) = %v, %v; want %s", tt.text, tt.code, got, err, tt.want)
				}
				return
			}
			if !got.IsZero() || !errors.Is(err, tt.err) || !strings.HasPrefix(err.Error(), "money.Parse: text") ||
				!strings.HasSuffix(err.Error(), ": "+tt.want) {
				t.Errorf("Parse(%q, %s) = %v, %v; want %s", tt.text, tt.code, got, err, tt.want)
			}
		})
	}
}

func TestParse_Plain(t *testing.T) {
	t.Parallel()
	zeros := strings.Repeat("0", 64)
	checkParse(t, []parseCase{
		{"2145", "EUR", "EUR 2145.00", nil},
		{"2145.0", "EUR", "EUR 2145.00", nil},
		{"2145.00", "EUR", "EUR 2145.00", nil},
		{"2145.000", "EUR", "EUR 2145.00", nil},
		{"-0.5", "EUR", "EUR -0.50", nil},
		{"19.995", "EUR", "EUR 19.995", nil},
		{"0.01250", "EUR", "EUR 0.0125", nil},
		{"1.000", "EUR", "EUR 1.00", nil}, // a point never separates thousands
		{"1.000", "JPY", "JPY 1", nil},
		{"100", "JPY", "JPY 100", nil},
		{"1.000", "KWD", "KWD 1.000", nil},
		{"0", "CLF", "CLF 0.0000", nil},
		{"-0", "EUR", "EUR 0.00", nil},
		{"-0.00", "EUR", "EUR 0.00", nil},
		{"0.07", "EUR", "EUR 0.07", nil},
		{"0." + zeros[:28], "EUR", "EUR 0.00", nil},
	})
}

func TestParse_Syntax(t *testing.T) {
	t.Parallel()
	const syntax = "is not a plain number such as 2145.00"
	zeros := strings.Repeat("0", 64)
	checkParse(t, []parseCase{
		{"", "EUR", "is missing", input.ErrMissing},
		{"-", "EUR", syntax, input.ErrSyntax},
		{".", "EUR", syntax, input.ErrSyntax},
		{"-.", "EUR", syntax, input.ErrSyntax},
		{".5", "EUR", syntax, input.ErrSyntax},
		{"-.5", "EUR", syntax, input.ErrSyntax},
		{"5.", "EUR", syntax, input.ErrSyntax},
		{"1.2.3", "EUR", syntax, input.ErrSyntax},
		{"1..2", "EUR", syntax, input.ErrSyntax},
		{"1.-2", "EUR", syntax, input.ErrSyntax},
		{"--1", "EUR", syntax, input.ErrSyntax},
		{"1-", "EUR", syntax, input.ErrSyntax},
		{"+1", "EUR", syntax, input.ErrSyntax},
		{"007.50", "EUR", syntax, input.ErrSyntax}, // the only sign is minus, and there are no leading zeros
		{"-007", "EUR", syntax, input.ErrSyntax},
		{"00", "EUR", syntax, input.ErrSyntax},
		{"00.5", "EUR", syntax, input.ErrSyntax},
		{zeros, "EUR", syntax, input.ErrSyntax},
		{" 1", "EUR", syntax, input.ErrSyntax},
		{"1 ", "EUR", syntax, input.ErrSyntax},
		{"1\n", "EUR", syntax, input.ErrSyntax},
		{"1,5", "EUR", syntax, input.ErrSyntax},
		{"1,000.00", "EUR", syntax, input.ErrSyntax},
		{"1 000", "EUR", syntax, input.ErrSyntax},
		{"1'000", "EUR", syntax, input.ErrSyntax},
		{"1_000", "EUR", syntax, input.ErrSyntax},
		{"1e3", "EUR", syntax, input.ErrSyntax},
		{"1E3", "EUR", syntax, input.ErrSyntax},
		{"0x10", "EUR", syntax, input.ErrSyntax},
		{"½", "EUR", syntax, input.ErrSyntax},
		{"٣", "EUR", syntax, input.ErrSyntax}, // a digit, but not one of ours
		{"−1", "EUR", syntax, input.ErrSyntax},
		{"€1", "EUR", syntax, input.ErrSyntax},
		{"NaN", "EUR", syntax, input.ErrSyntax},
		{"Inf", "EUR", syntax, input.ErrSyntax},
		{"/", "EUR", syntax, input.ErrSyntax}, // the neighbours of the digits
		{":", "EUR", syntax, input.ErrSyntax},
		{"1\x00", "EUR", syntax, input.ErrSyntax},
		{"\xff", "EUR", syntax, input.ErrSyntax},
	})
}

func TestParse_Limits(t *testing.T) {
	t.Parallel()
	zeros := strings.Repeat("0", 64)
	checkParse(t, []parseCase{
		{zeros + "0", "EUR", "is longer than 64 bytes", input.ErrRange},
		{"0." + zeros[:28], "EUR", "EUR 0.00", nil},
		{"0." + zeros[:29], "EUR", "has more than 28 places", input.ErrRange},
		{"1234567." + zeros[:27], "EUR", "EUR 1234567.00", nil},
		{"1234567." + zeros[:28], "EUR", "needs more than 34 digits", input.ErrRange},
		{strings.Repeat("9", 34), "JPY", "JPY " + strings.Repeat("9", 34), nil},
		{"1" + zeros[:34], "JPY", "needs more than 34 digits", input.ErrRange},
		{strings.Repeat("9", 32), "EUR", "EUR " + strings.Repeat("9", 32) + ".00", nil},
		{strings.Repeat("9", 33), "EUR", "needs more than 34 digits", input.ErrRange},
	})
}

func TestParse_NoCurrency(t *testing.T) {
	if got, err := money.Parse("1", money.Currency{}); !got.IsZero() || !errors.Is(err, input.ErrMissing) ||
		err.Error() != "money.Parse: currency: is missing" {
		t.Errorf("without currency: %v, %v", got, err)
	}
}

func TestParseAmountRefuses(t *testing.T) {
	t.Parallel()
	const form = "is not a currency code, a space and a number, such as EUR 2145.00"
	const unknown = "is not an ISO 4217 code of three upper-case letters, in use or withdrawn since 2010"
	for _, tt := range []struct {
		text, err string
		sentinel  error
	}{
		{"", "text: is missing", input.ErrMissing},
		{"EUR", `"EUR": ` + form, input.ErrSyntax},
		{"EU", `"EU": ` + form, input.ErrSyntax},
		{"EUR ", "number: is missing", input.ErrMissing},
		{"EUR  1", `number " 1": is not a plain number such as 2145.00`, input.ErrSyntax},
		{"EUR\t1", `"EUR\t1": ` + form, input.ErrSyntax},
		{"EUR1", `"EUR1": ` + form, input.ErrSyntax},
		{"1 EUR", `"1 EUR": ` + form, input.ErrSyntax},
		{"€ 1", `currency "€": ` + unknown, input.ErrUnknown},
		{"2145.00", `"2145.00": ` + form, input.ErrSyntax},
		{"DEM 1", `currency "DEM": ` + unknown, input.ErrUnknown},
		{"XAU 1", `currency "XAU": is an ISO 4217 code without a minor unit: nothing is paid in it`, input.ErrUnknown},
		{"EUR 1,50", `number "1,50": is not a plain number such as 2145.00`, input.ErrSyntax},
		{"EUR 1.5 ", `number "1.5 ": is not a plain number such as 2145.00`, input.ErrSyntax},
		{"no amount", `"no amount": ` + form, input.ErrSyntax},
	} {
		t.Run(tt.text, func(t *testing.T) {
			got, err := money.ParseAmount(tt.text)
			if !got.IsZero() || !errors.Is(err, tt.sentinel) || err.Error() != "money.ParseAmount: "+tt.err {
				t.Errorf("ParseAmount(%q) = %v, %v", tt.text, got, err)
			}
		})
	}
}

func TestMustParseAmount(t *testing.T) {
	t.Parallel()
	if got := money.MustParseAmount("EUR 2145.00"); got.String() != "EUR 2145.00" {
		t.Errorf("%v", got)
	}
	mustPanic(t, "money.ParseAmount", func() { money.MustParseAmount("2145.00 EUR") })
}

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

func propRoundTrip(t *rapid.T) {
	c := genCurrency().Draw(t, "currency")
	checkRoundTrip(t, genAmount(c).Draw(t, "a"))
}

// checkRoundTrip checks that everything a prints reads back as a, and prints the same again.
func checkRoundTrip(t rapid.TB, a money.Amount) {
	t.Helper()
	same := func(name string, b money.Amount, err error) {
		t.Helper()
		if err != nil || !b.Equal(a) || b.String() != a.String() || b.IsZero() != a.IsZero() {
			t.Fatalf("%s: %v comes back as %v, %v", name, a, b, err)
		}
	}
	var fromText, fromJSON, fromColumn money.Amount
	text, err := a.MarshalText()
	if err == nil {
		err = fromText.UnmarshalText(text)
	}
	same("text", fromText, err)
	data, err := a.MarshalJSON()
	if err == nil {
		err = fromJSON.UnmarshalJSON(data)
	}
	same("JSON", fromJSON, err)
	column, err := a.Value()
	if err == nil {
		err = fromColumn.Scan(column)
	}
	same("column", fromColumn, err)
	if !a.IsZero() {
		fromNumber, err := money.Parse(a.Number(), a.Currency())
		same("number", fromNumber, err)
		fromDecimal, err := money.New(a.Decimal(), a.Currency())
		same("decimal", fromDecimal, err)
	}
}

func TestTextRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, propRoundTrip)
}
