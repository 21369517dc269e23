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

// renewing is an annual subscription that renews on a day, as it is known on another.
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

// After an early renewal the window has moved ahead with R, and the refusal says from which day.
func TestCanExtend_RenewedEarly(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-08-01")).Renew(plain))
	decides(t, s.On(day("2025-08-01")).CanExtend(), answer{
		id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: window("2026-07-03", "2026-09-30"),
	})
}

// Where an edition has no early renewal there is no day for an extension, and renewing does not help.
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

// coterm.monthly: no day is one on which a monthly subscription, or one that is to be monthly, is extended.
func TestCanExtend_Monthly(t *testing.T) {
	monthly := subscription(t, europe, subjects(t)["monthly"])
	year := annual(t, "2024-10-01")
	toMonthly := must(t)(year.On(day("2025-07-10")).ChangeTerm(calendar.Monthly))
	toAnnual := must(t)(monthly.On(day("2025-02-10")).ChangeTerm(calendar.Annual))
	yes := answer{
		allowed: true, id: rule.CotermExtendWindow, route: policy.Partner, window: window("2025-07-03", "2025-09-30"),
	}
	no := answer{id: rule.CotermMonthly}
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want answer
	}{
		"monthly":                     {monthly.On(day("2025-02-10")), no},
		"monthly, to be annual":       {toAnnual.On(day("2025-02-10")), no},
		"before it was to be monthly": {toMonthly.On(day("2025-07-09")), yes},
		"annual, to be monthly":       {toMonthly.On(day("2025-07-10")), no},
		"annual":                      {year.On(day("2025-07-10")), yes},
		"annual again, that was withdrawn": {
			must(t)(toMonthly.On(day("2025-07-11")).ChangeTerm(calendar.Annual)).On(day("2025-07-11")), yes,
		},
	} {
		t.Run(name, func(t *testing.T) { decides(t, tt.v.CanExtend(), tt.want) })
	}
	_, err := monthly.On(day("2025-02-10")).Extend(year.On(day("2025-02-10")))
	refusedBy(t, err, rule.CotermMonthly, 0)
}

// coterm.extend-annual, coterm.extend-three-year, coterm.switch-term-first, coterm.extend-future: both sides of every
// limit.
func TestCanExtendTo(t *testing.T) {
	on := "2025-08-01"
	s := annual(t, "2024-10-01") // R = 2025-10-01
	three := must(t)(s.On(day(on)).ChangeTerm(calendar.ThreeYear))
	days := window("2025-07-03", "2025-09-30")
	no := func(id rule.ID, remedy policy.Remedy) answer { return answer{id: id, remedy: remedy} }
	yes := answer{allowed: true, id: rule.CotermExtendAnnual, route: policy.Partner, window: days}
	yesThree := yes
	yesThree.id = rule.CotermExtendThreeYear
	notFuture := no(rule.CotermExtendFuture, policy.ChooseLaterTarget)
	far := func(renewal string) lifecycle.View { // a three-year subscription that renews on a day
		start := day(renewal).AddMonths(-36)
		return subscription(t, europe, bought(t, calendar.ThreeYear, start, start.AddMonths(-36))).On(day(on))
	}
	canceled := must(t)(annual(t, "2025-01-15").On(day("2025-03-01")).Cancel(day(on)))
	for name, tt := range map[string]struct {
		v, to lifecycle.View
		want  answer
	}{
		"a day later":   {s.On(day(on)), renewing(t, europe, "2025-10-02", on), yes},
		"the same day":  {s.On(day(on)), renewing(t, europe, "2025-10-01", on), notFuture},
		"a day earlier": {s.On(day(on)), renewing(t, europe, "2025-09-30", on), notFuture},
		"twelve months": {s.On(day(on)), renewing(t, europe, "2026-10-01", on), yes},
		"a day more": {
			s.On(day(on)), far("2026-10-02"), no(rule.CotermSwitchTermFirst, policy.SwitchTermFirst),
		},
		"thirty-six months": {
			s.On(day(on)), far("2028-10-01"), no(rule.CotermSwitchTermFirst, policy.SwitchTermFirst),
		},
		"a day more than those": {
			s.On(day(on)), far("2028-10-02"), no(rule.CotermExtendAnnual, policy.ChooseEarlierTarget),
		},
		"three-year, a year":      {three.On(day(on)), renewing(t, europe, "2026-10-01", on), yesThree},
		"three-year, three years": {three.On(day(on)), far("2028-10-01"), yesThree},
		"three-year, a day more": {
			three.On(day(on)), far("2028-10-02"), no(rule.CotermExtendThreeYear, policy.ChooseEarlierTarget),
		},
		"a target of another day":    {s.On(day(on)), renewing(t, europe, "2025-12-01", "2025-08-02"), notFuture},
		"a target that is not known": {s.On(day(on)), annual(t, "2026-01-01").On(day(on)), notFuture},
		"no target":                  {s.On(day(on)), lifecycle.View{}, notFuture},
		"tokens": {
			s.On(day(on)), subscription(t, europe, tokens("2025-01-01")).On(day(on)), notFuture,
		},
		"a trial":              {s.On(day(on)), subscription(t, europe, trial()).On(day(on)), notFuture},
		"one that is Canceled": {s.On(day(on)), canceled.On(day(on)), notFuture},
		"one that is to be": {
			s.On(day(on)),
			must(t)(annual(t, "2025-01-15").On(day("2025-03-01")).Cancel(day("2025-08-02"))).On(day(on)),
			answer{
				allowed: true, id: rule.CotermExtendAnnual, route: policy.Partner,
				window: window("2025-07-03", "2025-08-01"),
			},
		},
		"too early, whatever it is": {
			s.On(day("2025-07-02")), renewing(t, europe, "2025-10-02", "2025-07-02"),
			answer{id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: days},
		},
	} {
		t.Run(name, func(t *testing.T) {
			decides(t, tt.v.CanExtendTo(tt.to), tt.want)
			if tt.to.IsZero() && !tt.to.Subscription().IsZero() || tt.v.IsCurrent() && !tt.to.Subscription().IsZero() {
				_, err := tt.v.Extend(tt.to)
				var refusal *policy.Refusal
				if (err == nil) != tt.want.allowed || err != nil && !errors.As(err, &refusal) {
					t.Errorf("extended: %v", err)
				}
			}
		})
	}
}

// coterm.extend-future and the limits: what the target would be refused by on every day of the window is said outside
// it, too. To renew first is said only if the target is later still.
func TestCanExtendTo_OnNoDay(t *testing.T) {
	s := annual(t, "2024-10-01") // R = 2025-10-01
	days := window("2025-07-03", "2025-09-30")
	no := func(id rule.ID, remedy policy.Remedy) answer { return answer{id: id, remedy: remedy} }
	far := func(renewal, on string) lifecycle.View { // a three-year subscription that renews on a day
		start := day(renewal).AddMonths(-36)
		return subscription(t, europe, bought(t, calendar.ThreeYear, start, start.AddMonths(-36))).On(day(on))
	}
	leaving := must(t)(s.On(day("2025-06-01")).Cancel(day("2025-12-31")))
	for name, tt := range map[string]struct {
		v    lifecycle.View
		to   string
		want answer
	}{
		"too early, R itself": {
			s.On(day("2025-07-02")), "2025-10-01", no(rule.CotermExtendFuture, policy.ChooseLaterTarget),
		},
		"too early, twelve months": {
			s.On(day("2025-07-02")), "2026-10-01",
			answer{id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: days},
		},
		"too early, a day more": {
			s.On(day("2025-07-02")), "2026-10-02", no(rule.CotermSwitchTermFirst, policy.SwitchTermFirst),
		},
		"too early, more than three years": {
			s.On(day("2025-07-02")), "2028-10-02", no(rule.CotermExtendAnnual, policy.ChooseEarlierTarget),
		},
		"too early, on the day of a cancellation": {
			leaving.On(day("2025-07-02")), "2025-12-31",
			answer{id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: days},
		},
		"too early, beyond a cancellation": {
			leaving.On(day("2025-07-02")), "2026-01-01", no(rule.RenewalCanceledFinal, policy.BuyNew),
		},
		"too late, R itself": {
			s.On(day("2025-10-05")), "2025-10-01", no(rule.CotermExtendFuture, policy.ChooseLaterTarget),
		},
		"too late, before the next R": {
			s.On(day("2025-10-05")), "2026-03-01",
			answer{id: rule.CotermExtendWindow, remedy: policy.ChooseLaterTarget, window: days},
		},
		"too late, the next R": {
			s.On(day("2025-10-05")), "2026-10-01",
			answer{id: rule.CotermExtendWindow, remedy: policy.ChooseLaterTarget, window: days},
		},
		"too late, after the next R": {
			s.On(day("2025-10-05")), "2026-10-02", no(rule.CotermExtendAnnual, policy.RenewFirst),
		},
	} {
		t.Run(name, func(t *testing.T) {
			decides(t, tt.v.CanExtendTo(far(tt.to, tt.v.Day().String())), tt.want)
		})
	}
	short := edition(t, func(p *policy.Parameters) { p.Coterm.Annual.FromTransaction = 12 })
	for on, id := range map[string]rule.ID{
		"2025-07-02": rule.CotermExtendWindow, "2025-08-30": rule.CotermExtendAnnual,
	} {
		decides(t, subscription(t, short, s.Facts()).On(day(on)).CanExtendTo(far("2026-09-01", on)),
			answer{id: id, remedy: policy.WaitForWindow, window: window("2025-08-31", "2025-09-30")})
	}
	decides(t, lifecycle.View{}.CanExtendTo(s.On(day("2025-07-02"))), answer{id: rule.CotermExtendWindow})
}

// coterm.monthly, renewal.canceled-final: by the act, there are no days after the edition's first one either.
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

// coterm.switch-term-first is said only where the switch can be made.
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

// coterm.extend-annual: how far an extension reaches, by each reading of the limits.
func TestExtensionReach(t *testing.T) {
	for name, tt := range map[string]struct {
		change    func(*policy.Parameters)
		start, on string
		length    calendar.Term
		want      string
	}{
		"both": {nil, "2024-10-01", "2025-07-03", calendar.Annual, "2026-10-01 (coterm.extend-annual: " +
			"2026-10-04 from the transaction, 2026-10-01 from the renewal date)"},
		"the tightest day": {nil, "2024-05-01", "2025-01-31", calendar.Annual, "2026-05-01 (coterm.extend-annual: " +
			"2026-05-01 from the transaction, 2026-05-01 from the renewal date)"},
		"that day does not count": {
			func(p *policy.Parameters) { p.Coterm.LimitDay = policy.No }, "2024-05-01", "2025-01-31", calendar.Annual,
			"2026-04-30 (coterm.extend-annual: 2026-04-30 from the transaction, 2026-05-01 from the renewal date)",
		},
		"either": {
			func(p *policy.Parameters) { p.Coterm.Limits = policy.EitherLimit },
			"2024-10-01", "2025-09-30", calendar.Annual,
			"2026-12-31 (coterm.extend-annual: 2026-12-31 from the transaction, 2026-10-01 from the renewal date)",
		},
		"a month end": {nil, "2024-03-01", "2025-01-15", calendar.Annual, "2026-03-01 (coterm.extend-annual: " +
			"2026-04-16 from the transaction, 2026-03-01 from the renewal date)"},
		"a month end, from E": {
			func(p *policy.Parameters) { p.Coterm.FromEnd = policy.Yes }, "2027-03-01", "2028-01-15", calendar.Annual,
			"2029-03-01 (coterm.extend-annual: 2029-04-16 from the transaction, 2029-03-01 from the renewal date)",
		},
		"three-year": {nil, "2022-10-01", "2025-07-03", calendar.ThreeYear, "2028-10-01 (coterm.extend-three-year: " +
			"2028-10-04 from the transaction, 2028-10-01 from the renewal date)"},
		"a leap year, three-year, from E": {
			func(p *policy.Parameters) { p.Coterm.FromEnd = policy.Yes },
			"2022-03-01", "2025-01-15", calendar.ThreeYear,
			"2028-02-29 (coterm.extend-three-year: 2028-04-16 from the transaction, 2028-02-29 from the renewal date)",
		},
		"a leap year, three-year": {nil, "2022-03-01", "2025-01-15", calendar.ThreeYear, "2028-03-01 (" +
			"coterm.extend-three-year: 2028-04-16 from the transaction, 2028-03-01 from the renewal date)"},
	} {
		t.Run(name, func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) {
				p.FirstDay = day("2022-01-01")
				if tt.change != nil {
					tt.change(p)
				}
			})
			v := subscription(t, ed, bought(t, tt.length, day(tt.start), day(tt.start))).On(day(tt.on))
			reach, err := v.ExtensionReach()
			if err != nil || reach.String() != tt.want {
				t.Fatalf("got %s, %v", reach, err)
			}
			if got := lifecycle.ExtensionFrom(ed, tt.length, v.Day()); got != reach.FromTransaction {
				t.Errorf("from the transaction: %s", got)
			}
			if got := lifecycle.ExtensionFromRenewal(ed, tt.length, v.Renewal()); got != reach.FromRenewal {
				t.Errorf("from the renewal date: %s", got)
			}
			days, id := lifecycle.ExtensionDays(ed, tt.length, v.Renewal(), reach.Latest)
			over, _ := lifecycle.ExtensionDays(ed, tt.length, v.Renewal(), reach.Latest.AddDays(1))
			if !days.Contains(v.Day()) || id != reach.Rule || over.Contains(v.Day()) {
				t.Errorf("it reaches %s on %s, and a day further on %s", reach.Latest, days, over)
			}
		})
	}
}

func TestExtensionReach_Refused(t *testing.T) {
	s := annual(t, "2024-10-01")
	_, err := s.On(day("2025-07-02")).ExtensionReach()
	refusedBy(t, err, rule.CotermExtendWindow, policy.WaitForWindow)
	if _, err := s.On(calendar.Date{}).ExtensionReach(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("of no day: %v", err)
	}
	if _, err := (lifecycle.View{}).ExtensionReach(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("of nothing: %v", err)
	}
	three := must(t)(s.On(day("2025-07-03")).ChangeTerm(calendar.ThreeYear))
	if got, err := three.On(day("2025-07-03")).ExtensionReach(); err != nil || got.Length != calendar.ThreeYear ||
		got.Latest != day("2028-10-01") {
		t.Errorf("with three years pending it is %v, %v", got, err)
	}
}

// coterm.extend-annual: the days on which a target can be reached are those found by asking every day, by each reading.
func TestExtensionDays_EveryDay(t *testing.T) {
	t.Parallel()
	sample := testkit.NewSample(23)
	for _, limits := range []policy.LimitRule{policy.BothLimits, policy.EitherLimit} {
		for _, last := range []policy.Answer{policy.No, policy.Yes} {
			ed := edition(t, func(p *policy.Parameters) { p.Coterm.Limits, p.Coterm.LimitDay = limits, last })
			t.Run(limits.String()+", that day included: "+last.String(), func(t *testing.T) {
				for renewal := range testkit.Days(day("2027-01-01"), day("2028-12-31")) {
					if !sample.Takes(testkit.MonthEdge(renewal)) {
						continue
					}
					for _, months := range []int{1, 11, 12, 13, 15} {
						extensionDays(t, ed, renewal, renewal.AddMonths(months))
						extensionDays(t, ed, renewal, renewal.AddMonths(months).AddDays(1))
					}
				}
			})
		}
	}
}

func extensionDays(t *testing.T, ed policy.Edition, renewal, target calendar.Date) {
	t.Helper()
	days, _ := lifecycle.ExtensionDays(ed, calendar.Annual, renewal, target)
	limit := ed.Coterm().Annual
	byRenewal := !target.After(renewal.AddMonths(limit.FromRenewal))
	for _, back := range []int{90, 89, 62, 61, 60, 59, 58, 31, 30, 29, 28, 2, 1} {
		on := renewal.AddDays(-back)
		latest := on.AddMonths(limit.FromTransaction)
		if ed.Coterm().LimitDay == policy.Yes {
			latest = latest.AddDays(1)
		}
		byTransaction := !target.After(latest)
		want := byRenewal && byTransaction
		if ed.Coterm().Limits == policy.EitherLimit {
			want = byRenewal || byTransaction
		}
		if days.Contains(on) != want {
			t.Fatalf("from %s to %s on %s: %v, of %s", renewal, target, on, !want, days)
		}
	}
}

// A target that is none, or too near the calendar's first day, is reached on no day.
func TestExtensionDays_NoTarget(t *testing.T) {
	for name, target := range map[string]calendar.Date{"none": {}, "the calendar's first days": day("0001-01-10")} {
		t.Run(name, func(t *testing.T) {
			for _, length := range []calendar.Term{calendar.Annual, calendar.ThreeYear} {
				if days, _ := lifecycle.ExtensionDays(europe, length, day("2025-10-01"), target); !days.IsZero() {
					t.Errorf("%s: it is reached on %s", length, days)
				}
			}
		})
	}
}

// coterm.re-anchor: an extension ends with its target and follows its anchor from then on.
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
		if got := later.On(day).NextTerm(); got.Anchor.String() != anchor {
			t.Errorf("on %s: %+v", day, got)
		}
	}
	own := edition(t, func(p *policy.Parameters) { p.Coterm.ReAnchor = policy.No })
	kept := must(t)(subscription(t, own, next.Facts()).On(day("2026-02-01")).Renew(plain))
	kept = must(t)(kept.On(day("2026-12-01")).Renew(plain))
	if got := kept.On(day("2026-12-01")).Renewal(); got != day("2028-02-28") {
		t.Errorf("by its own renewal date it renews on %s", got)
	}
}

// coterm.switch-term-first: with three years pending the extension is of that length, and takes the place of that term.
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

// coterm.extend-future: to renew first helps only if the target is still one when the window of the next term opens.
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
