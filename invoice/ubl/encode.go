package ubl

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// What documents of Peppol BIS Billing 3.0 say of themselves.
const (
	customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
	profile       = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
	invoiceType   = "380"
)

// Encode writes a document as UBL 2.1, under EN 16931 and Peppol BIS Billing 3.0. What it writes is always the same for
// the same document, and [Decode] reads it back.
//
// Every bad field of the document is reported at once, by its path, such as seller.endpoint or
// invoice.lines[2].taxes. An e-invoice has one tax a line and at most two decimals, and its tax of a rate is that rate
// of all lines that have it: an invoice whose tax was worked out per line can differ from that by cents, and is then
// refused by the field invoice.tax, with both amounts. One whose tax was worked out per rate, half up, never is.
func Encode(d Document) ([]byte, error) {
	const op = "ubl.Encode"
	if err := d.check(op); err != nil {
		return nil, err
	}
	return d.element().write(), nil
}

// check refuses a document that cannot be written.
func (d Document) check(op string) error {
	if d.Invoice.Equal(invoice.Invoice{}) {
		return errors.Join(input.Missing(op, "invoice"), d.Details.check(op))
	}
	const at = "invoice."
	bad := input.Within(d.Invoice.Check(), op, at)
	if err := errors.Join(bad, d.Details.check(op)); err != nil {
		return err
	}
	taxes := make([][]invoice.LineTax, len(d.Invoice.Lines))
	for i, l := range d.Invoice.Lines {
		taxes[i] = l.Taxes
	}
	if err := errors.Join(checkPlaces(op, at, d.Invoice.Total), d.checkTaxes(op, at, taxes)); err != nil {
		return err
	}
	return checkSums(op, at, d.breakdown(d.taxed()))
}

// taxed returns the lines of a checked invoice, as their tax is broken down.
func (d Document) taxed() []taxed {
	list := make([]taxed, len(d.Invoice.Lines))
	for i, l := range d.Invoice.Lines {
		list[i] = taxed{l.Taxes[0], l.Net}
	}
	return list
}

// element returns a checked document as an element.
func (d Document) element() element {
	i := d.Invoice
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
		d.taxTotal(i.Tax, d.breakdown(d.taxed())),
		total(i.Totals),
	)
	root.name = strings.TrimPrefix(root.name, cac)
	for n, l := range i.Lines {
		root.kids = append(root.kids, d.line(n+1, l))
	}
	return root
}

// basisNote says how an invoice was worked out. It is read back: see readBasis.
func basisNote(i invoice.Invoice) string {
	return fmt.Sprintf("Tax %s, amounts rounded %s, edition %s", i.TaxRounding, i.Rounding, i.Edition)
}

// period returns a period as an element; none for the zero Period.
func period(p calendar.Period) element {
	if p.IsZero() {
		return element{}
	}
	return group("InvoicePeriod", leaf("StartDate", p.Start().String()), leaf("EndDate", p.LastDay().String()))
}

// span returns the period from the first day of all lines to the last.
func span(lines []invoice.Line) calendar.Period {
	var start, end calendar.Date
	for _, l := range lines {
		if p := l.Charge.Bought; !p.IsZero() {
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
	case policy.CreditNote, policy.CashBalance, policy.PurchaseOrder, policy.PayByInvoice: // check refuses them
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
