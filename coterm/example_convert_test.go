package coterm_test

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// convertedTrial is a trial of AutoCAD, bought for a year on its ninth day.
func convertedTrial() coterm.ConversionPrice {
	trial, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Kind: policy.Trial, Offering: "AutoCAD", Seats: 1,
		Ordered: calendar.MustParseDate("2025-08-01"), End: calendar.MustParseDate("2025-08-31"),
	})
	if err != nil {
		panic(err)
	}
	paid, err := coterm.Convert(trial.On(calendar.MustParseDate("2025-08-09")), coterm.ConversionRequest{
		Length: calendar.Annual, Seats: 2, SRP: money.MustParseAmount("EUR 2145.00"),
	})
	if err != nil {
		panic(err)
	}
	return paid
}

// A trial becomes a paid subscription on the day on which it is bought.
func ExampleConvert() {
	paid := convertedTrial()
	fmt.Println(paid.Charge)
	fmt.Println(paid.Next.Kind, paid.Next.Terms[0].Start, paid.Next.Terms[0].End)
	// Output:
	// EUR 2145.00 × 2 seats = 4290.00
	// subscription 2025-08-09 2026-08-09
}

func ExampleConversionPrice_Rules() {
	fmt.Println(convertedTrial().Rules()[:2])
	// Output: [trial.convert proration.price]
}

func ExampleConversionPrice_Explain() {
	charge, _, _ := strings.Cut(convertedTrial().Explain(), "\n")
	fmt.Println(charge)
	// Output: EUR 2145.00 × 2 seats = 4290.00
}
