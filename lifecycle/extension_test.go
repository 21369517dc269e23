package lifecycle_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// renewing is an annual subscription that renews on one day, as it is known on another.
func renewing(t testing.TB, ed policy.Edition, renewal, on string) lifecycle.View {
	t.Helper()
	start := day(renewal).AddMonths(-12)
	return subscription(t, ed, bought(t, calendar.Annual, start, start.AddDays(-80))).On(day(on))
}

// coterm.extend-window and coterm.extend-partner: inside [R − 90, R), through a partner, and only under the edition.
func TestCanExtend_Window(t *testing.T) {
	s := annual(t, "2024-10-01")
	days := window("2025-07-03", "2025-09-30")
	yes := answer{allowed: true, id: rule.CotermExtendWindow, route: policy.Partner, window: days}
	for on, want := range map[string]answer{
		"2024-09-30": {id: rule.CotermExtendWindow},
		"2025-07-02": {id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: days},
		"2025-07-03": yes,
		"2025-09-30": yes,
		"2025-10-01": {id: rule.CotermExtendWindow, remedy: policy.RenewFirst, window: days},
		"2026-01-01": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	} {
		t.Run(on, func(t *testing.T) { decides(t, s.On(day(on)).CanExtend(), want) })
	}
}

// After an early renewal the window has moved with R, and the refusal says when it opens.
func TestCanExtend_RenewedEarly(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-08-01")).Renew(plain))
	decides(t, s.On(day("2025-08-01")).CanExtend(), answer{
		id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: window("2026-07-03", "2026-09-30"),
	})
}

// An edition without early renewal has no day for an extension, and renewing does not help.
func TestCanExtend_WithoutAWindow(t *testing.T) {
	ed := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	s := subscription(t, ed, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	for on, want := range map[string]answer{
		"2025-09-30": {id: rule.CotermExtendWindow},
		"2025-10-01": {id: rule.CotermExtendWindow},
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
	} {
		t.Run(on, func(t *testing.T) { decides(t, s.On(day(on)).CanExtend(), want) })
	}
}

// coterm.monthly: a subscription that is monthly, or is to become monthly, can be extended on no day. The remedy is to
// ask for another term, or to renew for one.
func TestCanExtend_Monthly(t *testing.T) {
	monthly := subscription(t, europe, subjects(t)["monthly"])
	year := annual(t, "2024-10-01")
	toMonthly := must(t)(year.On(day("2025-07-10")).ChangeTerm(calendar.Monthly))
	toAnnual := must(t)(monthly.On(day("2025-02-10")).ChangeTerm(calendar.Annual))
	yes := answer{
		allowed: true, id: rule.CotermExtendWindow, route: policy.Partner, window: window("2025-07-03", "2025-09-30"),
	}
	no := func(remedy policy.Remedy) answer { return answer{id: rule.CotermMonthly, remedy: remedy} }
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want answer
	}{
		"monthly":                     {monthly.On(day("2025-02-10")), no(policy.RenewWithChanges)},
		"monthly, late":               {monthly.On(day("2025-03-10")), no(policy.RenewWithChanges)},
		"monthly, canceled":           {monthly.On(day("2025-06-01")), no(policy.BuyNew)},
		"monthly, to be annual":       {toAnnual.On(day("2025-02-10")), no(policy.RenewFirst)},
		"before it was to be monthly": {toMonthly.On(day("2025-07-09")), yes},
		"annual, to be monthly":       {toMonthly.On(day("2025-07-10")), no(policy.SwitchTermFirst)},
		"annual, to be monthly, late": {toMonthly.On(day("2025-10-02")), no(policy.RenewWithChanges)},
		"annual, to be monthly, leaving": {
			must(t)(toMonthly.On(day("2025-07-10")).Cancel(day("2025-10-01"))).On(day("2025-07-10")), no(policy.BuyNew),
		},
		"annual": {year.On(day("2025-07-10")), yes},
		"annual again, that was withdrawn": {
			must(t)(toMonthly.On(day("2025-07-11")).ChangeTerm(calendar.Annual)).On(day("2025-07-11")), yes,
		},
	} {
		t.Run(name, func(t *testing.T) { decides(t, tt.v.CanExtend(), tt.want) })
	}
	on := day("2025-02-10") // for a year from 2025-02-28, it would renew on 2026-02-28
	for name, tt := range map[string]struct {
		host lifecycle.Subscription
		want policy.Remedy
	}{
		"to a year":      {annual(t, "2025-01-31"), policy.ChooseLaterTarget},
		"to three years": {subscription(t, europe, subjects(t)["three-year"]), policy.RenewWithChanges},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := monthly.On(on).Extend(tt.host.On(on))
			refusedBy(t, err, rule.CotermMonthly, tt.want)
		})
	}
}

// coterm.monthly: how a monthly term is left depends on what the edition lets renew on the day.
func TestCanExtend_MonthlyByEdition(t *testing.T) {
	f := subjects(t)["monthly"]
	pending := must(t)(subscription(t, europe, f).On(day("2025-02-10")).ChangeTerm(calendar.Annual)).Facts()
	for name, tt := range map[string]struct {
		f    lifecycle.Facts
		with func(*policy.Parameters)
		want policy.Remedy
	}{
		"no window":                  {f, func(p *policy.Parameters) { p.Renewal.WindowDays = 0 }, 0},
		"it is not open yet":         {f, func(p *policy.Parameters) { p.Renewal.WindowDays = 5 }, policy.BuyNew},
		"what is pending moves on":   {pending, followsEarly, policy.RenewWithChanges},
		"what is pending stays then": {pending, func(*policy.Parameters) {}, policy.RenewFirst},
	} {
		t.Run(name, func(t *testing.T) {
			v := subscription(t, edition(t, tt.with), tt.f).On(day("2025-02-11"))
			decides(t, v.CanExtend(), answer{id: rule.CotermMonthly, remedy: tt.want})
		})
	}
}

func followsEarly(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes }

// coterm.monthly, renewal.canceled-final: gated by the act, there are no days after the edition's first day either.
func TestCanExtend_BeforeTheEditionByTheAct(t *testing.T) {
	byAct := edition(t, func(p *policy.Parameters) { p.Gate.Extension = policy.ByAct })
	leaving := bought(t, calendar.Annual, day("2023-10-01"), day("2023-10-01"))
	stays := leaving
	leaving.Cancellation = lifecycle.Cancellation{Asked: day("2024-08-01"), Effective: day("2024-10-01")}
	for name, tt := range map[string]struct {
		f    lifecycle.Facts
		want answer
	}{
		"monthly": {
			bought(t, calendar.Monthly, day("2024-09-15"), day("2024-09-15")),
			answer{id: rule.EditionBefore, remedy: policy.AskSeller},
		},
		"leaving": {leaving, answer{id: rule.EditionBefore, remedy: policy.AskSeller}},
		"annual": {stays, answer{
			id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2024-09-16", "2024-09-30"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			decides(t, subscription(t, byAct, tt.f).On(day("2024-09-15")).CanExtend(), tt.want)
		})
	}
}

// coterm.re-anchor: an extension ends on its target's renewal date and follows the target's anchor from then on.
func TestExtend(t *testing.T) {
	s := annual(t, "2024-10-10")
	host := subscription(t, europe, bought(t, calendar.Annual, day("2024-02-29"), day("2024-02-29"), day("2025-01-15")))
	on := day("2025-09-01")
	next := must(t)(s.On(on).Extend(host.On(on)))
	want := lifecycle.BoughtTerm{
		Ordered:   on,
		Start:     day("2025-10-10"),
		End:       day("2026-02-28"),
		Length:    calendar.Annual,
		AlignedTo: day("2024-02-29"),
	}
	if terms := next.Facts().Terms; len(terms) != 2 || terms[1] != want {
		t.Errorf("got %+v", terms)
	}
	if next.On(on).Renewal() != day("2026-02-28") || s.On(on).Renewal() != day("2025-10-10") ||
		next.On(on.AddDays(-1)).Renewal() != day("2025-10-10") {
		t.Error("the renewal dates")
	}
	if got := next.On(day("2025-11-01")).Stretch(); got.Covered().String() != "2025-10-10/2026-02-28" ||
		got.Anchor() != day("2024-10-10") {
		t.Errorf("in the extension: %s by %s", got.Covered(), got.Anchor())
	}
	later := must(t)(next.On(day("2026-02-01")).Renew(plain))
	later = must(t)(later.On(day("2026-12-01")).Renew(plain))
	if got := later.On(day("2027-01-01")).Renewal(); got != day("2028-02-29") {
		t.Errorf("29 February again: %s", got)
	}
	again := must(t)(later.On(day("2027-12-01")).Renew(plain))
	if got := again.On(day("2027-12-01")).Renewal(); got != day("2029-02-28") {
		t.Errorf("renewed until %s", got)
	}
	if got := later.On(day("2026-03-01")).Stretch(); got.Covered().String() != "2026-02-28/2027-02-28" ||
		got.Anchor() != day("2024-02-29") {
		t.Errorf("after the extension: %s by %s", got.Covered(), got.Anchor())
	}
	for day, anchor := range map[calendar.Date]string{on: "2024-02-29", on.AddDays(-1): "2024-10-10"} {
		t.Run("on "+day.String(), func(t *testing.T) {
			if got := later.On(day).NextTerm(); got.Anchor.String() != anchor {
				t.Errorf("%+v", got)
			}
		})
	}
	own := edition(t, func(p *policy.Parameters) { p.Coterm.ReAnchor = policy.No })
	kept := must(t)(subscription(t, own, next.Facts()).On(day("2026-02-01")).Renew(plain))
	kept = must(t)(kept.On(day("2026-12-01")).Renew(plain))
	if got := kept.On(day("2026-12-01")).Renewal(); got != day("2028-02-28") {
		t.Errorf("by its own renewal date it renews on %s", got)
	}
}

// coterm.switch-term-first: with a three-year term pending, the extension has that length and replaces that term.
func TestExtend_WithThreeYearsPending(t *testing.T) {
	on := day("2025-08-01")
	s := must(t)(annual(t, "2024-10-01").On(on).ChangeTerm(calendar.ThreeYear))
	start := day("2025-01-15")
	host := subscription(t, europe, bought(t, calendar.ThreeYear, start, start)).On(on)
	next := must(t)(s.On(on).Extend(host))
	last := next.Facts().Terms[1]
	if last.Length != calendar.ThreeYear || last.End != day("2028-01-15") || last.AlignedTo != start {
		t.Errorf("got %+v", last)
	}
	if got := next.On(on).NextTerm(); got.Length != calendar.ThreeYear || got.Start != day("2028-01-15") {
		t.Errorf("%+v follows", got)
	}
}

func TestExtend_BadInput(t *testing.T) {
	s := annual(t, "2024-10-10")
	host := annual(t, "2025-02-28")
	on := day("2025-09-01")
	for name, tt := range map[string]struct {
		v, to lifecycle.View
		want  string
	}{
		"nothing":   {lifecycle.View{}, host.On(on), "subscription: is missing"},
		"no day":    {s.On(calendar.Date{}), host.On(on), "day: is missing"},
		"no target": {s.On(on), lifecycle.View{}, "target: is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.v.Extend(tt.to)
			if !errors.Is(err, billingrules.ErrMissing) ||
				!strings.HasPrefix(err.Error(), "lifecycle.View.Extend: "+tt.want) || !next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
	_, err := s.On(day("2025-06-01")).Extend(host.On(day("2025-06-01")))
	refusedBy(t, err, rule.CotermExtendWindow, policy.WaitForWindow)
}
