package policy

import "example.com/billingrules/rule"

// Statement states a rule with the numbers and readings of the edition, in English: "Early renewal opens 60 days before
// the renewal date, …". It is empty for an unknown rule and for the zero Edition.
func (e Edition) Statement(id rule.ID) string { return English().Statement(e, id) }

// Sentence words a decision of this edition in English, as a support desk would:
//
//	AutoCAD cannot be renewed yet: renewal opens on 2 November 2025, 90 days before the renewal date.
//
// The subject is what the question was about. A decision made under another edition is an error. For other languages,
// see [Language.Sentence].
func (e Edition) Sentence(d Decision, subject string) (string, error) {
	return English().sentence("policy.Edition.Sentence", e, d, subject)
}

// Explain returns the reasoning of a decision of this edition for a person who asks why: the answer, what the rule says
// with the numbers of the edition, its source, and the page's own words if their numbers are those of the edition. A
// decision made under another edition is an error.
func (e Edition) Explain(d Decision) (string, error) {
	if err := e.decided("policy.Edition.Explain", d); err != nil {
		return "", err
	}
	r, _ := d.Rule.Rule() // decided has checked it
	return d.explained(r, e.Statement(d.Rule), e.hasQuoted(r)), nil
}

// hasQuoted reports whether the edition has the numbers and days that the quote of a rule states.
func (e Edition) hasQuoted(r rule.Rule) bool {
	published, all := europe2024(), fields()
	for _, name := range quoted(r.ID) {
		f := all[named(all, name)]
		if f.words(e.read()) != f.words(&published) {
			return false
		}
	}
	return true
}

// quoted lists the parameters whose published values the quote of a rule states. The page is that of Europe2024.
func quoted(id rule.ID) []string {
	return map[rule.ID][]string{ //nolint:exhaustive // the other quotes state no number
		rule.EditionGate:    {"region", "firstDay"},
		rule.EditionBefore:  {"firstDay"},
		rule.RenewalWindow:  {"renewal.windowDays"},
		rule.RenewalAwaited: {"order.processing"},
		rule.LapseSuspendedDays: {
			"lapse.suspendedDays.monthly", "lapse.suspendedDays.annual", "lapse.suspendedDays.threeYear",
		},
		rule.CotermExtendAnnual:    {"coterm.annual.fromTransaction", "coterm.annual.fromRenewal"},
		rule.CotermExtendThreeYear: {"coterm.threeYear.fromTransaction", "coterm.threeYear.fromRenewal"},
		rule.InvoicePayers:         {"invoice.payersPerPayerNumber"},
		rule.RefundMonthly:         {"refund.monthly"},
		rule.RefundLong:            {"refund.annual", "refund.threeYear"},
		rule.RefundFlex:            {"refund.flexTokens"},
	}[id]
}
