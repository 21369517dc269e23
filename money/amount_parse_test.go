package money_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
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
