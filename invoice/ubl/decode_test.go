package ubl_test

import (
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice/ubl"
)

// refusedDocument is a row of the tables below.
type refusedDocument struct{ name, text, want string }

func refuseDocument(t *testing.T, rows []refusedDocument) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			d, err := ubl.Decode([]byte(tt.text))
			if err == nil || !strings.HasPrefix(err.Error(), "ubl.Decode: "+tt.want) || d.Invoice.Number != "" {
				t.Errorf("%v, %v, want %s", d.Invoice, err, tt.want)
			}
			if len(billingrules.InputErrors(err)) == 0 {
				t.Errorf("%T", err)
			}
		})
	}
}

// Anything that is not a document of this package is refused, with the place of the fault.
func TestDecode_BadXML(t *testing.T) {
	const root = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"` +
		` xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"` +
		` xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">`
	good := string(must(ubl.Encode(every())))
	refuseDocument(t, []refusedDocument{
		{"nothing", "", "document: is missing"},
		{"blanks", " \n", "document: has no root element"},
		{"no XML", "{}", "document: has text outside its root element"},
		{"a byte order mark", "\ufeff" + good, "document: starts with a byte order mark"},
		{"half of it", good[:len(good)/2], "document: cannot be read: XML syntax error on line"},
		{"too much", root + strings.Repeat(" ", 64<<20), `document "<Invoice xmlns=`},
		{
			"another encoding", `<?xml version="1.0" encoding="UTF-16"?>` + root,
			"document: cannot be read: xml: encoding \"UTF-16\"",
		},
		{
			"a DOCTYPE", `<!DOCTYPE x [<!ENTITY a "b">]>` + root + "</Invoice>",
			"document: has a directive, such as DOCTYPE",
		},
		{
			"an entity", root + "&a;</Invoice>",
			"document: cannot be read: XML syntax error on line 1: invalid character entity &a;",
		},
		{"an instruction", root + "<?php x?></Invoice>", "Invoice: has a processing instruction"},
		{"two documents", good + root + "</Invoice>", "document: has a second root element"},
		{"text behind it", good + "x", "document: has text outside its root element"},
		{"another document", strings.ReplaceAll(good, "Invoice", "Order"), "Order: is neither Invoice nor CreditNote"},
		{"no namespace", "<Invoice/>", "document Invoice: has a namespace that is not known"},
		{"another namespace", root + `<x xmlns="y"/></Invoice>`, "Invoice x: has a namespace that is not known"},
		{
			"an attribute of another", root + `<cbc:ID cbc:x="y"/></Invoice>`,
			"Invoice x: has a namespace that is not known",
		},
		{"text beside elements", root + `x<cbc:ID/></Invoice>`, "Invoice: has text beside elements"},
		{
			"text within", root + `<cac:Party>x<cbc:ID/></cac:Party></Invoice>`,
			"Invoice/cac:Party: has text beside elements",
		},
	})
}

func TestDecode_TooMuch(t *testing.T) {
	const root = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"` +
		` xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"` +
		` xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">`
	deep := strings.Repeat("<cac:Party>", 12) + strings.Repeat("</cac:Party>", 12)
	refuseDocument(t, []refusedDocument{
		{"depth", root + deep + "</Invoice>", "Invoice" + strings.Repeat("/cac:Party", 11) + ": is nested too deeply"},
		{
			"many attributes", root + `<cbc:ID a="" b="" c="" d="" e=""/></Invoice>`,
			"Invoice: has an element with too many attributes",
		},
		{
			"all attributes there can be", root + `<cbc:ID a="" b="" c="" d=""/></Invoice>`,
			"invoice: is missing",
		},
		{
			"the longest text, in two pieces",
			root + "<cbc:Note>" + strings.Repeat("1", 2000) + "<!-- -->" + strings.Repeat("1", 2000) +
				"</cbc:Note></Invoice>",
			`Invoice/cbc:Note "` + strings.Repeat("1", 64) + `"…: does not say how the invoice was worked out`,
		},
		{
			"a longer one", root + "<cbc:Note>" + strings.Repeat("1", 2000) + "<!-- -->" + strings.Repeat("1", 2001) +
				"</cbc:Note></Invoice>",
			"Invoice/cbc:Note: has too long a text",
		},
		{
			"many pieces", root + "<cbc:ID>" + strings.Repeat("1<!---->", 5000) + "</cbc:ID></Invoice>",
			"Invoice/cbc:ID: has too long a text",
		},
		{
			"many elements", root + strings.Repeat("<cbc:ID/>", 1_000_000) + "</Invoice>",
			"Invoice: has too many elements",
		},
		{
			"all elements there can be", root + strings.Repeat("<cbc:ID/>", 999_999) + "</Invoice>",
			"invoice: is missing",
		},
	})
}

func TestDecode_BadValues(t *testing.T) {
	const root = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"` +
		` xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"` +
		` xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">`
	good := string(must(ubl.Encode(every())))
	change := func(pattern, by string) string { return replaced(t, good, pattern, by) }
	refuseDocument(t, []refusedDocument{
		{"nothing in it", root + "</Invoice>", "invoice: is missing\nubl.Decode: seller.name: is missing\n"},
		{"no date", change(`>2025-08-02<`, `>2025-02-30<`), `Invoice/cbc:IssueDate "2025-02-30": `},
		{
			"no terms", change(`>net 30<`, `>net 3O<`),
			`Invoice/cac:PaymentTerms/cbc:Note "net 3O": is not of the form "net 30"`,
		},
		{"other terms", change(`>net 30<`, `>net 31<`), `invoice.due 2025-09-01: is not net 31 after 2025-08-02`},
		{
			"no amount", change(`>2.46<`, `>two<`),
			`Invoice/cac:TaxTotal/cac:TaxSubtotal[2]/cbc:TaxAmount "two": must be "2.46" to agree`,
		},
		{
			"no total", change(`>[0-9.]+</cbc:PayableAmount>`, `>1,00</cbc:PayableAmount>`),
			`Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount "1,00": `,
		},
		{
			"no quantity", change(`>3</cbc:Inv`, `>3.0</cbc:Inv`),
			`Invoice/cac:InvoiceLine[1]/cbc:InvoicedQuantity "3.0": is not a whole number`,
		},
		{
			"a quantity of 03", change(`>3</cbc:Inv`, `>03</cbc:Inv`),
			`Invoice/cac:InvoiceLine[1]/cbc:InvoicedQuantity "03": is not a whole number`,
		},
		{"no basis", change(`<cbc:Note>Tax.*</cbc:Note>`, ``), `invoice.edition: is missing`},
		{
			"another basis", change(`<cbc:Note>Tax.*</cbc:Note>`, `<cbc:Note>Thanks</cbc:Note>`),
			`Invoice/cbc:Note "Thanks": does not say how the invoice was worked out`,
		},
		{
			"another word of it", change(`amounts rounded`, `amounts cut`),
			`Invoice/cbc:Note "Tax per-line, amounts cut half-up, edition `,
		},
		{
			"a reading of it", change(`Tax per-line`, `Tax per-day`),
			`Invoice/cbc:Note "per-day": is not known; one of: per-line, per-rate`,
		},
	})
}

func TestDecode_BadElements(t *testing.T) {
	good := string(must(ubl.Encode(every())))
	change := func(pattern, by string) string { return replaced(t, good, pattern, by) }
	refuseDocument(t, []refusedDocument{
		{
			"an element more", change(`<cbc:DueDate>`, `<cbc:IssueTime>12:00:00</cbc:IssueTime><cbc:DueDate>`),
			`Invoice/cbc:IssueTime: is not known here, or is one too many`,
		},
		{
			"an element twice", change(`(<cbc:DueDate>.*)`, `$1$1`),
			`Invoice/cbc:DueDate: is not known here, or is one too many`,
		},
		{
			"an element behind", change(`</Invoice>`, `<cac:Signature/></Invoice>`),
			`Invoice/cac:Signature: is not known here, or is one too many`,
		},
		{"an element less", change(`<cbc:ProfileID>.*`, ``), `Invoice/cbc:ProfileID: is missing`},
		{"a note less", change(`<cbc:Note>EUR.*`, ``), `Invoice/cac:InvoiceLine[1]/cbc:Note: is missing`},
		{
			"the last one less", change(`(?s)<cac:PaymentTerms>.*?</cac:PaymentTerms>`, ``),
			`invoice.due 2025-09-01: is not no net terms after 2025-08-02`,
		},
		{
			"another order", change(`(<cbc:IssueDate>.*)\n(.*<cbc:DueDate>.*)`, "$2\n$1"),
			`Invoice/cbc:IssueDate: is missing`,
		},
		{
			"an attribute more", change(`<cbc:ID>2025`, `<cbc:ID schemeID="x">2025`),
			`Invoice/cbc:ID/@schemeID "x": is not known here, or contradicts the rest of the document`,
		},
		{
			"an attribute less", change(`(TaxableAmount) currencyID="EUR"`, `$1`),
			`Invoice/cac:TaxTotal/cac:TaxSubtotal[1]/cbc:TaxableAmount/@currencyID: is missing`,
		},
		{
			"an attribute twice", change(`(unitCode="C62")`, `$1 $1`),
			`Invoice/cac:InvoiceLine[1]/cbc:InvoicedQuantity/@unitCode "C62": is a duplicate`,
		},
		{
			"a property more",
			change(`<cac:AdditionalItemProperty>`, `<cac:AdditionalItemProperty><cbc:Name>Colour</cbc:Name>`+
				`<cbc:Value>red</cbc:Value></cac:AdditionalItemProperty><cac:AdditionalItemProperty>`),
			`Invoice/cac:InvoiceLine[1]/cac:Item/cac:AdditionalItemProperty[1]/cbc:Name "Colour": must be "List price"`,
		},
		{
			"no day count", change(`>standard<`, `>real<`),
			`Invoice/cac:InvoiceLine[1]/cac:Item/cac:AdditionalItemProperty[Day count] "real": is not known`,
		},
		{
			"another day count", change(`(<cbc:Name>Days</cbc:Name>\s*<cbc:Value>)\d+`, `${1}999`),
			`invoice.lines[0].charge`,
		},
	})
}

// Indentation, prefixes and comments do not matter, and neither do the words of a line's note.
func TestDecode_Forms(t *testing.T) {
	d := every()
	good := string(must(ubl.Encode(d)))
	prefixes := strings.NewReplacer("cbc:", "b:", "xmlns:cbc", "xmlns:b", "cac:", "a:", "xmlns:cac", "xmlns:a")
	for name, text := range map[string]string{
		"on one line":   strings.Join(strings.Fields(strings.ReplaceAll(good, "\n", " ")), " "),
		"prefixes":      prefixes.Replace(good),
		"comments":      strings.ReplaceAll(good, "<cac:Item>", "<!-- what is sold --><cac:Item>"),
		"a line's note": replaced(t, good, `<cbc:Note>EUR.*</cbc:Note>`, `<cbc:Note>By the day</cbc:Note>`),
	} {
		t.Run(name, func(t *testing.T) {
			if name == "on one line" {
				text = strings.ReplaceAll(text, "> <", "><")
			}
			if read, err := ubl.Decode([]byte(text)); err != nil || !read.Invoice.Equal(d.Invoice) {
				t.Errorf("%v, %v", read.Invoice, err)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	good := must(ubl.Encode(every()))
	f.Add(good)
	f.Add(must(ubl.Encode(ubl.Document{Invoice: must(addSeats()), Details: details()})))
	f.Add([]byte("<Invoice/>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ubl.Decode(data)
		if err != nil {
			return
		}
		again, err := ubl.Encode(d)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if read, err := ubl.Decode(again); err != nil || !read.Invoice.Equal(d.Invoice) {
			t.Errorf("%v, %v", read.Invoice, err)
		}
	})
}
