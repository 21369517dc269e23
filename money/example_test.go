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

func ExampleSum() {
	lines := []money.Amount{
		money.MustParseAmount("EUR 2115.62"),
		money.MustParseAmount("EUR 444.28"),
		money.MustParseAmount("EUR -59.90"),
	}
	fmt.Println(money.Sum(lines[0], lines[1:]...))
	// Output: EUR 2500.00 <nil>
}

func ExampleAmount_Add() {
	net, tax := money.MustParseAmount("EUR 2115.62"), money.MustParseAmount("EUR 444.28")
	fmt.Println(net.Add(tax))
	fmt.Println(net.Add(money.MustParseAmount("USD 444.28")))
	// Output:
	// EUR 2559.90 <nil>
	// no amount money.Amount.Add: other USD 444.28: must be in EUR
}

func ExampleAmount_Sub() {
	fmt.Println(money.MustParseAmount("EUR 100.00").Sub(money.MustParseAmount("EUR 33.335")))
	// Output: EUR 66.665 <nil>
}

func ExampleAmount_Neg() {
	fmt.Println(money.MustParseAmount("EUR 59.90").Neg())
	// Output: EUR -59.90
}

func ExampleAmount_Cmp() {
	credit, order := money.MustParseAmount("EUR 2145.00"), money.MustParseAmount("EUR 2559.90")
	n, err := order.Cmp(credit)
	fmt.Println(n > 0, err)
	// Output: true <nil>
}

func ExampleAmount_Equal() {
	a := money.MustParseAmount("EUR 2.5")
	fmt.Println(a.Equal(money.MustParseAmount("EUR 2.50")))
	fmt.Println(a.Equal(money.MustParseAmount("USD 2.50")))
	// Output:
	// true
	// false
}

func ExampleAmount_Sign() {
	fmt.Println(money.MustParseAmount("EUR -59.90").Sign())
	fmt.Println(money.MustParseAmount("EUR 0.00").Sign())
	// Output:
	// -1
	// 0
}

// Free is not the same as missing.
func ExampleAmount_IsZero() {
	free := money.MustParseAmount("EUR 0.00")
	var missing money.Amount
	fmt.Println(free.IsZero(), free.Sign() == 0)
	fmt.Println(missing.IsZero())
	// Output:
	// false true
	// true
}

func ExampleAmount_Currency() {
	fmt.Println(money.MustParseAmount("EUR 2145.00").Currency())
	// Output: EUR
}

func ExampleAmount_Decimal() {
	d := money.MustParseAmount("EUR 2145.5").Decimal()
	fmt.Println(d.Coefficient(), d.Exponent())
	// Output: 214550 -2
}

func ExampleAmount_IsWhole() {
	fmt.Println(money.MustParseAmount("EUR 19.99").IsWhole())
	fmt.Println(money.MustParseAmount("EUR 19.995").IsWhole())
	// Output:
	// true
	// false
}

func ExampleAmount_Minor() {
	fmt.Println(money.MustParseAmount("EUR 2145.00").Minor())
	fmt.Println(money.MustParseAmount("EUR 19.995").Minor())
	// Output:
	// 214500 <nil>
	// 0 money.Amount.Minor: amount EUR 19.995: is finer than the 2 places of EUR: round it first
}

func ExampleAmount_Round() {
	a := money.MustParseAmount("EUR 2.345")
	for _, mode := range []money.Mode{money.HalfUp, money.HalfEven, money.Up, money.Down} {
		rounded, err := a.Round(a.Currency().Rounding(mode))
		fmt.Println(mode, rounded, err)
	}
	// Output:
	// half-up EUR 2.35 <nil>
	// half-even EUR 2.34 <nil>
	// up EUR 2.35 <nil>
	// down EUR 2.34 <nil>
}

// Half of a monthly price is a tie. A rounded daily rate of 0.67, or a quotient cut after 16 places, gets it wrong.
func ExampleAmount_MulDiv() {
	price := money.MustParseAmount("EUR 19.99")
	fmt.Println(price.MulDiv(15, 30, price.Currency().Rounding(money.HalfUp)))
	// Output: EUR 10.00 false <nil>
}

func ExampleAmount_Truncated() {
	fmt.Println(money.MustParseAmount("EUR 2145.00").Truncated(360, 365, 4))
	fmt.Println(money.MustParseAmount("EUR 19.99").Truncated(15, 30, 4))
	// Output:
	// 2115.6164 false <nil>
	// 9.995 true <nil>
}

func ExampleAmount_Split() {
	fmt.Println(money.MustParseAmount("EUR 2145.02").Split(3))
	_, err := money.MustParseAmount("EUR 2145.02").Split(money.MaxParts + 1)
	fmt.Println(err)
	// Output:
	// [EUR 715.01 EUR 715.01 EUR 715.00] <nil>
	// money.Amount.Split: n 1201: must be from 1 to 1200
}

// A charge for 120 days and two whole years is invoiced in three parts.
func ExampleAmount_Allocate() {
	fmt.Println(money.MustParseAmount("EUR 4995.21").Allocate([]int{120, 365, 365}))
	// Output: [EUR 705.21 EUR 2145.00 EUR 2145.00] <nil>
}

func ExampleAmount_String() {
	var none money.Amount
	fmt.Println(money.MustParseAmount("EUR 2145").String())
	fmt.Println(none.String())
	// Output:
	// EUR 2145.00
	// no amount
}

func ExampleAmount_Number() {
	fmt.Println(money.MustParseAmount("EUR 2145").Number())
	fmt.Println(money.MustParseAmount("KWD 2145").Number())
	// Output:
	// 2145.00
	// 2145.000
}

func ExampleAmount_AppendText() {
	line, err := money.MustParseAmount("EUR 2145.00").AppendText([]byte("to pay: "))
	fmt.Printf("%s %v\n", line, err)
	// Output: to pay: EUR 2145.00 <nil>
}

func ExampleAmount_MarshalText() {
	text, err := money.MustParseAmount("EUR 2145.00").MarshalText()
	fmt.Printf("%s %v\n", text, err)
	// Output: EUR 2145.00 <nil>
}

func ExampleAmount_UnmarshalText() {
	var a money.Amount
	err := a.UnmarshalText([]byte("EUR 2145.00"))
	fmt.Println(a, err)
	// Output: EUR 2145.00 <nil>
}

func ExampleAmount_MarshalJSON() {
	text, err := json.Marshal(money.MustParseAmount("EUR 2145.00"))
	fmt.Printf("%s %v\n", text, err)
	// Output: {"amount":"2145.00","currency":"EUR"} <nil>
}

func ExampleAmount_UnmarshalJSON() {
	var a money.Amount
	fmt.Println(json.Unmarshal([]byte(`{"amount":"2145.00","currency":"EUR"}`), &a), a)
	fmt.Println(json.Unmarshal([]byte(`{"amount":2145.00,"currency":"EUR"}`), &a))
	// Output:
	// <nil> EUR 2145.00
	// money.Amount.UnmarshalJSON: amount: is not a JSON string
}

func ExampleAmount_Scan() {
	var a money.Amount
	fmt.Println(a.Scan("EUR 2145.00"), a)
	fmt.Println(a.Scan(int64(2145)))
	// Output:
	// <nil> EUR 2145.00
	// money.Amount.Scan: column: must be text, not int64
}

func ExampleAmount_Value() {
	fmt.Println(money.MustParseAmount("EUR 2145.00").Value())
	fmt.Println(money.Amount{}.Value())
	// Output:
	// EUR 2145.00 <nil>
	// <nil> <nil>
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
