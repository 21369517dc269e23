package ubl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

const (
	creditNoteType = "381"
	// creditTerms is written in credit notes, since an amount due needs a day or terms (BR-CO-25).
	creditTerms = "Credited to the buyer"
)

// checkNames refuses a line without a description, as a line of a return can be: an e-invoice names every item.
func checkNames(op, at string, lines []invoice.CreditLine) error {
	var bad []error
	for i, l := range lines {
		if l.Description == "" {
			bad = append(bad, input.Missing(op, fmt.Sprintf("%slines[%d].description", at, i)))
		}
	}
	return errors.Join(bad...)
}

// creditNote returns a checked credit note as an element.
func (d Document) creditNote() element {
	c := d.CreditNote
	lines, _ := d.lines()
	root := group("CreditNote",
		leaf("CustomizationID", customization),
		leaf("ProfileID", profile),
		leaf("ID", c.Number),
		leaf("IssueDate", c.Issued.String()),
		leaf("CreditNoteTypeCode", creditNoteType),
		optional("Note", readingNote(c.TaxRounding)),
		leaf("DocumentCurrencyCode", c.Total.Currency().String()),
		optional("BuyerReference", d.BuyerReference),
		d.order(),
		preceding(c.Invoice),
		group("AccountingSupplierParty", d.Seller.element()),
		group("AccountingCustomerParty", d.Buyer.element()),
		group("PaymentTerms", leaf("Note", creditTerms)),
		d.taxTotal(c.Tax, d.breakdown(lines)),
		total(c.Totals),
	)
	for n, l := range c.Lines {
		root.kids = append(root.kids, d.creditLine(n+1, l))
	}
	return rooted(root)
}

// readingNote says what the tax of the invoice was computed on; "" for the zero value, in the note of a return. reading
// reads it back.
func readingNote(r policy.TaxRounding) string {
	if r == 0 {
		return ""
	}
	return taxNote + r.String()
}

const taxNote = "Tax "

// reading reads what readingNote writes.
func (r *reader) reading(into *policy.TaxRounding, path, text string) {
	reading, ok := strings.CutPrefix(text, taxNote)
	if text != "" && !ok {
		r.add(path, input.Errorf(r.op, path, text, input.ErrSyntax, "does not say how the tax was worked out"))
		return
	}
	r.text(into, path, reading)
}

// preceding returns the reference to the credited invoice; the zero element for a note of a return, which has no
// invoice number.
func preceding(number string) element {
	if number == "" {
		return element{}
	}
	return group("BillingReference", group("InvoiceDocumentReference", leaf("ID", number)))
}

// creditLine returns a line of a checked credit note as an element.
func (d Details) creditLine(number int, l invoice.CreditLine) element {
	var list []property
	if l.Line > 0 {
		list = append(list, property{invoiceLine, strconv.Itoa(l.Line)})
	}
	return group("CreditNoteLine",
		leaf("ID", strconv.Itoa(number)),
		leaf("CreditedQuantity", "1", attribute{"unitCode", unit}),
		amount("LineExtensionAmount", l.Net),
		d.item(l.Description, l.Taxes[0], list),
		group("Price", amount("PriceAmount", l.Net)),
	)
}

// creditNote reads a credit note.
func (r *reader) creditNote(root element) Document {
	const at = "CreditNote/"
	c := invoice.CreditNote{
		Number: root.at("ID").text, Invoice: root.at("BillingReference", "InvoiceDocumentReference", "ID").text,
	}
	r.text(&r.currency, at+"cbc:DocumentCurrencyCode", root.at("DocumentCurrencyCode").text)
	c.Issued = r.date(at+"cbc:IssueDate", root.at("IssueDate").text)
	c.Totals = r.totals(at+"cac:", root)
	r.reading(&c.TaxRounding, at+"cbc:Note", root.at("Note").text)
	for n, e := range root.all("CreditNoteLine") {
		at := fmt.Sprintf("%scac:CreditNoteLine[%d]/", at, n+1)
		v := valuesOf(at, e.at("Item"))
		l := invoice.CreditLine{
			Description: e.at("Item", "Name").text,
			Net:         r.amount(at+"cbc:LineExtensionAmount", e.at("LineExtensionAmount").text),
			Line:        r.count(v.of(invoiceLine)),
		}
		l.Taxes = r.taxes(at, e.at("Item"), v)
		l.Tax = l.Taxes[0].Amount
		c.Lines = append(c.Lines, l)
	}
	details := r.details(root, "CreditNoteLine")
	details.Means = Means{}
	return Document{CreditNote: c, Details: details}
}
