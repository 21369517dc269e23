package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// change.seats-down: a term to come has more seats, of which some can be given up once it has begun. A debt that would
// cancel the subscription before that is to be paid first.
func TestCanReduceSeats_OwesUntilThereAreMore(t *testing.T) {
	t.Parallel()
	first := day("2024-10-01")
	bought := must(t)(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 1, Ordered: first,
	}))
	renewed := must(t)(bought.On(first).Renew(lifecycle.RenewalChanges{Seats: 2}))
	f := renewed.Facts().Bill(unpaid("I-1", "2024-10-01", "2024-10-01"))
	owes := subscription(t, europe, f).On(day("2024-10-02"))
	decides(t, owes.CanReduceSeats(1), answer{id: rule.ChangeSeatsDown, remedy: policy.PayOverdue})
	paid := must(t)(owes.Pay("I-1")).On(owes.Day())
	decides(t, paid.CanReduceSeats(1), answer{
		id: rule.ChangeSeatsDown, remedy: policy.WaitForWindow, window: window("2024-11-01", "2024-11-30"),
	})
	decides(t, owes.CanReduceSeats(2), answer{id: rule.ChangeSeatsDown}) // not even then
}

// renewal.with-changes: paying is not the remedy if a renewal cannot carry changes even once it is paid, because it is
// Canceled before there are quotes and the edition has no early renewal.
func TestCanRenewWith_OwesAndHasNoQuotes(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Lapse.StagesBeforeEdition = 0, policy.Yes
	})
	start := day("2023-01-31")
	f := bought(t, calendar.Monthly, start, start).Bill(unpaid("I-1", "2023-01-31", "2023-01-31"))
	owes := subscription(t, ed, f).On(day("2023-02-01"))
	paid := must(t)(owes.Pay("I-1")).On(owes.Day())
	for _, v := range []lifecycle.View{owes, paid} {
		d := v.CanRenewWith(lifecycle.RenewalChanges{Seats: 2})
		decides(t, d, answer{id: rule.RenewalWindow, remedy: policy.BuyNew})
	}
	decides(t, owes.CanRenew(), answer{
		id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: window("2023-02-28", "2023-03-02"),
	})
}

// lapse.exempt: with late renewal, and if an unpaid invoice takes access, what has ended is to be paid before it is
// renewed: once it is renewed, the debt ends it, from the next day on for good.
func TestRemedies_LateExemptInDebt(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) {
		p.Lapse.ExemptLateRenewal, p.Lapse.ExemptUnpaidStops = policy.Yes, policy.Yes
	})
	start := day("2024-09-16")
	f := bought(t, calendar.Monthly, start, start)
	f.Offering = "Autodesk Docs"
	s := subscription(t, ed, f.Bill(unpaid("I-1", "2024-09-16", "2024-10-16")))
	renew := func(v lifecycle.View) lifecycle.View {
		return must(t)(v.Renew(lifecycle.RenewalChanges{Length: calendar.Annual})).On(v.Day())
	}
	pay := func(v lifecycle.View) lifecycle.View { return must(t)(v.Pay("I-1")).On(v.Day()) }
	v := s.On(day("2024-10-17"))
	for name, tt := range map[string]struct {
		ask  func(lifecycle.View) policy.Decision
		then policy.Remedy
	}{
		"seats":      {lifecycle.View.CanAddSeats, policy.RenewFirst},
		"auto-renew": {lifecycle.View.CanSwitchAutoRenew, policy.RenewFirst},
		"reactivate": {lifecycle.View.CanReactivate, policy.RenewFirst},
		"a product":  {lifecycle.View.CanSwitchProduct, policy.RenewWithChanges},
		"extend":     {lifecycle.View.CanExtend, policy.RenewWithChanges},
	} {
		t.Run(name, func(t *testing.T) {
			if d := tt.ask(v); d.Allowed() || d.Remedy != policy.PayOverdue {
				t.Errorf("%s", d)
			}
			if d := tt.ask(pay(v)); d.Allowed() || d.Remedy != tt.then {
				t.Errorf("paid: %s, want %s", d, tt.then)
			}
		})
	}
	tomorrow := renew(v).Subscription().On(day("2024-10-18"))
	if got := pay(tomorrow).Phase(); got != lifecycle.Canceled {
		t.Errorf("renewed, and paid on the next day: %s", got)
	}
	if got := renew(pay(v)).Phase(); got != lifecycle.Active {
		t.Errorf("paid and then renewed: %s", got)
	}
}

// coterm.same-product: before the first day of a subscription that has two lengths up to its renewal date, waiting is
// not the remedy if a debt will cancel it before the length is the same up to that date.
func TestCanAddSeats_OwesBeforeTheSecondLength(t *testing.T) {
	t.Parallel()
	first := day("2024-09-16")
	s := must(t)(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 1, Ordered: first, Start: day("2024-10-06"),
	}))
	s = must(t)(s.On(first).Renew(lifecycle.RenewalChanges{Length: calendar.Annual}))
	owes := subscription(t, europe, s.Facts().Bill(unpaid("I-1", "2024-09-16", "2024-09-16"))).On(day("2024-09-20"))
	decides(t, owes.CanAddSeats(), answer{id: rule.ChangeSeatsUp, remedy: policy.PayOverdue})
	paid := must(t)(owes.Pay("I-1")).On(owes.Day())
	decides(t, paid.CanAddSeats(), answer{
		id: rule.ChangeSeatsUp, remedy: policy.WaitForWindow, window: window("2024-11-06", "2025-11-05"),
	})
}
