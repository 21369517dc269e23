package ubl_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// every returns a document with a line of each category, two of the standard one, a part of a term and a discount.
func every() ubl.Document {
	ed := policy.Europe2024()
	start := calendar.MustParseDate("2025-03-15")
	service := must(calendar.Annual.Service(start, start))
	seats := must(invoice.Priced{Request: proration.PriceRequest{
		SRP: amount("EUR 2145.00"), Seats: 3, Service: service,
		Bought: calendar.Span(calendar.MustParseDate("2025-08-02"), service.Covered().End()),
	}}.Reprice(ed)).Item("AutoCAD, 3 seats more", invoice.MustParseTaxes("21%"))
	seats.Discount = amount("EUR 15.00")
	tokens := func(description, tax string) invoice.Item {
		item := invoice.Item{Description: description, Quantity: 4, UnitPrice: amount("EUR 10.25")}
		item.Taxes = invoice.MustParseTaxes(tax)
		return item
	}
	d := ubl.Document{Details: details(), Invoice: must(invoice.New(ed, invoice.Draft{
		Number: "2025-133", Issued: calendar.MustParseDate("2025-08-02"), NetTerms: must(invoice.Net(30)),
		Items: []invoice.Item{
			seats, tokens("Handbook", "6%"), tokens("Newspaper", "0%"), tokens("Course", "training 0%"),
			tokens("Work", "reverse charge 0%"),
		},
	}))}
	d.Untaxed = untaxed()
	return d
}

// replaced returns a text in which the first match of a pattern is replaced; it fails if there is no match.
func replaced(t *testing.T, text, pattern, by string) string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	at := re.FindStringIndex(text)
	if at == nil {
		t.Fatalf("%s is not in\n%s", pattern, text)
	}
	return text[:at[0]] + re.ReplaceAllString(text[at[0]:at[1]], by) + text[at[1]:]
}

// tampering is a row of the tables below.
type tampering struct{ what, pattern, by, rule string }

func tamper(t *testing.T, rows []tampering) {
	t.Helper()
	data := must(ubl.Encode(every()))
	for _, tt := range rows {
		t.Run(tt.what, func(t *testing.T) {
			changed := replaced(t, string(data), tt.pattern, tt.by)
			if ids := broken(parsed(t, []byte(changed))); !slices.Contains(ids, tt.rule) {
				t.Errorf("%s is not among %v, which are broken by\n%s", tt.rule, ids, changed)
			}
			d, err := ubl.Decode([]byte(changed))
			if bad := billingrules.InputErrors(err); len(bad) == 0 || d.Invoice.Number != "" {
				t.Errorf("reads as %v, %v", d.Invoice, err)
			}
			for _, e := range billingrules.InputErrors(err) {
				if e.Op != "ubl.Decode" || e.Field == "" || errors.Is(err, billingrules.ErrRange) && e.Value == "" {
					t.Errorf("%v", e)
				}
			}
		})
	}
}

// Changing a document by hand breaks the rule that should notice it, and Decode refuses the result in any case.
func TestTampering_Document(t *testing.T) {
	tamper(t, []tampering{
		{"no number", `<cbc:ID>2025-133</cbc:ID>`, ``, "BR-02"},
		{"no date", `<cbc:IssueDate>.*\n`, ``, "BR-03"},
		{"another type", `>380<`, `>381<`, "BR-04"},
		{"no currency", `<cbc:DocumentCurrencyCode>.*\n`, ``, "BR-05"},
		{"no name of the seller", `<cbc:RegistrationName>.*\n`, ``, "BR-06"},
		{"no country of the seller", `(?s)<cac:Country>.*?</cac:Country>`, ``, "BR-09"},
		{"another country", `>BE</cbc:IdentificationCode>`, `>ZZ</cbc:IdentificationCode>`, "BR-CL-14"},
		{"no lines", `(?s)<cac:InvoiceLine>.*</cac:InvoiceLine>`, ``, "BR-16"},
		{"two lines of one number", `<cbc:ID>2</cbc:ID>`, `<cbc:ID>1</cbc:ID>`, "BR-21"},
		{"no quantity", `<cbc:InvoicedQuantity.*\n`, ``, "BR-22"},
		{"no unit", ` unitCode="C62"`, ``, "BR-23"},
		{"no name of an item", `<cbc:Name>AutoCAD.*\n`, ``, "BR-25"},
		{"a negative price", `>10.25</cbc:PriceAmount>`, `>-10.25</cbc:PriceAmount>`, "BR-27"},
		{"a period that ends before it starts", `<cbc:EndDate>2026`, `<cbc:EndDate>2024`, "BR-29"},
		{
			"a discount without a reason", `(?s)<cbc:AllowanceChargeReasonCode>.*</cbc:AllowanceChargeReason>`, ``,
			"BR-42",
		},
		{"a transfer to nowhere", `(?s)<cac:PayeeFinancialAccount>.*</cac:PayeeFinancialAccount>`, ``, "BR-61"},
		{"an address without a scheme", ` schemeID="0208"`, ``, "BR-62"},
	})
}

func TestTampering_Sums(t *testing.T) {
	tamper(t, []tampering{
		{
			"a line of another amount", `>41.00</cbc:LineExtensionAmount>`, `>41.01</cbc:LineExtensionAmount>`,
			"BR-CO-10",
		},
		{"another total without tax", `>.*</cbc:TaxExclusiveAmount>`, `>9.00</cbc:TaxExclusiveAmount>`, "BR-CO-13"},
		{"another tax", `(<cac:TaxTotal>\s*<cbc:TaxAmount.*>).*<`, `${1}9.00<`, "BR-CO-14"},
		{"another total", `>.*</cbc:TaxInclusiveAmount>`, `>9.00</cbc:TaxInclusiveAmount>`, "BR-CO-15"},
		{"another amount due", `>.*</cbc:PayableAmount>`, `>9.00</cbc:PayableAmount>`, "BR-CO-16"},
		{"another tax of 6%", `>2.46<`, `>2.47<`, "BR-CO-17"},
		{"no breakdown", `(?s)<cac:TaxSubtotal>.*</cac:TaxSubtotal>`, ``, "BR-CO-18"},
		{
			"no day on which it is due",
			`(?s)<cbc:DueDate>.*?</cbc:DueDate>(.*)<cac:PaymentTerms>.*?</cac:PaymentTerms>`,
			`$1`, "BR-CO-25",
		},
	})
}

func TestTampering_Taxes(t *testing.T) {
	const toEnd = `\s*<cac:TaxScheme>\s*<cbc:ID>VAT</cbc:ID>\s*</cac:TaxScheme>\s*` // of a category of tax
	const reason = `<cbc:TaxExemptionReason>none</cbc:TaxExemptionReason>`
	tamper(t, []tampering{
		{"no VAT number of the seller", `<cbc:CompanyID>BE0203201340</cbc:CompanyID>`, ``, "BR-S-02"},
		{"a VAT number without a country", `>BE0203201340</cbc:CompanyID>`, `>0203201340</cbc:CompanyID>`, "BR-CO-09"},
		{"a standard line of 0%", `>6(</cbc:Percent>` + toEnd + `</cac:Cl)`, `>0$1`, "BR-S-05"},
		{"another taxable amount", `>41.00</cbc:TaxableAmount>`, `>40.99</cbc:TaxableAmount>`, "BR-S-08"},
		{"a reason of a standard tax", `(>21</cbc:Percent>)(` + toEnd + `</cac:TaxC)`, `$1` + reason + `$2`, "BR-S-10"},
		{
			"a zero rate that is not broken down",
			`<cbc:ID>Z(</cbc:ID>\s*<cbc:Percent>0</cbc:Percent>` + toEnd + `</cac:TaxC)`,
			`<cbc:ID>S$1`, "BR-Z-01",
		},
		{
			"a reason of the zero rate", `(<cbc:ID>Z</cbc:ID>\s*<cbc:Percent>0</cbc:Percent>)(` + toEnd + `</cac:TaxC)`,
			`$1` + reason + `$2`, "BR-Z-10",
		},
		{"no reason of an exemption", `<cbc:TaxExemptionReason>Exempt.*\n`, ``, "BR-E-10"},
		{
			"an exempt line of 6%", `(<cbc:ID>E</cbc:ID>\s*<cbc:Percent>)0(</cbc:Percent>` + toEnd + `</cac:Cl)`,
			`${1}6$2`, "BR-E-05",
		},
		{
			"no reason of a reversed charge", `(?s)<cbc:TaxExemptionReasonCode>VATEX-EU-AE.*?</cbc:TaxExemptionReason>`,
			``, "BR-AE-10",
		},
		{"tax of a reversed charge", `>0.00(</cbc:TaxAmount>\s*<cac:TaxCategory>\s*<cbc:ID>AE)`, `>1.00$1`, "BR-AE-09"},
		{
			"no number of a buyer who pays the tax",
			`(?s)(<cac:AccountingCustomerParty>.*?)<cac:PartyTaxScheme>.*?</cac:PartyTaxScheme>` +
				`(.*?)<cbc:CompanyID.*?</cbc:CompanyID>`,
			`$1$2`, "BR-AE-02",
		},
	})
}

func TestTampering_Peppol(t *testing.T) {
	tamper(t, []tampering{
		{"three decimals", `>2.46<`, `>2.460<`, "BR-DEC"},
		{"another process", `billing:01:1.0`, `ordering:01:1.0`, "PEPPOL-R001"},
		{"a second note", `(<cbc:Note>Tax.*\n)`, `$1$1`, "PEPPOL-R002"},
		{"no order", `(?s)<cac:OrderReference>.*?</cac:OrderReference>`, ``, "PEPPOL-R003"},
		{"another specification", `#compliant#`, `#conformant#`, "PEPPOL-R004"},
		{"an empty element", `>Gent<`, `><`, "PEPPOL-R008"},
		{"no address of the buyer", `(<cac:AccountingCustomerParty>(?s:.*?))<cbc:EndpointID.*`, `$1`, "PEPPOL-R010"},
		{"another currency", `currencyID="EUR"`, `currencyID="USD"`, "PEPPOL-R051"},
		{
			"a line's period before the document's", `(<cac:InvoiceLine>(?s:.*?)<cbc:StartDate>)2025-08-02`,
			`${1}2025-08-01`, "PEPPOL-R110",
		},
		{"another price", `>10.25</cbc:PriceAmount>`, `>10.26</cbc:PriceAmount>`, "PEPPOL-R120"},
		{"a base quantity of nothing", `>3</cbc:BaseQuantity>`, `>0</cbc:BaseQuantity>`, "PEPPOL-R121"},
		{"other check digits", `>0403170701</cbc:EndpointID>`, `>0403170702</cbc:EndpointID>`, "PEPPOL-COMMON-R043"},
	})
}
