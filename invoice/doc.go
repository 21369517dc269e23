// Package invoice turns prices into documents: instalments with their dates, invoices and credit notes whose parts add
// up. It also has the payers of net terms and the settlement of payments.
//
//	buy, err := invoice.PriceTerm(ed, request)        // a full term: its charge, in three instalments for three years
//	item := buy.Item("AEC Collection", taxes)         // the line of a quote or an invoice
//	inv, err := invoice.New(ed, draft)                // lines, tax, totals, due date
//	next := invoice.Bill(facts, inv)                  // the facts of the subscription, with the invoice
//	inv.Overdue(today)                                // past its due date, if it is unpaid
//	note, err := invoice.Credit(inv, "C-7", today)    // the same lines, given back
//	done, err := invoice.Settle(payment)              // credit notes first, then the cash balance, then the payment
//	sub, err = sub.On(done.Day).Pay(done.Paid()...)   // the facts with the invoices that are now paid in full
//
// # From a price to its documents
//
// A [Priced] is what was asked for, what it costs, and when that is charged. What package coterm returns for added
// seats, a renewal or an extension is Priced, and [PriceTerm] makes one for a full term. [Priced.Item] makes its [Item]
// for a quote or an invoice, so that no amount, date or term is typed again. An invoice bills the whole of an item, or
// the one instalment that Item.Instalment names, and takes its date and due date from that. Items with different dates
// or net terms cannot share an invoice: a quote becomes one invoice for each date.
//
// # How documents add up
//
// Every amount of a document is a whole number of minor units. A price is rounded once, when it is worked out. As the
// edition says, tax is rounded on each line, or once per rate on all lines of the document and then shared out over
// them ([TaxLines]). A total is the sum of its lines and is never rounded. So a document adds up by hand, the
// instalments of a price add up to it, and a full credit cancels the invoice. A document records the reading under
// which it was made.
//
// A line has at least one tax and at most [MaxTaxes]. Each is computed on the net price and rounded on its own: CAD
// 86.97 with "GST 5% + QST 9.975%" has taxes of 4.35 and 8.68, 100.00 in all. See [Taxes]. What is not taxed has the
// rate 0%. [ByRate] gives the totals of a document for each tax, by name and rate.
//
// Trap: the tax on three instalments is computed three times, and can differ by a minor unit or two from the tax that
// was estimated on the whole.
//
// A value built in memory is checked as strictly as one that is read from JSON: a charge that contradicts itself is not
// billed. A stored document is worked out again when it is read, by the readings that it records, so that a change by
// hand is noticed.
//
// A credit note gives back all of an invoice ([Credit]), some lines, parts of lines or what is left after other notes
// ([CreditLines]), or what a return gives back ([CreditReturn]). It has each tax by name and rate, as its invoice does.
// Together, the notes of an invoice never give back more of any tax than the invoice charged.
//
// # Rules
//
//	invoice.annual-instalments   Instalments, PriceTerm; readings invoice.earlyFirst, invoice.earlyFirstByInvoice,
//	                             invoice.instalmentsBefore
//	invoice.split                Instalments, Priced.Check
//	coterm.multi-year            Priced.Reprice, of a part of a term
//	invoice.net-terms            NetTerms.Due, Instalments
//	invoice.payers               NewPayers, Payers.CanAdd, Payers.Add
//	invoice.pay                  Settle, Settlement.Paid
//	invoice.tax                  Taxes, NewLine, TaxLines, CheckLines, Sum, ByRate, Credit,
//	                             CreditLines; reading invoice.taxRounding
//	lapse.start                  Invoice.Overdue: an invoice for a total of 0 is never overdue
//
// Instalments and net terms are gated: what was ordered before the edition's first day is charged at once, and net
// terms for it are refused by edition.before, except for Flex tokens.
//
// # Errors
//
// Malformed input is a [*billingrules.InputError] with field and value; all bad fields of a document are reported at
// once. If a rule says no, a function that would have made a document returns a [*policy.Refusal].
package invoice
