package invoice_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// montreal is an invoice whose line has two taxes.
func montreal() invoice.Invoice {
	inv, err := invoice.New(policy.NorthAmerica2024(), invoice.Draft{
		Number: "2025-512", Issued: calendar.MustParseDate("2025-03-21"),
		Items: []invoice.Item{{
			Description: "AutoCAD LT, one month", Quantity: 1, UnitPrice: money.MustParseAmount("CAD 86.97"),
			Taxes: invoice.MustParseTaxes("GST 5% + QST 9.975%"),
		}},
	})
	if err != nil {
		panic(err)
	}
	return inv
}

// Each tax is rounded by itself: 14.975% at once would be 13.02.
func ExampleTaxes() {
	inv := montreal()
	fmt.Println(inv.Lines[0])
	fmt.Println(inv.Totals)
	rates, err := invoice.ByRate(inv.Lines)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, of := range rates {
		fmt.Println(of.Name, of.Rate, "of", of.Net, "is", of.Tax)
	}
	// Output:
	// AutoCAD LT, one month: 1 × CAD 86.97 = 86.97; net 86.97, GST 5% 4.35, QST 9.975% 8.68
	// CAD 86.97 + tax 13.03 = 100.00
	// GST 5% of CAD 86.97 is CAD 4.35
	// QST 9.975% of CAD 86.97 is CAD 8.68
}

// A line has up to MaxTaxes taxes, each with a name of its own.
func ExampleNewTaxes() {
	fmt.Println(invoice.MaxTaxes)
	gst, qst := invoice.MustParseTaxRate("5%"), invoice.MustParseTaxRate("9.975%")
	fmt.Println(invoice.NewTaxes(invoice.Tax{Name: "GST", Rate: gst}, invoice.Tax{Name: "QST", Rate: qst}))
	fmt.Println(invoice.NewTaxes(invoice.Tax{Name: "GST", Rate: gst}, invoice.Tax{Name: "GST"}))
	// Output:
	// 4
	// GST 5% + QST 9.975% <nil>
	// no taxes invoice.NewTaxes: taxes[1].name "GST": is a duplicate
	// invoice.NewTaxes: taxes[1].rate: is missing
}

func ExampleParseTaxes() {
	fmt.Println(invoice.ParseTaxes("21%"))
	fmt.Println(invoice.ParseTaxes("VAT 21%"))
	fmt.Println(invoice.ParseTaxes("GST 5% + QST 9.975%"))
	fmt.Println(invoice.ParseTaxes("5% + 9.975%"))
	// Output:
	// 21% <nil>
	// VAT 21% <nil>
	// GST 5% + QST 9.975% <nil>
	// no taxes invoice.ParseTaxes: taxes[0].name: is missing
	// invoice.ParseTaxes: taxes[1].name: is missing
}

func ExampleMustParseTaxes() {
	fmt.Println(invoice.MustParseTaxes("VAT 21%"))
	// Output: VAT 21%
}

func ExampleTaxes_IsZero() {
	fmt.Println(invoice.MustParseTaxes("0%").IsZero(), invoice.Taxes{}.IsZero())
	// Output: false true
}

func ExampleTaxes_List() {
	for _, tax := range invoice.MustParseTaxes("GST 5% + QST 9.975%").List() {
		fmt.Println(tax.Name, tax.Rate)
	}
	// Output:
	// GST 5%
	// QST 9.975%
}

func ExampleTaxes_String() {
	fmt.Println(invoice.MustParseTaxes("GST 5.0% + QST 9.975%").String())
	// Output: GST 5% + QST 9.975%
}

func ExampleTaxes_MarshalText() {
	text, err := invoice.MustParseTaxes("GST 5% + QST 9.975%").MarshalText()
	fmt.Println(string(text), err)
	// Output: GST 5% + QST 9.975% <nil>
}

func ExampleTaxes_UnmarshalText() {
	var taxes invoice.Taxes
	fmt.Println(taxes.UnmarshalText([]byte("VAT 21%")), taxes)
	err := taxes.UnmarshalText([]byte("VAT 21"))
	fmt.Println(strings.ReplaceAll(err.Error(), ": ", ":\n  "))
	// Output:
	// <nil> VAT 21%
	// invoice.Taxes.UnmarshalText:
	//   taxes[0].rate "21":
	//   is not a percentage from 0% to 100% with at most 4 places, such as "21%"
}

func ExampleTax_String() {
	fmt.Println(invoice.Tax{Name: "GST", Rate: invoice.MustParseTaxRate("5%")}.String())
	// Output: GST 5%
}

func ExampleLineTax_String() {
	fmt.Println(montreal().Lines[0].Taxes[0].String())
	// Output: GST 5% 4.35
}

func ExampleLineTax_Equal() {
	taxes := montreal().Lines[0].Taxes
	fmt.Println(taxes[0].Equal(taxes[0]), taxes[0].Equal(taxes[1]))
	// Output: true false
}

func ExampleLineTax_UnmarshalJSON() {
	var tax invoice.LineTax
	fmt.Println(json.Unmarshal([]byte(`{"name": "GST", "rate": "5%", "amounts": null}`), &tax))
	// Output: invoice.LineTax.UnmarshalJSON: amounts null: is not a known key
}
