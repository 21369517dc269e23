package lifecycle_test

import (
	"errors"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// lapse.expired-days, lapse.suspended-days, lapse.canceled, term.expiry: the example of the rulebook, annual with E =
// 2025-06-09, under the North American edition, which was in force when it was bought.
func TestView_Phase_Rulebook(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10")), false)
	s := subscription(t, policy.NorthAmerica2024(), f)
	for on, want := range map[string]lifecycle.Phase{
		"2024-06-09": 0, "2024-06-10": lifecycle.Active, "2025-06-09": lifecycle.Active,
		"2025-06-10": lifecycle.Expired, "2025-06-24": lifecycle.Expired,
		"2025-06-25": lifecycle.Suspended, "2025-07-24": lifecycle.Suspended,
		"2025-07-25": lifecycle.Canceled, "2040-01-01": lifecycle.Canceled,
	} {
		t.Run(on, func(t *testing.T) { phaseIs(t, s, on, want) })
	}
}

// lapse.start: renewing does not pay a debt, and paying does not renew.
func TestLapseStart_BothCauses(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	s := subscription(t, europe, f.Bill(unpaid("I-1", "2025-08-31", "2025-09-30")))
	phaseIs(t, s, "2025-10-05", lifecycle.Expired)
	renewed := must(t)(s.On(day("2025-10-05")).Renew(lifecycle.RenewalChanges{}))
	phaseIs(t, renewed, "2025-10-05", lifecycle.Expired)
	paid := must(t)(s.On(day("2025-10-05")).Pay("I-1"))
	phaseIs(t, paid, "2025-10-05", lifecycle.Expired)
	both := must(t)(renewed.On(day("2025-10-06")).Pay("I-1"))
	phaseIs(t, both, "2025-10-05", lifecycle.Expired) // as before
	phaseIs(t, both, "2025-10-06", lifecycle.Active)
	if got := both.On(day("2025-10-06")).Renewal(); got != day("2026-10-01") {
		t.Errorf("it renews on %s", got)
	}
	other := must(t)(paid.On(day("2025-10-06")).Renew(lifecycle.RenewalChanges{}))
	if got, want := other.On(day("2025-10-06")).Status(), both.On(day("2025-10-06")).Status(); got != want {
		t.Errorf("in the other order it is %v", got)
	}
}

// lapse.start: an invoice for nothing is never unpaid; any other is overdue from the day after its due date.
func TestLapseStart_NothingOwed(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	invoice := unpaid("I-1", "2024-10-01", "2024-10-31")
	owed := subscription(t, europe, f.Bill(invoice))
	invoice.NothingOwed = true
	free := subscription(t, europe, f.Bill(invoice))
	for _, tt := range []struct {
		on            string
		owed          lifecycle.Phase
		open, overdue int
	}{
		{"2024-10-31", lifecycle.Active, 1, 0},
		{"2024-11-01", lifecycle.Expired, 1, 1},
		{"2024-12-16", lifecycle.Canceled, 1, 1},
	} {
		t.Run(tt.on, func(t *testing.T) {
			phaseIs(t, owed, tt.on, tt.owed)
			phaseIs(t, free, tt.on, lifecycle.Active)
			v, w := owed.On(day(tt.on)), free.On(day(tt.on))
			if got := len(slices.Collect(v.Unpaid())); got != tt.open {
				t.Errorf("%d are open", got)
			}
			if got := len(slices.Collect(v.Overdue())); got != tt.overdue || v.Status().Overdue != (tt.overdue > 0) {
				t.Errorf("%d are overdue, %v", got, v.Status())
			}
			if len(slices.Collect(w.Unpaid())) != 0 || w.Status().Overdue || w.CanReactivate().Allowed() {
				t.Error("nothing is owed, and it is unpaid")
			}
		})
	}
}

// Whether an invoice that is issued or paid later is unpaid depends on the day.
func TestView_Unpaid(t *testing.T) {
	paid := unpaid("I-2", "2024-11-01", "2024-12-01")
	paid.Paid = day("2024-11-20")
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")).Bill(
		unpaid("I-1", "2024-10-01", "2024-12-15"), paid, unpaid("I-3", "2024-12-01", "2024-12-01"))
	s := subscription(t, europe, f)
	numbers := func(v lifecycle.View) (text string) {
		for b := range v.Unpaid() {
			text += b.Number + " "
		}
		for b := range v.Overdue() {
			text += "!" + b.Number + " "
		}
		return text
	}
	for on, want := range map[string]string{
		"2024-09-30": "", "2024-10-01": "I-1 ", "2024-10-31": "I-1 ", "2024-11-01": "I-1 I-2 ",
		"2024-11-19": "I-1 I-2 ",
		"2024-11-20": "I-1 ", "2024-12-01": "I-1 I-3 ", "2024-12-02": "I-1 I-3 !I-3 ",
		"2024-12-16": "I-1 I-3 !I-1 !I-3 ",
	} {
		t.Run(on, func(t *testing.T) {
			if got := numbers(s.On(day(on))); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	for b := range s.On(day("2024-12-16")).Overdue() {
		if b.Number != "I-1" {
			t.Errorf("the first is %s", b.Number)
		}
		break // a caller may stop early
	}
}

// lapse.reactivate, lapse.prepay: a three-year subscription lapses in mid-term for its second instalment. On the day it
// is paid, it is Active again with the same R; if it was Canceled by then, it stays Canceled, with the prepay flag.
func TestLapse_UnpaidInstalment(t *testing.T) {
	first := unpaid("I-1", "2024-10-01", "2024-10-31")
	first.Paid = day("2024-10-20")
	f := bought(t, calendar.ThreeYear, day("2024-10-01"),
		day("2024-10-01")).Bill(first, unpaid("I-2", "2025-10-01", "2025-10-31"))
	s := subscription(t, europe, f)
	for on, want := range map[string]lifecycle.Phase{
		"2025-10-31": lifecycle.Active, "2025-11-01": lifecycle.Expired, "2025-11-15": lifecycle.Expired,
		"2025-11-16": lifecycle.Suspended, "2025-12-15": lifecycle.Suspended, "2025-12-16": lifecycle.Canceled,
	} {
		t.Run("on "+on, func(t *testing.T) { phaseIs(t, s, on, want) })
	}
	if before := s.On(day("2025-12-15")).Status(); !before.Overdue || before.Ended || before.Prepay {
		t.Errorf("got %+v", before)
	}
	after := must(t)(s.On(day("2025-12-15")).Pay("I-2")).On(day("2025-12-15")).Status()
	want := lifecycle.Status{
		Day: day("2025-12-15"), Phase: lifecycle.Active, Since: day("2025-12-15"), Until: day("2027-10-02"),
		NextPhase: lifecycle.Expired, Rule: rule.LapseStart, Renewal: day("2027-10-01"),
	}
	if after != want {
		t.Errorf("got %+v", after)
	}
	late := must(t)(s.On(day("2025-12-16")).Pay("I-2"))
	canceled := late.On(day("2026-05-01")).Status()
	if canceled.Phase != lifecycle.Canceled || canceled.Since != day("2025-12-16") || !canceled.Prepay {
		t.Errorf("got %+v", canceled)
	}
	_, err := late.On(day("2026-05-01")).Renew(lifecycle.RenewalChanges{})
	refusedBy(t, err, rule.RenewalCanceledFinal, policy.BuyNew)
}

// lapse.prepay: set only if it is Canceled for unpaid net terms.
func TestStatus_Prepay(t *testing.T) {
	once := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	onNet := unpaid("I-1", "2024-10-01", "2024-10-31")
	byCard := onNet
	byCard.NetTerms = false
	ended := once.Bill(onNet)
	ended.Cancellation = lifecycle.Cancellation{Asked: day("2024-11-10"), Effective: day("2024-11-20")}
	for name, tt := range map[string]struct {
		f    lifecycle.Facts
		on   string
		want bool
	}{
		"on the day before":                {once.Bill(onNet), "2024-12-15", false},
		"on the first day of Canceled":     {once.Bill(onNet), "2024-12-16", true},
		"of an invoice on other terms":     {once.Bill(byCard), "2024-12-16", false},
		"of one that is due later":         {once.Bill(unpaid("I-1", "2025-10-01", "2025-12-01")), "2026-05-01", false},
		"of one that was due on the end":   {once.Bill(unpaid("I-1", "2025-09-01", "2025-09-30")), "2026-05-01", true},
		"of what ended":                    {once, "2026-05-01", false},
		"of what was canceled before that": {ended, "2025-01-01", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := subscription(t, europe, tt.f).On(day(tt.on)).Status(); got.Prepay != tt.want {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// lapse.reactivate: by paying, as long as paying alone is enough.
func TestCanReactivate(t *testing.T) {
	s := subscription(t, europe, subjects(t)["unpaid"])
	days := window("2024-11-01", "2024-12-15")
	for on, want := range map[string]answer{
		"2024-10-31": {id: rule.LapseReactivate}, // assumed to be paid until its due date is over
		"2024-11-01": {allowed: true, id: rule.LapseReactivate, route: policy.SelfService, window: days},
		"2024-12-15": {allowed: true, id: rule.LapseReactivate, route: policy.SelfService, window: days},
		"2024-12-16": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	} {
		t.Run(on, func(t *testing.T) {
			v := s.On(day(on))
			decides(t, v.CanReactivate(), want)
			paid := must(t)(v.Pay("I-1")).On(day(on)).Phase()
			if (paid == lifecycle.Active) != (want.allowed || on == "2024-10-31") {
				t.Errorf("paid it is %s", paid)
			}
		})
	}
}

func TestCanReactivate_OtherCauses(t *testing.T) {
	owed := unpaid("I-1", "2024-10-01", "2024-10-31")
	monthly := bought(t, calendar.Monthly, day("2024-10-01"), day("2024-10-01")).Bill(owed)
	off := subscription(t, europe, subjects(t)["off"])
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want answer
	}{
		"what ended too is renewed first": {
			subscription(t, europe, monthly).On(day("2024-11-05")), // on R itself paying would have been enough
			answer{id: rule.LapseReactivate, remedy: policy.RenewFirst, window: window("2024-11-01", "2024-11-01")},
		},
		"what ended is renewed first": {
			off.On(day("2025-10-05")), answer{id: rule.LapseReactivate, remedy: policy.RenewFirst},
		},
		"what is Canceled is bought anew": {
			off.On(day("2025-11-15")), answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
		},
		"what is Active need not be": {off.On(day("2025-01-01")), answer{id: rule.LapseReactivate}},
		"a trial is converted": {
			subscription(t, europe, trial()).On(day("2025-01-05")),
			answer{id: rule.TrialConvert, remedy: policy.BuyWithSameAccount},
		},
		"tokens": {
			subscription(t, europe, tokens("2024-10-01").Bill(owed)).On(day("2024-11-05")),
			answer{
				allowed: true, id: rule.LapseReactivate, route: policy.SelfService,
				window: window("2024-11-01", "2024-12-15"),
			},
		},
	} {
		t.Run(name, func(t *testing.T) { decides(t, tt.v.CanReactivate(), tt.want) })
	}
}

// lapse.reactivate: Pay reports what cannot be paid.
func TestPay(t *testing.T) {
	paid := unpaid("I-1", "2024-10-01", "2024-10-31")
	paid.Paid = day("2024-10-20")
	f := bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01")).Bill(
		paid, unpaid("I-2", "2024-10-01", "2024-10-31"), unpaid("I-3", "2024-11-01", "2024-12-01"),
		unpaid("I-4", "2025-01-01", "2025-02-01"))
	s := subscription(t, europe, f)
	v := s.On(day("2024-11-05"))
	both := must(t)(v.Pay("I-2", "I-3"))
	if got := slices.Collect(both.On(day("2025-01-01")).Unpaid()); len(got) != 1 || got[0].Number != "I-4" {
		t.Errorf("%v are open", got)
	}
	for name, tt := range map[string]struct {
		numbers []string
		want    string
		is      error
	}{
		"none": {nil, "numbers: is missing", billingrules.ErrMissing},
		"unknown": {
			[]string{"I-2", "I-9"}, `numbers[1] "I-9": is not an invoice of this subscription`, billingrules.ErrUnknown,
		},
		"paid": {[]string{"I-1"}, `numbers[0] "I-1": was already paid on 2024-10-20`, billingrules.ErrConflict},
		"twice": {
			[]string{"I-2", "I-2"}, `numbers[1] "I-2": was already paid on 2024-11-05`, billingrules.ErrConflict,
		},
		"not issued yet": {
			[]string{"I-4"}, `numbers[0] "I-4": is only issued on 2025-01-01`, billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := v.Pay(tt.numbers...)
			if !errors.Is(err, tt.is) || err.Error() != "lifecycle.View.Pay: "+tt.want || !next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
}
