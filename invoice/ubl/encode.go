package ubl

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// How documents of Peppol BIS Billing 3.0 identify themselves.
const (
	customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
	profile       = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
	invoiceType   = "380"
)

// Encode writes an invoice or a credit note as UBL 2.1, under EN 16931 and Peppol BIS Billing 3.0. The same document
// always gives the same bytes, and [Decode] reads them back.
//
// Every bad field of the document is reported at once, with its path, such as seller.endpoint or
// creditNote.lines[2].taxes. An e-invoice has one tax per line and at most two decimals, and the tax of a rate is that
// rate × the total of all lines that have it. An invoice whose tax was computed per line can differ from that by
// cents; it is then refused with the field invoice.tax and both amounts. An invoice whose tax was computed per rate,
// half up, is refused for that only if taxes of one rate have different names.
func Encode(d Document) ([]byte, error) {
	const op = "ubl.Encode"
	if err := d.check(op); err != nil {
		return nil, err
	}
	return d.element().write(), nil
}

// check refuses a document that cannot be written.
func (d Document) check(op string) error {
	at, means, err := "invoice.", d.Means.check(op), d.checkEither(op)
	switch {
	case err != nil:
	case d.isInvoice():
		err = input.Within(d.Invoice.Check(), op, at)
	default:
		at, means = "creditNote.", nil
		err = errors.Join(input.Within(d.CreditNote.Check(), op, at), checkNames(op, at, d.CreditNote.Lines))
	}
	if err := errors.Join(err, d.Details.check(op), means); err != nil {
		return err
	}
	lines, total := d.lines()
	if err := errors.Join(checkPlaces(op, at, total), d.checkTaxes(op, at, lines)); err != nil {
		return err
	}
	return checkSums(op, at, d.breakdown(lines))
}

// checkEither refuses a document with neither an invoice nor a credit note, and one with both.
func (d Document) checkEither(op string) error {
	isInvoice, isNote := d.isInvoice(), !d.CreditNote.Equal(invoice.CreditNote{})
	switch {
	case !isInvoice && !isNote:
		return input.Missing(op, "invoice")
	case isInvoice && isNote:
		return input.Errorf(op, "creditNote", d.CreditNote.Number, input.ErrConflict,
			"must not be set beside an invoice")
	}
	return nil
}

func (d Document) isInvoice() bool { return !d.Invoice.Equal(invoice.Invoice{}) }

// lines returns the lines of a checked document, as the tax breakdown needs them, and its total.
func (d Document) lines() ([]taxed, money.Amount) {
	if !d.isInvoice() {
		list := make([]taxed, len(d.CreditNote.Lines))
		for i, l := range d.CreditNote.Lines {
			list[i] = taxed{l.Taxes, l.Net}
		}
		return list, d.CreditNote.Total
	}
	list := make([]taxed, len(d.Invoice.Lines))
	for i, l := range d.Invoice.Lines {
		list[i] = taxed{l.Taxes, l.Net}
	}
	return list, d.Invoice.Total
}

// element returns a checked document as an element.
func (d Document) element() element {
	if !d.isInvoice() {
		return d.creditNote()
	}
	i := d.Invoice
	lines, _ := d.lines()
	root := group("Invoice",
		leaf("CustomizationID", customization),
		leaf("ProfileID", profile),
		leaf("ID", i.Number),
		leaf("IssueDate", i.Issued.String()),
		leaf("DueDate", i.Due.String()),
		leaf("InvoiceTypeCode", invoiceType),
		leaf("Note", basisNote(i)),
		leaf("DocumentCurrencyCode", i.Total.Currency().String()),
		optional("BuyerReference", d.BuyerReference),
		period(span(i.Lines)),
		d.order(),
		group("AccountingSupplierParty", d.Seller.element()),
		group("AccountingCustomerParty", d.Buyer.element()),
		d.Means.element(i.Total.Currency()),
		terms(i.NetTerms),
		d.taxTotal(i.Tax, d.breakdown(lines)),
		total(i.Totals),
	)
	for n, l := range i.Lines {
		root.kids = append(root.kids, d.line(n+1, l))
	}
	return rooted(root)
}

// rooted turns a group into the root element of a document, which has no prefix.
func rooted(e element) element {
	e.name = strings.TrimPrefix(e.name, cac)
	return e
}

// basisNote returns the note that says how an invoice was worked out. reader.basis reads it back.
func basisNote(i invoice.Invoice) string {
	return fmt.Sprintf("%s%s, amounts rounded %s, edition %s", taxNote, i.TaxRounding, i.Rounding, i.Edition)
}

// period returns a period as an element; none for the zero Period.
func period(p calendar.Period) element {
	if p.IsZero() {
		return element{}
	}
	return group("InvoicePeriod", leaf("StartDate", p.Start().String()), leaf("EndDate", p.LastDay().String()))
}

// covered returns the days that a line is for: those of its instalment, or all the days bought; the zero Period if
// there are none.
func covered(l invoice.Line) calendar.Period {
	if !l.Covers.IsZero() {
		return l.Covers
	}
	return l.Charge.Bought
}

// span returns the period from the first day of any line through the last.
func span(lines []invoice.Line) calendar.Period {
	var start, end calendar.Date
	for _, l := range lines {
		if p := covered(l); !p.IsZero() {
			start, end = calendar.Earliest(cmp.Or(start, p.Start()), p.Start()), calendar.Latest(end, p.End())
		}
	}
	if start.IsZero() {
		return calendar.Period{}
	}
	return calendar.Span(start, end)
}

func (d Document) order() element {
	if d.Order == "" {
		return element{}
	}
	return group("OrderReference", leaf("ID", d.Order))
}

func terms(n invoice.NetTerms) element {
	if n.IsZero() {
		return element{}
	}
	return group("PaymentTerms", leaf("Note", n.String()))
}

// The codes of the means of payment (UNCL 4461).
const (
	creditTransfer, sepaTransfer = "30", "58"
	directDebit, sepaDebit       = "49", "59"
	bankCard, onlinePayment      = "48", "68"
)

func (m Means) element(currency money.Currency) element {
	var code string
	var account element
	sepa := currency.String() == "EUR"
	switch m.Method {
	case policy.BankTransfer:
		code = creditTransfer
		if sepa {
			code = sepaTransfer
		}
		account = group("PayeeFinancialAccount", leaf("ID", m.IBAN))
		if m.BIC != "" {
			account.kids = append(account.kids, group("FinancialInstitutionBranch", leaf("ID", m.BIC)))
		}
	case policy.DirectDebit:
		code = directDebit
		if sepa {
			code = sepaDebit
		}
		account = group("PaymentMandate", leaf("ID", m.Mandate))
	case policy.PayPal:
		code = onlinePayment
	case policy.Card:
		code = bankCard
	case policy.CreditNote, policy.CashBalance, policy.PurchaseOrder, policy.PayByInvoice: // refused by Means.check
	}
	return group("PaymentMeans", leaf("PaymentMeansCode", code), optional("PaymentID", m.Reference), account)
}

func (d Details) taxTotal(tax money.Amount, list []subtotal) element {
	e := group("TaxTotal", amount("TaxAmount", tax))
	for _, s := range list {
		e.kids = append(e.kids, s.element())
	}
	return e
}

func total(t invoice.Totals) element {
	return group("LegalMonetaryTotal", amount("LineExtensionAmount", t.Net), amount("TaxExclusiveAmount", t.Net),
		amount("TaxInclusiveAmount", t.Total), amount("PayableAmount", t.Total))
}
