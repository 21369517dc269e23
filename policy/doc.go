// Package policy has the published numbers and readings, as dated sets: each set is an [Edition]. It also has the types
// of the answers that every package of this library gives: [Decision], [Remedy] and [Route]. The rules themselves are
// in package rule. They were read from one page, "Hulp bij kopen" of Autodesk (Belgium, in Dutch), which is meant by
// "the page" below, and from other public pages of the same vendor.
//
// # Editions
//
// An edition is what one vendor has published for one region from a certain day on: how many days Expired lasts, the
// divisor of each term, and the readings chosen for unclear sentences. [Europe2024], [Europe2025] and
// [NorthAmerica2024] are published; [EditionOn] chooses by region and by the day of the act. Every number and every
// reading is a field of [Parameters], so that no rule has a constant of its own:
//
//	p := policy.Europe2024().Parameters()
//	p.Name = "Acme2026"
//	p.Refund.Monthly = 14
//	acme, err := policy.NewEdition(p)  // every bad field at once
//
// [DecodeEdition] does the same from a file, and [Diff] lists the differences in words. Editions are immutable, and
// every decision and charge carries the [Fingerprint] of its edition.
//
// # Decisions
//
// Whether something may be done is answered by a [Decision], which names its rule, the days on which the answer is yes,
// and what to do instead. A function that must produce a value returns a refusal as an error, a [*Refusal], which has
// the decision. Malformed input is a different error: a billingrules.InputError, with field and value.
//
// [Edition.Sentence] words a decision as a support desk would, with the days and the numbers of the edition, and
// [Edition.Explain] says why; both refuse a decision made under another edition. [English] has all texts, and
// [NewLanguage] makes a translation. A sentence reads like this:
//
//	AutoCAD cannot be renewed yet: renewal opens on 2 November 2025, 90 days before the renewal date.
//
// # Explanations
//
// An [Explanation] breaks a figure down, as data, text or HTML, into its parts and the rules it rests on, with their
// readings and the passages of the page that they were read from. Each of these has a method that makes one:
//
//	Edition.Explanation        a decision
//	proration.Charge           a charge: the price, the days, the divisor, the price of a day
//	invoice.Priced             a price: its charge, and the instalments in which it is paid
//	lifecycle.View             a subscription on a day: its phase, what is left of each capability, what may be done
//	order.Quote                a quote: each line with its price, its instalments and its tax
//	coterm.Plan                one renewal date for several subscriptions: what each of them does, and what that costs
//	refund.Return              a return: the last day, and what is given back of each line
//	invoice.Invoice            an invoice: each line with its price, its instalment and its taxes
//	invoice.CreditNote         a credit note: what is given back of each line
//
// # Rules
//
// rule.All yields the whole rulebook. This package implements
//
//	edition.gate              Edition.Covers
//	quote.direct-sale         Channel.Direct
//	order.confirmation        OrderRules.Confirmation, the hours after which a confirmation is overdue
//	renewal.digital-direct    nothing: it is advice
//	price.zone                nothing: it is advice
//
// # Readings
//
// Where the page can be read in two ways, the reading is a parameter. [Readings] lists them, with the meaning of each
// value and what it changes. The first value is the default:
//
//	gate.productSwitch           by-act, by-term                       edition.gate
//	gate.termChange              by-term, by-act                       edition.gate
//	gate.addedSeats              by-act, by-term                       edition.gate
//	gate.extension               by-term, by-act                       edition.gate
//	proration.dayCount           standard, actual, no-leap-day         proration.leap
//	proration.rounding           half-up, half-even, up, down          proration.price
//	proration.roundAt            line, seat, daily-rate                proration.price
//	renewal.awaitedDays          1 (0 to 3660)                         renewal.awaited
//	renewal.switchesOnAgain      yes, no                               renewal.auto-default
//	lapse.exemptUnpaidStops      no, yes                               lapse.exempt
//	lapse.exemptLateRenewal      no, yes                               lapse.exempt
//	lapse.stagesBeforeEdition    no, yes                               edition.before
//	change.addSeatsWhileExpired  no, yes                               change.seats-up
//	change.followsEarlyRenewal   no, yes                               change.effective-fixed
//	coterm.limits                both, either                          coterm.extend-annual
//	coterm.limitDay              yes, no                               coterm.extend-annual
//	coterm.fromEnd               no, yes                               coterm.extend-annual
//	coterm.reAnchor              yes, no                               coterm.re-anchor
//	coterm.extendCharge          at-once, yearly                       coterm.extend-charge
//	invoice.instalmentsBefore    1 (1 to 3)                            invoice.annual-instalments
//	invoice.earlyFirst           at-order, at-renewal                  invoice.annual-instalments
//	invoice.earlyFirstByInvoice  at-renewal, at-order                  invoice.annual-instalments
//	invoice.taxRounding          per-line, per-rate                    invoice.tax
//	invoice.renewalPayer         on-file, on-file-or-other-by-invoice  invoice.by-renewal
//	order.quoteLastDay           yes, no                               quote.valid
//	order.equalCreditPasses      yes, no                               order.insufficient-credit
//	order.quoteCountsAsOnline    no, yes                               order.tax-exempt
//	order.publicSector           yes, no                               quote.available
//	refund.monthlyOnlineOnly     yes, no                               refund.monthly
//	refund.renewalFrom           later, order, renewal                 refund.days
package policy
