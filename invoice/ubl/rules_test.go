package ubl_test

import (
	"math/big"
	"slices"
)

func quantity(line node) node {
	for _, e := range append(line.all("InvoicedQuantity"), line.all("CreditedQuantity")...) {
		return e
	}
	return node{}
}

// ruleOf is one rule of EN 16931, or of Peppol BIS Billing 3.0: what it wants, in our words, of a document with its
// parts.
type ruleOf struct {
	id, says string
	holds    func(d node) bool
}

const seller, buyer = "AccountingSupplierParty/Party", "AccountingCustomerParty/Party"

// required are the rules about what a document must have.
var required = []ruleOf{
	{"BR-01", "a specification", has("CustomizationID")},
	{"BR-02", "a number", func(d node) bool { return d.text("ID") != "" }},
	{"BR-03", "a date", has("IssueDate")},
	{"BR-04", "a type", func(d node) bool {
		return d.text("InvoiceTypeCode") == "380" || d.text("CreditNoteTypeCode") == "381"
	}},
	{"BR-05", "a currency", has("DocumentCurrencyCode")},
	{"BR-06", "a seller's name", has(seller + "/PartyLegalEntity/RegistrationName")},
	{"BR-07", "a buyer's name", has(buyer + "/PartyLegalEntity/RegistrationName")},
	{"BR-08", "a seller's address", func(d node) bool { return len(d.all(seller+"/PostalAddress")) == 1 }},
	{"BR-09", "a seller's country", has(seller + "/PostalAddress/Country/IdentificationCode")},
	{"BR-10", "a buyer's address", func(d node) bool { return len(d.all(buyer+"/PostalAddress")) == 1 }},
	{"BR-11", "a buyer's country", has(buyer + "/PostalAddress/Country/IdentificationCode")},
	{"BR-12", "a sum of the lines", has("LegalMonetaryTotal/LineExtensionAmount")},
	{"BR-13", "a total without tax", has("LegalMonetaryTotal/TaxExclusiveAmount")},
	{"BR-14", "a total with tax", has("LegalMonetaryTotal/TaxInclusiveAmount")},
	{"BR-15", "an amount due", has("LegalMonetaryTotal/PayableAmount")},
	{"BR-16", "a line", func(d node) bool { return len(lines(d)) > 0 }},
	{"BR-21", "a number of each line, its own", func(d node) bool {
		seen := map[string]bool{"": true}
		return of(lines(d), func(l node) bool {
			id := l.text("ID")
			again := seen[id]
			seen[id] = true
			return !again
		})
	}},
	{"BR-22", "a quantity of each line", func(d node) bool {
		return of(lines(d), func(l node) bool { return quantity(l).Text != "" })
	}},
	{"BR-23", "a unit of each quantity", func(d node) bool {
		return of(lines(d), func(l node) bool { return quantity(l).attr("unitCode") != "" })
	}},
	{"BR-24", "an amount of each line", func(d node) bool { return of(lines(d), has("LineExtensionAmount")) }},
	{"BR-25", "a name of each item", func(d node) bool { return of(lines(d), has("Item/Name")) }},
	{"BR-26", "a price of each line", func(d node) bool { return of(lines(d), has("Price/PriceAmount")) }},
	{"BR-27", "no negative price", func(d node) bool {
		return of(lines(d), func(l node) bool { return l.number("Price/PriceAmount").Sign() >= 0 })
	}},
	{"BR-29", "an invoice period that does not end before it starts", func(d node) bool {
		return of(d.all("InvoicePeriod"), forward)
	}},
	{"BR-30", "such a period of each line", func(d node) bool {
		return of(lines(d), func(l node) bool { return of(l.all("InvoicePeriod"), forward) })
	}},
	{"BR-41", "an amount of each discount", func(d node) bool { return of(discounts(d), has("Amount")) }},
	{"BR-42", "a reason of each discount", func(d node) bool {
		return of(discounts(d), func(a node) bool {
			return a.has("AllowanceChargeReason") || a.has("AllowanceChargeReasonCode")
		})
	}},
	{"BR-45", "what each tax is of", func(d node) bool {
		return of(d.all("TaxTotal/TaxSubtotal"), has("TaxableAmount"))
	}},
	{"BR-46", "an amount of each tax", func(d node) bool {
		return of(d.all("TaxTotal/TaxSubtotal"), has("TaxAmount"))
	}},
	{"BR-47", "a category of each tax", func(d node) bool {
		return of(d.all("TaxTotal/TaxSubtotal"), has("TaxCategory/ID"))
	}},
	{"BR-48", "a rate of each tax", func(d node) bool {
		return of(d.all("TaxTotal/TaxSubtotal"), has("TaxCategory/Percent"))
	}},
	{"BR-49", "a code of each means of payment", func(d node) bool {
		return of(d.all("PaymentMeans"), has("PaymentMeansCode"))
	}},
	{"BR-50", "an account of each that is named", func(d node) bool {
		return of(d.all("PaymentMeans/PayeeFinancialAccount"), func(a node) bool { return a.text("ID") != "" })
	}},
	{"BR-54", "a name and a value of each property", func(d node) bool {
		return of(lines(d), func(l node) bool {
			return of(l.all("Item/AdditionalItemProperty"),
				func(p node) bool { return p.has("Name") && p.has("Value") })
		})
	}},
	{"BR-55", "a number of each invoice before", func(d node) bool {
		return of(d.all("BillingReference"), func(b node) bool { return b.text("InvoiceDocumentReference/ID") != "" })
	}},
	{"BR-61", "an account to transfer to", func(d node) bool {
		return of(d.all("PaymentMeans"), func(m node) bool {
			transfer := slices.Contains([]string{"30", "58"}, m.text("PaymentMeansCode"))
			return !transfer || m.text("PayeeFinancialAccount/ID") != ""
		})
	}},
	{"BR-62", "a scheme of the seller's address in the network", schemed(seller)},
	{"BR-63", "a scheme of the buyer's address in the network", schemed(buyer)},
}

func forward(p node) bool { return p.text("StartDate") <= p.text("EndDate") } // as ISO 8601 has them

func discounts(d node) (list []node) {
	for _, l := range lines(d) {
		list = append(list, l.all("AllowanceCharge")...)
	}
	return list
}

func schemed(party string) func(node) bool {
	return func(d node) bool {
		return of(d.all(party+"/EndpointID"), func(e node) bool { return e.attr("schemeID") != "" })
	}
}

// conditions are the rules about what must follow from what.
var conditions = []ruleOf{
	{"BR-CO-04", "a category of tax of each line", func(d node) bool {
		return of(lines(d), has("Item/ClassifiedTaxCategory/ID"))
	}},
	{"BR-CO-09", "a country in front of each VAT number", func(d node) bool {
		return of(append(d.all(seller+"/PartyTaxScheme"), d.all(buyer+"/PartyTaxScheme")...), func(s node) bool {
			id := s.text("CompanyID")
			return len(id) > 2 && (isCountry(id[:2]) || id[:2] == "EL" || id[:2] == "XI")
		})
	}},
	{"BR-CO-10", "the lines sum to their sum", func(d node) bool {
		sum := new(big.Rat)
		for _, l := range lines(d) {
			sum.Add(sum, l.number("LineExtensionAmount"))
		}
		return same(sum, d.number("LegalMonetaryTotal/LineExtensionAmount"))
	}},
	{"BR-CO-13", "the total without tax is that of the lines, since nothing is off the whole", func(d node) bool {
		t := d.all("LegalMonetaryTotal")
		return len(t) == 1 && same(t[0].number("LineExtensionAmount"), t[0].number("TaxExclusiveAmount")) &&
			!t[0].has("AllowanceTotalAmount") && !t[0].has("ChargeTotalAmount")
	}},
	{"BR-CO-14", "the taxes sum to the tax", func(d node) bool {
		return same(d.number("TaxTotal/TaxAmount"), d.sum("TaxTotal/TaxSubtotal/TaxAmount"))
	}},
	{"BR-CO-15", "the totals differ by the tax", func(d node) bool {
		t := d.all("LegalMonetaryTotal")
		return len(t) == 1 && same(d.number("TaxTotal/TaxAmount"),
			minus(t[0].number("TaxInclusiveAmount"), t[0].number("TaxExclusiveAmount")))
	}},
	{"BR-CO-16", "the amount due is the total less what was paid, and what rounds it", func(d node) bool {
		t := d.all("LegalMonetaryTotal")
		if len(t) != 1 {
			return false
		}
		due := minus(t[0].number("TaxInclusiveAmount"), t[0].number("PrepaidAmount"))
		return same(due.Add(due, t[0].number("PayableRoundingAmount")), t[0].number("PayableAmount"))
	}},
	{"BR-CO-17", "each tax is its rate of what it is of, rounded", func(d node) bool {
		return of(d.all("TaxTotal/TaxSubtotal"), rated(d))
	}},
	{"BR-CO-18", "some tax is broken down", func(d node) bool { return len(d.all("TaxTotal/TaxSubtotal")) > 0 }},
	{"BR-CO-19", "an invoice period has a day", func(d node) bool { return of(d.all("InvoicePeriod"), dated) }},
	{"BR-CO-20", "a line's period has a day", func(d node) bool {
		return of(lines(d), func(l node) bool { return of(l.all("InvoicePeriod"), dated) })
	}},
	{"BR-CO-25", "what is to be paid is due on a day, or on terms", func(d node) bool {
		return d.number("LegalMonetaryTotal/PayableAmount").Sign() <= 0 || d.has("DueDate") ||
			d.has("PaymentTerms/Note") || d.has("PaymentMeans/PaymentDueDate")
	}},
	{"BR-CO-26", "a seller can be told by a number", func(d node) bool {
		return d.has(seller+"/PartyTaxScheme/CompanyID") || d.has(seller+"/PartyLegalEntity/CompanyID")
	}},
}

func dated(p node) bool { return p.has("StartDate") || p.has("EndDate") }

// rated reports of a subtotal whether its tax is its rate, rounded to the decimals of the currency. The text of
// BR-CO-17 has two decimals for all: see TestEncode_NoDecimals.
func rated(d node) func(node) bool {
	places := int64(2)
	if d.text("DocumentCurrencyCode") == "JPY" {
		places = 0
	}
	return func(s node) bool {
		tax := new(big.Rat).Mul(s.number("TaxableAmount"), s.number("TaxCategory/Percent"))
		return same(s.number("TaxAmount"), halfUp(tax.Quo(tax, big.NewRat(100, 1)), places))
	}
}

// broken lists the rules that a document breaks.
func broken(d node) []string {
	var ids []string
	for _, rules := range [][]ruleOf{required, conditions, categories(), codes, peppol} {
		for _, r := range rules {
			if !r.holds(d) {
				ids = append(ids, r.id)
			}
		}
	}
	return ids
}
