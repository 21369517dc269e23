package policy_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func edition(t *testing.T, change func(*policy.Parameters)) policy.Edition {
	t.Helper()
	p := europe2024()
	p.Name = "Acme2026"
	change(&p)
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// statementCase is a row of the tables below.
type statementCase struct {
	id   rule.ID
	ed   policy.Edition
	says string
}

func checkStatement(t *testing.T, rows []statementCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(string(test.id)+" "+test.ed.Name(), func(t *testing.T) {
			if got := test.ed.Statement(test.id); got != test.says {
				t.Errorf("got  %s\nwant %s", got, test.says)
			}
		})
	}
}

// Statements have the numbers and readings of the edition, and nothing but words where the rule has none.
func TestStatement_Numbers(t *testing.T) {
	other := edition(t, func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Lapse.ExpiredDays, p.Renewal.SwitchesOnAgain = 60, 1, policy.No
		p.Order.Confirmation, p.Order.Processing = 90*60_000_000_000, 45_000_000_000
		p.ExemptOfferings, p.CardCeilings = nil, nil
	})
	checkStatement(t, []statementCase{
		{
			rule.RenewalWindow, policy.Europe2024(),
			"Early renewal opens 90 days before the renewal date, through a partner or the account, and ends " +
				"at the renewal date.",
		},
		{
			rule.RenewalWindow, other,
			"Early renewal opens 60 days before the renewal date, through a partner or the account, and ends " +
				"at the renewal date.",
		},
		{rule.LapseExpiredDays, other, "Expired lasts 1 day for every term."},
		{
			rule.RenewalAutoDefault, policy.Europe2024(),
			"Whatever is bought or renewed renews automatically unless that is switched off; after a renewal " +
				"auto-renew is on again.",
		},
		{
			rule.RenewalAutoDefault, other,
			"Whatever is bought or renewed renews automatically unless that is switched off; after a renewal " +
				"auto-renew stays as it was switched.",
		},
	})
}

func TestStatement_Words(t *testing.T) {
	other := edition(t, func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Lapse.ExpiredDays, p.Renewal.SwitchesOnAgain = 60, 1, policy.No
		p.Order.Confirmation, p.Order.Processing = 90*60_000_000_000, 45_000_000_000
		p.ExemptOfferings, p.CardCeilings = nil, nil
	})
	checkStatement(t, []statementCase{
		{
			rule.OrderConfirmation, policy.Europe2024(),
			"A buyer who has no confirmation after 24 hours checks the spam folder and then contacts support.",
		},
		{
			rule.OrderConfirmation, other,
			"A buyer who has no confirmation after 90 minutes checks the spam folder and then contacts support.",
		},
		{
			rule.OrderChargeWhenReady, other,
			"An order is charged as soon as it can be completed and delivered, within 45 seconds.",
		},
		{
			rule.TermRenewal, policy.Europe2024(),
			"With auto-renew on a subscription renews when the day after its last covered day begins.",
		},
		{rule.RenewalWindow, policy.Edition{}, ""},
		{"no.rule", policy.Europe2024(), ""},
	})
}

func TestStatement_Ceilings(t *testing.T) {
	other := edition(t, func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Lapse.ExpiredDays, p.Renewal.SwitchesOnAgain = 60, 1, policy.No
		p.Order.Confirmation, p.Order.Processing = 90*60_000_000_000, 45_000_000_000
		p.ExemptOfferings, p.CardCeilings = nil, nil
	})
	for _, test := range []struct {
		ed       policy.Edition
		ceilings string
	}{{policy.Europe2025(), "USD 25000.00"}, {other, "none"}} {
		t.Run("ceilings of "+test.ed.Name(), func(t *testing.T) {
			got := test.ed.Statement(rule.OrderPaymentMethods)
			if !strings.HasSuffix(got, "neither card nor PayPal is taken: "+test.ceilings+".") {
				t.Error(got)
			}
		})
	}
}

// Each statement is of whole sentences, and moves with each parameter of its rule.
func TestStatement_CeilingsParameter(t *testing.T) {
	whole := regexp.MustCompile(`^[A-Z][^{}]*[^.{} ]\.$`)
	for r := range rule.All() {
		if got := policy.Europe2024().Statement(r.ID); !whole.MatchString(got) || strings.Contains(got, "  ") {
			t.Errorf("%s: %s", r.ID, got)
		}
	}
	// Parameters that name an edition, or are a long list, are not in the statement of their rule.
	silent := []string{"name", "region", "inForce", "lapse.exemptOfferings"}
	for _, f := range policy.Diff(policy.Edition{}, policy.Europe2024()) {
		t.Run(f.Parameter, func(t *testing.T) {
			other := moved(t, f.Parameter)
			says := other.Statement(f.Rule) != policy.Europe2024().Statement(f.Rule)
			if want := !slices.Contains(silent, f.Parameter); says != want {
				t.Errorf("%s: %s", f.Rule, other.Statement(f.Rule))
			}
		})
	}
}

// moved is Europe2024 with another value of one parameter.
func moved(t *testing.T, parameter string) policy.Edition {
	t.Helper()
	for _, l := range leaves() {
		if l.name == parameter {
			return changed(t, l)
		}
	}
	t.Fatal(parameter, "is no parameter")
	return policy.Edition{}
}

// A quote is shown only if the edition has the numbers that it states.
func TestExplain_Quote(t *testing.T) {
	d := policy.Decision{Rule: rule.RenewalWindow, Asked: day("2025-01-02")}
	for name, test := range map[string]struct {
		ed   policy.Edition
		says bool
	}{
		"as published":       {policy.Europe2024(), true},
		"a later edition":    {policy.Europe2025(), true},
		"another name":       {edition(t, func(*policy.Parameters) {}), true},
		"another number":     {edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 60 }), false},
		"a number of others": {edition(t, func(p *policy.Parameters) { p.Refund.Annual = 14 }), true},
	} {
		t.Run(name, func(t *testing.T) {
			d.Edition = test.ed.Fingerprint()
			got, err := test.ed.Explain(d)
			if err != nil || strings.Contains(got, "90 dagen") != test.says ||
				!strings.Contains(got, fmt.Sprint(test.ed.RenewalRules().WindowDays, " days before")) {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
}

// states finds a number in a quote, as a figure or in words.
var states = regexp.MustCompile(`\b(\d+|vijf|drie|twee)\b`)

// It is known whose number each quote states, so that no quote is shown beside another number.
func TestExplain_EveryNumber(t *testing.T) {
	// The page's example of a date, and the name of a term.
	constant := []rule.ID{rule.TermLength, rule.TermExpiry, rule.CotermSwitchTermFirst}
	for r := range rule.All() {
		if !states.MatchString(r.Quote) {
			continue
		}
		t.Run(string(r.ID), func(t *testing.T) {
			d := policy.Decision{Rule: r.ID, Asked: day("2025-01-02")}
			if strings.Contains(d.Explain(), "“") != slices.Contains(constant, r.ID) {
				t.Errorf("without its edition: %s", d.Explain())
			}
			ed := allMoved(t)
			d.Edition = ed.Fingerprint()
			got, err := ed.Explain(d)
			if err != nil || strings.Contains(got, "“") != slices.Contains(constant, r.ID) {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
}

// allMoved is an edition whose every number and reading differs from Europe2024.
func allMoved(t *testing.T) policy.Edition {
	t.Helper()
	return edition(t, func(p *policy.Parameters) {
		for _, l := range leaves() {
			other := changed(t, l).Parameters()
			l.value(p).Set(l.value(&other))
		}
		p.Proration.StandardDays = policy.PerTerm{Monthly: 29, Annual: 361, ThreeYear: 1083} // under every day count
	})
}
