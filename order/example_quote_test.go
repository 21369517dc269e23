package order_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// offer is a partner's quote for five seats of a new annual subscription.
func offer() order.Quote {
	start := calendar.MustParseDate("2025-06-10")
	service, err := calendar.Annual.Service(start, start)
	if err != nil {
		panic(err)
	}
	q, err := order.NewQuote(policy.Europe2024(), order.QuoteDraft{
		Number: "Q-1042", Kind: policy.Subscription,
		Issued: calendar.MustParseDate("2025-05-12"), Expires: calendar.MustParseDate("2025-06-10"),
		Items: []invoice.Item{{
			Description: "Revit",
			Priced: invoice.Priced{Request: proration.PriceRequest{
				SRP:     money.MustParseAmount("EUR 3339.00"),
				Seats:   5,
				Service: service,
				Bought:  service.Covered(),
			}, FullTerm: true},

			Discount: money.MustParseAmount("EUR 695.00"),
			Taxes:    invoice.MustParseTaxes("21%"),
		}},
	})
	if err != nil {
		panic(err)
	}
	return q
}

func ExampleNewQuote() {
	q, err := order.NewQuote(policy.Europe2024(), order.QuoteDraft{
		Number: "Q-1043", Kind: policy.FlexTokens,
		Issued: calendar.MustParseDate("2024-03-03"), Expires: calendar.MustParseDate("2024-04-02"),
		Items: []invoice.Item{
			{
				Description: "Flex tokens",
				Quantity:    500,
				UnitPrice:   money.MustParseAmount("EUR 3.00"),
				Taxes:       invoice.MustParseTaxes("21%"),
			},
		},
	})
	fmt.Println(q.Totals, err)
	// Output: EUR 1500.00 + tax 315.00 = 1815.00 <nil>
}

func ExampleQuote_CanAccept() {
	fmt.Println(offer().CanAccept(calendar.MustParseDate("2025-06-11")))
	// Output: refused on 2025-06-11 by quote.valid (2025-05-12 through 2025-06-10): ask for a new quote
}

// The price holds until the quote expires; the days that it buys run on.
func ExampleQuote_Notices() {
	bought := calendar.MustParseDate("2024-11-30")
	service, err := calendar.Annual.Service(bought, bought)
	if err != nil {
		panic(err)
	}
	added, err := order.NewQuote(policy.Europe2024(), order.QuoteDraft{
		Number: "Q-1044", Kind: policy.Subscription,
		Issued: calendar.MustParseDate("2025-08-02"), Expires: calendar.MustParseDate("2025-09-01"),
		Items: []invoice.Item{{
			Description: "3 seats more", Taxes: invoice.MustParseTaxes("21%"),
			Priced: invoice.Priced{Request: proration.PriceRequest{
				SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3, Service: service,
				Bought: service.Covered().Intersect(calendar.Since(calendar.MustParseDate("2025-08-02"))),
			}},
		}},
	})
	if err != nil {
		panic(err)
	}
	list, err := added.Notices(policy.Europe2024(), calendar.MustParseDate("2025-08-20"))
	if err != nil {
		panic(err)
	}
	for _, n := range list {
		said, price, _ := strings.Cut(n.Text, "; ")
		fmt.Println(said + "\n" + price)
	}
	// Output:
	// 3 seats more: of the days quoted, 2025-08-02 through 2025-11-29, 18 days are over on 2025-08-20
	// the price holds, and the days do not grow.
}

// A late renewal buys its full term, from the old renewal date on: the line says which term it renews.
func ExampleQuoteDraft() {
	renewal := calendar.MustParseDate("2025-06-10")
	service, err := calendar.Annual.Service(renewal, renewal)
	if err != nil {
		panic(err)
	}
	q, err := order.NewQuote(policy.Europe2024(), order.QuoteDraft{
		Number: "Q-1045", Kind: policy.Subscription,
		Issued: calendar.MustParseDate("2025-07-01"), Expires: calendar.MustParseDate("2025-07-24"),
		Items: []invoice.Item{{
			Description: "Revit, renewed",
			Priced: invoice.Priced{Renews: calendar.Annual, Request: proration.PriceRequest{
				SRP: money.MustParseAmount("EUR 3339.00"), Seats: 5, Service: service, Bought: service.Covered(),
			}}, Taxes: invoice.MustParseTaxes("21%"),
		}},
	})
	fmt.Println(q.Totals, err)
	// Output: EUR 16695.00 + tax 3505.95 = 20200.95 <nil>
}

func ExampleQuoteDraft_UnmarshalJSON() {
	var draft order.QuoteDraft
	err := json.Unmarshal([]byte(`{"number": "Q-1", "items": [{"request": {"seat": 3}}]}`), &draft)
	fmt.Println(errors.Is(err, billingrules.ErrUnknown), billingrules.InputErrors(err)[0].Field)
	// Output: true items[0].request.seat
}

func ExampleQuote_String() {
	fmt.Println(order.Quote{}.String())
	// Output: no quote
}

func ExampleQuote_UnmarshalJSON() {
	text, err := json.Marshal(offer())
	if err != nil {
		panic(err)
	}
	var stored order.Quote
	fmt.Println(json.Unmarshal(text, &stored), stored.Total)
	// Output: <nil> EUR 19360.00
}

// A quote is priced again under the edition that it was made with, and under one that divides a year by 360.
func ExampleReprice() {
	fmt.Println(order.Reprice(policy.Europe2024(), offer()))
	p := policy.Europe2024().Parameters()
	p.Proration.StandardDays = policy.PerTerm{Monthly: 30, Annual: 360, ThreeYear: 1080}
	p.Order.QuoteLastDay = policy.No
	acme, err := policy.NewEdition(p)
	if err != nil {
		panic(err)
	}
	fmt.Println(order.Reprice(acme, offer()))
	// Output:
	// every figure is the stored one <nil>
	// valid: 2025-05-12/2025-06-11 → 2025-05-12/2025-06-10 <nil>
}

func ExampleRepricing_String() {
	r := order.Repricing{
		Differences: []order.FigureChange{{Figure: "total", Was: "EUR 19360.00", Now: "EUR 19631.00"}},
	}
	fmt.Println(r.String())
	// Output: total: EUR 19360.00 → EUR 19631.00
}

func ExampleFigureChange_String() {
	fmt.Println(order.FigureChange{Figure: "lines[0].tax", Was: "EUR 444.28", Now: "EUR 444.29"}.String())
	// Output: lines[0].tax: EUR 444.28 → EUR 444.29
}

func ExampleNotices() {
	list, err := order.Notices(policy.Europe2024(), policy.Online)
	for _, n := range list {
		fmt.Printf("%s %v %.60s…\n", n.Rule, n.Within, n.Text)
	}
	fmt.Println(err)
	// Output:
	// order.charge-when-ready 24h0m0s The order is charged as soon as it can be completed and deli…
	// order.confirmation 24h0m0s If there is no confirmation after 24h, check the spam folder…
	// <nil>
}
