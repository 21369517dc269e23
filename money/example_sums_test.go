package money_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/money"
)

// owed is what a customer owes after buying in two currencies.
func owed() money.Sums {
	sums, err := money.SumsOf(
		money.MustParseAmount("USD 90.00"), money.MustParseAmount("EUR 2145.00"), money.MustParseAmount("EUR 45.00"),
	)
	if err != nil {
		panic(err)
	}
	return sums
}

func ExampleSumsOf() {
	sums, err := money.SumsOf(
		money.MustParseAmount("USD 90.00"), money.MustParseAmount("EUR 2145.00"), money.MustParseAmount("EUR 45.00"),
	)
	fmt.Println(sums, err)
	// Output: EUR 2190.00 + USD 90.00 <nil>
}

func ExampleSums_Add() {
	var sums money.Sums // of nothing, and ready for use
	sums, err := sums.Add(money.MustParseAmount("EUR 2145.00"))
	fmt.Println(sums, err)
	// Output: EUR 2145.00 <nil>
}

func ExampleSums_All() {
	for sum := range owed().All() {
		fmt.Println(sum)
	}
	// Output:
	// EUR 2190.00
	// USD 90.00
}

func ExampleSums_Of() {
	fmt.Println(owed().Of(money.MustParseCurrency("EUR")), owed().Of(money.MustParseCurrency("JPY")))
	// Output: EUR 2190.00 JPY 0
}

func ExampleSums_Len() {
	fmt.Println(owed().Len())
	// Output: 2
}

func ExampleSums_IsZero() {
	fmt.Println(money.Sums{}.IsZero(), owed().IsZero())
	// Output: true false
}

func ExampleSums_Equal() {
	fmt.Println(owed().Equal(owed()), owed().Equal(money.Sums{}))
	// Output: true false
}

func ExampleSums_String() {
	fmt.Println(owed(), money.Sums{})
	// Output: EUR 2190.00 + USD 90.00 nothing
}

func ExampleSums_MarshalJSON() {
	text, err := json.Marshal(owed())
	fmt.Println(string(text), err)
	// Output: {"EUR":"2190.00","USD":"90.00"} <nil>
}

func ExampleSums_UnmarshalJSON() {
	var sums money.Sums
	fmt.Println(json.Unmarshal([]byte(`{"EUR":"2190.00","USD":"90.00"}`), &sums), sums)
	fmt.Println(json.Unmarshal([]byte(`{"EUR":"2190.00","EUR":"90.00"}`), &sums))
	// Output:
	// <nil> EUR 2190.00 + USD 90.00
	// money.Sums.UnmarshalJSON: EUR: is a duplicate
}

func ExampleAmount_Times() {
	fmt.Println(money.MustParseAmount("EUR 2145.00").Times(3))
	// Output: EUR 6435.00 <nil>
}
