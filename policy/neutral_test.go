package policy_test

import (
	"strings"
	"testing"

	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// What rule.Explain says without an edition holds under every edition: a rule whose statement depends on a reading
// leaves that to the edition, or does not mention it.
func TestRuleStatements_LeaveReadingsToTheEdition(t *testing.T) {
	// Rules that do not mention the reading, and so hold under each of its values.
	silent := map[string]string{
		"order.equalCreditPasses":   "an order beyond what is left waits under both",
		"order.publicSector":        "who may order is not said",
		"order.quoteCountsAsOnline": "online orders are refused under both",
	}
	for r := range policy.Readings() {
		t.Run(r.Key, func(t *testing.T) {
			of, ok := r.Rule.Rule()
			if !ok {
				t.Fatalf("no rule %s", r.Rule)
			}
			own := policy.Europe2024().Statement(r.Rule)
			if other := moved(t, r.Key).Statement(r.Rule); other == own {
				t.Errorf("the edition's own statement does not move: %s", own)
			}
			says := strings.Contains(of.Statement, "edition")
			if why, quiet := silent[r.Key]; says == quiet {
				t.Errorf("%s says %q; silent since %q", r.Rule, of.Statement, why)
			}
			if said := rule.Explain(r.Rule); !strings.Contains(said, of.Statement) {
				t.Errorf("Explain says something else: %s", said)
			}
		})
	}
}
