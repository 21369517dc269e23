package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// Whatever the facts, the edition and the day: a remedy can be followed on the day, and following it helps. What is
// allowed can be carried out, and all methods give the same answer.
func TestRemedies_Help(t *testing.T) {
	t.Parallel()
	for _, law := range billingtest.Laws() {
		if !slices.Contains([]int{13, 14, 15, 16}, law.Number) {
			continue
		}
		t.Run(law.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { law.Check(t, billingtest.Edition(europe).Draw(t, "edition")) })
		})
	}
}

// renewal.canceled-final: the remedy is to renew first only while the renewals that fit before a cancellation reach
// beyond the day. A menu is kept no longer than that.
func TestRemedies_RenewalsBeforeACancellation(t *testing.T) {
	f := autoRenew(bought(t, calendar.Monthly, day("2036-12-31"), day("2036-12-31")), false)
	f.Cancellation = lifecycle.Cancellation{Asked: day("2037-02-01"), Effective: day("2037-03-03")}
	s := subscription(t, europe, f) // renewed late it ends on 2037-02-28
	for on, want := range map[string]policy.Remedy{"2037-02-27": policy.RenewFirst, "2037-02-28": policy.BuyNew} {
		t.Run("on "+on, func(t *testing.T) {
			if d := s.On(day(on)).CanAddSeats(); d.Remedy != want {
				t.Errorf("%v, want %v", d, want)
			}
		})
	}
	if until := s.On(day("2037-02-15")).Actions().ValidUntil(); until != day("2037-02-28") {
		t.Errorf("the menu is kept until %s", until)
	}
}

// followed is a refused decision, its remedy, and the step that follows the remedy.
type followed struct {
	v      lifecycle.View
	decide func(lifecycle.View) policy.Decision
	id     rule.ID
	remedy policy.Remedy
	follow func(lifecycle.View) lifecycle.View // returns a view on which it is allowed
}

// holdFollowed checks that what was refused is allowed once its remedy is followed.
func holdFollowed(t *testing.T, tests map[string]followed) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := tt.decide(tt.v)
			if d.Allowed() || d.Rule != tt.id || d.Remedy != tt.remedy {
				t.Fatalf("got %v", d)
			}
			then := tt.follow(tt.v)
			if d := tt.decide(then); !d.Allowed() {
				t.Errorf("it does not help: %v", d)
			}
		})
	}
}

// lapse.reactivate, renewal.with-changes: each remedy followed once, by hand.
func TestRemedies_ByHand(t *testing.T) {
	owing := subscription(t, europe, subjects(t)["unpaid"])
	off := subscription(t, europe, subjects(t)["off"])
	same := func(do func(v lifecycle.View) (lifecycle.Subscription, error)) func(lifecycle.View) lifecycle.View {
		return func(v lifecycle.View) lifecycle.View { return must(t)(do(v)).On(v.Day()) }
	}
	renew := same(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(plain) })
	pay := same(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Pay("I-1") })
	holdFollowed(t, map[string]followed{
		"wait for the window": {
			off.On(day("2025-07-02")), lifecycle.View.CanSwitchProduct, rule.ChangeProductSwitch, policy.WaitForWindow,
			func(v lifecycle.View) lifecycle.View { return v.Subscription().On(v.CanSwitchProduct().Window.Start()) },
		},
		"renew first": {
			off.On(day("2025-10-05")), lifecycle.View.CanAddSeats, rule.ChangeSeatsUp, policy.RenewFirst, renew,
		},
		"renew with changes": {
			off.On(day("2025-10-05")), lifecycle.View.CanChangeTerm, rule.ChangeTerm, policy.RenewWithChanges,
			same(func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear})
			}),
		},
		"pay what is overdue": {
			owing.On(day("2024-11-05")), lifecycle.View.CanAddSeats, rule.ChangeSeatsUp, policy.PayOverdue, pay,
		},
		"pay what is open, then wait": {
			owing.On(day("2024-10-05")), lifecycle.View.CanRenew, rule.RenewalWindow, policy.PayOpenInvoice,
			func(v lifecycle.View) lifecycle.View {
				paid := pay(v)
				return paid.Subscription().On(paid.CanRenew().Window.Start())
			},
		},
		"switch the term first": {
			off.On(day("2025-08-01")), func(v lifecycle.View) policy.Decision {
				start := day("2024-10-15")
				return v.CanExtendTo(subscription(t, europe, bought(t, calendar.ThreeYear, start, start)).On(v.Day()))
			}, rule.CotermSwitchTermFirst, policy.SwitchTermFirst,
			same(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ChangeTerm(calendar.ThreeYear) }),
		},
		"buy with the same account": {
			subscription(t, europe, trial()).On(day("2025-01-15")), lifecycle.View.CanChangeTerm, rule.TrialConvert,
			policy.BuyWithSameAccount,
			same(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ConvertTrial(calendar.Annual, 2) }),
		},
	})
}

// coterm.same-product: while seats could not be added for another reason than the debt, paying is not the remedy. That
// ends on the day on which a term starts, so the menu is valid until then.
func TestActions_ValidUntilTheNextTermInDebt(t *testing.T) {
	s := must(t)(annual(t, "2025-01-31").On(day("2026-01-29")).
		Renew(lifecycle.RenewalChanges{Length: calendar.Monthly}))
	f := s.Facts()
	f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: day("2026-01-29"), Due: day("2026-01-29")}}
	s = subscription(t, europe, f)
	if got := s.On(day("2026-01-30")).Actions().ValidUntil(); got != day("2026-01-31") {
		t.Errorf("valid until %s", got)
	}
	for on, want := range map[string]policy.Remedy{
		"2026-01-30": policy.AskPartner, "2026-01-31": policy.PayOverdue,
	} {
		t.Run("on "+on, func(t *testing.T) {
			if d := s.On(day(on)).CanAddSeats(); d.Remedy != want {
				t.Errorf("%s, remedy %v, want %v", d, d.Remedy, want)
			}
		})
	}
}
