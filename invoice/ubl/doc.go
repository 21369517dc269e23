// Package ubl writes invoices and credit notes as e-invoices, and reads back what it wrote: UBL 2.1 under EN 16931 and
// Peppol BIS Billing 3.0, as Belgian law requires of invoices between businesses since January 2026.
//
//	data, err := ubl.Encode(ubl.Document{Invoice: inv, Details: details})
//	document, err := ubl.Decode(data)   // document.Invoice.Equal(inv)
//
// [Details] has what an invoice of this library does not: the parties, with their addresses, VAT numbers and network
// addresses, the buyer's references, how to pay, and the reason for a tax of 0%. They are checked: country codes,
// schemes of identifiers, the check digits of Belgian enterprise and VAT numbers, of GLNs, of IBANs and of the company
// numbers of Norway, Sweden and Australia, and the form of Danish company numbers and of the VAT numbers of the
// European Union, the United Kingdom and Norway. Whether a number exists is not checked. Details can be read from JSON,
// so that a service can keep its own in a file.
//
// # Where each field is written
//
//	Invoice.Number, Issued, Due     ID, IssueDate, DueDate
//	Rounding, TaxRounding, Edition  Note: "Tax per-line, amounts rounded half-up, edition b08f…"
//	NetTerms                        PaymentTerms: "net 30"
//	the days of all charges         InvoicePeriod, from the first to the last
//	Details.BuyerReference, Order   BuyerReference, OrderReference
//	Totals                          TaxTotal, with a subtotal for each category and rate, and LegalMonetaryTotal
//	Line.Description                InvoiceLine/Item/Name
//	Line.Quantity                   InvoicedQuantity, with the unit C62, one
//	Line.Charge.Bought              InvoiceLine/InvoicePeriod; of an instalment its own days, Line.Covers
//	Line.Discount                   AllowanceCharge, with the reason 95, discount; of an instalment, a property
//	Line.Net                        LineExtensionAmount
//	the arithmetic                  InvoiceLine/Note, in words; its figures are properties of the item
//
// A credit note is a CreditNote. It names its invoice, if it has one, as BillingReference, and its Note says by which
// reading the tax of the invoice was computed: "Tax per-line". Each of its lines is a quantity of one at its net price,
// with the line of the invoice as a property. It does not say how to pay.
//
// In an e-invoice the price of a line times its quantity must be exactly the amount of the line. Three seats for a part
// of a term that cost 2115.62 together have no exact unit price: PriceAmount is then 2115.62 for a BaseQuantity of 3.
// The list price is a property.
//
// # Tax
//
// A tax of more than 0% is of the standard category, S. For a tax of 0%, [Untaxed] gives the category, by the name of
// the tax: Z, zero-rated; E, exempt, with the reason; AE, reverse charge, with the reason, for which the buyer needs a
// VAT number. A line has one tax: "GST 5% + QST 9.975%" is not European, and is refused.
//
// Trap: EN 16931 computes the tax of a category and rate on all lines together, rounded half up. An edition that reads
// invoice.tax per line can come to a few cents more or less: three lines of 10.10 at 15% have a tax of 4.56 together,
// but an e-invoice of them has 4.55. Such an invoice is refused, with both amounts, since an e-invoice with other
// totals would be another invoice. Under [policy.TaxPerRate], rounded half up, that happens only if taxes of one rate
// have different names, such as "VAT 6%" and "6%". The Note says which reading was used. The tax of a credit note for a
// part of a line can differ by a cent, too; such a note is refused as well. A credit note for a whole invoice can be
// written whenever the invoice could.
//
// Trap: BR-CO-17 rounds the tax of a category to two decimals, whatever the currency. In a currency without decimals
// nobody can pay that: 15% of JPY 1010 is 151.50. This package rounds the tax to JPY 152, as on the invoice, which
// departs from the rule by less than one unit of the currency. The published validators accept a difference of up to
// one unit; their first versions did not, and refuse such a document unless the tax is a whole number.
//
// # Not covered
//
// Currencies with more than two decimals are refused. The rules that Peppol adds for sellers of particular countries,
// such as Germany, Italy and the Nordic ones, are not checked.
//
// # Rules
//
//	invoice.tax   Encode: the tax that an e-invoice shows for each category and rate
//
// # Errors
//
// A document that cannot be written or read gives a [*billingrules.InputError] for every bad field. It has the path of
// the field, such as seller.vat or invoice.lines[2].taxes, or that of an element, such as
// Invoice/cac:InvoiceLine[2]/cac:Price.
package ubl
