// Package ambiguity shows which answers depend on how an unclear sentence of the vendor's page is read.
//
//	found, err := ambiguity.Find(ed, reading)                       // the rules, each with its smallest witness
//	found, err = ambiguity.Analyze(ed)                              // the same of all readings
//	text, err := ambiguity.Report(ed, found)                        // as a document
//	list, err := ambiguity.Expose(ed, reading, holdings, today)     // a portfolio: what would move, and by how much
//	list, err := ambiguity.ExposeColumns(ed, columns, euro, today)  // the same of rows of package batch
//	strict, err := ambiguity.NewStrict(ed)                          // an edition that refuses where readings disagree
//	d, err := strict.Decide(facts, lifecycle.ActionRenew, today)
//
// Where the page is silent or unclear, an edition chooses a reading ([policy.Readings]). This package finds the answers
// that depend on the choice. All functions are pure, and give the same result for the same arguments.
//
// # Witnesses
//
// For each pair of values of a reading, [Find] goes through a space of small cases, from the smallest on, and asks the
// library the same questions under both values. For each rule it keeps the first case in which an answer that rests on
// the rule differs. So a witness is the smallest case of its space, in the order of [Case.Compare]:
//
//  1. fewer facts
//  2. fewer days from the first date to the last
//  3. the lower price
//  4. the smaller number of seats or lines
//  5. the shorter term, the earlier order, the earlier day, and the text
//
// Of all days, the space has only those on which something begins or ends. Tests therefore try the smaller cases
// outside it, too: every order day of four years, each length and any of the facts, on every day on which an answer can
// change, at every lower price and smaller number. No answer differs in any of them. Readings are changed one at a
// time; all others are those of the edition.
//
// # Which values are compared
//
// Of a reading with named values, all that the edition can have. A value that contradicts another parameter is left
// out: with 366 standard days a year, days cannot be counted without 29 February. Of a number with more than three
// possible values, such as renewal.awaitedDays with 3661, only the least, the edition's and the one after that: answers
// may still depend on any other value. This holds for all functions of the package, and for [Strict].
//
// # What is asked
//
//	added seats           whether, the days charged, the price        change.seats-up, proration.leap, proration.price
//	a subscription        the phase, and whether each act may be done  lapse.*, renewal.*, change.*, edition.before
//	how far it extends    the latest renewal date                      coterm.extend-annual, coterm.extend-three-year
//	an extension          instalments, and the second renewal date     coterm.extend-charge, coterm.re-anchor
//	a renewal             price, first instalment, auto-renew, seats   change.effective-fixed, renewal.auto-default
//	a purchase            instalments                                  invoice.annual-instalments
//	a return              whether, and the last day                    refund.*
//	an invoice            its tax                                      invoice.tax
//	an order, a quote     whether                                      order.*, quote.*
//
// # Rules
//
// The package implements no rules. [Fixed] lists the readings of the calendar that the rulebook fixes for every
// edition:
//
//	term.anniversary  months are counted from the anchor, and end where a shorter month ends
//
// # Errors
//
// Malformed input is a [*billingrules.InputError] with field and value, all reported at once. If two readings disagree,
// a [Strict] edition returns a [*Disagreement], which names them.
package ambiguity
