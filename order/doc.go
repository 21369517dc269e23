// Package order says what can be ordered together, through which channel, and how it can be paid; and it makes quotes.
//
//	c, err := order.Compose(ed, basket, today)            // the separate orders that a basket must become
//	d, err := order.CanPay(ed, request, policy.Card, today)
//	q, err := order.NewQuote(ed, draft)                   // lines, discounts, estimated tax, until when prices hold
//	d := q.CanAccept(today)                               // of an expired quote: ask for a new one
//	list, err := q.Invoices("2025-118", "2026-118")       // one for each date on which something is charged
//	no, err := order.CheckNetTerms(ed, account, o, today) // every reason why it cannot be paid by invoice
//
// # Channels and payment methods
//
//	online            card, PayPal, direct debit; not for buyers exempt from tax
//	by quote          the same, and by invoice; from the edition's first day on, Flex tokens also before
//	through sales     the same as online, and purchase order
//
// What is not published is refused, and the remedy says what to do instead. Nothing is published about resellers and
// retailers.
//
// A renewal can also be paid by invoice online or through sales, if a payer is on file and the window is open
// (invoice.by-renewal). Whether that is so is decided for the subscription, by package lifecycle: [RenewalOf] asks it,
// a [Request] for a renewal carries what it answers, and [CanPay] gives the same answer.
//
// Some editions need more in a [Request]: the buyer's [Segment] if they take no orders by quote from the public sector,
// and the total if they have ceilings for card and PayPal.
//
// # Quotes
//
// A [Quote] keeps the items that it was made from. [Reprice] prices it again: under its own edition every figure is the
// stored one, since preview and bill are the same call; under another edition it lists the differences. The prices hold
// through the end of the expiry date, in the zone in which the quote was made.
//
// Its items are [invoice.Item] values, each made from a price, with the instalments and net terms of that price.
// [Quote.Invoices] makes the invoices, one for each date, whose nets add up to that of the quote.
//
// A quote cannot be for days that are over. A renewal is the exception, since its term always starts on the old renewal
// date: its line says which term it renews, and buys a full one. It can be quoted if it can be made on some day on
// which the quote holds, between the first day of early renewal and the end of Suspended. Trap: a quote for prorated
// days costs the same if it is accepted later, although some of its days are over by then. [Quote.Notices] says so, and
// says if a renewal cannot be made on the day of acceptance.
//
// # JSON
//
// Requests, lines, drafts and quotes are read strictly: an unknown or duplicate key is an error, since a discount under
// a misspelt key would be lost.
//
// # Rules
//
//	order.one-kind              Compose
//	order.payment-methods       Methods, CanPay; order.cardCeilings of the edition
//	order.tax-exempt            CanOrder; reading order.quoteCountsAsOnline
//	invoice.by-renewal          CanPay, which answers as RenewalDecisions.ByInvoice has it
//	order.vendor-setup          Notices
//	order.charge-when-ready     Notices
//	order.confirmation          Notices
//	order.insufficient-credit   CheckNetTerms; reading order.equalCreditPasses
//	order.overdue-balance       CheckNetTerms
//	order.payer-mismatch        CheckNetTerms
//	order.check-order           CheckNetTerms
//	quote.available             CanOrder, NewQuote; reading order.publicSector
//	quote.contents              NewQuote
//	invoice.annual-instalments  Quote.Invoices
//	invoice.net-terms           QuoteDraft.NetTerms, Quote.Invoices
//	quote.valid                 Quote.CanAccept, Quote.Notices; reading order.quoteLastDay
//	renewal.next-term           NewQuote, of the days that a late renewal buys
//	renewal.window              NewQuote, Quote.Notices, of renewals
//
// [policy.Channel.Direct] says that a quote is a direct sale, which can be returned to the vendor.
//
// # Errors
//
// Malformed input is a [*billingrules.InputError] with field and value, and every bad field is reported at once. If a
// rule says no, [NewQuote] and [Reprice] return a [*policy.Refusal].
package order
