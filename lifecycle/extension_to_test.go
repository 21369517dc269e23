package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// inAugust is the day on which the extensions below are requested.
const inAugust = "2025-08-01"

// extensionTo is a view, a target and the decision on the extension.
type extensionTo struct {
	v, to lifecycle.View
	want  answer
}

// holdExtensions compares the decisions, and checks that what is allowed can be recorded.
func holdExtensions(t *testing.T, tests map[string]extensionTo) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			decides(t, tt.v.CanExtendTo(tt.to), tt.want)
			if tt.to.Subscription().IsZero() || !tt.to.IsZero() && !tt.v.IsCurrent() {
				return
			}
			_, err := tt.v.Extend(tt.to)
			var refusal *policy.Refusal
			if (err == nil) != tt.want.allowed || err != nil && !errors.As(err, &refusal) {
				t.Errorf("extended: %v", err)
			}
		})
	}
}

// hostOn is a view, on a day, of a three-year subscription that renews on another and was ordered long before.
func hostOn(t *testing.T, renewal, on string) lifecycle.View {
	t.Helper()
	start := day(renewal).AddMonths(-36)
	return subscription(t, europe, bought(t, calendar.ThreeYear, start, start.AddMonths(-36))).On(day(on))
}

// extends is the decision that allows an extension through a partner, up to the last day of the window.
func extends(id rule.ID, last string) answer {
	return answer{allowed: true, id: id, route: policy.Partner, window: window("2025-07-03", last)}
}

// coterm.extend-annual, coterm.extend-three-year: up to the limits.
func TestCanExtendTo_Allowed(t *testing.T) {
	s := annual(t, "2024-10-01") // R = 2025-10-01
	three := must(t)(s.On(day(inAugust)).ChangeTerm(calendar.ThreeYear)).On(day(inAugust))
	v := s.On(day(inAugust))
	leaving := must(t)(annual(t, "2025-01-15").On(day("2025-03-01")).Cancel(day("2025-08-02")))
	year, years := extends(rule.CotermExtendAnnual, "2025-09-30"), extends(rule.CotermExtendThreeYear, "2025-09-30")
	holdExtensions(t, map[string]extensionTo{
		"a day later":             {v, renewing(t, europe, "2025-10-02", inAugust), year},
		"twelve months":           {v, renewing(t, europe, "2026-10-01", inAugust), year},
		"three-year, a year":      {three, renewing(t, europe, "2026-10-01", inAugust), years},
		"three-year, three years": {three, hostOn(t, "2028-10-01", inAugust), years},
		// Possible while the target exists: up to the day before it leaves.
		"to one that leaves": {v, leaving.On(day(inAugust)), extends(rule.CotermExtendAnnual, "2025-08-01")},
	})
}

// coterm.extend-annual, coterm.extend-three-year, coterm.switch-term-first, coterm.extend-window: beyond the limits,
// and before the window.
func TestCanExtendTo_Refused(t *testing.T) {
	s := annual(t, "2024-10-01") // R = 2025-10-01
	three := must(t)(s.On(day(inAugust)).ChangeTerm(calendar.ThreeYear)).On(day(inAugust))
	v := s.On(day(inAugust))
	switchFirst := answer{id: rule.CotermSwitchTermFirst, remedy: policy.SwitchTermFirst}
	holdExtensions(t, map[string]extensionTo{
		"twelve months and a day": {v, hostOn(t, "2026-10-02", inAugust), switchFirst},
		"thirty-six months":       {v, hostOn(t, "2028-10-01", inAugust), switchFirst},
		"thirty-six months and a day": {
			v, hostOn(t, "2028-10-02", inAugust),
			answer{id: rule.CotermExtendAnnual, remedy: policy.ChooseEarlierTarget},
		},
		"three-year, a day more": {
			three, hostOn(t, "2028-10-02", inAugust),
			answer{id: rule.CotermExtendThreeYear, remedy: policy.ChooseEarlierTarget},
		},
		"too early, whatever it is": {
			s.On(day("2025-07-02")), renewing(t, europe, "2025-10-02", "2025-07-02"),
			answer{
				id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: window("2025-07-03", "2025-09-30"),
			},
		},
	})
}

// coterm.extend-future: targets that cannot be extended to.
func TestCanExtendTo_NoTarget(t *testing.T) {
	v := annual(t, "2024-10-01").On(day(inAugust)) // R = 2025-10-01
	canceled := must(t)(annual(t, "2025-01-15").On(day("2025-03-01")).Cancel(day(inAugust)))
	no := answer{id: rule.CotermExtendFuture, remedy: policy.ChooseLaterTarget}
	holdExtensions(t, map[string]extensionTo{
		"the same day":         {v, renewing(t, europe, "2025-10-01", inAugust), no},
		"a day earlier":        {v, renewing(t, europe, "2025-09-30", inAugust), no},
		"of another day":       {v, renewing(t, europe, "2025-12-01", "2025-08-02"), no},
		"not known yet":        {v, annual(t, "2026-01-01").On(day(inAugust)), no},
		"nothing":              {v, lifecycle.View{}, no},
		"tokens":               {v, subscription(t, europe, tokens("2025-01-01")).On(day(inAugust)), no},
		"a trial":              {v, subscription(t, europe, trial()).On(day(inAugust)), no},
		"one that is Canceled": {v, canceled.On(day(inAugust)), no},
	})
}

// onNoDay is a day outside the window, a target by its renewal date, and the decision.
type onNoDay struct {
	v    lifecycle.View
	to   string
	want answer
}

func holdOnNoDay(t *testing.T, tests map[string]onNoDay) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			decides(t, tt.v.CanExtendTo(hostOn(t, tt.to, tt.v.Day().String())), tt.want)
		})
	}
}

// coterm.extend-future and the limits: a target that is refused on every day of the window is refused for the same
// reason before the window opens.
func TestCanExtendTo_TooEarly(t *testing.T) {
	s := annual(t, "2024-10-01") // R = 2025-10-01
	v := s.On(day("2025-07-02"))
	leaving := must(t)(s.On(day("2025-06-01")).Cancel(day("2025-12-31"))).On(day("2025-07-02"))
	wait := answer{
		id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: window("2025-07-03", "2025-09-30"),
	}
	holdOnNoDay(t, map[string]onNoDay{
		"to R itself":   {v, "2025-10-01", answer{id: rule.CotermExtendFuture, remedy: policy.ChooseLaterTarget}},
		"twelve months": {v, "2026-10-01", wait},
		"a day more":    {v, "2026-10-02", answer{id: rule.CotermSwitchTermFirst, remedy: policy.SwitchTermFirst}},
		"more than three years": {
			v, "2028-10-02", answer{id: rule.CotermExtendAnnual, remedy: policy.ChooseEarlierTarget},
		},
		"to the day of a cancellation": {leaving, "2025-12-31", wait},
		"beyond a cancellation": {
			leaving, "2026-01-01", answer{id: rule.RenewalCanceledFinal, remedy: policy.ChooseEarlierTarget},
		},
	})
}

// After the window, the remedy is to renew first only if the target is later than the next renewal date.
func TestCanExtendTo_TooLate(t *testing.T) {
	v := annual(t, "2024-10-01").On(day("2025-10-05")) // R = 2025-10-01
	later := answer{
		id: rule.CotermExtendWindow, remedy: policy.ChooseLaterTarget, window: window("2025-07-03", "2025-09-30"),
	}
	holdOnNoDay(t, map[string]onNoDay{
		"to R itself":       {v, "2025-10-01", answer{id: rule.CotermExtendFuture, remedy: policy.ChooseLaterTarget}},
		"before the next R": {v, "2026-03-01", later},
		"to the next R":     {v, "2026-10-01", later},
		"after the next R":  {v, "2026-10-02", answer{id: rule.CotermExtendAnnual, remedy: policy.RenewFirst}},
	})
}

// coterm.extend-annual: where the limit from the transaction is tighter, a later day of the window can reach a target
// that an earlier day cannot.
func TestCanExtendTo_LaterInTheWindow(t *testing.T) {
	short := edition(t, func(p *policy.Parameters) { p.Coterm.Annual.FromTransaction = 12 })
	s := subscription(t, short, annual(t, "2024-10-01").Facts())
	for on, id := range map[string]rule.ID{
		"2025-07-02": rule.CotermExtendWindow, "2025-08-30": rule.CotermExtendAnnual,
	} {
		t.Run("on "+on, func(t *testing.T) {
			decides(t, s.On(day(on)).CanExtendTo(hostOn(t, "2026-09-01", on)),
				answer{id: id, remedy: policy.WaitForWindow, window: window("2025-08-31", "2025-09-30")})
		})
	}
}

// A view of nothing cannot be extended.
func TestCanExtendTo_ZeroView(t *testing.T) {
	to := annual(t, "2024-10-01").On(day("2025-07-02"))
	decides(t, lifecycle.View{}.CanExtendTo(to), answer{id: rule.CotermExtendWindow})
}

// coterm.switch-term-first: given as the remedy only if the switch can be made.
func TestCanExtendTo_SwitchRefused(t *testing.T) {
	ed := edition(t, func(p *policy.Parameters) {
		p.Gate.Extension, p.Gate.TermChange = policy.ByAct, policy.ByTerm
	})
	old := subscription(t, ed, bought(t, calendar.Annual, day("2023-10-01"), day("2023-10-01"))).On(day("2024-09-20"))
	host := subscription(t, ed, bought(t, calendar.ThreeYear, day("2023-10-10"), day("2023-10-10")))
	decides(t, old.CanExtendTo(host.On(day("2024-09-20"))), answer{
		id: rule.CotermExtendAnnual, remedy: policy.ChooseEarlierTarget,
	})
}

// coterm.extend-future: renewing first helps only if the target is still valid when the next term's window opens.
func TestCanExtendTo_TargetGoneAfterRenewal(t *testing.T) {
	t.Parallel()
	own := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-22"), day("2024-10-22")))
	host := subscription(t, europe, bought(t, calendar.ThreeYear, day("2024-11-30"), day("2024-11-30")))
	opens := day("2026-07-24") // 90 days before 2026-10-22
	for _, tt := range []struct {
		name   string
		gone   calendar.Date
		remedy policy.Remedy
	}{
		{"on the day on which it opens", opens, policy.ChooseLaterTarget},
		{"a day later", opens.AddDays(1), policy.RenewFirst},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			host := must(t)(host.On(day("2025-10-01")).Cancel(tt.gone))
			d := own.On(day("2025-10-25")).CanExtendTo(host.On(day("2025-10-25")))
			if d.Allowed() || d.Remedy != tt.remedy {
				t.Errorf("%s", d)
			}
			renewed := must(t)(own.On(day("2025-10-25")).Renew(lifecycle.RenewalChanges{})).On(opens)
			d, gone := renewed.CanExtendTo(host.On(opens)), tt.remedy == policy.ChooseLaterTarget
			if (d.Rule == rule.CotermExtendFuture) != gone {
				t.Errorf("once it is renewed: %s", d)
			}
		})
	}
}

// renewal.canceled-final: after the renewal date, a renewal must leave room for an extension before a cancellation, so
// a shorter one can be what helps.
func TestCanExtend_LateWithACancellation(t *testing.T) {
	t.Parallel()
	long := bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01"))
	for name, test := range map[string]struct {
		facts   lifecycle.Facts
		ends    string
		without policy.Remedy            // of CanExtend
		to      map[string]policy.Remedy // of CanExtendTo
	}{
		"annual, room for a day": {
			facts: annual(t, "2026-10-01").Facts(), ends: "2028-10-02", without: policy.RenewFirst,
			to: map[string]policy.Remedy{
				"2028-10-01": policy.ChooseLaterTarget, "2028-10-02": policy.RenewFirst,
				"2028-10-03": policy.ChooseEarlierTarget,
			},
		},
		"annual, no room": {
			facts: annual(t, "2026-10-01").Facts(), ends: "2028-10-01", without: policy.BuyNew,
			to: map[string]policy.Remedy{"2028-10-01": policy.BuyNew, "2028-10-02": policy.BuyNew},
		},
		"three-year, room after a year": {
			facts: long, ends: "2028-12-31", without: policy.RenewWithChanges,
			to: map[string]policy.Remedy{
				"2028-10-01": policy.ChooseLaterTarget, "2028-10-02": policy.RenewWithChanges,
				"2028-12-31": policy.RenewWithChanges, "2029-01-01": policy.ChooseEarlierTarget,
			},
		},
		"three-year, room for a month only": {
			facts: long, ends: "2028-09-30", without: policy.BuyNew,
			to: map[string]policy.Remedy{"2028-09-30": policy.BuyNew},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := subscription(t, europe, canceledOn(test.facts, "2027-09-20", test.ends)).On(day("2027-10-05"))
			if d := v.CanExtend(); d.Allowed() || d.Remedy != test.without {
				t.Errorf("%s, remedy %v, want %v", d, d.Remedy, test.without)
			}
			for to, want := range test.to {
				if d := v.CanExtendTo(hostOn(t, to, "2027-10-05")); d.Allowed() || d.Remedy != want {
					t.Errorf("to %s: %s, remedy %v, want %v", to, d, d.Remedy, want)
				}
			}
		})
	}
}

// renewal.canceled-final: nothing can be extended beyond a cancellation, so it bounds the reach.
func TestExtensionReach_WithACancellation(t *testing.T) {
	t.Parallel()
	for ends, want := range map[string]string{
		"2026-10-01": "2026-10-01", "2026-09-30": "2026-09-30", "2026-10-02": "2026-10-01", "2025-10-02": "2025-10-02",
	} {
		t.Run("effective on "+ends, func(t *testing.T) {
			t.Parallel()
			s := subscription(t, europe, canceledOn(annual(t, "2024-10-01").Facts(), "2025-07-20", ends))
			reach, err := s.On(day("2025-08-01")).ExtensionReach()
			if err != nil || reach.Latest != day(want) || reach.FromRenewal != day("2026-10-01") {
				t.Errorf("%s, %v, want %s", reach, err, want)
			}
			for days, allowed := range map[int]bool{0: true, 1: false} {
				host := hostOn(t, reach.Latest.AddDays(days).String(), "2025-08-01")
				if d := s.On(day("2025-08-01")).CanExtendTo(host); d.Allowed() != allowed {
					t.Errorf("to %s: %s", host.Renewal(), d)
				}
			}
		})
	}
}
