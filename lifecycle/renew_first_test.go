package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// canceledOn returns facts with a cancellation, asked for on one day and effective on another.
func canceledOn(f lifecycle.Facts, asked, effective string) lifecycle.Facts {
	f.Cancellation = lifecycle.Cancellation{Asked: day(asked), Effective: day(effective)}
	return f
}

// renewal.with-changes: an annual term to 2025-10-01, canceled before the next annual term would end. A late renewal
// for a month fits, so it can carry what is asked for; once no month can end in time, no renewal can.
func TestRemedies_RenewForAShorterTerm(t *testing.T) {
	t.Parallel()
	f := canceledOn(annual(t, "2024-10-01").Facts(), "2025-09-20", "2025-11-10")
	s := subscription(t, europe, f)
	for name, ask := range map[string]func(lifecycle.View) policy.Decision{
		"product":      lifecycle.View.CanSwitchProduct,
		"term":         lifecycle.View.CanChangeTerm,
		"fewer seats":  func(v lifecycle.View) policy.Decision { return v.CanReduceSeats(1) },
		"more seats":   lifecycle.View.CanAddSeats,
		"an extension": lifecycle.View.CanExtend,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := policy.RenewWithChanges
			if name == "an extension" {
				want = policy.BuyNew // a monthly term cannot be extended
			}
			if got := ask(s.On(day("2025-10-05"))); got.Remedy != want {
				t.Errorf("%s, remedy %v", got, got.Remedy)
			}
		})
	}
	month := lifecycle.RenewalChanges{Length: calendar.Monthly}
	for _, on := range []string{"2025-10-05", "2025-10-31"} {
		next := must(t)(s.On(day(on)).Renew(month)).On(day(on))
		if d := next.CanAddSeats(); !d.Allowed() {
			t.Errorf("on %s, renewed for a month: %s", on, d)
		}
	}
	// On 2025-11-01 that month is over, and the next one would end after the cancellation.
	if d := s.On(day("2025-11-01")).CanAddSeats(); d.Remedy != policy.BuyNew {
		t.Errorf("after the month: %s, remedy %v", d, d.Remedy)
	}
	if got := s.On(day("2025-10-05")).Actions().ValidUntil(); got.After(day("2025-11-01")) {
		t.Errorf("the menu is valid until %s", got)
	}
}

// renewal.canceled-final: if the next term would end after a cancellation, it can be renewed for a month instead, from
// the opening of the window to the last day on which the month ends in time.
func TestCanRenew_ForAShorterTermOnly(t *testing.T) {
	t.Parallel()
	f := canceledOn(annual(t, "2024-10-01").Facts(), "2025-06-20", "2025-11-10")
	s := subscription(t, europe, f)
	month := lifecycle.RenewalChanges{Length: calendar.Monthly}
	for on, want := range map[string]policy.Remedy{
		"2025-07-02": policy.BuyNew, "2025-07-03": policy.RenewWithChanges, // the window opens
		"2025-09-30": policy.RenewWithChanges, "2025-10-01": policy.RenewWithChanges,
		"2025-11-09": policy.RenewWithChanges, "2025-11-10": policy.BuyNew,
	} {
		t.Run("on "+on, func(t *testing.T) {
			t.Parallel()
			v := s.On(day(on))
			for name, d := range map[string]policy.Decision{
				"as it is":          v.CanRenew(),
				"by invoice":        v.CanRenewByInvoice(lifecycle.PayerOnFile, plain),
				"for another year":  v.CanRenewWith(lifecycle.RenewalChanges{Length: calendar.Annual}),
				"with another seat": v.CanRenewWith(lifecycle.RenewalChanges{Seats: 3}),
			} {
				if d.Allowed() || d.Rule != rule.RenewalCanceledFinal || d.Remedy != want {
					t.Errorf("%s: %s, remedy %v, want %v", name, d, d.Remedy, want)
				}
			}
			if _, err := v.Renew(month); (err == nil) != (want == policy.RenewWithChanges) {
				t.Errorf("renewed for a month: %v", err)
			}
		})
	}
}

// renewal.canceled-final: tokens may end on the day on which they are canceled, but not later.
func TestCanRenewWith_EndOfTokens(t *testing.T) {
	t.Parallel()
	s := subscription(t, europe, canceledOn(tokens("2024-10-01"), "2025-08-20", "2025-12-31"))
	for end, want := range map[string]answer{
		"2025-10-02": {allowed: true, id: rule.RenewalWindow, window: window("2025-07-03", "2025-11-14")},
		"2025-12-31": {allowed: true, id: rule.RenewalWindow, window: window("2025-07-03", "2025-11-14")},
		"2026-01-01": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
		"2025-10-01": {id: rule.RenewalWithChanges}, // not after the renewal date
		"9990-01-01": {id: rule.RenewalWithChanges}, // too near the end of the calendar
	} {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			v, changes := s.On(day("2025-09-01")), lifecycle.RenewalChanges{End: day(end)}
			decides(t, v.CanRenewWith(changes), want)
			if _, err := v.Renew(changes); (err == nil) != want.allowed {
				t.Errorf("renewed: %v", err)
			}
		})
	}
}

// Changes that Renew refuses as bad input are allowed by no decision.
func TestCanRenewWith_BadChanges(t *testing.T) {
	t.Parallel()
	v := annual(t, "2024-10-01").On(day("2025-09-01"))
	for name, changes := range map[string]lifecycle.RenewalChanges{
		"seats below 0": {Seats: -1}, "too many seats": {Seats: 1_000_001}, "no length": {Length: 9},
		"no product": {Offering: "Ma\x00ya"}, "nearly exempt": {Offering: "autodesk docs"},
		"an end": {End: day("2026-10-01")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			decides(t, v.CanRenewWith(changes), answer{id: rule.RenewalWithChanges})
			byInvoice := v.CanRenewByInvoice(lifecycle.PayerOnFile, changes)
			decides(t, byInvoice, answer{id: rule.RenewalWithChanges})
			var refusal *policy.Refusal
			if _, err := v.Renew(changes); err == nil || errors.As(err, &refusal) {
				t.Errorf("renewed: %v", err)
			}
		})
	}
}

// coterm.same-product: two lengths up to the renewal date have no single list price, and paying does not change that.
// In debt the phase is the reason, but the remedy is the one that helps.
func TestCanAddSeats_TwoLengthsInDebt(t *testing.T) {
	t.Parallel()
	f := must(t)(annual(t, "2024-10-01").On(day("2025-09-01")).
		Renew(lifecycle.RenewalChanges{Length: calendar.Monthly})).Facts()
	f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: day("2025-09-01"), Due: day("2025-09-10")}}
	v := subscription(t, europe, f).On(day("2025-09-15"))
	d := v.CanAddSeats()
	if d.Rule != rule.ChangeSeatsUp || d.Remedy != policy.AskPartner {
		t.Errorf("in debt: %s, remedy %v", d, d.Remedy)
	}
	if d = must(t)(v.Pay("1")).On(day("2025-09-15")).CanAddSeats(); d.Rule != rule.CotermSameProduct {
		t.Errorf("paid: %s", d)
	}
}

// lapse.reactivate: before the first covered day there is nothing to make Active again.
func TestCanReactivate_BeforeTheFirstDay(t *testing.T) {
	t.Parallel()
	f := annual(t, "2025-10-01").Facts()
	f.Terms[0].Ordered = day("2025-08-01")
	f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: day("2025-08-01"), Due: day("2025-09-15")}}
	s := subscription(t, europe, f)
	decides(t, s.On(day("2025-09-30")).CanReactivate(),
		answer{id: rule.LapseReactivate, remedy: policy.WaitForWindow, window: window("2025-10-01", "2025-10-30")})
	decides(t, s.On(day("2025-10-01")).CanReactivate(), answer{
		allowed: true, id: rule.LapseReactivate, route: policy.SelfService, window: window("2025-10-01", "2025-10-30"),
	})
	decides(t, s.On(day("2025-09-30")).CanAddSeats(),
		answer{id: rule.ChangeSeatsUp, remedy: policy.PayOverdue})
}

// A late renewal to an offering without stages ends with its term: a month that is over already does not help, a term
// that is not over does.
func TestRemedies_RenewForTooLongAgo(t *testing.T) {
	t.Parallel()
	year := must(t)(annual(t, "2024-10-01").On(day("2025-08-01")).ChangeTerm(calendar.Monthly))
	late := must(t)(year.On(day("2025-08-01")).SwitchProduct("Autodesk Docs"))
	if d := late.On(day("2025-10-31")).CanAddSeats(); d.Remedy != policy.RenewFirst {
		t.Errorf("within the month: %s, remedy %v", d, d.Remedy)
	}
	if d := late.On(day("2025-11-01")).CanAddSeats(); d.Remedy != policy.RenewWithChanges {
		t.Errorf("after it: %s, remedy %v", d, d.Remedy)
	}
}

// renewal.canceled-final: before the edition, too, the menu changes when the window opens for a shorter renewal than
// the one that a cancellation leaves no room for.
func TestActions_ValidUntilTheWindowOfAShorterTerm(t *testing.T) {
	t.Parallel()
	s := subscription(t, europe, canceledOn(annual(t, "2023-09-16").Facts(), "2024-01-10", "2024-10-30"))
	if got := s.On(day("2024-06-01")).Actions().ValidUntil(); got != day("2024-06-18") {
		t.Errorf("valid until %s", got)
	}
	for on, want := range map[string]policy.Remedy{
		"2024-06-17": policy.BuyNew, "2024-06-18": policy.RenewWithChanges,
	} {
		t.Run("on "+on, func(t *testing.T) {
			t.Parallel()
			if d := s.On(day(on)).CanRenew(); d.Remedy != want {
				t.Errorf("%s, remedy %v, want %v", d, d.Remedy, want)
			}
		})
	}
}
