package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// gatedActs are the acts that have a gate of their own, each with its decision, rule and parameter, and with the first
// and last day on which it can be done, gate aside, for a term bought on 2023-10-01 for a year.
func gatedActs() map[string]struct {
	decide      func(lifecycle.View) policy.Decision
	id          rule.ID
	gate        func(*policy.Parameters) *policy.GateDay
	published   policy.GateDay
	route       policy.Route
	first, last string
} {
	type act = struct {
		decide      func(lifecycle.View) policy.Decision
		id          rule.ID
		gate        func(*policy.Parameters) *policy.GateDay
		published   policy.GateDay
		route       policy.Route
		first, last string
	}
	return map[string]act{
		"product switch": {
			lifecycle.View.CanSwitchProduct,
			rule.ChangeProductSwitch,
			func(p *policy.Parameters) *policy.GateDay { return &p.Gate.ProductSwitch },
			policy.ByAct,
			0,
			"2024-07-03",
			"2024-09-30",
		},
		"term change": {
			lifecycle.View.CanChangeTerm, rule.ChangeTerm,
			func(p *policy.Parameters) *policy.GateDay { return &p.Gate.TermChange }, policy.ByTerm, policy.SelfService,
			"2023-10-01", "2024-09-30",
		},
		"added seats": {
			lifecycle.View.CanAddSeats, rule.ChangeSeatsUp,
			func(p *policy.Parameters) *policy.GateDay { return &p.Gate.AddedSeats }, policy.ByAct, policy.SelfService,
			"2023-10-01", "2024-09-30",
		},
		"extension": {
			lifecycle.View.CanExtend, rule.CotermExtendWindow,
			func(p *policy.Parameters) *policy.GateDay { return &p.Gate.Extension }, policy.ByTerm, policy.Partner,
			"2024-07-03", "2024-09-30",
		},
	}
}

// edition.gate: gated by the act, it is allowed from the edition's first day on; gated by the term, the day of the
// term's order counts, whenever it is asked.
func TestEditionGate(t *testing.T) {
	start := day("2023-10-01")
	old := bought(t, calendar.Annual, start, start)
	before := answer{id: rule.EditionBefore, remedy: policy.AskSeller}
	for name, act := range gatedActs() {
		yes := answer{allowed: true, id: act.id, route: act.route}
		first, last := day(act.first), day(act.last)
		gate := policy.Europe2024().FirstDay()
		for _, reading := range []policy.GateDay{policy.ByAct, policy.ByTerm} {
			ed := edition(t, func(p *policy.Parameters) { *act.gate(p) = reading })
			t.Run(name+" "+reading.String(), func(t *testing.T) {
				byAct, byTerm := yes, before
				byAct.window = calendar.Span(calendar.Latest(first, gate), last.AddDays(1)).String()
				onTheDay, dayBefore := byAct, before
				dayBefore.window = byAct.window
				if reading == policy.ByTerm {
					onTheDay, dayBefore = byTerm, byTerm
				}
				s := subscription(t, ed, old)
				decides(t, act.decide(s.On(gate.AddDays(-1))), dayBefore)
				decides(t, act.decide(s.On(gate)), onTheDay)
				decides(t, act.decide(s.On(last)), onTheDay)
			})
			t.Run(name+" "+reading.String()+", a term of the day before", func(t *testing.T) {
				s := subscription(t, ed, bought(t, calendar.Annual, gate.AddDays(-1), gate.AddDays(-1)))
				d := act.decide(s.On(day("2025-08-01")))
				if d.Allowed() != (reading == policy.ByAct) || !d.Allowed() &&
					(d.Rule != before.id || d.Remedy != before.remedy) {
					t.Errorf("got %v", d)
				}
			})
			t.Run(name+" "+reading.String()+", a term of the first day", func(t *testing.T) {
				s := subscription(t, ed, bought(t, calendar.Annual, gate, gate))
				if d := act.decide(s.On(day("2025-08-01"))); !d.Allowed() || d.Rule != act.id {
					t.Errorf("got %v", d)
				}
			})
		}
		if *act.gate(ptr(europe.Parameters())) != act.published {
			t.Errorf("%s is not %s", name, act.published)
		}
	}
}

func ptr[T any](v T) *T { return &v }

// edition.gate: when an early renewal brings a subscription under the edition, acts that are gated by the term are
// allowed from the day of its order on; the past does not change.
func TestEditionGate_RenewedEarly(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2023-11-01"), day("2023-11-01")))
	s = must(t)(s.On(day("2024-09-16")).Renew(plain))
	for on, want := range map[string]bool{
		"2023-10-31": false, "2023-11-01": false, "2024-09-15": false, "2024-09-16": true, "2025-01-01": true,
	} {
		t.Run(on, func(t *testing.T) {
			v := s.On(day(on))
			if v.UnderEdition() != want || v.CanChangeTerm().Allowed() != want || v.AutoRenew() != want {
				t.Errorf("under the edition: %v, %v, auto-renew %v", v.UnderEdition(), v.CanChangeTerm(), v.AutoRenew())
			}
		})
	}
	late := subscription(t, europe, bought(t, calendar.Annual, day("2023-11-01"), day("2023-11-01"), day("2024-09-15")))
	if late.On(day("2024-09-16")).UnderEdition() {
		t.Error("a renewal of the day before does not bring it under the edition")
	}
}

// edition.gate: the gate is reported before a wrong kind.
func TestEditionGate_BeforeKind(t *testing.T) {
	v := subscription(t, europe, tokens("2024-01-01")).On(day("2024-09-15"))
	decides(t, v.CanSwitchProduct(), answer{id: rule.EditionBefore, remedy: policy.AskSeller})
	decides(t, v.CanAddSeats(), answer{id: rule.EditionBefore, remedy: policy.AskSeller})
	w := v.Subscription().On(day("2024-09-16"))
	decides(t, w.CanSwitchProduct(), answer{id: rule.ChangeProductSwitch, remedy: policy.BuyTokens})
	decides(t, w.CanAddSeats(), answer{id: rule.ChangeSeatsUp, remedy: policy.BuyTokens})
}

// edition.before: a term ordered earlier ends on E, with or without stages, as the edition reads it.
func TestEditionBefore(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-09-15"), day("2024-09-15")) // R = 2025-09-15
	s := subscription(t, europe, f)
	phaseIs(t, s, "2025-09-14", lifecycle.Active)
	phaseIs(t, s, "2025-09-15", lifecycle.Canceled)
	if got := s.On(day("2025-09-15")).Status().Rule; got != rule.EditionBefore {
		t.Errorf("by %s", got)
	}
	decides(t, s.On(day("2025-09-14")).CanRenew(),
		answer{allowed: true, id: rule.RenewalWindow, window: window("2025-06-17", "2025-09-14")})
	decides(t, s.On(day("2025-09-15")).CanRenew(),
		answer{id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2025-06-17", "2025-09-14")})
	if s.On(day("2025-08-01")).AutoRenew() {
		t.Error("renewal.auto-default holds from the first day on")
	}
	owing := subscription(t, europe, f.Bill(unpaid("I-1", "2024-09-15", "2024-10-15")))
	phaseIs(t, owing, "2025-01-01", lifecycle.Active) // without stages an unpaid invoice takes no access away
	if !owing.On(day("2025-01-01")).Status().Overdue {
		t.Error("it is not reported")
	}

	staged := edition(t, func(p *policy.Parameters) { p.Lapse.StagesBeforeEdition = policy.Yes })
	for on, want := range map[string]lifecycle.Phase{
		"2025-09-14": lifecycle.Active, "2025-09-15": lifecycle.Expired, "2025-09-30": lifecycle.Suspended,
		"2025-10-30": lifecycle.Canceled,
	} {
		t.Run(on, func(t *testing.T) { phaseIs(t, subscription(t, staged, f), on, want) })
	}

	renewed := must(t)(s.On(day("2025-08-01")).Renew(plain))
	if v := renewed.On(day("2025-08-01")); !v.CanChangeTerm().Allowed() || !v.AutoRenew() || !v.UnderEdition() {
		t.Error("the renewal does not bring it under the edition")
	}
	if renewed.On(day("2025-07-31")).CanChangeTerm().Allowed() {
		t.Error("the past has changed")
	}
}
