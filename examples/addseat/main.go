// Addseat adds three seats to an annual subscription in mid-term: the price, the invoice, and the facts to store. It is
// the example of the README.
package main

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

func main() {
	ed, today := policy.Europe2024(), calendar.MustParseDate("2025-08-02")
	sub, err := lifecycle.New(ed, stored())
	check(err)
	add, err := coterm.AddSeats(sub.On(today), coterm.SeatRequest{Seats: 3, SRP: money.MustParseAmount("EUR 2145.00")})
	check(err)
	inv, err := invoice.New(ed, invoice.Draft{Number: "2025-133", Issued: today, Items: []invoice.Item{
		{Description: "AutoCAD, 3 seats more", Charge: add.Charge, Taxes: invoice.MustParseTaxes("21%")},
	}})
	check(err)
	fmt.Println(inv.Lines[0])
	fmt.Println(inv)
	next := add.Next.Bill(inv.Billed()) // to be stored
	fmt.Println(len(next.Changes), "change,", len(next.Invoices), "invoice")
}

// stored are the facts of a subscription as a store gives them back.
func stored() lifecycle.Facts {
	start := calendar.MustParseDate("2024-11-30")
	return lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 5,
		Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual}},
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
