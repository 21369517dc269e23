package lifecycle_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// The wording of decisions, each once.
func TestDecision_InWords(t *testing.T) {
	s := subscription(t, europe, subjects(t)["off"])
	for want, got := range map[string]policy.Decision{
		"refused on 2025-07-02 by renewal.window (2025-07-03 through 2025-11-14): " +
			policy.WaitForWindow.Advice(): s.On(day("2025-07-02")).CanRenew(),
		"allowed on 2025-10-01 by renewal.late (2025-07-03 through 2025-11-14)": s.On(day("2025-10-01")).CanRenew(),
		"allowed on 2025-09-30 by change.term (2024-10-01 through 2025-09-30): " +
			policy.SelfService.String(): s.On(day("2025-09-30")).CanChangeTerm(),
		"refused on 2025-11-15 by renewal.canceled-final (on no day): " +
			policy.BuyNew.Advice(): s.On(day("2025-11-15")).CanReactivate(),
	} {
		t.Run(want, func(t *testing.T) {
			if got.String() != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A decision agrees with the windows of all other days on which the same was known; asking every day covers both sides
// of every edge. No remedy is to wait for a day that never comes, or to pay when nothing is owed.
func TestDecisions_AreTheirWindows(t *testing.T) {
	t.Parallel()
	editions := map[string]policy.Edition{"published": europe}
	for _, late := range []policy.YesNo{policy.No, policy.Yes} {
		editions["no early renewal, late of what is exempt: "+late.String()] = edition(t, func(p *policy.Parameters) {
			p.Renewal.WindowDays, p.Lapse.ExemptLateRenewal = 0, late
		})
	}
	for name, ed := range editions {
		all := subjects(t)
		if ed.RenewalRules().WindowDays == 0 {
			delete(all, "early")
		}
		for subject, f := range all {
			t.Run(name+"/"+subject, func(t *testing.T) { answersAreTheirWindows(t, ed, f) })
		}
	}
}

func answersAreTheirWindows(t *testing.T, ed policy.Edition, f lifecycle.Facts) {
	if len(f.Invoices) > 0 { // until it is overdue, an invoice is assumed to be paid in time: ask from then on
		f.Invoices[0].Issued, f.Invoices[0].Due = f.Invoices[0].Due.AddDays(-1), f.Invoices[0].Due.AddDays(-1)
	}
	s := subscription(t, ed, f)
	last := lastKnown(f)
	if len(f.Invoices) > 0 {
		last = f.Invoices[0].Due.AddDays(1)
	}
	windows, edges := map[lifecycle.Action]calendar.Period{}, map[calendar.Date]bool{}
	for action, d := range s.On(last).Actions().All() {
		windows[action] = d.Window
		for _, edge := range []calendar.Date{d.Window.Start(), d.Window.End()} {
			edges[edge], edges[edge.AddDays(-1)] = true, true
		}
	}
	isEdge := func(d calendar.Date) bool { return edges[d] }
	for d := range testkit.Spread(testkit.Days(last, day("2028-12-31")), 31, isEdge) {
		v := s.On(d)
		for _, action := range actions() {
			got := v.Decide(action)
			if got.Asked != d || got.Edition != ed.Fingerprint() || got.Allowed() != windows[action].Contains(d) {
				t.Fatalf("%s: %v", action, got)
			}
			if _, known := got.Rule.Rule(); !known {
				t.Fatalf("%s: %v", action, got)
			}
			if got.Window != windows[action] {
				t.Fatalf("%s: on %s the window is %s, before it was %s", action, d, got.Window, windows[action])
			}
			waits := action == lifecycle.ActionRenewByInvoice && got.Window.IsZero() && // for a renewal by quote
				v.CanRenew().Remedy == policy.WaitForWindow
			if !waits || got.Remedy != policy.WaitForWindow {
				saysWhatHelps(t, action, got, len(f.Invoices) > 0)
			}
		}
	}
}

// saysWhatHelps checks the remedy and the route of a decision against its window.
func saysWhatHelps(t *testing.T, action lifecycle.Action, d policy.Decision, owes bool) {
	t.Helper()
	if d.Allowed() && d.Remedy != 0 || !d.Allowed() && d.Route != 0 {
		t.Fatalf("%s: %v has a remedy for a yes or a route for a no", action, d)
	}
	// Nobody is told to wait for a debt only to pay it.
	early := !d.Window.IsZero() && d.Asked.Before(d.Window.Start()) && action != lifecycle.ActionReactivate
	if early && d.Rule == rule.EditionBefore {
		early = false // until then the remedy is to ask the seller
	}
	if early != (d.Remedy == policy.WaitForWindow) {
		t.Fatalf("%s: %v", action, d)
	}
	if d.Remedy == policy.PayOverdue && !owes {
		t.Fatalf("%s: %v, but nothing is owed", action, d)
	}
}

// Every transition refuses a view of nothing, a view of no day, and a day before facts that are already on record.
func TestTransitions(t *testing.T) {
	for name, do := range map[string]func(v lifecycle.View) error{
		"Renew": func(v lifecycle.View) error { _, err := v.Renew(plain); return err },
		"Extend": func(v lifecycle.View) error {
			_, err := v.Extend(renewing(t, europe, "2026-01-15", "2025-08-01"))
			return err
		},
		"Pay":           func(v lifecycle.View) error { _, err := v.Pay("I-1"); return err },
		"ChangeTerm":    func(v lifecycle.View) error { _, err := v.ChangeTerm(calendar.ThreeYear); return err },
		"SwitchProduct": func(v lifecycle.View) error { _, err := v.SwitchProduct("Revit"); return err },
		"ReduceSeats":   func(v lifecycle.View) error { _, err := v.ReduceSeats(1); return err },
		"AddSeats":      func(v lifecycle.View) error { _, err := v.AddSeats(1); return err },
		"SetAutoRenew":  func(v lifecycle.View) error { _, err := v.SetAutoRenew(false); return err },
		"Cancel":        func(v lifecycle.View) error { _, err := v.Cancel(day("2025-12-31")); return err },
	} {
		t.Run(name, func(t *testing.T) {
			f := bought(t, calendar.Annual, day("2024-10-01"),
				day("2024-10-01")).Bill(unpaid("I-1", "2025-07-20", "2025-08-20"))
			on := day("2025-08-01")
			if err := do(subscription(t, europe, f).On(on)); err != nil {
				t.Errorf("it cannot be done: %v", err)
			}
			for what, v := range map[string]lifecycle.View{
				"subscription": {}, "day": subscription(t, europe, f).On(calendar.Date{}),
			} {
				t.Run("without a "+what, func(t *testing.T) {
					bad := billingrules.InputErrors(do(v))
					if len(bad) == 0 || bad[0].Field != what || !errors.Is(bad[0], billingrules.ErrMissing) ||
						bad[0].Op != "lifecycle.View."+name {
						t.Errorf("got %v", bad)
					}
				})
			}
			later := must(t)(subscription(t, europe, f).On(on.AddDays(1)).SetAutoRenew(true))
			err := do(later.On(on))
			bad := billingrules.InputErrors(err)
			if !errors.Is(err, lifecycle.ErrLaterFacts) || !errors.Is(err, billingrules.ErrConflict) || len(bad) != 1 ||
				bad[0].Field != "day" ||
				!strings.HasSuffix(err.Error(), "is before 2025-08-02, the last day on which something happened") {
				t.Errorf("the day before the last fact: %v", err)
			}
			if err := do(later.On(on.AddDays(1))); err != nil && name != "Extend" {
				t.Errorf("on the day of the last fact: %v", err)
			}
		})
	}
	trialView := subscription(t, europe, trial()).On(calendar.Date{})
	if _, err := trialView.ConvertTrial(calendar.Annual, 1); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("of no day: %v", err)
	}
	if _, err := (lifecycle.View{}).FailCharge(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("of nothing: %v", err)
	}
}

// ErrLaterFacts: every fact counts by its own day, except an invoice that is yet to be issued.
func TestView_IsCurrent(t *testing.T) {
	paid := unpaid("I-1", "2024-10-01", "2024-10-31")
	paid.Paid = day("2025-03-01")
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	canceled, failed := once, once
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-03-01"), Effective: day("2025-12-01")}
	failed.FailedCharges = []calendar.Date{day("2025-10-01")}
	changed := must(t)(subscription(t, europe, once).On(day("2025-03-01")).ReduceSeats(1)).Facts()
	for name, tt := range map[string]struct {
		f    lifecycle.Facts
		last string
	}{
		"an order": {once, "2024-10-01"},
		"a renewal": {
			bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-08-01")), "2025-08-01",
		},
		"a payment":                    {once.Bill(paid), "2025-03-01"},
		"a change":                     {changed, "2025-03-01"},
		"a failed charge":              {failed, "2025-10-01"},
		"a cancellation":               {canceled, "2025-03-01"},
		"an invoice that is to follow": {once.Bill(unpaid("I-1", "2025-10-01", "2025-10-31")), "2024-10-01"},
	} {
		t.Run(name, func(t *testing.T) {
			s, last := subscription(t, europe, tt.f), day(tt.last)
			if !s.On(last).IsCurrent() || s.On(last.AddDays(-1)).IsCurrent() {
				t.Errorf("on %s: %v, the day before: %v", last, s.On(last).IsCurrent(),
					s.On(last.AddDays(-1)).IsCurrent())
			}
		})
	}
}

// A request is checked as strictly as facts are.
func TestTransitions_BadValues(t *testing.T) {
	v := annual(t, "2024-10-01").On(day("2025-09-01"))
	for name, tt := range map[string]struct {
		do    func() (lifecycle.Subscription, error)
		field string
		is    error
	}{
		"no length": {
			func() (lifecycle.Subscription, error) { return v.ChangeTerm(0) }, "changes[0].length",
			billingrules.ErrMissing,
		},
		"no product": {
			func() (lifecycle.Subscription, error) { return v.SwitchProduct("") }, "changes[0].offering",
			billingrules.ErrMissing,
		},
		"nearly exempt": {
			func() (lifecycle.Subscription, error) { return v.SwitchProduct("Docs") }, "changes[0].offering",
			billingrules.ErrUnknown,
		},
		"a bad invoice": {
			func() (lifecycle.Subscription, error) { return v.Bill(lifecycle.BilledInvoice{}) }, "invoices[0].number",
			billingrules.ErrMissing,
		},
		"no subscription": {
			func() (lifecycle.Subscription, error) { return lifecycle.View{}.Bill() },
			"subscription", billingrules.ErrMissing,
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.do()
			bad := billingrules.InputErrors(err)
			if !errors.Is(err, tt.is) || len(bad) == 0 || bad[0].Field != tt.field || !next.IsZero() ||
				!strings.HasPrefix(bad[0].Op, "lifecycle.View.") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// An invoice can be recorded whatever its date, and also on a past day.
func TestView_Bill(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).SetAutoRenew(false))
	next := must(t)(s.On(day("2025-01-01")).Bill(unpaid("I-1", "2024-12-01", "2024-12-31")))
	phaseIs(t, next, "2024-12-31", lifecycle.Active)
	phaseIs(t, next, "2025-01-01", lifecycle.Expired)
	phaseIs(t, s, "2025-01-01", lifecycle.Active)
}
