package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// renewedDebt is a debt of an annual term, a renewal, and the phases before and after the renewal.
type renewedDebt struct {
	offering, start, due string
	on                   string // the day of the renewal
	with                 lifecycle.RenewalChanges
	before               lifecycle.Phase
	after                map[string]lifecycle.Phase // by the day
}

// holdRenewedDebts renews while the debt is unpaid: a subscription without access gets none by renewing, but does by
// paying.
func holdRenewedDebts(t *testing.T, tests map[string]renewedDebt) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := bought(t, calendar.Annual, day(tt.start), day(tt.start)).Bill(unpaid("I-1", tt.start, tt.due))
			f.Offering = tt.offering
			v := subscription(t, europe, f).On(day(tt.on))
			if got := v.Status().Phase; got != tt.before {
				t.Errorf("it is %v before, want %v", got, tt.before)
			}
			s := must(t)(v.Renew(tt.with))
			for on, want := range tt.after {
				phaseIs(t, s, on, want)
				st := s.On(day(on)).Status()
				if !st.Overdue || st.Prepay != (want == lifecycle.Canceled) {
					t.Errorf("on %s overdue %v, prepay %v", on, st.Overdue, st.Prepay)
				}
			}
			allowed := s.On(day(tt.on)).CanReactivate().Allowed()
			if want := tt.before == lifecycle.Suspended; allowed != want {
				t.Errorf("CanReactivate allows: %v, want %v", allowed, want)
			}
			phaseIs(t, must(t)(s.On(day(tt.on)).Pay("I-1")), tt.on, lifecycle.Active)
		})
	}
}

// lapse.start: a debt lapses by the term that contains its due date, so a renewal takes no access away, gives none
// back, and changes no stages.
func TestRenew_DebtOfAnEarlierTerm(t *testing.T) {
	holdRenewedDebts(t, map[string]renewedDebt{
		"an exempt term, and stages after it": {
			offering: "Autodesk Docs", start: "2024-10-01", due: "2025-05-01", on: "2025-08-01",
			with: lifecycle.RenewalChanges{Offering: "AutoCAD"}, before: lifecycle.Active,
			after: map[string]lifecycle.Phase{
				"2025-08-01": lifecycle.Active, "2025-09-30": lifecycle.Active, "2026-09-30": lifecycle.Active,
				"2026-10-02": lifecycle.Expired,
			},
		},
		"stages, and an exempt term after them": {
			offering: "AutoCAD", start: "2024-10-01", due: "2025-07-10", on: "2025-08-01",
			with: lifecycle.RenewalChanges{Offering: "Autodesk Docs"}, before: lifecycle.Suspended,
			after: map[string]lifecycle.Phase{
				"2025-08-01": lifecycle.Suspended, "2025-08-24": lifecycle.Suspended, "2025-08-25": lifecycle.Canceled,
			},
		},
		"the days of the annual term": {
			offering: "AutoCAD", start: "2024-10-01", due: "2025-07-01", on: "2025-08-10",
			with: lifecycle.RenewalChanges{Length: calendar.Monthly}, before: lifecycle.Suspended,
			after: map[string]lifecycle.Phase{
				"2025-08-10": lifecycle.Suspended, "2025-08-15": lifecycle.Suspended, "2025-08-16": lifecycle.Canceled,
			},
		},
		"a term from before the edition": {
			offering: "AutoCAD", start: "2024-01-01", due: "2024-10-02", on: "2024-12-20", before: lifecycle.Active,
			after: map[string]lifecycle.Phase{
				"2024-12-20": lifecycle.Active, "2024-12-31": lifecycle.Active, "2025-12-31": lifecycle.Active,
			},
		},
		"a term from before the edition, for less than the stages": {
			offering: "AutoCAD", start: "2024-01-01", due: "2024-11-25", on: "2024-12-20", before: lifecycle.Active,
			after: map[string]lifecycle.Phase{"2024-12-20": lifecycle.Active, "2025-01-15": lifecycle.Active},
		},
	})
}

// lapse.start: the earliest invoice that takes access away decides D. An invoice of an exempt term, or due in a term
// without stages, is passed over for the next one.
func TestStatus_DebtsOfTwoTerms(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-08-01"))
	f.Offering = "Autodesk Docs"
	f.Changes = []lifecycle.Change{{
		What: lifecycle.ProductSwitched, Asked: day("2025-08-01"), Effective: day("2025-10-01"), Offering: "AutoCAD",
	}}
	exempt, staged := unpaid("I-1", "2024-10-01", "2025-05-01"), unpaid("I-2", "2025-10-01", "2025-10-31")
	s := subscription(t, europe, f.Bill(staged, exempt))
	phaseIs(t, s, "2025-10-31", lifecycle.Active)
	phaseIs(t, s, "2025-11-01", lifecycle.Expired)
	phaseIs(t, s, "2025-12-15", lifecycle.Suspended)
	phaseIs(t, s, "2025-12-16", lifecycle.Canceled)
	phaseIs(t, must(t)(s.On(day("2025-11-20")).Pay("I-2")), "2025-11-20", lifecycle.Active)
	phaseIs(t, must(t)(s.On(day("2025-11-20")).Pay("I-1")), "2025-11-20", lifecycle.Suspended)
	if !s.On(day("2025-11-20")).CanReactivate().Allowed() {
		t.Error("CanReactivate refuses")
	}

	// The exempt term was returned, so the annual term before it counts again.
	f = bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-09-10"))
	f.Changes = []lifecycle.Change{{
		What: lifecycle.ProductSwitched, Asked: day("2025-09-10"), Effective: day("2025-10-01"),
		Offering: "Autodesk Docs",
	}}
	f.Returns = []lifecycle.ReturnedPurchase{{Day: day("2025-09-20"), Term: day("2025-10-01")}}
	first, second := unpaid("I-1", "2025-09-10", "2025-09-12"), unpaid("I-2", "2025-09-10", "2025-10-10")
	s = subscription(t, europe, f.Bill(first, second))
	phaseIs(t, s, "2025-09-13", lifecycle.Expired)
	phaseIs(t, s, "2025-10-27", lifecycle.Suspended)
	phaseIs(t, s, "2025-10-28", lifecycle.Canceled)
}

// lapse.exempt: an exempt term ends without stages even while an earlier debt is in its stages, and nothing is renewed
// late with a debt.
func TestStatus_ExemptTermEndsFirst(t *testing.T) {
	late := edition(t, func(p *policy.Parameters) { p.Lapse.ExemptLateRenewal = policy.Yes })
	f := bought(t, calendar.Monthly, day("2024-10-01"), day("2024-10-01"))
	f.Terms[0].Length, f.Terms[0].End = calendar.Annual, day("2025-10-01")
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{
		Ordered: day("2025-09-10"), Start: day("2025-10-01"), End: day("2025-11-01"), Length: calendar.Monthly,
	})
	f.Changes = []lifecycle.Change{
		{
			What: lifecycle.ProductSwitched, Asked: day("2025-09-10"), Effective: day("2025-10-01"),
			Offering: "Autodesk Docs",
		},
		{What: lifecycle.AutoRenewSwitched, Asked: day("2025-09-11"), Effective: day("2025-09-11")},
	}
	f = f.Bill(unpaid("I-1", "2025-09-01", "2025-09-28"))
	s := subscription(t, late, f)
	phaseIs(t, s, "2025-10-31", lifecycle.Suspended)
	phaseIs(t, s, "2025-11-01", lifecycle.Canceled)
	refusal := s.On(day("2025-11-01")).CanRenew()
	if refusal.Allowed() || refusal.Rule != rule.RenewalCanceledFinal {
		t.Errorf("got %+v", refusal)
	}
}

// lapse.start: a debt that was due before a late renewal was ordered does not belong to the renewed term.
func TestRenew_LateChangesNoStages(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	v := subscription(t, europe, f.Bill(unpaid("I-1", "2024-10-01", "2025-10-05"))).On(day("2025-11-14"))
	s := must(t)(v.Renew(lifecycle.RenewalChanges{Length: calendar.Monthly}))
	phaseIs(t, s, "2025-11-14", lifecycle.Suspended)
	s = must(t)(v.Renew(lifecycle.RenewalChanges{Offering: "Autodesk Docs"}))
	phaseIs(t, s, "2025-11-14", lifecycle.Suspended)
	phaseIs(t, s, "2025-11-19", lifecycle.Suspended)
	phaseIs(t, s, "2025-11-20", lifecycle.Canceled)
}
