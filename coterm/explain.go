package coterm

import (
	"strings"

	"example.com/billingrules/policy"
)

// Rules returns the rules that the price of added seats and its parts rest on.
func (a Addition) Rules() []policy.RuleID {
	rules := []policy.RuleID{policy.RuleCotermSameProduct}
	if len(a.Instalments) > 1 {
		rules = append(rules, policy.RuleCotermMultiYear)
	}
	return append(rules, a.Charge.Rules()...)
}

// Explain reads the price out, its parts, and what each of the rules says.
func (a Addition) Explain() string {
	var lines []string
	if len(a.Instalments) > 1 {
		for _, part := range a.Instalments {
			lines = append(lines, part.String())
		}
	}
	return explain(a.Charge.String(), lines, a.Rules())
}

// Rules returns the rules that an extension and its price rest on: the limit first, and coterm.no-refund among
// them, which says that nothing that was bought is given back.
func (x Extended) Rules() []policy.RuleID {
	rules := []policy.RuleID{
		x.Decision.Rule, policy.RuleCotermExtendWindow, policy.RuleCotermExtendFuture, policy.RuleCotermExtendPartner,
		policy.RuleCotermNoRefund, policy.RuleCotermReAnchor,
	}
	return append(rules, x.Charge.Rules()...)
}

// Explain reads the price out, the limit that holds, and what each of the rules says.
func (x Extended) Explain() string {
	return explain(x.Charge.String(), []string{"at the latest " + x.Limit.String()}, x.Rules())
}

func explain(first string, lines []string, rules []policy.RuleID) string {
	lines = append([]string{first}, lines...)
	for _, id := range rules {
		rule, _ := id.Rule()
		lines = append(lines, string(id)+": "+rule.Statement)
	}
	return strings.Join(lines, "\n")
}
