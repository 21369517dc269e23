package invoice_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

func ExampleNewLine() {
	line, err := invoice.NewLine(policy.Europe2024(), invoice.Item{
		Description: "Flex tokens", Quantity: 500, UnitPrice: money.MustParseAmount("EUR 3.00"),
		Discount: money.MustParseAmount("EUR 100.00"), Taxes: invoice.MustParseTaxes("21%"),
	})
	fmt.Println(line, err)
	// Output: Flex tokens: 500 × EUR 3.00 = 1500.00 − 100.00 discount; net 1400.00, tax 21% 294.00 <nil>
}

func ExampleLine_Total() {
	fmt.Println(tokens().Lines[0].Total())
	// Output: EUR 1815.00
}

func ExampleLine_Equal() {
	fmt.Println(tokens().Lines[0].Equal(tokens().Lines[0]))
	// Output: true
}

func ExampleLine_String() {
	fmt.Println(tokens().Lines[0].String())
	// Output: Flex tokens: 500 × EUR 3.00 = 1500.00; net 1500.00, tax 21% 315.00
}

func ExampleLine_UnmarshalJSON() {
	var line invoice.Line
	fmt.Println(json.Unmarshal([]byte(`{"description": "Flex tokens", "quantity": 0}`), &line))
	// Output:
	// invoice.Line.UnmarshalJSON: quantity: is missing
	// invoice.Line.UnmarshalJSON: taxes: is missing
	// invoice.Line.UnmarshalJSON: gross: is missing
	// invoice.Line.UnmarshalJSON: net: is missing
	// invoice.Line.UnmarshalJSON: tax: is missing
}

func ExampleSum() {
	totals, err := invoice.Sum(append(tokens().Lines, tokens().Lines...))
	fmt.Println(totals, err)
	// Output: EUR 3000.00 + tax 630.00 = 3630.00 <nil>
}

func ExampleTotals_Equal() {
	fmt.Println(tokens().Totals.Equal(tokens().Totals))
	// Output: true
}

func ExampleCheckTotals() {
	total := money.MustParseAmount("EUR 121.00")
	t := invoice.Totals{Net: money.MustParseAmount("EUR 100.00"), Tax: money.MustParseAmount("EUR 20.00"), Total: total}
	fmt.Println(invoice.CheckTotals(t))
	// Output: invoice.CheckTotals: total EUR 121.00: is not the sum of net and tax, EUR 120.00
}

func ExampleTotals_String() {
	fmt.Println(tokens().Totals.String())
	// Output: EUR 1500.00 + tax 315.00 = 1815.00
}
