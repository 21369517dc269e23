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

// lapse.expired-days, lapse.suspended-days, lapse.canceled, term.expiry: the example of the rulebook, annual with
// E = 2025-06-09, under the North American edition, which had begun when it was bought.
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

// lapse.start: renewing does not pay, and paying does not renew.
func TestLapseStart_BothCauses(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	s := subscription(t, europe, f.Bill(unpaid("I-1", "2025-08-31", "2025-09-30")))
	phaseIs(t, s, "2025-10-05", lifecycle.Expired)
	renewed := must(t)(s.On(day("2025-10-05")).Renew(lifecycle.RenewalChanges{}))
	phaseIs(t, renewed, "2025-10-05", lifecycle.Expired)
	paid := must(t)(s.On(day("2025-10-05")).Pay("I-1"))
	phaseIs(t, paid, "2025-10-05", lifecycle.Expired)
	both := must(t)(renewed.On(day("2025-10-06")).Pay("I-1"))
	phaseIs(t, both, "2025-10-05", lifecycle.Expired) // as it was
	phaseIs(t, both, "2025-10-06", lifecycle.Active)
	if got := both.On(day("2025-10-06")).Renewal(); got != day("2026-10-01") {
		t.Errorf("it renews on %s", got)
	}
	other := must(t)(paid.On(day("2025-10-06")).Renew(lifecycle.RenewalChanges{}))
	if got, want := other.On(day("2025-10-06")).Status(), both.On(day("2025-10-06")).Status(); got != want {
		t.Errorf("in the other order it is %v", got)
	}
}

// lapse.start: an invoice of nothing is not unpaid, and one of something counts from the day after it is due.
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

// What is issued later, and what is paid later, is unpaid or not by the day.
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
		break // a caller may stop
	}
}

// lapse.reactivate, lapse.prepay: a three-year subscription lapses in mid-term over its second instalment, and returns
// with R unchanged on the day it is paid; paid after it was Canceled it stays Canceled, with the flag.
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
		phaseIs(t, s, on, want)
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

// lapse.prepay: a flag of Canceled by unpaid net terms, and of nothing else.
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

// lapse.reactivate: by paying, while that alone is enough.
func TestCanReactivate(t *testing.T) {
	s := subscription(t, europe, subjects(t)["unpaid"])
	days := window("2024-11-01", "2024-12-15")
	for on, want := range map[string]answer{
		"2024-10-31": {id: rule.LapseReactivate}, // it is taken for paid until its due day is over
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
			subscription(t, europe, monthly).On(day("2024-11-05")), // on R itself paying would have done
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

// lapse.reactivate: Pay tells what cannot be paid.
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
			[]string{"I-2", "I-9"}, `numbers[1] "I-9": is no invoice of this subscription`, billingrules.ErrUnknown,
		},
		"paid": {[]string{"I-1"}, `numbers[0] "I-1": was paid on 2024-10-20`, billingrules.ErrConflict},
		"twice": {
			[]string{"I-2", "I-2"}, `numbers[1] "I-2": was paid on 2024-11-05`, billingrules.ErrConflict,
		},
		"not issued yet": {
			[]string{"I-4"}, `numbers[0] "I-4": is not issued before 2025-01-01`, billingrules.ErrConflict,
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

// lapse.exempt, with both of its readings.
func TestLapseExempt(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	f.Offering = "Autodesk Docs"
	owing := f.Bill(unpaid("I-1", "2024-10-01", "2024-10-31"))
	s := subscription(t, europe, owing)
	status := s.On(day("2025-03-01")).Status()
	if status.Phase != lifecycle.Active || !status.Overdue || status.Until != day("2025-10-01") ||
		status.NextPhase != lifecycle.Canceled {
		t.Errorf("an unpaid invoice is reported and takes no access: %+v", status)
	}
	if end := s.On(day("2025-10-01")).Status(); end.Phase != lifecycle.Canceled || end.Rule != rule.LapseExempt {
		t.Errorf("got %+v", end)
	}
	decides(t, s.On(day("2025-10-01")).CanRenew(),
		answer{id: rule.LapseExempt, remedy: policy.BuyNew, window: window("2025-07-03", "2025-09-30")})
	decides(t, s.On(day("2025-03-01")).CanReactivate(), answer{id: rule.LapseReactivate})

	both := edition(t, func(p *policy.Parameters) {
		p.Lapse.ExemptUnpaidStops, p.Lapse.ExemptLateRenewal = policy.Yes, policy.Yes
	})
	stopped := subscription(t, both, owing)
	phaseIs(t, stopped, "2024-10-31", lifecycle.Active)
	phaseIs(t, stopped, "2024-11-01", lifecycle.Canceled)
	if d := stopped.On(day("2025-09-30")).CanRenew(); d.Allowed() {
		t.Errorf("what an unpaid invoice has stopped is renewed: %v", d)
	}

	for ordered, want := range map[string]lifecycle.Phase{
		"2024-09-15": lifecycle.Active, // what was ordered before the edition has no lapse for a debt
		"2024-09-16": lifecycle.Canceled,
	} {
		f := bought(t, calendar.Annual, day(ordered), day(ordered)).Bill(unpaid("I-1", ordered, "2024-10-31"))
		f.Offering = "Autodesk Docs"
		phaseIs(t, subscription(t, both, f), "2024-11-01", want)
	}

	late := subscription(t, both, f)
	for on, want := range map[string]bool{"2025-10-01": true, "2025-11-14": true, "2025-11-15": false} {
		if d := late.On(day(on)).CanRenew(); d.Allowed() != want {
			t.Errorf("on %s: %v", on, d)
		}
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
	canceled := f
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-10-20"), Effective: day("2025-10-20")}
	if d := subscription(t, both, canceled).On(day("2025-10-20")).CanRenew(); d.Allowed() {
		t.Errorf("what was canceled is renewed: %v", d)
	}
}

// lapse.exempt: the product of the last covered day decides. A switch takes effect with a renewal, which was not made.
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
			phaseIs(t, renewed, "2026-10-01", want) // then the new one counts
		})
	}
}

// Flex tokens answer by name what they cannot, and lapse like annual; a renewal needs its end.
func TestFlexTokens(t *testing.T) {
	s := subscription(t, europe, tokens("2025-03-03"))
	v := s.On(day("2026-01-15"))
	for id, d := range map[rule.ID]policy.Decision{
		rule.ChangeSeatsUp: v.CanAddSeats(), rule.ChangeSeatsDown: v.CanReduceSeats(1),
		rule.ChangeTerm:          v.CanChangeTerm(),
		rule.ChangeProductSwitch: v.CanSwitchProduct(), rule.RenewalAutoToggle: v.CanSwitchAutoRenew(),
		rule.CotermExtendWindow: v.CanExtend(),
		rule.RenewalWithChanges: v.CanRenewWith(lifecycle.RenewalChanges{Seats: 2}),
	} {
		t.Run(string(id), func(t *testing.T) { decides(t, d, answer{id: id, remedy: policy.BuyTokens}) })
	}
	phaseIs(t, s, "2026-03-02", lifecycle.Active)
	phaseIs(t, s, "2026-03-03", lifecycle.Expired) // nothing renews them automatically
	phaseIs(t, s, "2026-03-17", lifecycle.Expired)
	phaseIs(t, s, "2026-03-18", lifecycle.Suspended)
	phaseIs(t, s, "2026-04-16", lifecycle.Suspended)
	phaseIs(t, s, "2026-04-17", lifecycle.Canceled)
	renewed := must(t)(v.Renew(lifecycle.RenewalChanges{End: day("2027-03-03")}))
	if got := renewed.On(v.Day()).Renewal(); got != day("2027-03-03") {
		t.Errorf("they renew on %s", got)
	}
	if _, err := v.Renew(lifecycle.RenewalChanges{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("without an end: %v", err)
	}
	withSeats := lifecycle.RenewalChanges{End: day("2027-03-03"), Seats: 2}
	if _, err := v.Renew(withSeats); !errors.Is(err, billingrules.ErrConflict) {
		t.Errorf("with seats: %v", err)
	}
	if next := v.NextTerm(); next.Length != 0 || next.Start != day("2026-03-03") || next.Seats != 0 ||
		!next.Period().IsZero() {
		t.Errorf("got %+v", next)
	}
	if !v.Stretch().IsZero() || v.Kind() != policy.FlexTokens || v.Seats() != 0 || v.IsTarget() {
		t.Error("tokens have a term")
	}
}

// renewal.canceled-final: tokens that are canceled cannot be renewed beyond that day, whatever end is given.
func TestFlexTokens_CanceledFirst(t *testing.T) {
	for _, tt := range []struct {
		effective string
		want      answer
	}{
		{"2026-01-01", answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}},
		{"2026-01-02", answer{id: rule.RenewalWindow, allowed: true, window: window("2025-10-03", "2026-01-01")}},
	} {
		t.Run(tt.effective, func(t *testing.T) {
			f := tokens("2025-01-01")
			f.Cancellation = lifecycle.Cancellation{Asked: day("2025-10-01"), Effective: day(tt.effective)}
			decides(t, subscription(t, europe, f).On(day("2025-11-01")).CanRenew(), tt.want)
		})
	}
}

// trial.convert: a trial becomes paid by buying, and can do nothing else.
func TestTrial(t *testing.T) {
	s := subscription(t, europe, trial())
	v := s.On(day("2025-01-15"))
	for action, d := range v.Actions().All() {
		if action == lifecycle.ActionConvertTrial {
			continue
		}
		t.Run(action.String(), func(t *testing.T) {
			decides(t, d, answer{id: rule.TrialConvert, remedy: policy.BuyWithSameAccount})
		})
	}
	open := calendar.Since(day("2025-01-02")).String()
	yes := answer{allowed: true, id: rule.TrialConvert, route: policy.SelfService, window: open}
	for on, want := range map[string]answer{
		"2025-01-01": {id: rule.TrialConvert, remedy: policy.WaitForWindow, window: open},
		"2025-01-02": yes, "2026-01-01": yes,
	} {
		t.Run(on, func(t *testing.T) { decides(t, s.On(day(on)).CanConvertTrial(), want) })
	}
	if status := s.On(day("2025-02-01")).Status(); status.Phase != lifecycle.Canceled ||
		status.Rule != rule.TrialConvert {
		t.Errorf("got %v", status)
	}
	decides(t, annual(t, "2024-10-01").On(day("2025-01-15")).CanConvertTrial(), answer{id: rule.TrialConvert})
}

// trial.convert: what is bought is a new subscription to the same product.
func TestConvertTrial(t *testing.T) {
	v := subscription(t, europe, trial()).On(day("2025-01-31"))
	paid := must(t)(v.ConvertTrial(calendar.Monthly, 4))
	f := paid.Facts()
	want := lifecycle.BoughtTerm{
		Ordered: day("2025-01-31"), Start: day("2025-01-31"), End: day("2025-02-28"), Length: calendar.Monthly,
	}
	if f.Kind != policy.Subscription || f.Offering != "Maya" || f.Seats != 4 || f.Anchor != v.Day() ||
		len(f.Terms) != 1 || f.Terms[0] != want {
		t.Errorf("got %+v", f)
	}
	for name, tt := range map[string]struct {
		length calendar.Term
		seats  int
		field  string
		is     error
	}{
		"no length": {0, 4, "length", billingrules.ErrMissing},
		"no seats":  {calendar.Annual, 0, "seats", billingrules.ErrRange},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := v.ConvertTrial(tt.length, tt.seats)
			if bad := billingrules.InputErrors(err); !errors.Is(err, tt.is) || len(bad) != 1 ||
				bad[0].Field != tt.field {
				t.Errorf("got %v", err)
			}
		})
	}
	_, err := annual(t, "2024-10-01").On(day("2025-01-15")).ConvertTrial(calendar.Annual, 1)
	refusedBy(t, err, rule.TrialConvert, 0)
}

// A cancellation has two days: it is part of every answer from the first on, and in effect from the second.
func TestCancellation(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day("2025-05-01")))
	for _, tt := range []struct {
		on    string
		known bool
		phase lifecycle.Phase
		until string
		id    rule.ID
	}{
		{"2025-01-31", false, lifecycle.Active, "2025-10-02", rule.LapseStart},
		{"2025-02-01", true, lifecycle.Active, "2025-05-01", rule.LapseStart},
		{"2025-04-30", true, lifecycle.Active, "2025-05-01", rule.LapseStart},
		{"2025-05-01", true, lifecycle.Canceled, "", rule.RenewalCanceledFinal},
	} {
		t.Run(tt.on, func(t *testing.T) {
			v := s.On(day(tt.on))
			c, known := v.Cancellation()
			if known != tt.known || known && c != s.Facts().Cancellation || !known && !c.IsZero() {
				t.Errorf("got %+v, %v", c, known)
			}
			status := v.Status()
			until := ""
			if !status.Until.IsZero() {
				until = status.Until.String()
			}
			if status.Phase != tt.phase || until != tt.until || status.Rule != tt.id {
				t.Errorf("got %+v", status)
			}
		})
	}
}

func TestCancel_Twice(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day("2025-05-01")))
	off := subscription(t, europe, subjects(t)["off"])
	for name, tt := range map[string]struct {
		v         lifecycle.View
		effective string
		want      string
	}{
		"asked for twice": {
			s.On(day("2025-02-01")), "2025-03-01", "day 2025-02-01: is a day on which it is canceled already",
		},
		"Canceled": {
			off.On(day("2025-11-15")), "2025-12-01", "day 2025-11-15: is a day on which it is canceled already",
		},
		"for the past": {
			off.On(day("2025-02-01")), "2025-01-31",
			"cancellation.effective 2025-01-31: is before the day on which it was asked for, 2025-02-01",
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.v.Cancel(day(tt.effective))
			if !errors.Is(err, billingrules.ErrConflict) || err.Error() != "lifecycle.View.Cancel: "+tt.want ||
				!next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
	atOnce := must(t)(off.On(day("2025-02-01")).Cancel(day("2025-02-01")))
	phaseIs(t, atOnce, "2025-02-01", lifecycle.Canceled)
}

// renewal.canceled-final: no days are bought that lie after a cancellation that was asked for.
func TestCancellation_Decisions(t *testing.T) {
	final := answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}
	open := window("2025-07-03", "2025-11-14")
	for name, tt := range map[string]struct {
		effective string
		changes   lifecycle.RenewalChanges
		want      answer
	}{
		"inside the next term": {"2026-09-30", lifecycle.RenewalChanges{}, final},
		"on the renewal date":  {"2025-10-01", lifecycle.RenewalChanges{}, final},
		"with a month that fits": {"2025-11-01", lifecycle.RenewalChanges{Length: calendar.Monthly}, answer{
			allowed: true, id: rule.RenewalWithChanges, window: window("2025-07-03", "2025-10-31"),
		}},
		"with a month that does not": {"2025-10-31", lifecycle.RenewalChanges{Length: calendar.Monthly}, final},
		"at the end of the next term": {"2026-10-01", lifecycle.RenewalChanges{}, answer{
			allowed: true, id: rule.RenewalWindow, window: open,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day(tt.effective)))
			decides(t, s.On(day("2025-08-01")).CanRenewWith(tt.changes), tt.want)
		})
	}
}

// change.seats-up: seats that would not last through the days that they are charged for are not added, and a
// subscription that is canceled is not extended beyond that day.
func TestCancellation_SeatsAndExtensions(t *testing.T) {
	v := func(effective string) lifecycle.View {
		return must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day(effective))).On(day("2025-08-01"))
	}
	host := annual(t, "2025-01-15").On(day("2025-08-01"))
	decides(t, v("2025-09-30").CanAddSeats(), answer{id: rule.ChangeSeatsUp, remedy: policy.BuyNew})
	decides(t, v("2025-10-01").CanAddSeats(), answer{
		allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: window("2024-10-01", "2025-09-30"),
	})
	final := answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}
	decides(t, v("2025-10-01").CanExtend(), final)
	decides(t, v("2025-10-02").CanExtendTo(host), final)
	decides(t, v("2026-01-14").CanExtendTo(host), final)
	if d := v("2025-10-02").CanExtend(); !d.Allowed() {
		t.Errorf("got %v", d)
	}
	if d := v("2026-01-15").CanExtendTo(host); !d.Allowed() {
		t.Errorf("got %v", d)
	}
}
