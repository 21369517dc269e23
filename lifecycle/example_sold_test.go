package lifecycle_test

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func ExampleFacts_AddsSeats() {
	ordered, added := calendar.MustParseDate("2024-10-01"), calendar.MustParseDate("2025-03-15")
	sub, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: ordered,
	})
	if err != nil {
		panic(err)
	}
	if sub, err = sub.On(added).AddSeats(2); err != nil {
		panic(err)
	}
	stored := sub.Facts()
	fmt.Println(stored.AddsSeats(2, added), stored.AddsSeats(4, added))
	// Output: true false
}

func ExampleFacts_StartsWith() {
	sub, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-10-01"),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(sub.Facts().StartsWith(5), sub.Facts().StartsWith(9))
	// Output: true false
}

func ExampleSubscription_StartsWith() {
	sub, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-10-01"),
	})
	if err != nil {
		panic(err)
	}
	if sub, err = sub.On(calendar.MustParseDate("2025-08-01")).ReduceSeats(3); err != nil {
		panic(err)
	}
	if sub, err = sub.On(calendar.MustParseDate("2025-08-02")).Renew(lifecycle.RenewalChanges{}); err != nil {
		panic(err)
	}
	fmt.Println(sub.StartsWith(3), sub.StartsWith(5))
	// Output: true false
}
