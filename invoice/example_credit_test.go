package invoice_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

func ExampleCredit() {
	note, err := invoice.Credit(tokens(), "C-7", calendar.MustParseDate("2025-04-02"))
	fmt.Println(note, err)
	// Output: credit note C-7 of 2025-04-02 for invoice 2025-077: EUR 1500.00 + tax 315.00 = 1815.00 <nil>
}

// Half of what was billed is credited, and then the rest: each tax comes to what it was on the invoice.
func ExampleCreditLines() {
	half := []invoice.LinePart{{Line: 1, Net: money.MustParseAmount("CAD 43.49")}}
	first, err := invoice.CreditLines(seat(), half, nil, "C-7", calendar.MustParseDate("2025-07-02"))
	if err != nil {
		panic(err)
	}
	before := []invoice.CreditNote{first}
	rest, err := invoice.CreditLines(seat(), nil, before, "C-8", calendar.MustParseDate("2025-07-03"))
	fmt.Println(seat().Lines[0])
	fmt.Println(first.Lines[0])
	fmt.Println(rest.Lines[0], err)
	// Output:
	// Seat: 1 × CAD 86.97 = 86.97; net 86.97, GST 5% 4.35, QST 9.975% 8.68
	// Seat: CAD 43.49, GST 5% 2.17, QST 9.975% 4.34
	// Seat: CAD 43.48, GST 5% 2.18, QST 9.975% 4.34 <nil>
}

// seat is an invoice with two taxes.
func seat() invoice.Invoice {
	inv, err := invoice.New(policy.NorthAmerica2024(), invoice.Draft{
		Number: "2025-118", Issued: calendar.MustParseDate("2025-07-01"), Items: []invoice.Item{{
			Description: "Seat", Quantity: 1, UnitPrice: money.MustParseAmount("CAD 86.97"),
			Taxes: invoice.MustParseTaxes("GST 5% + QST 9.975%"),
		}},
	})
	if err != nil {
		panic(err)
	}
	return inv
}

func ExampleCreditNote_Explain() {
	note, _ := invoice.Credit(seat(), "C-7", calendar.MustParseDate("2025-07-02"))
	text, _, _ := strings.Cut(note.Explain(), "\ninvoice.tax")
	fmt.Println(text)
	// Output:
	// credit note C-7 of 2025-07-02 for invoice 2025-118: CAD 86.97 + tax 13.03 = 100.00
	// Seat: CAD 86.97, GST 5% 4.35, QST 9.975% 8.68
	// GST 5% of CAD 86.97: 4.35
	// QST 9.975% of CAD 86.97: 8.68
}

func ExampleCreditNote_ByRate() {
	note, _ := invoice.Credit(seat(), "C-7", calendar.MustParseDate("2025-07-02"))
	rates, err := note.ByRate()
	for _, of := range rates {
		fmt.Println(of.Name, of.Rate, of.Tax, err)
	}
	// Output:
	// GST 5% CAD 4.35 <nil>
	// QST 9.975% CAD 8.68 <nil>
}

func ExampleCreditLine_String() {
	note, _ := invoice.Credit(tokens(), "C-7", calendar.MustParseDate("2025-04-02"))
	fmt.Println(note.Lines[0])
	// Output: Flex tokens: EUR 1500.00, tax 21% 315.00
}

func ExampleCreditLine_Equal() {
	note, _ := invoice.Credit(tokens(), "C-7", calendar.MustParseDate("2025-04-02"))
	fmt.Println(note.Lines[0].Equal(note.Lines[0]), note.Lines[0].Equal(invoice.CreditLine{}))
	// Output: true false
}

func ExampleCreditLine_UnmarshalJSON() {
	var line invoice.CreditLine
	fmt.Println(json.Unmarshal([]byte(`{"description":"Seat","nett":"86.97"}`), &line))
	// Output: invoice.CreditLine.UnmarshalJSON: nett "86.97": is not a known key
}

func ExampleCreditReturn() {
	r, err := refund.Check(policy.Europe2024(), refund.Purchase{
		Kind: policy.FlexTokens, Channel: policy.Quote, Event: refund.Bought,
		Ordered: calendar.MustParseDate("2025-03-21"),
		Paid:    tokens().PaidLines(),
	}, calendar.MustParseDate("2025-04-20"))
	if err != nil {
		panic(err)
	}
	note, err := invoice.CreditReturn(r, "C-8", calendar.MustParseDate("2025-04-22"))
	fmt.Println(note, err)
	// Output: credit note C-8 of 2025-04-22: EUR 1500.00 + tax 315.00 = 1815.00 <nil>
}

func ExampleCreditNote_Open() {
	note, _ := invoice.Credit(tokens(), "C-7", calendar.MustParseDate("2025-04-02"))
	fmt.Println(note.Open().Number, note.Open().Amount)
	// Output: C-7 EUR 1815.00
}

func ExampleCreditNote_Equal() {
	note, _ := invoice.Credit(tokens(), "C-7", calendar.MustParseDate("2025-04-02"))
	fmt.Println(note.Equal(note), note.Equal(invoice.CreditNote{}))
	// Output: true false
}

func ExampleCreditNote_String() {
	fmt.Println(invoice.CreditNote{}.String())
	// Output: no credit note
}

func ExampleCreditNote_Check() {
	note, err := invoice.Credit(tokens(), "C-7", calendar.MustParseDate("2025-04-02"))
	fmt.Println(note.Check(), err)
	note.Total = amount("EUR 1800.00")
	fmt.Println(strings.ReplaceAll(note.Check().Error(), ": ", ":\n  "))
	// Output:
	// <nil> <nil>
	// invoice.CreditNote.Check:
	//   total EUR 1500.00 + tax 315.00 = 1800.00:
	//   is not the sum of the lines, EUR 1500.00 + tax 315.00 = 1815.00
}

func ExampleCreditNote_UnmarshalJSON() {
	note, _ := invoice.Credit(tokens(), "C-7", calendar.MustParseDate("2025-04-02"))
	text, err := json.Marshal(note)
	if err != nil {
		panic(err)
	}
	var read invoice.CreditNote
	fmt.Println(json.Unmarshal(text, &read), read.Equal(note))
	// Output: <nil> true
}
