package money_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/money"
)

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
