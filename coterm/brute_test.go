package coterm_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// The brute force takes a small portfolio through every day up to the horizon and tries everything that can be done
// with each member, in any order, by the transitions and decisions that a caller would use. It knows nothing of
// schedules, hosts or ready days.

// walker is a member on its way to a date.
type walker struct {
	s        lifecycle.Subscription
	cost     *big.Int // in minor units
	extended bool     // a member is extended at most once, straight to the date
}

// world is a portfolio on its way. If two ways lead to the same renewal dates, only the cheaper one matters.
type world []walker

func (w world) key(on calendar.Date) string {
	var b strings.Builder
	for _, m := range w {
		fmt.Fprintf(&b, "%s %v;", m.s.On(on).Renewal(), m.extended)
	}
	return b.String()
}

func (w world) cost() *big.Int {
	sum := new(big.Int)
	for _, m := range w {
		sum.Add(sum, m.cost)
	}
	return sum
}

// with returns the world after a step of one member.
func (w world) with(i int, s lifecycle.Subscription, price money.Amount, extended bool) world {
	next := slices.Clone(w)
	next[i] = walker{s, new(big.Int).Add(w[i].cost, minor(price)), extended}
	return next
}

// result is the best outcome for a date.
type result struct {
	unaligned int
	cost      *big.Int
}

func (r result) better(than result) bool {
	return r.unaligned < than.unaligned || r.unaligned == than.unaligned && r.cost.Cmp(than.cost) < 0
}

// brute returns the best result for every date on which at least two members can renew.
func brute(t *rapid.T, p coterm.Portfolio) map[calendar.Date]result {
	day := p.Members[0].View.Day()
	start, fates := make(world, len(p.Members)), make([]fate, len(p.Members))
	for i, m := range p.Members {
		start[i], fates[i] = walker{s: m.View.Subscription(), cost: new(big.Int)}, fateOf(m.View, p.Horizon)
	}
	worlds := map[string]world{start.key(day): start}
	for on := day; on.Before(p.Horizon); on = on.AddDays(1) {
		queue := make([]world, 0, len(worlds))
		for _, w := range worlds {
			queue = append(queue, w)
		}
		for len(queue) > 0 {
			w := queue[0]
			queue = queue[1:]
			if worlds[w.key(on)].cost().Cmp(w.cost()) < 0 {
				continue // there is a cheaper way
			}
			for _, next := range steps(t, p, w, on, fates) {
				key := next.key(on)
				if known, ok := worlds[key]; !ok || next.cost().Cmp(known.cost()) < 0 {
					worlds[key] = next
					queue = append(queue, next)
				}
			}
		}
	}
	best := map[calendar.Date]result{}
	for _, w := range worlds {
		for r, one := range together(w, day, p.Horizon, fates) {
			if known, ok := best[r]; one.unaligned <= len(w)-2 && (!ok || one.better(known)) {
				best[r] = one
			}
		}
	}
	return best
}

// together returns the results for every date on which somebody renews.
func together(w world, day, horizon calendar.Date, fates []fate) map[calendar.Date]result {
	dates := map[calendar.Date]result{}
	for i, m := range w {
		r := m.s.On(horizon).Renewal()
		if r.After(horizon) || !r.After(day) || fates[i] == stuck || fates[i] == leaver && !m.extended {
			continue
		}
		one, ok := dates[r]
		if !ok {
			one = result{len(w), new(big.Int)}
		}
		dates[r] = result{one.unaligned - 1, new(big.Int).Add(one.cost, m.cost)}
	}
	return dates
}

// fate says what can become of a member.
type fate int

const (
	free   fate = iota
	leaver      // canceled by the horizon, or before a renewal would end: can only be extended until then
	stuck       // takes no part: no subscription, held back by a debt, or it just ends on its renewal date
)

func fateOf(v lifecycle.View, horizon calendar.Date) fate {
	if v.Kind() != policy.Subscription || v.Status().Overdue {
		return stuck
	}
	renewable := false
	for d := range testkit.Days(v.Day(), v.Renewal().AddDays(99)) {
		renewable = renewable || v.Subscription().On(d).CanRenew().Allowed()
	}
	cancellation, ends := v.Cancellation()
	switch {
	case ends && (!renewable || !cancellation.Effective.After(horizon)):
		return leaver
	case renewable:
		return free
	}
	return stuck
}

// steps returns every world that one step of one member can lead to on that day.
func steps(t *rapid.T, p coterm.Portfolio, w world, on calendar.Date, fates []fate) []world {
	var all []world
	for i, m := range w {
		if m.extended || fates[i] == stuck {
			continue
		}
		v := m.s.On(on)
		next, price, ok := renewed(t, v, p.Members[i].SRP)
		if ok && fates[i] == free && !next.On(on).Renewal().After(p.Horizon) {
			all = append(all, w.with(i, next, price, false))
		}
		for j, host := range w {
			if i == j || fates[j] != free || host.s.On(on).Renewal().After(p.Horizon) {
				continue
			}
			if next, price, ok := extended(t, v, host.s.On(on), p.Members[i]); ok {
				all = append(all, w.with(i, next, price, true))
			}
		}
	}
	return all
}

// renewed renews on the day of a view, if possible. If the edition moves pending changes with an early renewal, plans
// wait for them.
func renewed(t *rapid.T, v lifecycle.View, srp money.Amount) (lifecycle.Subscription, money.Amount, bool) {
	waits := v.RenewalTerm(lifecycle.RenewalChanges{}) != v.NextTerm()
	if waits || !v.CanRenew().Allowed() {
		return lifecycle.Subscription{}, money.Amount{}, false
	}
	price, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp})
	if err != nil {
		t.Fatal(err)
	}
	s, err := lifecycle.New(v.Edition(), price.Next)
	if err != nil {
		t.Fatal(err)
	}
	return s, price.Charge.Amount, true
}

// extended extends on the day of a view, if possible: without a switch, or else with a switch to three years first if
// the target takes one. Plans carry out what is pending, so they do not replace a switch to a monthly term.
func extended(t *rapid.T, v, host lifecycle.View, m coterm.Member) (lifecycle.Subscription, money.Amount, bool) {
	srp, d := m.SRP, v.CanExtendTo(host)
	if !d.Allowed() && d.Rule == rule.CotermSwitchTermFirst && !m.ThreeYearSRP.IsZero() {
		switched, err := v.ChangeTerm(calendar.ThreeYear)
		if err != nil {
			t.Fatal(err)
		}
		v, srp = switched.On(v.Day()), m.ThreeYearSRP
		d = v.CanExtendTo(host)
	}
	if !d.Allowed() {
		return lifecycle.Subscription{}, money.Amount{}, false
	}
	price, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: srp})
	if err != nil {
		t.Fatal(err)
	}
	s, err := lifecycle.New(v.Edition(), price.Next)
	if err != nil {
		t.Fatal(err)
	}
	return s, price.Charge.Amount, true
}

// propAlign: plans have exactly the dates that the brute force finds, with as many members unaligned and at the same
// cost.
func propAlign(t *rapid.T, most, months int) {
	p := drawPortfolio(t, most, months)
	plans, err := coterm.Align(p)
	if err != nil {
		t.Fatal(err)
	}
	want := brute(t, settled(t, p))
	for _, plan := range plans {
		one, ok := want[plan.Renewal]
		if !ok {
			t.Fatalf("%s cannot be reached\n%s", plan.Renewal, plan.Explain())
		}
		if plan.Unaligned != one.unaligned || minor(plan.Cost).Cmp(one.cost) != 0 {
			t.Fatalf("%s: %d unaligned at %s, by brute force %d at %s\n%s",
				plan.Renewal, plan.Unaligned, plan.Cost, one.unaligned, one.cost, plan.Explain())
		}
		delete(want, plan.Renewal)
	}
	for r, one := range want {
		t.Fatalf("%s was missed: %d unaligned at %s units", r, one.unaligned, one.cost)
	}
}

// With the build tag whole, portfolios have three members and twenty months; without it, a few have two members, or
// fewer months.
func TestAlign_AgainstBruteForce(t *testing.T) {
	most, months := 2, 8
	if testkit.Whole {
		most, months = 3, 20
	}
	rapid.Check(t, func(t *rapid.T) { propAlign(t, most, months) })
}
