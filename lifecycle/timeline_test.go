package lifecycle_test

import (
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// timeline returns the timeline of a view as text.
func timeline(t *testing.T, v lifecycle.View, from, horizon string) []string {
	t.Helper()
	events, err := v.Timeline(day(from), day(horizon))
	if err != nil {
		t.Fatal(err)
	}
	var text []string
	for range 2 { // it can be walked twice
		text = nil
		for e := range events {
			text = append(text, e.String())
		}
	}
	for range events {
		break // and left early
	}
	return text
}

// timelineCase is a view, with its timeline from a day to the horizon.
type timelineCase struct {
	v             lifecycle.View
	from, horizon string
	want          string
}

func holdTimelines(t *testing.T, tests map[string]timelineCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(timeline(t, tt.v, tt.from, tt.horizon), "\n")
			if got != strings.TrimSpace(tt.want) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// asKnown is a view of facts on the last day on which one of them became known.
func asKnown(t *testing.T, f lifecycle.Facts) lifecycle.View {
	t.Helper()
	return subscription(t, europe, f).On(lastKnown(f))
}

// pendingTerms is a subscription for which fewer seats and three years were asked for on 2025-01-01.
func pendingTerms(t *testing.T) lifecycle.Subscription {
	t.Helper()
	s := must(t)(annual(t, "2024-10-01").On(day("2025-01-01")).ReduceSeats(1))
	return must(t)(s.On(day("2025-01-01")).ChangeTerm(calendar.ThreeYear))
}

// renewal.next-term: with auto-renew on, the timeline goes on through renewals; with it off, it ends with Canceled.
func TestTimeline(t *testing.T) {
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	off := subscription(t, europe, autoRenew(once, false))
	holdTimelines(t, map[string]timelineCase{
		"auto-renew off": {off.On(day("2024-10-01")), "2024-10-01", "2030-01-01", `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-07-03 window-opens (renewal.window)
2025-09-30 last-day (term.expiry)
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)
2025-11-15 phase-starts canceled (lapse.canceled)`},
		"auto-renew off, from one day to another": {off.On(day("2024-10-01")), "2025-10-01", "2025-10-16", `
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)`},
		"auto-renew on": {asKnown(t, once), "2025-01-01", "2026-12-31", `
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length), projected
2026-07-03 window-opens (renewal.window), projected
2026-10-01 term-starts (term.length), projected`},
		"the last day is the horizon": {asKnown(t, once), "2025-09-30", "2025-09-30", ``},
		"unpaid": {asKnown(t, subjects(t)["unpaid"]), "2024-10-02", "2030-01-01", `
2024-11-01 phase-starts expired (lapse.expired-days)
2024-11-16 phase-starts suspended (lapse.suspended-days)
2024-12-16 phase-starts canceled (lapse.canceled)`},
		"monthly, bought inside its own window": {asKnown(t, subjects(t)["monthly off"]), "2024-01-01", "2025-03-01", `
2025-01-31 term-starts (term.length)
2025-01-31 window-opens (renewal.window)
2025-01-31 phase-starts active (lapse.start)
2025-02-27 last-day (term.expiry)
2025-02-28 phase-starts expired (lapse.expired-days)`},
		"trial": {asKnown(t, trial()), "2024-01-01", "2026-01-01", `
2025-01-02 term-starts (term.length)
2025-01-02 phase-starts active (lapse.start)
2025-01-31 last-day (term.expiry)
2025-02-01 phase-starts canceled (trial.convert)`},
		"before the first order": {off.On(day("2024-09-30")), "2024-10-01", "2030-01-01", ``},
	})
}

// change.effective-renewal, renewal.with-changes: pending changes, and changes that were carried out.
func TestTimeline_Changes(t *testing.T) {
	pending := pendingTerms(t)
	off := subscription(t, europe, autoRenew(annual(t, "2024-10-01").Facts(), false))
	everything := lifecycle.RenewalChanges{Seats: 8, Offering: "Revit", Length: calendar.Monthly}
	late := must(t)(off.On(day("2025-10-20")).Renew(everything))
	holdTimelines(t, map[string]timelineCase{
		"pending": {pending.On(day("2025-01-01")), "2025-09-30", "2028-10-01", `
2025-10-01 term-starts (term.length), projected
2025-10-01 change-takes-effect seats (change.seats-down), projected
2025-10-01 change-takes-effect term (change.term), projected
2026-10-01 anniversary (invoice.annual-instalments), projected
2027-10-01 anniversary (invoice.annual-instalments), projected
2028-07-03 window-opens (renewal.window), projected
2028-10-01 term-starts (term.length), projected`},
		"pending, before it was asked for": {pending.On(day("2024-12-31")), "2025-09-30", "2026-05-01", `
2025-10-01 term-starts (term.length), projected`},
		"what was asked for and carried out": {asKnown(t, rich(t)), "2025-10-15", "2027-04-01", `
2025-10-15 term-starts (term.length)
2025-10-15 change-takes-effect product (change.product-switch)
2026-07-17 window-opens (renewal.window)
2026-10-15 term-starts (term.length)
2026-11-30 window-opens (renewal.window)
2027-02-27 last-day (term.expiry)
2027-02-28 phase-starts expired (lapse.expired-days)
2027-03-15 phase-starts suspended (lapse.suspended-days)
2027-03-31 phase-starts canceled (renewal.canceled-final)`},
		"renewed late, with changes": {late.On(day("2025-10-20")), "2025-09-01", "2025-11-30", `
2025-10-01 term-starts (term.length)
2025-10-01 change-takes-effect seats (change.seats-down)
2025-10-01 change-takes-effect product (change.product-switch)
2025-10-01 change-takes-effect term (change.term)
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)
2025-10-20 window-opens (renewal.window)
2025-10-20 phase-starts active (lapse.start)
2025-11-01 term-starts (term.length), projected
2025-11-01 window-opens (renewal.window), projected`},
	})
}

// renewal.window: no window opens before a renewal date that had moved on by then. Such an order comes from before the
// edition, or from one with a longer window.
func TestTimeline_RenewedBeforeItsWindow(t *testing.T) {
	start := day("2024-03-01")
	early := subscription(t, europe, bought(t, calendar.Annual, start, start, day("2024-03-15")))
	onTime := subscription(t, europe, bought(t, calendar.Annual, start, start, day("2024-12-01")))
	holdTimelines(t, map[string]timelineCase{
		"months before": {early.On(day("2024-03-15")), "2024-09-01", "2026-01-01", `
2025-03-01 term-starts (term.length)
2025-12-01 window-opens (renewal.window)`},
		"on its first day": {onTime.On(day("2024-12-01")), "2024-09-01", "2026-01-01", `
2024-12-01 window-opens (renewal.window)
2025-03-01 term-starts (term.length)
2025-12-01 window-opens (renewal.window)`},
	})
}

// renewal.canceled-final: whether the window opens depends on the day on which a cancellation takes effect, and the day
// on which it is asked for.
func TestTimeline_Cancellations(t *testing.T) {
	off := subscription(t, europe, autoRenew(annual(t, "2024-10-01").Facts(), false))
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	leaving := func(on string) lifecycle.View {
		return must(t)(off.On(day("2025-01-01")).Cancel(day(on))).On(day("2025-01-01"))
	}
	canceled := func(on string) lifecycle.View {
		return must(t)(off.On(day(on)).Cancel(day("2025-07-10"))).On(day("2025-07-05"))
	}
	holdTimelines(t, map[string]timelineCase{
		"a cancellation keeps the window shut": {leaving("2026-09-30"), "2025-01-02", "2025-09-29", ``},
		"a cancellation leaves it open": {leaving("2026-10-01"), "2025-01-02", "2025-09-29", `
2025-07-03 window-opens (renewal.window)`},
		"a cancellation is asked for when it opens": {canceled("2025-07-03"), "2025-01-02", "2025-07-10", `
2025-07-10 phase-starts canceled (renewal.canceled-final)`},
		"a cancellation is asked for later": {canceled("2025-07-04"), "2025-01-02", "2025-07-10", `
2025-07-03 window-opens (renewal.window)
2025-07-10 phase-starts canceled (renewal.canceled-final)`},
		"a cancellation after a renewal of the day": {
			must(t)(must(t)(off.On(day("2025-07-03")).Renew(plain)).On(day("2025-07-03")).Cancel(day("2027-01-01"))).
				On(day("2025-07-03")), "2025-01-02", "2025-07-10", `
2025-07-03 window-opens (renewal.window)`,
		},
		"a cancellation, by the other reading of what is pending": {
			must(t)(subscription(t, follows, pendingTerms(t).Facts()).On(day("2025-01-02")).Cancel(day("2026-10-01"))).
				On(day("2025-01-02")), "2025-01-02", "2025-09-29", `
2025-07-03 window-opens (renewal.window)`,
		},
	})
}

func TestEvent_String(t *testing.T) {
	e := lifecycle.Event{
		Day: day("2025-01-01"), What: lifecycle.ChangeTakesEffect, Change: lifecycle.AutoRenewSwitched,
		Rule: rule.RenewalAutoToggle,
	}
	if got := e.String(); got != "2025-01-01 change-takes-effect auto-renew (renewal.auto-toggle)" {
		t.Error(got)
	}
}

// Monthly renewals from a 31st: each projected term is counted from the anchor.
func TestTimeline_ProjectedTermsFollowTheAnchor(t *testing.T) {
	v := subscription(t, europe, subjects(t)["monthly"]).On(day("2025-01-31"))
	events, err := v.Timeline(day("2025-01-31"), day("2028-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	k := 0
	for e := range events {
		if e.What == lifecycle.TermStarts {
			if e.Day != day("2025-01-31").AddMonths(k) || e.Projected != (k > 0) {
				t.Errorf("term %d starts on %s, projected %v", k, e.Day, e.Projected)
			}
			k++
		}
	}
	if k != 38 {
		t.Errorf("%d terms", k)
	}
}
