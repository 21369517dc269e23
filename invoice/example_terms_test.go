package invoice_test

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

func ExampleNet() {
	terms, err := invoice.Net(30)
	fmt.Println(terms, terms.Due(calendar.MustParseDate("2025-01-31")), err)
	// Output: net 30 2025-03-02 <nil>
}

func ExampleNetTerms_Due() {
	fmt.Println(invoice.NetTerms{}.Due(calendar.MustParseDate("2025-01-31"))) // without net terms
	// Output: 2025-01-31
}

func ExampleNetTerms_Days() {
	terms, _ := invoice.Net(0)
	fmt.Println(terms.Days())
	fmt.Println(invoice.NetTerms{}.Days())
	// Output:
	// 0 true
	// 0 false
}

func ExampleNetTerms_IsZero() {
	terms, _ := invoice.Net(0)
	fmt.Println(terms.IsZero(), invoice.NetTerms{}.IsZero())
	// Output: false true
}

func ExampleNetTerms_String() {
	fmt.Println(invoice.NetTerms{}.String())
	// Output: no net terms
}

func ExampleNetTerms_MarshalText() {
	terms, _ := invoice.Net(45)
	text, err := terms.MarshalText()
	fmt.Println(string(text), err)
	// Output: net 45 <nil>
}

func ExampleNetTerms_UnmarshalText() {
	var terms invoice.NetTerms
	fmt.Println(terms.UnmarshalText([]byte("net 30")), terms)
	fmt.Println(terms.UnmarshalText([]byte("30 days")), terms)
	// Output:
	// <nil> net 30
	// invoice.NetTerms.UnmarshalText: terms "30 days": is not of the form "net 30" net 30
}

func ExampleParseTaxRate() {
	fmt.Println(invoice.ParseTaxRate("9.975%"))
	_, err := invoice.ParseTaxRate("0.21")
	fmt.Println(strings.ReplaceAll(err.Error(), ": ", ":\n  "))
	// Output:
	// 9.975% <nil>
	// invoice.ParseTaxRate:
	//   taxRate "0.21":
	//   is not a percentage from 0% to 100% with at most 4 places, such as "21%"
}

func ExampleMustParseTaxRate() {
	fmt.Println(invoice.MustParseTaxRate("21%"))
	// Output: 21%
}

func ExampleTaxRate_IsZero() {
	fmt.Println(invoice.MustParseTaxRate("0%").IsZero(), invoice.TaxRate{}.IsZero())
	// Output: false true
}

func ExampleTaxRate_String() {
	fmt.Println(invoice.MustParseTaxRate("5.50%").String())
	// Output: 5.5%
}

func ExampleTaxRate_MarshalText() {
	text, err := invoice.MustParseTaxRate("21%").MarshalText()
	fmt.Println(string(text), err)
	// Output: 21% <nil>
}

func ExampleTaxRate_UnmarshalText() {
	var rate invoice.TaxRate
	fmt.Println(rate.UnmarshalText([]byte("21%")), rate)
	// Output: <nil> 21%
}

func payers() invoice.Payers {
	p, err := invoice.NewPayers(policy.Europe2024(), "5501234", "ap@lambrecht.example", "cfo@lambrecht.example")
	if err != nil {
		panic(err)
	}
	return p
}

func ExampleNewPayers() {
	p, err := invoice.NewPayers(policy.Europe2024(), "5501234", "ap@lambrecht.example")
	fmt.Println(p.Emails(), err)
	// Output: [ap@lambrecht.example] <nil>
}

func ExamplePayers_CanAdd() {
	p, day := payers(), calendar.MustParseDate("2025-05-12")
	fmt.Println(p.CanAdd(day))
	for _, email := range []string{"a@lambrecht.example", "b@lambrecht.example", "c@lambrecht.example"} {
		p, _ = p.Add(email, day)
	}
	fmt.Println(p.CanAdd(day))
	// Output:
	// allowed on 2025-05-12 by invoice.payers (on any day)
	// refused on 2025-05-12 by invoice.payers (on no day): remove a payer first
}

func ExamplePayers_Add() {
	_, err := payers().Add("AP@Lambrecht.example", calendar.MustParseDate("2025-05-12"))
	fmt.Println(err)
	// Output: invoice.Payers.Add: email "AP@Lambrecht.example": is a duplicate
}

func ExamplePayers_Remove() {
	p, err := payers().Remove("CFO@lambrecht.example")
	fmt.Println(p.Emails(), err)
	// Output: [ap@lambrecht.example] <nil>
}

func ExamplePayers_Contains() {
	fmt.Println(payers().Contains("Ap@Lambrecht.Example"))
	// Output: true
}

func ExamplePayers_Emails() {
	fmt.Println(payers().Emails())
	// Output: [ap@lambrecht.example cfo@lambrecht.example]
}

func ExamplePayers_PayerNumber() {
	fmt.Println(payers().PayerNumber())
	// Output: 5501234
}
