package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// plain carries no changes.
var plain = lifecycle.RenewalChanges{}

// renewal.window, renewal.late, renewal.canceled-final: both sides of every edge.
func TestCanRenew_Window(t *testing.T) {
	s := subscription(t, europe, subjects(t)["off"])
	days := window("2025-07-03", "2025-11-14")
	for on, want := range map[string]answer{
		"2025-07-02": {id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		"2025-07-03": {allowed: true, id: rule.RenewalWindow, window: days},
		"2025-09-30": {allowed: true, id: rule.RenewalWindow, window: days},
		"2025-10-01": {allowed: true, id: rule.RenewalLate, window: days},
		"2025-11-14": {allowed: true, id: rule.RenewalLate, window: days},
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	} {
		t.Run(on, func(t *testing.T) {
			v := s.On(day(on))
			decides(t, v.CanRenew(), want)
			decides(t, v.CanRenewWith(plain), want)
			_, err := v.Renew(plain)
			if (err == nil) != want.allowed {
				t.Errorf("renewed: %v", err)
			}
		})
	}
}

// renewal.window: a window longer than the term opens on the day of the purchase.
func TestCanRenew_BoughtInsideItsWindow(t *testing.T) {
	f := bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-20"))
	s := subscription(t, europe, f)
	if d := s.On(day("2025-01-20")).CanRenew(); !d.Allowed() || d.Window.Start() != day("2025-01-20") {
		t.Errorf("got %v", d)
	}
	if d := s.On(day("2025-01-19")).CanRenew(); d.Allowed() {
		t.Errorf("got %v", d)
	}
}

// renewal.window, lapse.start: a debt that would end the subscription before its window opens must be paid first; a
// debt that is not overdue is assumed to be paid in time.
func TestCanRenew_Debts(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"),
		day("2024-10-01")).Bill(unpaid("I-1", "2024-10-01", "2024-10-31"))
	s := subscription(t, europe, f)
	full := window("2025-07-03", "2025-11-14")
	for on, want := range map[string]answer{
		"2024-10-31": {id: rule.RenewalWindow, remedy: policy.PayOpenInvoice, window: full},
		"2024-11-01": {id: rule.RenewalWindow, remedy: policy.PayOverdue},
		"2024-12-15": {id: rule.RenewalWindow, remedy: policy.PayOverdue},
		"2024-12-16": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
	} {
		t.Run(on, func(t *testing.T) { decides(t, s.On(day(on)).CanRenew(), want) })
	}
	// A debt that lapses inside the window: the subscription is renewed in Suspended, and still owes.
	late := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")).Bill(
		unpaid("I-1", "2025-05-15", "2025-06-14")))
	owing := window("2025-07-03", "2025-07-29")
	decides(t, late.On(day("2025-07-10")).CanRenew(), answer{allowed: true, id: rule.RenewalWindow, window: owing})
	renewed := must(t)(late.On(day("2025-07-10")).Renew(plain))
	phaseIs(t, renewed, "2025-07-10", lifecycle.Suspended)
}

// renewal.next-term and renewal.window: an early renewal moves R by one term, and the window with it.
func TestRenew_EarlyMovesTheWindow(t *testing.T) {
	s := annual(t, "2024-10-01")
	early := day("2025-07-03") // R − 90
	renewed := must(t)(s.On(early).Renew(plain))
	if got, before := renewed.On(early).Renewal(), renewed.On(early.AddDays(-1)).Renewal(); got != day("2026-10-01") ||
		before != day("2025-10-01") {
		t.Errorf("it renews on %s, and on the day before on %s", got, before)
	}
	next := window("2026-07-03", "2026-11-14")
	decides(t, renewed.On(early).CanRenew(), answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: next})
	decides(t, renewed.On(day("2026-07-03")).CanRenew(), answer{allowed: true, id: rule.RenewalWindow, window: next})
}

// renewal.next-term: a late monthly renewal can buy days that are over already.
func TestRenew_DaysThatAreOver(t *testing.T) {
	s := subscription(t, europe, autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false))
	phaseIs(t, s, "2025-03-30", lifecycle.Suspended) // S = 02-28, Expired through 03-15, Suspended through 03-30
	phaseIs(t, s, "2025-03-31", lifecycle.Canceled)
	renewed := must(t)(s.On(day("2025-03-30")).Renew(plain))
	phaseIs(t, renewed, "2025-03-30", lifecycle.Active)

	monthEnd := subscription(t, europe, subjects(t)["monthly off"]) // [01-31, 02-28)
	again := must(t)(monthEnd.On(day("2025-03-29")).Renew(plain))   // [02-28, 03-31)
	phaseIs(t, again, "2025-03-29", lifecycle.Active)
	if got := again.On(day("2025-03-29")).Renewal(); got != day("2025-03-31") {
		t.Errorf("it renews on %s", got)
	}

	longer := edition(t, func(p *policy.Parameters) {
		p.Lapse.SuspendedDays.Monthly, p.Renewal.SwitchesOnAgain = 30, policy.No
	})
	off := autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false)
	over := must(t)(subscription(t, longer, off).On(day("2025-04-10")).Renew(plain))
	status := over.On(day("2025-04-10")).Status()
	if status.Phase != lifecycle.Expired || status.Since != day("2025-04-10") || status.Until != day("2025-04-16") ||
		!status.Ended {
		t.Errorf("got %+v", status) // S is 03-31 now: Expired through 04-15
	}
}
