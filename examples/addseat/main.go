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
	sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-11-30"),
	})
	check(err)
	add, err := coterm.AddSeats(sub.On(today), coterm.SeatRequest{Seats: 3, SRP: money.MustParseAmount("EUR 2145.00")})
	check(err)
	item := add.Item("AutoCAD × 3", invoice.MustParseTaxes("21%"))
	inv, err := invoice.New(ed, invoice.Draft{Number: "2025-133", Items: []invoice.Item{item}})
	check(err)
	fmt.Println(inv.Lines[0])
	fmt.Println(inv)
	next := invoice.Bill(add.Next, inv) // the facts to be stored
	fmt.Println(len(next.Changes), "change,", len(next.Invoices), "invoice")
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
