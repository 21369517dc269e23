// Package policy holds the published rules as data: their numbers, dated, in an [Edition]; the rulebook itself, row
// by row, in [Rules]; and the words in which every package of this library answers: [Decision], [Remedy], [Route],
// [InputError].
//
// # Editions
//
// An edition is what one vendor has published for one region from one day on: how many days Expired lasts, by how
// many days a term is divided, which of two readings of an unclear sentence holds. [Europe2024] and
// [NorthAmerica2024] are published; [For] finds the one of a region. Every number and every reading is a field of
// [Parameters], so that no rule has a constant of its own:
//
//	p := policy.Europe2024().Parameters()
//	p.Name = "Acme2026"
//	p.Refund.Monthly = 14
//	acme, err := policy.NewEdition(p)  // every bad field at once
//
// [DecodeEdition] does the same from a file, and [Diff] says in words what moves. Editions are immutable, and their
// [Fingerprint] stands in every decision and charge.
//
// # Decisions
//
// A question that can be refused is answered by a [Decision], which names its rule, the days on which the answer
// would be yes, and what to do instead. A function that must produce a value returns a [*Refusal] with the decision
// in it. A malformed question is neither: it is an [*input.Error] with field and value.
//
// # Rules
//
// [Rules] walks the whole rulebook. Of its rules this package implements
//
//	edition.gate              Edition.Covers
//	quote.direct-sale         Channel.Direct
//	renewal.digital-direct    advice
//	order.confirmation        advice; its hours are Order.Confirmation, and order.Notices says it
//	price.zone                advice
//
// A row whose Package is empty is not implemented yet. The rows rest on one page, "Hulp bij kopen" of Autodesk
// (Belgium, in Dutch), which they quote in short, and on other public pages of the same vendor.
//
// # Readings
//
// Where the page can be read in two ways, the reading is a parameter:
//
//	gate.productSwitch            by-act or by-term                     edition.gate
//	gate.termChange               by-term or by-act                     edition.gate
//	gate.addedSeats               by-act or by-term                     edition.gate
//	gate.extension                by-term or by-act                     edition.gate
//	proration.dayCount            standard, actual or no-leap-day       proration.leap
//	proration.rounding            half-up, half-even, up or down        proration.price
//	proration.roundAt             line, seat or daily-rate              proration.price
//	renewal.switchesOnAgain       yes or no                             renewal.auto-default
//	renewal.awaitedDays           a number of days                      renewal.awaited
//	lapse.exemptUnpaidStops       no or yes                             lapse.exempt
//	lapse.exemptLateRenewal       no or yes                             lapse.exempt
//	lapse.stagesBeforeEdition     no or yes                             edition.before
//	change.addSeatsWhileExpired   no or yes                             change.seats-up
//	change.followsEarlyRenewal    no or yes                             change.effective-fixed
//	coterm.limits                 both or either                        coterm.extend-annual
//	coterm.limitDay               yes or no                             coterm.extend-annual
//	coterm.fromEnd                no or yes                             coterm.extend-annual
//	coterm.reAnchor               yes or no                             coterm.re-anchor
//	coterm.extendCharge           at-once or yearly                     coterm.extend-charge
//	invoice.taxRounding           per-line or per-rate                  invoice.tax
//	invoice.renewalPayer          on-file or on-file-or-other-by-invoice  invoice.by-renewal
//	invoice.instalmentsBefore     a number of instalments               invoice.annual-instalments
//	invoice.earlyFirst            at-order or at-renewal                invoice.annual-instalments
//	invoice.earlyFirstByInvoice   at-renewal or at-order                invoice.annual-instalments
//	order.quoteLastDay            yes or no                             quote.valid
//	order.quoteCountsAsOnline     no or yes                             order.tax-exempt
//	order.publicSector            yes or no                             quote.available
//	order.equalCreditPasses       yes or no                             order.insufficient-credit
//	refund.monthlyOnlineOnly      yes or no                             refund.monthly
//	refund.renewalFrom            later, order or renewal               refund.days
package policy
