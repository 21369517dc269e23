// Addseat prices three seats that join an annual subscription in mid-term. It is the example of the README.
package main

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

func main() {
	bought, today := calendar.MustParseDate("2024-11-30"), calendar.MustParseDate("2025-08-02")
	service, err := calendar.Annual.Service(bought, bought)
	if err != nil {
		panic(err)
	}
	charge, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP:     money.MustParseAmount("EUR 2145.00"), // one seat, one year, before tax
		Seats:   3,
		Service: service,
		Bought:  calendar.Since(today).Intersect(service.Covered()), // today through 2025-11-29
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(charge)
}
