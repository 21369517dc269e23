package lifecycle_test

import (
	"encoding/json"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// refusing lists the rules by which each action can be refused.
func refusing() map[lifecycle.Action][]rule.ID {
	all := map[lifecycle.Action][]rule.ID{
		lifecycle.ActionRenew:           {rule.RenewalWindow, rule.RenewalNextTerm},
		lifecycle.ActionSwitchProduct:   {rule.ChangeProductSwitch},
		lifecycle.ActionChangeTerm:      {rule.ChangeTerm},
		lifecycle.ActionAddSeats:        {rule.ChangeSeatsUp, rule.CotermSameProduct},
		lifecycle.ActionReduceSeats:     {rule.ChangeSeatsDown},
		lifecycle.ActionSwitchAutoRenew: {rule.RenewalAutoToggle},
		lifecycle.ActionReactivate:      {rule.LapseReactivate},
		lifecycle.ActionExtend:          {rule.CotermExtendWindow, rule.CotermMonthly},
		lifecycle.ActionRenewByInvoice: {
			rule.InvoiceByRenewal, rule.RenewalWindow, rule.RenewalNextTerm, rule.OrderOverdueBalance,
		},
	}
	for action, own := range all {
		all[action] = append(own, rule.EditionBefore, rule.TrialConvert, rule.LapseExempt, rule.RenewalCanceledFinal)
	}
	all[lifecycle.ActionConvertTrial] = []rule.ID{rule.TrialConvert}
	return all
}

// A refusal is read back if, and only if, its rule can refuse its action: every action with every rule.
func TestActions_RulesThatRefuse(t *testing.T) {
	over := testkit.Must(json.Marshal(annual(t, "2024-10-01").On(day("2027-01-01")).Actions()))
	for action, rules := range refusing() {
		t.Run(action.String(), func(t *testing.T) {
			for r := range rule.All() {
				path := "decisions." + action.String() + ".rule"
				err := json.Unmarshal(testkit.Must(testkit.Tamper(over, path, r.ID)), new(lifecycle.Actions))
				switch fields := testkit.Fields(err); {
				case slices.Contains(rules, r.ID) && err != nil:
					t.Errorf("by %s: %v", r.ID, err)
				case !slices.Contains(rules, r.ID) && fields != path:
					t.Errorf("by %s it is refused in %q", r.ID, fields)
				}
			}
		})
	}
}

// Each of those rules refuses its action on some day of some subscription, and no other rule does.
func TestActions_RulesThatAreGiven(t *testing.T) {
	given := map[lifecycle.Action]map[rule.ID]bool{}
	for action, rules := range refusing() {
		given[action] = map[rule.ID]bool{}
		for _, id := range rules {
			given[action][id] = false
		}
	}
	note := func(v lifecycle.View) {
		for action, d := range v.Actions().All() {
			if _, listed := given[action][d.Rule]; !listed && !d.Allowed() {
				t.Errorf("%s is refused by %s: %s", action, d.Rule, d)
			} else if listed && !d.Allowed() {
				given[action][d.Rule] = true
			}
		}
	}
	late := edition(t, func(p *policy.Parameters) { p.Lapse.ExemptLateRenewal = policy.Yes })
	all := subjects(t)
	full, today := many(1000, 0)
	all["a thousand terms"] = full
	all["unpaid before the window"] = bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")).
		Bill(unpaid("I-1", "2025-08-01", "2025-08-10"))
	all["two lengths"] = must(t)(annual(t, "2024-10-01").On(day("2025-08-01")).
		Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear})).Facts()
	for _, f := range all {
		for _, ed := range []policy.Edition{europe, late} {
			s := subscription(t, ed, f)
			for d := range testkit.Spread(testkit.Days(day("2024-06-01"), day("2026-12-31")), 11) {
				note(s.On(d))
			}
			note(s.On(today))
		}
	}
	for action, rules := range given {
		for id, seen := range rules {
			if !seen {
				t.Errorf("%s is never refused by %s", action, id)
			}
		}
	}
}

// Whatever is decided under any edition can be stored and read back.
func TestActions_ReadBackUnderAnyEdition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, today := drawn(t)
		actions := s.On(today).Actions()
		var read lifecycle.Actions
		if err := json.Unmarshal(testkit.Must(json.Marshal(actions)), &read); err != nil || read != actions {
			t.Fatalf("%v, %v\n%v\n%+v", err, read, actions, s.Facts())
		}
	})
}
