package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// remedyCase is a decision, on its day, whose remedy once did not help: annual, 3 seats, from 2024-10-01.
type remedyCase struct {
	name   string
	facts  func(*lifecycle.Facts)
	on     string
	ask    func(lifecycle.View) policy.Decision
	remedy policy.Remedy
	window string
}

func holdRemedies(t *testing.T, tests []remedyCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := annual(t, "2024-10-01").Facts()
			tt.facts(&f)
			s, err := lifecycle.New(europe, f)
			if err != nil {
				t.Fatal(err)
			}
			d := tt.ask(s.On(day(tt.on)))
			if d.Remedy != tt.remedy || d.Window.String() != tt.window {
				t.Errorf("%s, remedy %v, window %s", d, d.Remedy, d.Window)
			}
		})
	}
}

// inDebt are facts with an invoice that is due on a day.
func inDebt(due string) func(*lifecycle.Facts) {
	return func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: day("2024-10-01"), Due: day(due)}}
	}
}

func nothingElse(*lifecycle.Facts) {}

// reducing asks for a number of seats.
func reducing(to int) func(lifecycle.View) policy.Decision {
	return func(v lifecycle.View) policy.Decision { return v.CanReduceSeats(to) }
}

func TestRemedies_ByName(t *testing.T) {
	t.Parallel()
	holdRemedies(t, []remedyCase{
		{
			"paying on a renewal date that is awaited", inDebt("2025-09-25"), "2025-10-01",
			lifecycle.View.CanReactivate, 0, "2025-09-26/2025-10-02",
		},
		{
			"paying on the day after it", inDebt("2025-09-25"), "2025-10-02", lifecycle.View.CanReactivate,
			policy.RenewFirst, "2025-09-26/2025-10-02",
		},
		{
			"no seats, late", nothingElse, "2025-10-10",
			reducing(0), policy.KeepMinimumSeats, "never",
		},
		{
			"one seat, late", nothingElse, "2025-10-10",
			reducing(1), policy.RenewWithChanges,
			"2024-10-01/2025-10-01",
		},
		{
			"as many seats as there can be, late", nothingElse, "2025-10-10",
			reducing(1_000_000), policy.RenewWithChanges,
			"never",
		},
		{
			"one more, late", nothingElse, "2025-10-10",
			reducing(1_000_001), 0, "never",
		},
		{
			"a product, in debt", inDebt("2024-11-01"), "2024-11-05",
			lifecycle.View.CanSwitchProduct, policy.PayOverdue, "never",
		},
		{
			"seats, late, in debt", inDebt("2025-10-05"), "2025-10-10", lifecycle.View.CanAddSeats, policy.PayOverdue,
			"2024-10-01/2025-10-01",
		},
	})
}

// renewal.canceled-final: the remedy depends on which renewals fit before a cancellation.
func TestRemedies_ByNameBeforeACancellation(t *testing.T) {
	t.Parallel()
	canceled := func(asked, effective string, more func(*lifecycle.Facts)) func(*lifecycle.Facts) {
		return func(f *lifecycle.Facts) {
			more(f)
			f.Cancellation = lifecycle.Cancellation{Asked: day(asked), Effective: day(effective)}
		}
	}
	lastMonth := func(f *lifecycle.Facts) {
		f.Anchor = day("2025-09-01")
		f.Terms = []lifecycle.BoughtTerm{{
			Ordered: f.Anchor, Start: f.Anchor, End: day("2025-10-01"), Length: calendar.Monthly,
		}}
	}
	holdRemedies(t, []remedyCase{
		{
			"another term, late, to a renewal that ends before the cancellation",
			canceled("2025-10-11", "2026-11-05", nothingElse), "2025-10-11",
			lifecycle.View.CanChangeTerm, policy.RenewWithChanges, "2024-10-01/2025-10-01",
		},
		{
			"another term, late, of which none ends before the cancellation, but the present one",
			canceled("2025-10-11", "2025-11-05", lastMonth), "2025-10-11",
			lifecycle.View.CanChangeTerm, policy.RenewFirst, "2025-09-01/2025-10-01",
		},
		{
			"another term, late, of which none ends before the cancellation",
			canceled("2025-10-11", "2025-10-31", lastMonth), "2025-10-11",
			lifecycle.View.CanChangeTerm, policy.BuyNew, "2025-09-01/2025-10-01",
		},
		{
			"a product, in debt and canceled before the window",
			canceled("2024-10-20", "2025-01-15", inDebt("2024-11-01")),
			"2024-11-05", lifecycle.View.CanSwitchProduct, 0, "never",
		},
		{
			"seats, late, in debt, and canceled soon, but not in the next month",
			canceled("2025-10-03", "2025-12-31", inDebt("2025-10-05")), "2025-10-10",
			lifecycle.View.CanAddSeats, policy.PayOverdue, "2024-10-01/2025-10-01",
		},
		{
			"seats, late, in debt, and canceled within the month",
			canceled("2025-10-03", "2025-10-31", inDebt("2025-10-05")), "2025-10-10",
			lifecycle.View.CanAddSeats, policy.BuyNew, "2024-10-01/2025-10-01",
		},
	})
}

// A cancellation that takes effect before the first covered day ends everything on its own day, not on that one.
func TestStatus_CanceledBeforeTheFirstDay(t *testing.T) {
	t.Parallel()
	s, err := lifecycle.New(europe, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day("2028-02-22"), Seats: 3,
		Terms: []lifecycle.BoughtTerm{{
			Ordered: day("2028-02-19"), Start: day("2028-02-22"), End: day("2029-02-22"), Length: calendar.Annual,
		}},
		Cancellation: lifecycle.Cancellation{Asked: day("2028-02-19"), Effective: day("2028-02-20")},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := s.On(day("2028-02-19")).Status()
	if got.Phase != 0 || !got.Since.IsZero() || got.Until != day("2028-02-20") {
		t.Errorf("before it: %s", got)
	}
	for _, on := range []string{"2028-02-20", "2028-02-22"} {
		v := s.On(day(on))
		got := v.Status()
		if got.Phase != lifecycle.Canceled || got.Since != day("2028-02-20") || !v.TargetDays().IsZero() {
			t.Errorf("on %s: %s", on, got)
		}
	}
}

// lapse.canceled, lapse.reactivate: a debt can cancel a subscription before its first covered day too, and for good.
func TestStatus_DebtBeforeTheFirstDay(t *testing.T) {
	t.Parallel()
	f := annual(t, "2025-02-24").Facts()
	f.Terms[0].Ordered = day("2024-12-01")
	f.Invoices = []lifecycle.BilledInvoice{{Number: "A", Issued: day("2024-12-01"), Due: day("2024-12-02")}}
	s := subscription(t, europe, f)
	// The stages count although no phase shows them yet: paid on the last day of Suspended, everything is as if it had
	// been paid in time.
	if got := must(t)(s.On(day("2025-01-16")).Pay("A")).On(day("2025-02-24")).Phase(); got != lifecycle.Active {
		t.Errorf("paid in time: %s", got)
	}
	late := must(t)(s.On(day("2025-01-17")).Pay("A"))
	for _, s := range []lifecycle.Subscription{s, late} {
		v := s.On(day("2025-01-17"))
		if got := v.Status(); got.Phase != lifecycle.Canceled || got.Since != day("2025-01-17") {
			t.Errorf("on the first day of Canceled: %s", got)
		}
		if d := v.CanAddSeats(); d.Rule != rule.RenewalCanceledFinal || d.Remedy != policy.BuyNew {
			t.Errorf("seats: %s", d)
		}
		if got := s.On(day("2025-02-24")).Phase(); got != lifecycle.Canceled {
			t.Errorf("on the first covered day: %s", got)
		}
	}
}

// change.seats-down: if an early renewal brings more seats, fewer can be asked for once its term has begun.
func TestCanReduceSeats_MoreToCome(t *testing.T) {
	t.Parallel()
	v := annual(t, "2024-10-01").On(day("2025-08-01"))
	v = must(t)(v.Renew(lifecycle.RenewalChanges{Seats: 8})).On(v.Day())
	d := v.CanReduceSeats(5)
	if d.Allowed() || d.Remedy != policy.WaitForWindow || d.Window.Start() != day("2025-10-01") {
		t.Errorf("%s, remedy %v", d, d.Remedy)
	}
}

// change.seats-down: before the edition there are no quotes after the renewal date, so fewer seats can only be asked
// for once it is renewed; the number that there is then, or more, cannot be asked for even then.
func TestCanReduceSeats_RenewFirst(t *testing.T) {
	s := must(t)(annual(t, "2023-06-16").On(day("2023-06-18")).SetAutoRenew(true)) // 3 seats
	pending := must(t)(s.On(day("2024-01-10")).ReduceSeats(2))
	for _, tt := range []struct {
		name string
		s    lifecycle.Subscription
		to   int
		want policy.Remedy
	}{
		{"none", s, 0, policy.KeepMinimumSeats},
		{"the minimum", s, 1, policy.RenewFirst},
		{"one fewer", s, 2, policy.RenewFirst},
		{"as many", s, 3, 0},
		{"one more", s, 4, 0},
		{"fewer than are pending", pending, 1, policy.RenewFirst},
		{"as many as are pending", pending, 2, 0},
		{"more than are pending", pending, 3, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := tt.s.On(day("2024-06-16"))
			if d := v.CanReduceSeats(tt.to); d.Remedy != tt.want || d.Allowed() {
				t.Errorf("%s, want %s", d, tt.want)
			}
			renewed := must(t)(v.Renew(lifecycle.RenewalChanges{})).On(v.Day())
			if d := renewed.CanReduceSeats(tt.to); d.Allowed() != (tt.want == policy.RenewFirst) {
				t.Errorf("renewed: %s", d)
			}
		})
	}
}

// renewal.with-changes: if a reading lets an exempt offering be renewed late, the late renewal can carry changes too.
func TestRemedies_LateExempt(t *testing.T) {
	t.Parallel()
	late := edition(t, func(p *policy.Parameters) { p.Lapse.ExemptLateRenewal = policy.Yes })
	f := annual(t, "2024-10-01").Facts()
	f.Offering = "Autodesk Docs"
	s := must(t)(subscription(t, late, f).On(day("2025-09-01")).SetAutoRenew(false))
	for on, want := range map[string]policy.Remedy{
		"2025-11-14": policy.RenewWithChanges, "2025-11-15": policy.BuyNew,
	} {
		for name, d := range map[string]policy.Decision{
			"fewer seats": s.On(day(on)).CanReduceSeats(2), "a product": s.On(day(on)).CanSwitchProduct(),
		} {
			t.Run(name+" on "+on, func(t *testing.T) {
				if d.Rule != rule.LapseExempt || d.Remedy != want {
					t.Errorf("%s, remedy %v", d, d.Remedy)
				}
			})
		}
	}
}
