package order_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// opened is a quote of three seats more and of some tokens.
func opened() order.Quote {
	ed, today := policy.Europe2024(), calendar.MustParseDate("2025-08-02")
	sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-11-30"),
	})
	if err != nil {
		panic(err)
	}
	add, err := coterm.AddSeats(sub.On(today), coterm.SeatRequest{Seats: 3, SRP: money.MustParseAmount("EUR 2145.00")})
	if err != nil {
		panic(err)
	}
	vat := invoice.MustParseTaxes("21%")
	q, err := order.NewQuote(ed, order.QuoteDraft{
		Number: "Q-7", Kind: policy.Subscription, Issued: today, Expires: today.AddDays(30),
		Items: []invoice.Item{
			add.Item("3 seats more", vat),
			{Description: "Training", Quantity: 2, UnitPrice: money.MustParseAmount("EUR 10.00"), Taxes: vat},
		},
	})
	if err != nil {
		panic(err)
	}
	return q
}

func TestQuoteExplanation_Refused(t *testing.T) {
	q := opened()
	if _, err := q.Explanation(policy.NorthAmerica2024()); !errors.Is(err, billingrules.ErrConflict) {
		t.Error(err)
	}
	q.Items[0].Charge.Edition = policy.NorthAmerica2024().Fingerprint()
	_, err := q.Explanation(policy.Europe2024())
	if list := billingrules.InputErrors(err); len(list) != 1 || list[0].Field != "items[0].charge.edition" {
		t.Error(err)
	}
}

func ExampleQuote_Explanation() {
	x, err := opened().Explanation(policy.Europe2024())
	fmt.Println(x.Asks, x.Value, err)
	for _, part := range x.Parts {
		fmt.Println(part.Asks, part.Value, part.Rules[0].Rule)
		for _, of := range part.Parts {
			fmt.Println("  ", of.Asks, of.Value, of.Rules[0].Rule)
		}
	}
	// Output:
	// total of quote Q-7 EUR 2584.10 <nil>
	// days on which it can be accepted 2025-08-02/2025-09-02 quote.valid
	// line 1, 3 seats more EUR 2115.62 quote.contents
	//    price, before tax EUR 2115.62 proration.price
	//    tax EUR 444.28 invoice.tax
	// line 2, Training EUR 20.00 quote.contents
	//    tax EUR 4.20 invoice.tax
}
