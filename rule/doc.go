// Package rule is the rulebook: every rule of subscription billing that this library implements, as a row with its ID,
// its statement, how well founded it is, and where it was read.
//
//	row, ok := rule.RenewalWindow.Rule()                           // the row of an ID
//	for row := range rule.All() { … }                              // the whole book
//	fmt.Println(rule.Explain(rule.RenewalWindow, rule.LapseStart)) // what rules say, one line each
//	for p := range rule.Passages() { … }                           // the map of the page: each passage with its rules
//
// An [ID] is stable: decisions, charges and deadlines carry it, and callers match on it. Statements have no numbers:
// those are in an edition, which has what was published for one region from a day on (package policy).
//
// # Standing
//
// The rules were read from one page, "Hulp bij kopen" of Autodesk (Belgium, in Dutch), which the rows quote in short,
// and from other public pages of the same vendor. The [Standing] of a rule tells whether that page states it, other
// pages state it, or it is a reading of this library. If the standing is mixed, the Note of the row tells which part is
// which.
//
// # The map of the page
//
// [Passages] has every sentence, heading and cell of that page, by its position and its first words, with the rules
// that were read from it, or with the reason why it is out of scope. The page itself is not part of this library. Every
// quoted rule has at least one passage there, and every other rule has a source.
//
// # Rules
//
// These are advice, and nothing is decided by them:
//
//	renewal.digital-direct   what renews automatically in the vendor's own shop goes on as before
//	order.confirmation       what to do if no confirmation of an order comes
//	price.zone               the price is the one in force in the customer's time zone
package rule
