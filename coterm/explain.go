package coterm

import (
	"strings"

	"example.com/billingrules/rule"
)

// Rules returns the rules that the price of added seats and its parts rest on.
func (a Addition) Rules() []rule.ID {
	rules := []rule.ID{rule.CotermSameProduct}
	if len(a.Instalments) > 1 {
		rules = append(rules, rule.CotermMultiYear)
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
func (x Extended) Rules() []rule.ID {
	rules := []rule.ID{
		x.Decision.Rule, rule.CotermExtendWindow, rule.CotermExtendFuture, rule.CotermExtendPartner,
		rule.CotermNoRefund, rule.CotermReAnchor,
	}
	return append(rules, x.Charge.Rules()...)
}

// Explain reads the price out, the limit that holds, and what each of the rules says.
func (x Extended) Explain() string {
	return explain(x.Charge.String(), []string{"at the latest " + x.Limit.String()}, x.Rules())
}

func explain(first string, lines []string, rules []rule.ID) string {
	lines = append([]string{first}, lines...)
	return strings.Join(append(lines, rule.Explain(rules...)), "\n")
}
