package ubl

import (
	"encoding"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Decode reads what [Encode] writes, with any indentation, prefixes and comments. It is strict: a document with
// anything else, that lacks anything, or that contradicts itself is refused, with the path of each such element, such
// as Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount. It does not read documents that other programs wrote. The note
// of a line, which has its arithmetic in words, is not checked.
//
// The document equals the one that was written, except that Untaxed has only the entries that its taxes need.
func Decode(data []byte) (Document, error) {
	const op = "ubl.Decode"
	root, err := parse(op, data)
	if err != nil {
		return Document{}, err
	}
	r := reader{op: op}
	var d Document
	switch root.name {
	case "Invoice":
		d = r.invoice(root)
	case "CreditNote":
		d = r.creditNote(root)
	default:
		return Document{}, input.Errorf(op, root.name, nil, input.ErrUnknown, "is neither Invoice nor CreditNote")
	}
	if err := errors.Join(r.bad...); err != nil {
		return Document{}, err
	}
	if err := d.check(op); err != nil {
		return Document{}, err
	}
	if err := errors.Join(differ(op, root.name, root, d.element())...); err != nil {
		return Document{}, err
	}
	return d, nil
}

// reader reads a document from its elements, and collects the errors. What is missing is left zero.
type reader struct {
	op       string
	currency money.Currency
	bad      []error
}

// text reads the text of an element at a path into a value.
func (r *reader) text(into encoding.TextUnmarshaler, path, text string) {
	if text != "" {
		r.add(path, into.UnmarshalText([]byte(text)))
	}
}

func (r *reader) add(path string, err error) {
	if err != nil {
		r.bad = append(r.bad, input.At(err, r.op, path))
	}
}

// amount reads an amount in the currency of the document.
func (r *reader) amount(path, text string) money.Amount {
	if text == "" {
		return money.Amount{}
	}
	a, err := money.Parse(text, r.currency)
	r.add(path, err)
	return a
}

// count reads a whole number.
func (r *reader) count(path, text string) int {
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text {
		r.add(path, input.Errorf(r.op, path, text, input.ErrSyntax, "is not a whole number"))
		return 0
	}
	return n
}

// date reads a date.
func (r *reader) date(path, text string) (d calendar.Date) {
	r.text(&d, path, text)
	return d
}

// invoice reads an invoice.
func (r *reader) invoice(root element) Document {
	const at = "Invoice/"
	i := invoice.Invoice{Number: root.at("ID").text}
	r.text(&r.currency, at+"cbc:DocumentCurrencyCode", root.at("DocumentCurrencyCode").text)
	i.Issued = r.date(at+"cbc:IssueDate", root.at("IssueDate").text)
	i.Due = r.date(at+"cbc:DueDate", root.at("DueDate").text)
	r.text(&i.NetTerms, at+"cac:PaymentTerms/cbc:Note", root.at("PaymentTerms", "Note").text)
	r.basis(&i, at+"cbc:Note", root.at("Note").text)
	i.Totals = r.totals(at+"cac:", root)
	for n, e := range root.all("InvoiceLine") {
		i.Lines = append(i.Lines, r.line(fmt.Sprintf("%scac:InvoiceLine[%d]/", at, n+1), e))
	}
	return Document{Invoice: i, Details: r.details(root, "InvoiceLine")}
}

// details reads what a document says besides its invoice.
func (r *reader) details(root element, line string) Details {
	d := Details{
		Seller:         readParty(root.at("AccountingSupplierParty", "Party")),
		Buyer:          readParty(root.at("AccountingCustomerParty", "Party")),
		BuyerReference: root.at("BuyerReference").text,
		Order:          root.at("OrderReference", "ID").text,
		Means:          readMeans(root.at("PaymentMeans")),
	}
	reasons := map[string]string{} // by the codes of the categories
	for _, s := range root.at("TaxTotal").all("TaxSubtotal") {
		category := s.at("TaxCategory")
		reasons[category.at("ID").text] = category.at("TaxExemptionReason").text
	}
	seen := map[string]bool{}
	for _, e := range root.all(line) {
		item := e.at("Item")
		code, tax := item.at("ClassifiedTaxCategory", "ID").text, valuesOf("", item).texts[taxName]
		if category := categoryOf(code); category != 0 && !seen[tax] {
			seen[tax] = true
			d.Untaxed = append(d.Untaxed, Untaxed{Tax: tax, Category: category, Reason: reasons[code]})
		}
	}
	return d
}

// values are the properties of a line, by their names.
type values struct {
	at    string // the path of the line
	texts map[string]string
}

func valuesOf(at string, item element) values {
	v := values{at, map[string]string{}}
	for _, p := range item.all("AdditionalItemProperty") {
		v.texts[p.at("Name").text] = p.at("Value").text
	}
	return v
}

// of returns the value of a property, and its path; "" if there is none.
func (v values) of(name string) (path, value string) {
	return fmt.Sprintf("%scac:Item/cac:AdditionalItemProperty[%s]", v.at, name), v.texts[name]
}

// taxes reads the one tax of a line.
func (r *reader) taxes(at string, item element, v values) []invoice.LineTax {
	tax := invoice.LineTax{Name: v.texts[taxName], Amount: r.amount(v.of(taxAmount))}
	if percent := item.at("ClassifiedTaxCategory", "Percent").text; percent != "" {
		r.text(&tax.Rate, at+"cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", percent+"%")
	}
	return []invoice.LineTax{tax}
}

// basis reads what basisNote writes.
func (r *reader) basis(i *invoice.Invoice, path, text string) {
	if text == "" {
		return
	}
	words := strings.Fields(text)
	if len(words) != len(strings.Fields(basisNote(*i))) {
		r.add(path, input.Errorf(r.op, path, text, input.ErrSyntax, "does not say how the invoice was worked out"))
		return
	}
	r.text(&i.TaxRounding, path, strings.TrimSuffix(words[1], ","))
	r.text(&i.Rounding, path, strings.TrimSuffix(words[4], ","))
	r.text(&i.Edition, path, words[6])
}

func (r *reader) totals(at string, root element) invoice.Totals {
	total := root.at("LegalMonetaryTotal")
	return invoice.Totals{
		Net:   r.amount(at+"LegalMonetaryTotal/cbc:TaxExclusiveAmount", total.at("TaxExclusiveAmount").text),
		Tax:   r.amount(at+"TaxTotal/cbc:TaxAmount", root.at("TaxTotal", "TaxAmount").text),
		Total: r.amount(at+"LegalMonetaryTotal/cbc:PayableAmount", total.at("PayableAmount").text),
	}
}

// line reads a line, which has one tax.
func (r *reader) line(at string, e element) invoice.Line {
	item, price := e.at("Item"), e.at("Price")
	v := valuesOf(at, item)
	l := invoice.Line{
		Description: item.at("Name").text,
		Quantity:    r.count(at+"cbc:InvoicedQuantity", e.at("InvoicedQuantity").text),
		UnitPrice:   r.amount(v.of(listPrice)),
		Discount:    r.amount(at+"cac:AllowanceCharge/cbc:Amount", e.at("AllowanceCharge", "Amount").text),
		Net:         r.amount(at+"cbc:LineExtensionAmount", e.at("LineExtensionAmount").text),
	}
	l.Gross = r.amount(at+"cac:Price/cbc:PriceAmount", price.at("PriceAmount").text)
	if price.at("BaseQuantity").name == "" { // it is that of one
		if l.UnitPrice.IsZero() {
			l.UnitPrice = l.Gross
		}
		l.Gross, _ = l.Gross.Times(l.Quantity) // the zero Amount is refused with the line
	}
	if path, text := v.of(instalment); text != "" {
		number, of, _ := strings.Cut(text, " of ")
		l.Instalment, l.Of = r.count(path, number), r.count(path, of)
	}
	if v.texts[wholePrice] != "" {
		l.Gross, l.Discount = r.amount(v.of(wholePrice)), r.amount(v.of(wholeDiscount))
	}
	l.Taxes = r.taxes(at, item, v)
	l.Tax = l.Taxes[0].Amount
	if v.texts[divisor] != "" {
		r.charge(&l, v, e.at("InvoicePeriod"))
	}
	return l
}

// charge reads the charge behind the price of a line.
func (r *reader) charge(l *invoice.Line, v values, period element) {
	c := &l.Charge
	c.Amount, c.SRP, c.Seats, c.Divisor = l.Gross, l.UnitPrice, l.Quantity, r.count(v.of(divisor))
	c.Days = r.count(v.of(days))
	read := func(into encoding.TextUnmarshaler, name string) {
		path, text := v.of(name)
		r.text(into, path, text)
	}
	read(&c.DayCount, dayCount)
	read(&c.Rounding, roundingMode)
	read(&c.RoundAt, roundAt)
	read(&c.Edition, chargeEdition)
	c.Rounded, c.FullTerm = v.texts[wasRounded] == yes, v.texts[fullTerm] == yes
	start := r.date(v.at+"cac:InvoicePeriod/cbc:StartDate", period.at("StartDate").text)
	last := r.date(v.at+"cac:InvoicePeriod/cbc:EndDate", period.at("EndDate").text)
	if !start.IsZero() && !last.IsZero() {
		c.Bought = calendar.Span(start, last.AddDays(1))
	}
	if path, text := v.of(bought); text != "" {
		l.Covers = c.Bought
		r.text(&c.Bought, path, text)
	}
}

func readMeans(e element) Means {
	m := Means{
		IBAN:      e.at("PayeeFinancialAccount", "ID").text,
		BIC:       e.at("PayeeFinancialAccount", "FinancialInstitutionBranch", "ID").text,
		Mandate:   e.at("PaymentMandate", "ID").text,
		Reference: e.at("PaymentID").text,
	}
	switch e.at("PaymentMeansCode").text {
	case creditTransfer, sepaTransfer:
		m.Method = policy.BankTransfer
	case directDebit, sepaDebit:
		m.Method = policy.DirectDebit
	case bankCard:
		m.Method = policy.Card
	case onlinePayment:
		m.Method = policy.PayPal
	}
	return m
}
