package invoice_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// collection is the price of ten seats of a three-year subscription, and the term that is bought.
func collection() (proration.Charge, calendar.Service) {
	start := calendar.MustParseDate("2024-10-01")
	service, err := calendar.ThreeYear.Service(start, start)
	if err != nil {
		panic(err)
	}
	charge, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), Seats: 10, Service: service, Bought: service.Covered(),
	})
	if err != nil {
		panic(err)
	}
	return charge, service
}

func tokens() invoice.Invoice {
	terms, _ := invoice.Net(30)
	inv, err := invoice.New(policy.Europe2024(), invoice.Draft{
		Number: "2025-077", Issued: calendar.MustParseDate("2025-03-21"), NetTerms: terms,
		Items: []invoice.Item{{
			Description: "Flex tokens", Quantity: 500, UnitPrice: money.MustParseAmount("EUR 3.00"),
			Taxes: invoice.MustParseTaxes("21%"),
		}},
	})
	if err != nil {
		panic(err)
	}
	return inv
}

// A three-year subscription is bought: three instalments, and an invoice for each.
func Example() {
	ed := policy.Europe2024()
	_, service := collection()
	terms, err := invoice.Net(30)
	if err != nil {
		panic(err)
	}
	priced, err := invoice.PriceTerm(ed, invoice.TermRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), Seats: 10, Service: service, Ordered: service.Covered().Start(),
		NetTerms: terms,
	})
	if err != nil {
		panic(err)
	}
	item := priced.Item("AEC Collection", invoice.MustParseTaxes("21%"))
	for range priced.Instalments {
		item.Instalment++
		inv, err := invoice.New(ed, invoice.Draft{
			Number: fmt.Sprintf("%d-118", 2023+item.Instalment), Items: []invoice.Item{item},
		})
		if err != nil {
			panic(err)
		}
		fmt.Println(inv)
	}
	// Output:
	// invoice 2024-118 of 2024-10-01, due 2024-10-31: EUR 35880.00 + tax 7534.80 = 43414.80
	// invoice 2025-118 of 2025-10-01, due 2025-10-31: EUR 35880.00 + tax 7534.80 = 43414.80
	// invoice 2026-118 of 2026-10-01, due 2026-10-31: EUR 35880.00 + tax 7534.80 = 43414.80
}

func ExampleInstalments() {
	_, service := collection()
	parts, err := invoice.Instalments(policy.Europe2024(), invoice.Sale{
		Kind: policy.Subscription, Service: service, Ordered: calendar.MustParseDate("2024-10-01"),
		Amount: money.MustParseAmount("EUR 1000.00"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, part := range parts {
		fmt.Println(part)
	}
	// Output:
	// 1 of 3: EUR 333.34 on 2024-10-01
	// 2 of 3: EUR 333.33 on 2025-10-01
	// 3 of 3: EUR 333.33 on 2026-10-01
}

func ExampleInstalment_String() {
	part := invoice.Instalment{
		Number: 2, Of: 3, Amount: money.MustParseAmount("EUR 35880.00"),
		Date: calendar.MustParseDate("2025-10-01"), Due: calendar.MustParseDate("2025-10-31"),
	}
	fmt.Println(part.String())
	// Output: 2 of 3: EUR 35880.00 on 2025-10-01, due 2025-10-31
}

func ExampleInstalment_Equal() {
	a := invoice.Instalment{Number: 1, Of: 1, Amount: money.MustParseAmount("EUR 2.50")}
	b := invoice.Instalment{Number: 1, Of: 1, Amount: money.MustParseAmount("EUR 2.5")}
	fmt.Println(a.Equal(b))
	// Output: true
}

func ExampleNew() {
	fmt.Println(tokens())
	fmt.Println(tokens().Lines[0])
	// Output:
	// invoice 2025-077 of 2025-03-21, due 2025-04-20: EUR 1500.00 + tax 315.00 = 1815.00
	// Flex tokens: 500 × EUR 3.00 = 1500.00; net 1500.00, tax 21% 315.00
}

// A value beyond what a line can have is refused, and the error says where it is.
func ExampleItem() {
	_, err := invoice.New(policy.Europe2024(), invoice.Draft{
		Number: "2025-078", Issued: calendar.MustParseDate("2025-03-21"),
		Items: []invoice.Item{{
			Description: "Flex tokens", Quantity: invoice.MaxQuantity + 1,
			UnitPrice: money.MustParseAmount("EUR 3.00"), Taxes: invoice.MustParseTaxes("21%"),
		}},
	})
	fmt.Println(err)
	// Output: invoice.New: items[0].quantity 1000001: must be from 1 to 1000000
}

// Three lines at 15%: each is taxed alone, or all of them together and the tax shared out.
func ExampleTaxLines() {
	item := invoice.Item{
		Description: "Seat", Quantity: 1, UnitPrice: money.MustParseAmount("SAR 10.10"),
		Taxes: invoice.MustParseTaxes("15%"),
	}
	line, err := invoice.NewLine(policy.Europe2024(), item)
	if err != nil {
		fmt.Println(err)
		return
	}
	p := policy.Europe2024().Parameters()
	p.Invoice.TaxRounding = policy.TaxPerRate
	perRate, err := policy.NewEdition(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, ed := range []policy.Edition{policy.Europe2024(), perRate} {
		lines, totals, err := invoice.TaxLines(ed, []invoice.Line{line, line, line})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(lines[0].Tax.Number(), lines[1].Tax.Number(), lines[2].Tax.Number(), "in all:", totals)
	}
	// Output:
	// 1.52 1.52 1.52 in all: SAR 30.30 + tax 4.56 = 34.86
	// 1.52 1.52 1.51 in all: SAR 30.30 + tax 4.55 = 34.85
}

// A stored document says how its tax was worked out, and is checked against it.
func ExampleCheckLines() {
	inv := tokens()
	fmt.Println(invoice.CheckLines(inv.Rounding, inv.TaxRounding, inv.Lines, inv.Totals))
	inv.Lines[0].UnitPrice = money.MustParseAmount("EUR 3.0001")
	fmt.Println(invoice.CheckLines(inv.Rounding, inv.TaxRounding, inv.Lines, inv.Totals))
	// Output:
	// <nil>
	// invoice.CheckLines: lines[0].gross EUR 1500.00: is not 500 × EUR 3.0001
}

func ExampleByRate() {
	var lines []invoice.Line
	for _, rate := range []string{"21%", "9%", "21%"} {
		line, err := invoice.NewLine(policy.Europe2024(), invoice.Item{
			Description: "Seat", Quantity: 2, UnitPrice: money.MustParseAmount("EUR 145.00"),
			Taxes: invoice.MustParseTaxes(rate),
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		lines = append(lines, line)
	}
	rates, err := invoice.ByRate(lines)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, of := range rates {
		fmt.Println(of.Rate, "of", of.Net, "is", of.Tax)
	}
	// Output:
	// 21% of EUR 580.00 is EUR 121.80
	// 9% of EUR 290.00 is EUR 26.10
}

func ExampleInvoice_Overdue() {
	fmt.Println(tokens().Overdue(calendar.MustParseDate("2025-04-20")),
		tokens().Overdue(calendar.MustParseDate("2025-04-21")))
	// Output: false true
}

func ExampleInvoice_Open() {
	fmt.Println(tokens().Open().Number, tokens().Open().Amount)
	// Output: 2025-077 EUR 1815.00
}

func ExampleInvoice_Equal() {
	fmt.Println(tokens().Equal(tokens()), tokens().Equal(invoice.Invoice{}))
	// Output: true false
}

func ExampleInvoice_String() {
	fmt.Println(tokens().String())
	// Output: invoice 2025-077 of 2025-03-21, due 2025-04-20: EUR 1500.00 + tax 315.00 = 1815.00
}

func ExampleInvoice_Explain() {
	charge, _ := collection()
	inv, err := invoice.New(policy.Europe2024(), invoice.Draft{
		Number: "2024-118", Issued: calendar.MustParseDate("2024-10-01"),
		Items: []invoice.Item{
			{
				Description: "AEC Collection", Priced: invoice.Priced{Charge: charge},
				Discount: money.MustParseAmount("EUR 7640.00"), Taxes: invoice.MustParseTaxes("0%"),
			},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	breaks := strings.NewReplacer("; ", ";\n  ", ", or per", ",\n  or per")
	fmt.Println(breaks.Replace(inv.Explain()))
	// Output:
	// invoice 2024-118 of 2024-10-01: EUR 100000.00 + tax 0.00 = 100000.00
	// AEC Collection: EUR 10764.00 ÷ 1095 × 1095 days × 10 seats = 107640.00 − 7640.00 discount;
	//   net 100000.00, tax 0% 0.00
	// invoice.tax: Tax may be due depending on the order and the buyer's place;
	//   its rates are an input, and it is worked out per line,
	//   or per rate over the lines of a document, as the edition reads it, and shown separately.
	// invoice.net-terms: Paid by invoice, an amount is due the agreed number of net days after the invoice date;
	//   without net terms it is due that day.
}

// A stored invoice that was changed by hand is refused.
func ExampleInvoice_UnmarshalJSON() {
	text, err := json.Marshal(tokens())
	if err != nil {
		panic(err)
	}
	var read invoice.Invoice
	fmt.Println(json.Unmarshal(text, &read), read.Equal(tokens()))
	fmt.Println(json.Unmarshal([]byte(`{"number": "2025-077", "paid": true}`), &read))
	// Output:
	// <nil> true
	// invoice.Invoice.UnmarshalJSON: paid true: is not a known key
}

// Two invoices are paid at once: with a credit note, the cash balance, and a card for the rest.
func ExampleSettle() {
	s, err := invoice.Settle(invoice.Payment{
		Day: calendar.MustParseDate("2025-05-12"),
		Invoices: []invoice.OpenItem{
			{Number: "2025-077", Amount: money.MustParseAmount("EUR 200.00")},
			{Number: "2025-078", Amount: money.MustParseAmount("EUR 50.00")},
		},
		CreditNotes: []invoice.OpenItem{{Number: "C-7", Amount: money.MustParseAmount("EUR 121.00")}},
		CashBalance: money.MustParseAmount("EUR 4.00"),
		Method:      policy.Card, Amount: money.MustParseAmount("EUR 130.00"),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(s)
	// Output:
	// 2025-077: EUR 121.00 from credit note C-7
	// 2025-077: EUR 4.00 from the cash balance
	// 2025-077: EUR 75.00 by card
	// 2025-078: EUR 50.00 by card
	// cash balance: EUR 5.00
}

func ExampleSettlement_String() {
	s, _ := invoice.Settle(invoice.Payment{
		Day:      calendar.MustParseDate("2025-05-12"),
		Invoices: []invoice.OpenItem{{Number: "2025-077", Amount: money.MustParseAmount("EUR 200.00")}},
		Method:   policy.BankTransfer, Amount: money.MustParseAmount("EUR 150.00"),
	})
	fmt.Println(s.String())
	// Output:
	// 2025-077: EUR 150.00 by bank-transfer
	// 2025-077: EUR 50.00 left to pay
	// cash balance: EUR 0.00
}
