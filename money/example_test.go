package money_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"github.com/shopspring/decimal"
)

// Three seats are added 120 days before the renewal of an annual subscription: one multiplication, one division, one
// rounding.
func Example() {
	price := money.MustParseAmount("EUR 2145.00") // one seat for one year
	const days, seats, divisor = 120, 3, 365

	digits, exact, err := price.Truncated(days*seats, divisor, 4)
	if err != nil {
		fmt.Println(err)
		return
	}
	if !exact {
		digits += "…"
	}
	charge, _, err := price.MulDiv(days*seats, divisor, price.Currency().Rounding(money.HalfUp))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s ÷ %d × %d days × %d seats = %s → %s\n", price, divisor, days, seats, digits, charge)
	// Output: EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → EUR 2115.62
}

// Tax is computed and rounded per line; the total is the sum of the lines.
func Example_invoice() {
	var net, tax []money.Amount
	for _, line := range []string{"EUR 2115.62", "EUR 59.99", "EUR 0.35"} {
		n := money.MustParseAmount(line)
		t, _, err := n.MulDiv(21, 100, n.Currency().Rounding(money.HalfUp))
		if err != nil {
			fmt.Println(err)
			return
		}
		net, tax = append(net, n), append(tax, t)
		fmt.Println(n, "and tax", t)
	}
	total, err := money.Sum(net[0], append(net[1:], tax...)...)
	fmt.Println("total", total, err)
	// Output:
	// EUR 2115.62 and tax EUR 444.28
	// EUR 59.99 and tax EUR 12.60
	// EUR 0.35 and tax EUR 0.07
	// total EUR 2632.91 <nil>
}

func ExampleNew() {
	fmt.Println(money.New(decimal.New(214500, -2), money.MustParseCurrency("EUR")))
	fmt.Println(money.New(decimal.New(1, 2_000_000_000), money.MustParseCurrency("EUR")))
	// Output:
	// EUR 2145.00 <nil>
	// no amount money.New: value: has the exponent 2000000000, which must be from -28 to 18
}

func ExampleFromMinor() {
	fmt.Println(money.FromMinor(214500, money.MustParseCurrency("EUR")))
	fmt.Println(money.FromMinor(214500, money.MustParseCurrency("JPY")))
	// Output:
	// EUR 2145.00 <nil>
	// JPY 214500 <nil>
}

func ExampleParse() {
	eur := money.MustParseCurrency("EUR")
	fmt.Println(money.Parse("2145", eur))
	fmt.Println(money.Parse("1e1000000000", eur))
	// Output:
	// EUR 2145.00 <nil>
	// no amount money.Parse: text "1e1000000000": is not a plain number such as 2145.00
}

func ExampleParseAmount() {
	fmt.Println(money.ParseAmount("EUR 19.995"))
	fmt.Println(money.ParseAmount("HRK 100.00"))
	fmt.Println(money.ParseAmount("XAU 1"))
	// Output:
	// EUR 19.995 <nil>
	// HRK 100.00 <nil>
	// no amount money.ParseAmount: currency "XAU": is an ISO 4217 code without a minor unit: nothing is paid in it
}

func ExampleMustParseAmount() {
	fmt.Println(money.MustParseAmount("EUR 2145.00"))
	// Output: EUR 2145.00
}

func ExampleParseCurrency() {
	fmt.Println(money.ParseCurrency("EUR"))
	fmt.Println(money.ParseCurrency("BGN"))
	fmt.Println(money.ParseCurrency("XAU"))
	// Output:
	// EUR <nil>
	// BGN <nil>
	// no currency money.ParseCurrency: "XAU": is an ISO 4217 code without a minor unit: nothing is paid in it
}

func ExampleMustParseCurrency() {
	fmt.Println(money.MustParseCurrency("EUR"))
	// Output: EUR
}

func ExampleCurrencies() {
	for c := range money.Currencies() {
		if c.MinorUnits() > 3 {
			fmt.Println(c, c.MinorUnits())
		}
	}
	// Output:
	// CLF 4
	// UYW 4
}

// A stored invoice in a withdrawn currency is read and credited like any other; a new price in that currency is
// refused.
func Example_withdrawnCurrency() {
	var net money.Amount
	if err := json.Unmarshal([]byte(`{"amount":"100.00","currency":"BGN"}`), &net); err != nil {
		fmt.Println(err)
		return
	}
	tax, _, err := net.MulDiv(20, 100, net.Currency().Rounding(money.HalfUp))
	if err != nil {
		fmt.Println(err)
		return
	}
	gross, err := net.Add(tax)
	fmt.Println("to be credited", gross.Neg(), err)

	err = net.Currency().CheckOn(calendar.MustParseDate("2026-01-10"))
	fmt.Println("new price:", errors.Is(err, money.ErrWithdrawn))
	// Output:
	// to be credited BGN -120.00 <nil>
	// new price: true
}

func ExampleCurrency_Withdrawn() {
	fmt.Println(money.MustParseCurrency("HRK").Withdrawn())
	fmt.Println(money.MustParseCurrency("EUR").Withdrawn())
	// Output:
	// 2023-01-01 true
	// no date false
}

func ExampleCurrency_CheckOn() {
	bgn := money.MustParseCurrency("BGN")
	fmt.Println(bgn.CheckOn(calendar.MustParseDate("2025-12-31")))
	fmt.Println(bgn.CheckOn(calendar.MustParseDate("2026-01-01")))
	// Output:
	// <nil>
	// money.Currency.CheckOn: currency BGN: was withdrawn on 2026-01-01: nothing new is priced in it on 2026-01-01
}

func ExampleCurrency_IsZero() {
	var none money.Currency
	fmt.Println(none.IsZero(), money.MustParseCurrency("EUR").IsZero())
	// Output: true false
}

func ExampleCurrency_MinorUnits() {
	for _, code := range []string{"JPY", "EUR", "KWD"} {
		fmt.Println(code, money.MustParseCurrency(code).MinorUnits())
	}
	// Output:
	// JPY 0
	// EUR 2
	// KWD 3
}

func ExampleCurrency_Rounding() {
	fmt.Printf("%+v\n", money.MustParseCurrency("EUR").Rounding(money.HalfUp))
	// Output: {Places:2 Mode:half-up}
}

func ExampleCurrency_String() {
	fmt.Println(money.MustParseCurrency("EUR").String())
	// Output: EUR
}

func ExampleCurrency_AppendText() {
	text, err := money.MustParseCurrency("EUR").AppendText([]byte("in "))
	fmt.Printf("%s %v\n", text, err)
	// Output: in EUR <nil>
}

func ExampleCurrency_MarshalText() {
	text, err := json.Marshal(map[string]money.Currency{"currency": money.MustParseCurrency("EUR")})
	fmt.Printf("%s %v\n", text, err)
	// Output: {"currency":"EUR"} <nil>
}

func ExampleCurrency_UnmarshalText() {
	var c money.Currency
	fmt.Println(c.UnmarshalText([]byte("EUR")), c)
	// Output: <nil> EUR
}

func ExampleCurrency_Scan() {
	var c money.Currency
	fmt.Println(c.Scan("EUR"), c)
	// Output: <nil> EUR
}

func ExampleCurrency_Value() {
	fmt.Println(money.MustParseCurrency("EUR").Value())
	// Output: EUR <nil>
}

func ExampleParseMode() {
	fmt.Println(money.ParseMode("half-even"))
	// Output: half-even <nil>
}

func ExampleMode_IsValid() {
	fmt.Println(money.HalfUp.IsValid(), money.Mode(0).IsValid())
	// Output: true false
}

func ExampleMode_String() {
	fmt.Println(money.HalfUp.String())
	// Output: half-up
}

func ExampleMode_AppendText() {
	text, err := money.HalfUp.AppendText([]byte("rounding: "))
	fmt.Printf("%s %v\n", text, err)
	// Output: rounding: half-up <nil>
}

func ExampleMode_MarshalText() {
	text, err := json.Marshal(money.Rounding{Places: 2, Mode: money.HalfUp})
	fmt.Printf("%s %v\n", text, err)
	// Output: {"places":2,"mode":"half-up"} <nil>
}

func ExampleMode_Meaning() {
	fmt.Println(money.HalfEven, "=", money.HalfEven.Meaning())
	// Output: half-even = to the nearer neighbour, from the middle to the one with an even last digit
}

func ExampleMode_UnmarshalText() {
	var r money.Rounding
	fmt.Println(json.Unmarshal([]byte(`{"places":2,"mode":"half-even"}`), &r), r)
	fmt.Println(json.Unmarshal([]byte(`{"places":2,"mode":"bankers"}`), &r))
	// Output:
	// <nil> {2 half-even}
	// money.Rounding.UnmarshalJSON: mode "bankers": is not known; one of: half-up, half-even, up, down
}
