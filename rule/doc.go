// Package rule is the rulebook: every rule of subscription billing that this library implements, as a row with its ID,
// its statement, how well founded it is, and where it was read.
//
//	row, ok := rule.RenewalWindow.Rule()                      // the row of an ID
//	for row := range rule.All() { … }                         // the whole book
//	fmt.Println(rule.Explain(decision.Rule, rule.LapseStart)) // what rules say, one line each
//	for s := range rule.Sentences() { … }                     // the map of the page: each sentence with its rules
//
// An [ID] is stable: decisions, charges and deadlines carry it, and callers match on it. Statements have no numbers,
// which belong to an edition of package policy.
//
// # Standing
//
// The rows rest on one page, "Hulp bij kopen" of Autodesk (Belgium, in Dutch), which they quote in short, and on other
// public pages of the same vendor. The [Standing] of a rule tells whether that page states it, other pages state it, or
// it is a reading of this library. If the standing is mixed, the Note of the row tells which part is which.
//
// # The map of the page
//
// [Sentences] has every sentence, heading and cell of that page, by its position and its first words, with the rules
// that were read from it, or with the reason why it is out of scope. The page itself is not part of this library. Every
// quoted rule has at least one sentence there, and every other rule has a source.
//
// # Rules
//
// These are advice, and nothing is decided by them:
//
//	renewal.digital-direct   nothing to do
//	order.confirmation       its hours are in an edition, and order.Notices says it
//	price.zone               the customer's zone
package rule
