package conformance_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"example.com/billingrules/rule"
)

// Every rule has its cases: six if it is computed, two of them refusals if it can refuse; one if it is a flag or
// advice.
func TestEveryRuleHasCases(t *testing.T) {
	type count struct{ cases, refusals int }
	counts := map[rule.ID]count{}
	ids := map[string]bool{}
	name := regexp.MustCompile(`^[a-z]+\.[a-z-]+/[a-z0-9.-]+$`)
	for _, path := range files(t) {
		for _, q := range read(t, path) {
			if !name.MatchString(q.ID) || ids[q.ID] || !strings.HasPrefix(q.ID, string(q.Rule)+"/") {
				t.Errorf("%s: the ID %q", path, q.ID)
			}
			ids[q.ID] = true
			n := counts[q.Rule]
			n.cases++
			if refuses(t, q, "") {
				n.refusals++
			}
			counts[q.Rule] = n
		}
	}
	for row := range rule.All() {
		n := counts[row.ID]
		delete(counts, row.ID)
		if row.Package == "" {
			continue // nothing answers for it yet
		}
		want := 1
		if row.Class == rule.Computed {
			want = 6
		}
		if n.cases < want {
			t.Errorf("%s has %d cases", row.ID, n.cases)
		}
		if n.refusals < 2 && canRefuse[row.ID] {
			t.Errorf("%s has %d refusals", row.ID, n.refusals)
		}
		t.Logf("%-30s %4d cases, %3d refusals", row.ID, n.cases, n.refusals)
	}
	for id := range counts {
		t.Errorf("%s is no rule", id)
	}
}

// refuses reports whether the answer to a question is a refusal, by a rule or by any.
func refuses(t *testing.T, q question, id rule.ID) bool {
	t.Helper()
	var expect struct {
		Allowed *bool
		Rule    rule.ID
		Refused rule.ID
		Reasons []rule.ID
	}
	if err := json.Unmarshal(q.Expect, &expect); err != nil {
		t.Fatal(q.ID, err)
	}
	if id == "" {
		return expect.Refused != "" || len(expect.Reasons) > 0 || expect.Allowed != nil && !*expect.Allowed
	}
	if expect.Allowed != nil && !*expect.Allowed && expect.Rule == id || expect.Refused == id {
		return true
	}
	for _, r := range expect.Reasons {
		if r == id {
			return true
		}
	}
	return false
}

// canRefuse lists the rules that a refusal can name. The cases show that there are no others.
var canRefuse = map[rule.ID]bool{
	rule.EditionBefore: true, rule.RenewalWindow: true, rule.RenewalAutoToggle: true, rule.RenewalCanceledFinal: true,
	rule.RenewalWithChanges: true,
	rule.LapseExempt:        true, rule.LapseReactivate: true, rule.CotermNewProduct: true,
	rule.ChangeSeatsUp: true, rule.ChangeSeatsDown: true, rule.ChangeProductSwitch: true,
	rule.ChangeTerm: true, rule.TrialConvert: true, rule.CotermSameProduct: true, rule.CotermExtendWindow: true,
	rule.CotermExtendFuture: true, rule.CotermExtendAnnual: true, rule.CotermExtendThreeYear: true,
	rule.CotermSwitchTermFirst: true,
	rule.CotermMonthly:         true, rule.InvoicePayers: true, rule.InvoiceByRenewal: true, rule.OrderOneKind: true,
	rule.OrderPaymentMethods: true, rule.OrderTaxExempt: true, rule.QuoteAvailable: true, rule.QuoteValid: true,
	rule.OrderInsufficientCredit: true, rule.OrderOverdueBalance: true, rule.OrderPayerMismatch: true,
	rule.RefundMonthly: true, rule.RefundLong: true,
	rule.RefundMaintenance: true, rule.RefundFlex: true, rule.RefundDirectOnly: true, rule.RefundExcluded: true,
	rule.RefundAmount: true,
}

// Every rule that refuses in a case is listed as one that can.
func TestRefusalsAreKnown(t *testing.T) {
	for _, path := range files(t) {
		for _, q := range read(t, path) {
			for row := range rule.All() {
				if refuses(t, q, row.ID) && !canRefuse[row.ID] {
					t.Errorf("%s: %s refuses", q.ID, row.ID)
				}
			}
		}
	}
}
