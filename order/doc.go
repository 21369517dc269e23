// Package order says what may be ordered together, by which channel and paid with what, and makes quotes.
//
//	c, err := order.Compose(ed, basket, today)            // the separate orders that a basket must become
//	d, err := order.CanPay(ed, request, policy.Card, today)
//	q, err := order.NewQuote(ed, draft)                   // lines, discounts, estimated tax, until when prices hold
//	d := q.CanAccept(today)                               // an expired one: ask for a new one
//	no, err := order.CheckNetTerms(ed, account, o, today) // every reason why it cannot be paid by invoice
//
// # Channels and payment methods
//
//	online            card, PayPal, direct debit; not by whoever is exempt from tax
//	by quote          the same, and by invoice; from the edition's first day on, Flex tokens also before
//	through sales     purchase order
//
// What is not published is refused, with the way round as the remedy. Of resellers and retailers nothing is published.
//
// # Quotes
//
// A [Quote] keeps the items that it was made of. [Reprice] prices it again: under the edition with which it was made
// every figure is the stored one, which shows that preview and bill are the same; under another one the differences
// are said. The expiry date is a day on which the prices still hold, through its end where the quote was made.
//
// # Rules
//
//	order.one-kind              Compose
//	order.payment-methods       Methods, CanPay
//	order.tax-exempt            CanOrder
//	order.vendor-setup          Notices
//	order.charge-when-ready     Notices
//	order.confirmation          Notices
//	order.insufficient-credit   CheckNetTerms; reading order.equalCreditPasses
//	order.overdue-balance       CheckNetTerms
//	order.payer-mismatch        CheckNetTerms
//	order.check-order           CheckNetTerms
//	quote.available             CanOrder, NewQuote
//	quote.contents              NewQuote
//	quote.valid                 Quote.CanAccept; reading order.quoteLastDay
//
// That a quote is a direct sale, so that it can be returned to the vendor, is [policy.Channel.Direct].
//
// # Errors
//
// A malformed question is a [*billingrules.InputError] with field and value, and every bad field is reported at once.
// [NewQuote] and [Reprice], which must produce a quote, return a [*policy.Refusal] where a rule says no.
package order
