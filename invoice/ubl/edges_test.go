package ubl_test

import (
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/policy"
)

// The code of the means of payment says SEPA only where the euro is paid.
func TestEncode_MeansCode(t *testing.T) {
	transfer := ubl.Means{Method: policy.BankTransfer, IBAN: "BE68539007547034"}
	debit := ubl.Means{Method: policy.DirectDebit, Mandate: "M-7"}
	for name, tt := range map[string]struct {
		means           ubl.Means
		currency, wants string
	}{
		"a transfer of euros":      {transfer, "EUR", "58"},
		"a transfer of pounds":     {transfer, "GBP", "30"},
		"a direct debit of euros":  {debit, "EUR", "59"},
		"a direct debit of pounds": {debit, "GBP", "49"},
	} {
		t.Run(name, func(t *testing.T) {
			d := ubl.Document{Details: details(), Invoice: handbook(t, tt.currency, "21%")}
			d.Means = tt.means
			got := parsed(t, must(ubl.Encode(d))).text("PaymentMeans/PaymentMeansCode")
			if got != tt.wants {
				t.Errorf("got %s, want %s", got, tt.wants)
			}
		})
	}
}

// handbook is an invoice of one line with one tax.
func handbook(t *testing.T, currency, tax string) invoice.Invoice {
	t.Helper()
	return must(invoice.New(policy.Europe2024(), invoice.Draft{
		Number: "2025-134", Issued: calendar.MustParseDate("2025-08-02"), NetTerms: must(invoice.Net(30)),
		Items: []invoice.Item{{
			Description: "Handbook", Quantity: 1, UnitPrice: amount(currency + " 10.00"),
			Taxes: invoice.MustParseTaxes(tax),
		}},
	}))
}

// BR-AE-02: a buyer to whom the tax is left needs a VAT number; any other buyer does not.
func TestEncode_BuyerWithoutVAT(t *testing.T) {
	for tax, want := range map[string]string{"21%": "", "reverse charge 0%": "buyer.vat"} {
		t.Run(tax, func(t *testing.T) {
			d := ubl.Document{Details: details(), Invoice: handbook(t, "EUR", tax)}
			d.Untaxed, d.Buyer.VAT = untaxed(), ""
			_, err := ubl.Encode(d)
			got := ""
			for _, e := range billingrules.InputErrors(err) {
				got += e.Field
			}
			if got != want {
				t.Errorf("%q is refused, want %q: %v", got, want, err)
			}
		})
	}
}

// A credited line says which line of the invoice it is of; a returned one has none.
func TestEncode_CreditedLine(t *testing.T) {
	inv := must(addSeats())
	for name, tt := range map[string]struct {
		note invoice.CreditNote
		want string
	}{
		"of an invoice": {must(invoice.Credit(inv, "C-7", inv.Issued)), "1"},
		"of a return":   {returned(t, "3 seats"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			data := must(ubl.Encode(ubl.Document{CreditNote: tt.note, Details: details()}))
			got := ""
			for _, p := range parsed(t, data).all("CreditNoteLine/Item/AdditionalItemProperty") {
				if p.text("Name") == "Invoice line" {
					got = p.text("Value")
				}
			}
			if got != tt.want {
				t.Errorf("it is of line %q, want %q", got, tt.want)
			}
		})
	}
}

// The last child of an element can be missing, and the root element has a namespace of its own.
func TestDecode_Missing(t *testing.T) {
	data := string(must(ubl.Encode(ubl.Document{Details: details(), Invoice: handbook(t, "EUR", "21%")})))
	for name, tt := range map[string]struct{ from, to, want string }{
		"the last element of the seller": {
			"(?s)<cac:PartyLegalEntity>.*?</cac:PartyLegalEntity>", "", "seller",
		},
		"the last element of a tax": {
			`(?s)(<cac:ClassifiedTaxCategory>.*?)<cac:TaxScheme>.*?</cac:TaxScheme>`, "$1", "TaxScheme: is missing",
		},
		"a root element of another kind": {
			`<Invoice xmlns="[^"]*"`,
			`<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"`,
			"has a namespace that is not known",
		},
		"a root element of elements": {
			`<Invoice xmlns="[^"]*"`,
			`<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"`,
			"has a namespace that is not known",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ubl.Decode([]byte(replaced(t, data, tt.from, tt.to)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
