package ubl_test

import (
	"bytes"
	"fmt"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// details returns what e-invoices of a reseller in Ghent to an architect in Antwerp say beside the invoice.
func details() ubl.Details {
	return ubl.Details{
		Seller: ubl.Party{
			Name: "Brug Software NV", Endpoint: "0208:0203201340", Company: "0208:0203201340", VAT: "BE0203201340",
			Address: ubl.Address{Street: "Kouter 12", City: "Gent", PostalCode: "9000", Country: "BE"},
		},
		Buyer: ubl.Party{
			Name: "Atelier Zuid BV", Endpoint: "0208:0403170701", Company: "0208:0403170701", VAT: "BE0403170701",
			Address: ubl.Address{Street: "Vlaamsekaai 3", City: "Antwerpen", PostalCode: "2000", Country: "BE"},
		},
		Order: "PO-2025-88",
		Means: ubl.Means{Method: policy.BankTransfer, IBAN: "BE68539007547034", BIC: "KREDBEBB", Reference: "2025-133"},
	}
}

// addSeats returns the invoice of three seats more in mid-term.
func addSeats() (invoice.Invoice, error) {
	ed, today := policy.Europe2024(), calendar.MustParseDate("2025-08-02")
	sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-11-30"),
	})
	if err != nil {
		return invoice.Invoice{}, err
	}
	add, err := coterm.AddSeats(sub.On(today), coterm.SeatRequest{Seats: 3, SRP: money.MustParseAmount("EUR 2145.00")})
	if err != nil {
		return invoice.Invoice{}, err
	}
	item := add.Item("AutoCAD, 3 seats more", invoice.MustParseTaxes("21%"))
	return invoice.New(ed, invoice.Draft{Number: "2025-133", Items: []invoice.Item{item}})
}

func ExampleEncode() {
	inv, err := addSeats()
	if err != nil {
		panic(err)
	}
	data, err := ubl.Encode(ubl.Document{Invoice: inv, Details: details()})
	if err != nil {
		panic(err)
	}
	from, to := bytes.Index(data, []byte("  <cac:InvoiceLine>")), bytes.Index(data, []byte("      <cac:Additional"))
	line := data[from:to]
	fmt.Print(string(line))
	bad := details()
	bad.Buyer.Endpoint, bad.Buyer.Address.Country, bad.Order = "0208:0403170702", "BEL", ""
	_, err = ubl.Encode(ubl.Document{Invoice: inv, Details: bad})
	for _, e := range billingrules.InputErrors(err) {
		fmt.Println(e.Field, e.Value, e.Err)
	}
	// Output:
	// <cac:InvoiceLine>
	//     <cbc:ID>1</cbc:ID>
	//     <cbc:Note>EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)</cbc:Note>
	//     <cbc:InvoicedQuantity unitCode="C62">3</cbc:InvoicedQuantity>
	//     <cbc:LineExtensionAmount currencyID="EUR">2115.62</cbc:LineExtensionAmount>
	//     <cac:InvoicePeriod>
	//       <cbc:StartDate>2025-08-02</cbc:StartDate>
	//       <cbc:EndDate>2025-11-29</cbc:EndDate>
	//     </cac:InvoicePeriod>
	//     <cac:Item>
	//       <cbc:Name>AutoCAD, 3 seats more</cbc:Name>
	//       <cac:ClassifiedTaxCategory>
	//         <cbc:ID>S</cbc:ID>
	//         <cbc:Percent>21</cbc:Percent>
	//         <cac:TaxScheme>
	//           <cbc:ID>VAT</cbc:ID>
	//         </cac:TaxScheme>
	//       </cac:ClassifiedTaxCategory>
	// buyer.endpoint "0208:0403170702" has wrong check digits, which should be 01
	// buyer.address.country "BEL" is not a country code of ISO 3166, such as "BE"
	// buyerReference  is missing, and so is order: one of them is needed
}

func ExampleDetails_Check() {
	d := details()
	fmt.Println(d.Check())
	d.Seller.VAT, d.Means.IBAN = "BE0203201341", "BE68539007547035"
	fmt.Println(d.Check())
	// Output:
	// <nil>
	// ubl.Details.Check: seller.vat "BE0203201341": has wrong check digits, which should be 40
	// ubl.Details.Check: means.iban "BE68539007547035": has wrong check digits
}

func ExampleDecode() {
	inv, err := addSeats()
	if err != nil {
		panic(err)
	}
	data, err := ubl.Encode(ubl.Document{Invoice: inv, Details: details()})
	if err != nil {
		panic(err)
	}
	read, err := ubl.Decode(data)
	fmt.Println(read.Invoice.Equal(inv), read.Buyer.Name, err)
	_, err = ubl.Decode(bytes.Replace(data, []byte(">444.28</cbc:TaxAmount>"), []byte(">440.00</cbc:TaxAmount>"), 1))
	fmt.Println(billingrules.InputErrors(err)[0].Err)
	// Output:
	// true Atelier Zuid BV <nil>
	// is not the sum of the lines, EUR 2115.62 + tax 444.28 = 2559.90
}

func ExampleEncode_creditNote() {
	inv, err := addSeats()
	if err != nil {
		panic(err)
	}
	note, err := invoice.Credit(inv, "C-7", inv.Due)
	if err != nil {
		panic(err)
	}
	data, err := ubl.Encode(ubl.Document{CreditNote: note, Details: details()})
	if err != nil {
		panic(err)
	}
	from := bytes.Index(data, []byte("  <cac:BillingReference>"))
	to := bytes.Index(data, []byte("  <cac:AccountingSupplier"))
	fmt.Print(string(data[from:to]))
	read, err := ubl.Decode(data)
	fmt.Println(read.CreditNote, err)
	// Output:
	// <cac:BillingReference>
	//     <cac:InvoiceDocumentReference>
	//       <cbc:ID>2025-133</cbc:ID>
	//     </cac:InvoiceDocumentReference>
	//   </cac:BillingReference>
	// credit note C-7 of 2025-08-02 for invoice 2025-133: EUR 2115.62 + tax 444.28 = 2559.90 <nil>
}
