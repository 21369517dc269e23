package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// exemptFacts are the facts of an annual subscription to an exempt product, from 2024-10-01 on, without auto-renew.
func exemptFacts(t *testing.T) lifecycle.Facts {
	t.Helper()
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	f.Offering = "Autodesk Docs"
	return f
}

// stopsExempt is an edition with the other readings of lapse.exempt: an unpaid invoice takes access away, and a late
// renewal is possible.
func stopsExempt(t *testing.T) policy.Edition {
	t.Helper()
	return edition(t, func(p *policy.Parameters) {
		p.Lapse.ExemptUnpaidStops, p.Lapse.ExemptLateRenewal = policy.Yes, policy.Yes
	})
}

// lapse.exempt: an unpaid invoice is reported but does not take away access, and on the renewal date everything ends.
func TestLapseExempt(t *testing.T) {
	s := subscription(t, europe, exemptFacts(t).Bill(unpaid("I-1", "2024-10-01", "2024-10-31")))
	status := s.On(day("2025-03-01")).Status()
	if status.Phase != lifecycle.Active || !status.Overdue || status.Until != day("2025-10-01") ||
		status.NextPhase != lifecycle.Canceled {
		t.Errorf("got %+v", status)
	}
	if end := s.On(day("2025-10-01")).Status(); end.Phase != lifecycle.Canceled || end.Rule != rule.LapseExempt {
		t.Errorf("got %+v", end)
	}
	decides(t, s.On(day("2025-10-01")).CanRenew(),
		answer{id: rule.LapseExempt, remedy: policy.BuyNew, window: window("2025-07-03", "2025-09-30")})
	decides(t, s.On(day("2025-03-01")).CanReactivate(), answer{id: rule.LapseReactivate})
}

// lapse.exempt, the other reading: an unpaid invoice takes access away.
func TestLapseExempt_UnpaidStops(t *testing.T) {
	stopped := subscription(t, stopsExempt(t), exemptFacts(t).Bill(unpaid("I-1", "2024-10-01", "2024-10-31")))
	phaseIs(t, stopped, "2024-10-31", lifecycle.Active)
	phaseIs(t, stopped, "2024-11-01", lifecycle.Canceled)
	if d := stopped.On(day("2025-09-30")).CanRenew(); d.Allowed() {
		t.Errorf("what an unpaid invoice has stopped is renewed: %v", d)
	}
	for ordered, want := range map[string]lifecycle.Phase{
		"2024-09-15": lifecycle.Active, // a term from before the edition does not lapse for a debt
		"2024-09-16": lifecycle.Canceled,
	} {
		t.Run("ordered on "+ordered, func(t *testing.T) {
			f := bought(t, calendar.Annual, day(ordered), day(ordered)).Bill(unpaid("I-1", ordered, "2024-10-31"))
			f.Offering = "Autodesk Docs"
			phaseIs(t, subscription(t, stopsExempt(t), f), "2024-11-01", want)
		})
	}
}

// lapse.exempt, the other reading: late renewal is possible for as long as the stages would last.
func TestLapseExempt_LateRenewal(t *testing.T) {
	late := subscription(t, stopsExempt(t), exemptFacts(t))
	for on, want := range map[string]bool{"2025-10-01": true, "2025-11-14": true, "2025-11-15": false} {
		t.Run("on "+on, func(t *testing.T) {
			if d := late.On(day(on)).CanRenew(); d.Allowed() != want {
				t.Errorf("%v", d)
			}
		})
	}
	decides(t, late.On(day("2025-10-01")).CanSwitchAutoRenew(), answer{
		id: rule.LapseExempt, remedy: policy.RenewFirst, window: window("2024-10-01", "2025-09-30"),
	})
	renewed := must(t)(late.On(day("2025-11-14")).Renew(lifecycle.RenewalChanges{}))
	var phases []string
	for p, phase := range renewed.On(day("2025-11-14")).Phases() {
		phases = append(phases, p.Start().String()+" "+phase.String())
	}
	want := []string{"2024-10-01 active", "2025-10-01 canceled", "2025-11-14 active", "2026-10-02 canceled"}
	if !slices.Equal(phases, want) {
		t.Errorf("got %q, want %q", phases, want)
	}
	canceled := exemptFacts(t)
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-10-20"), Effective: day("2025-10-20")}
	if d := subscription(t, late.Edition(), canceled).On(day("2025-10-20")).CanRenew(); d.Allowed() {
		t.Errorf("what was canceled is renewed: %v", d)
	}
}

// lapse.exempt: the product of the last covered day decides. A switch takes effect with a renewal, but there was none.
func TestLapseExempt_PendingSwitch(t *testing.T) {
	for name, tt := range map[string]struct {
		from, to string
		want     lifecycle.Phase
	}{
		"from exempt": {"Autodesk Docs", "AutoCAD", lifecycle.Canceled},
		"to exempt":   {"AutoCAD", "Autodesk Docs", lifecycle.Expired},
		"near miss":   {"Autodesk Build 550", "Autodesk Docs", lifecycle.Expired},
	} {
		t.Run(name, func(t *testing.T) {
			f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
			f.Offering = tt.from
			s := must(t)(subscription(t, europe, f).On(day("2025-08-01")).SwitchProduct(tt.to))
			phaseIs(t, s, "2025-10-01", tt.want)
			renewed := must(t)(s.On(day("2025-09-01")).Renew(lifecycle.RenewalChanges{}))
			renewed = must(t)(renewed.On(day("2025-09-02")).SetAutoRenew(false))
			want := lifecycle.Canceled
			if tt.to == "AutoCAD" {
				want = lifecycle.Expired
			}
			phaseIs(t, renewed, "2026-10-01", want) // from here on the new product counts
		})
	}
}
