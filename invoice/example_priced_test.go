package invoice_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// threeYearTerm is a three-year term from October 2024 on.
func threeYearTerm() calendar.Service {
	_, service := collection()
	return service
}

// listed is the list price of ten seats for that term.
func listed() proration.Charge {
	charge, _ := collection()
	return charge
}

// A price makes the items of its invoices itself: nothing is typed twice.
func ExamplePriced_Item() {
	ed := policy.Europe2024()
	service := threeYearTerm()
	priced, err := invoice.PriceTerm(ed, invoice.TermRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), Seats: 10, Service: service, Ordered: service.Covered().Start(),
	})
	if err != nil {
		panic(err)
	}
	item := priced.Item("AEC Collection", invoice.MustParseTaxes("21%"))
	item.Instalment = 2
	inv, err := invoice.New(ed, invoice.Draft{Number: "2025-118", Items: []invoice.Item{item}})
	fmt.Println(inv, err)
	// Output: invoice 2025-118 of 2025-10-01: EUR 35880.00 + tax 7534.80 = 43414.80 <nil>
}

func ExamplePriceTerm() {
	service := threeYearTerm()
	priced, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), Seats: 10, Service: service, Ordered: service.Covered().Start(),
	})
	fmt.Println(priced.Charge, err)
	for _, part := range priced.Instalments {
		fmt.Println(part)
	}
	// Output:
	// EUR 10764.00 × 10 seats = 107640.00 <nil>
	// 1 of 3: EUR 35880.00 on 2024-10-01
	// 2 of 3: EUR 35880.00 on 2025-10-01
	// 3 of 3: EUR 35880.00 on 2026-10-01
}

// Seats that are added in the first year of a three-year term, under another edition: each later year is invoiced at
// its own price.
func ExamplePriced_Reprice() {
	service := threeYearTerm()
	day := calendar.MustParseDate("2025-03-15")
	second := service.At(1).End()
	p := invoice.Priced{
		Request: proration.PriceRequest{
			SRP: money.MustParseAmount("EUR 5925.00"), Seats: 2, Service: service,
			Bought: calendar.Span(day, service.Covered().End()),
		},
		Instalments: []invoice.Instalment{
			{Number: 1, Of: 3, Date: day, Due: day, Covers: calendar.Span(day, service.At(0).End())},
			{Number: 2, Of: 3, Date: service.At(0).End(), Due: service.At(0).End(), Covers: service.At(1)},
			{Number: 3, Of: 3, Date: second, Due: second, Covers: service.At(2)},
		},
	}
	p, err := p.Reprice(policy.Europe2024())
	if err != nil {
		panic(err)
	}
	for _, part := range p.Instalments {
		fmt.Println(part)
	}
	// Output:
	// 1 of 3: EUR 2164.38 on 2025-03-15
	// 2 of 3: EUR 3950.00 on 2025-10-01
	// 3 of 3: EUR 3950.00 on 2026-10-01
}

func ExamplePriced_Check() {
	service := threeYearTerm()
	priced, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), Seats: 10, Service: service, Ordered: service.Covered().Start(),
	})
	if err != nil {
		panic(err)
	}
	priced.Instalments[1].Due = calendar.MustParseDate("2025-10-31")
	fmt.Println(priced.Check())
	// Output:
	// invoice.Priced.Check: instalments[1].due 2025-10-31: must be 2025-10-01, with no net terms
}

func ExamplePriced_Equal() {
	charge := listed()
	a := invoice.Priced{Charge: charge}
	b := invoice.Priced{Charge: charge, Renews: calendar.ThreeYear}
	fmt.Println(a.Equal(a), a.Equal(b))
	// Output: true false
}

func ExampleItem_Equal() {
	a := invoice.Item{Description: "Flex tokens", Quantity: 500, UnitPrice: money.MustParseAmount("EUR 3.00")}
	b := invoice.Item{Description: "Flex tokens", Quantity: 500, UnitPrice: money.MustParseAmount("EUR 3")}
	fmt.Println(a.Equal(b))
	// Output: true
}

func ExampleItem_UnmarshalJSON() {
	var item invoice.Item
	err := json.Unmarshal([]byte(`{"description": "Revit", "discout": null}`), &item)
	fmt.Println(errors.Is(err, billingrules.ErrUnknown), billingrules.InputErrors(err)[0].Field)
	// Output: true discout
}

// A stored document says how it was worked out, so that others can be made on the same basis.
func ExampleBasisOf() {
	basis := invoice.BasisOf(policy.Europe2024())
	fmt.Println(basis.Rounding, basis.TaxRounding)
	// Output: half-up per-line
}

func ExampleBasis_Lines() {
	charge := listed()
	items := []invoice.Item{invoice.Priced{Charge: charge}.Item("AEC Collection", invoice.MustParseTaxes("21%"))}
	lines, totals, err := invoice.BasisOf(policy.Europe2024()).Lines(items)
	fmt.Println(len(lines), totals, err)
	// Output: 1 EUR 107640.00 + tax 22604.40 = 130244.40 <nil>
}

func ExampleBasis_Invoice() {
	charge := listed()
	items := []invoice.Item{invoice.Priced{Charge: charge}.Item("AEC Collection", invoice.MustParseTaxes("21%"))}
	inv, err := invoice.BasisOf(policy.Europe2024()).Invoice(invoice.Draft{
		Number: "2024-118", Issued: calendar.MustParseDate("2024-10-01"), Items: items,
	})
	fmt.Println(inv, err)
	// Output: invoice 2024-118 of 2024-10-01: EUR 107640.00 + tax 22604.40 = 130244.40 <nil>
}

// The invoices of a subscription become facts of it, unpaid.
func ExampleBill() {
	charge, service := listed(), threeYearTerm()
	start := service.Covered().Start()
	facts := lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AEC Collection", Anchor: start, Seats: 10,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: start, Start: start, End: service.Covered().End(), Length: service.Term()},
		},
	}
	inv, err := invoice.New(policy.Europe2024(), invoice.Draft{
		Number: "2024-118", Issued: start,
		Items: []invoice.Item{invoice.Priced{Charge: charge}.Item("AEC Collection", invoice.MustParseTaxes("21%"))},
	})
	if err != nil {
		panic(err)
	}
	facts = invoice.Bill(facts, inv)
	fmt.Println(len(facts.Invoices), facts.Invoices[0].Number, facts.Invoices[0].Due)
	// Output: 1 2024-118 2024-10-01
}
