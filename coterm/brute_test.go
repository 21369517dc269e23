package coterm_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// The brute force walks a small portfolio through every day up to the horizon and tries everything that can be done with any of
// its members, in any order, by the transitions and decisions that a caller would use. It knows nothing of courses,
// hosts or ready days.

// walker is one member somewhere on its way.
type walker struct {
	s        lifecycle.Subscription
	cost     *big.Int // in minor units
	extended bool     // a member is extended once, straight to the date
}

// world is a portfolio on its way. Of two ways to the same renewal dates only the cheaper matters.
type world []walker

func (w world) key(on calendar.Date) string {
	var b strings.Builder
	for _, m := range w {
		fmt.Fprintf(&b, "%s %v;", m.s.Renewal(on), m.extended)
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

// with returns the world with one member moved on.
func (w world) with(i int, s lifecycle.Subscription, price money.Amount, extended bool) world {
	next := slices.Clone(w)
	next[i] = walker{s, new(big.Int).Add(w[i].cost, minor(price)), extended}
	return next
}

func minor(a money.Amount) *big.Int {
	n, err := a.Minor()
	if err != nil {
		panic(err)
	}
	return big.NewInt(n)
}

// outcome is the best that can be had for a date.
type outcome struct {
	unaligned int
	cost      *big.Int
}

// brute returns the best outcome for every date on which at least two members can be made to renew.
func brute(t *rapid.T, p coterm.Portfolio) map[calendar.Date]outcome {
	start, stuck := make(world, len(p.Members)), make([]bool, len(p.Members))
	for i, m := range p.Members {
		start[i], stuck[i] = walker{s: m.Subscription, cost: new(big.Int)}, ends(m.Subscription, p.On)
	}
	worlds := map[string]world{start.key(p.On): start}
	for on := p.On; on.Before(p.Horizon); on = on.AddDays(1) {
		queue := make([]world, 0, len(worlds))
		for _, w := range worlds {
			queue = append(queue, w)
		}
		for len(queue) > 0 {
			w := queue[0]
			queue = queue[1:]
			if worlds[w.key(on)].cost().Cmp(w.cost()) < 0 {
				continue // overtaken by a cheaper way
			}
			for _, next := range steps(t, p, w, on, stuck) {
				key := next.key(on)
				if known, ok := worlds[key]; !ok || next.cost().Cmp(known.cost()) < 0 {
					worlds[key] = next
					queue = append(queue, next)
				}
			}
		}
	}
	best := map[calendar.Date]outcome{}
	for _, w := range worlds {
		dates := map[calendar.Date]outcome{}
		for i, m := range w {
			r := m.s.Renewal(p.Horizon)
			if r.After(p.Horizon) || !r.After(p.On) || stuck[i] {
				continue
			}
			o, ok := dates[r]
			if !ok {
				o = outcome{len(w), new(big.Int)}
			}
			dates[r] = outcome{o.unaligned - 1, new(big.Int).Add(o.cost, m.cost)}
		}
		for r, o := range dates {
			if o.unaligned > len(w)-2 {
				continue
			}
			if known, ok := best[r]; !ok || o.unaligned < known.unaligned || o.unaligned == known.unaligned && o.cost.Cmp(known.cost) < 0 {
				best[r] = o
			}
		}
	}
	return best
}

// ends reports whether a member is out of it: no subscription, held back by a debt, or such that it cannot be renewed on any day, so
// that on its renewal date it just ends.
func ends(s lifecycle.Subscription, on calendar.Date) bool {
	if s.Kind() != policy.Subscription || s.On(on).Overdue {
		return true
	}
	for d := on; d.Before(s.Renewal(on).AddDays(100)); d = d.AddDays(1) {
		if s.CanRenew(d).Allowed() {
			return false
		}
	}
	return true
}

// steps returns every world that one step with one member leads to that day.
func steps(t *rapid.T, p coterm.Portfolio, w world, on calendar.Date, stuck []bool) []world {
	var all []world
	for i, m := range w {
		if m.extended || stuck[i] {
			continue
		}
		// Where an edition lets pending changes move on with an early renewal, plans wait for them.
		next := m.s.Next(on)
		moves := m.s.Edition().Change().FollowsEarlyRenewal == policy.Yes && (next.Length != next.Follows || next.Seats != m.s.Seats(on)) && on.Before(next.Start)
		if m.s.CanRenew(on).Allowed() && !moves {
			next, err := m.s.Renew(on, lifecycle.Order{})
			if err != nil {
				t.Fatal(err)
			}
			seats, _, err := p.Members[i].SRP.MulDiv(int64(m.s.Next(on).Seats), 1, p.Members[i].SRP.Currency().Rounding(money.HalfUp))
			if err != nil {
				t.Fatal(err)
			}
			if !next.Renewal(on).After(p.Horizon) {
				all = append(all, w.with(i, next, seats, false))
			}
		}
		for j, host := range w {
			if i == j || host.s.Renewal(on).After(p.Horizon) || stuck[j] {
				continue
			}
			s, srp := m.s, p.Members[i].SRP
			d := coterm.CanExtend(s, on, host.s)
			if !d.Allowed() && d.Remedy == policy.SwitchTermFirst && !p.Members[i].ThreeYearSRP.IsZero() {
				switched, err := s.ChangeTerm(on, calendar.ThreeYear)
				if err != nil {
					t.Fatal(err)
				}
				s, srp, d = switched, p.Members[i].ThreeYearSRP, coterm.CanExtend(switched, on, host.s)
			}
			if !d.Allowed() {
				continue
			}
			x, err := coterm.Extend(s, coterm.Extension{On: on, To: host.s, SRP: srp})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, w.with(i, x.Next, x.Charge.Amount, true))
		}
	}
	return all
}

// portfolio draws a small portfolio, one in three under other numbers and readings.
func portfolio(t *rapid.T, most, months int) coterm.Portfolio {
	ed := europe
	if rapid.IntRange(0, 2).Draw(t, "other readings") == 0 {
		ed = billingtest.Edition(europe).Draw(t, "edition")
	}
	return billingtest.Portfolio(ed, most, months).Draw(t, "portfolio")
}

// settled is a portfolio whose debts that are not overdue are paid, as plans take it.
func settled(t *rapid.T, p coterm.Portfolio) coterm.Portfolio {
	p.Members = slices.Clone(p.Members)
	for i, m := range p.Members {
		f := m.Subscription.Facts()
		if len(f.Invoices) == 0 || f.Invoices[0].Due.Before(p.On) {
			continue
		}
		f.Invoices = nil
		s, err := lifecycle.New(m.Subscription.Edition(), f)
		if err != nil {
			t.Fatal(err)
		}
		p.Members[i].Subscription = s
	}
	return p
}

// propAlign: no date was missed, none was made up, and no plan leaves fewer members unaligned or costs less.
func propAlign(t *rapid.T) {
	p := portfolio(t, 3, 20)
	plans, err := coterm.Align(p)
	if err != nil {
		t.Fatal(err)
	}
	want := brute(t, settled(t, p))
	for _, plan := range plans {
		o, ok := want[plan.Renewal]
		if !ok {
			t.Fatalf("%s cannot be reached\n%s", plan.Renewal, plan.Explain())
		}
		if plan.Unaligned != o.unaligned || minor(plan.Cost).Cmp(o.cost) != 0 {
			t.Fatalf("%s: %d unaligned at %s, by brute force %d at %s\n%s", plan.Renewal, plan.Unaligned, plan.Cost, o.unaligned, o.cost, plan.Explain())
		}
		delete(want, plan.Renewal)
	}
	for r, o := range want {
		t.Fatalf("%s was missed: %d unaligned at %s units", r, o.unaligned, o.cost)
	}
}

func TestAlignAgainstBruteForce(t *testing.T) { rapid.Check(t, propAlign) }

// propCarryOut: every plan can be carried out as it is written, day by day, by the transitions that a caller uses, at the price
// that it says; and it comes out the same whatever the order of the members.
func propCarryOut(t *rapid.T) {
	p := portfolio(t, 6, 40)
	plans, err := coterm.Align(p)
	if err != nil {
		t.Fatal(err)
	}
	shuffled := p
	shuffled.Members = slices.Clone(p.Members)
	slices.Reverse(shuffled.Members)
	again, err := coterm.Align(shuffled)
	if err != nil || len(again) != len(plans) {
		t.Fatalf("in another order there are %d plans, not %d: %v", len(again), len(plans), err)
	}
	for i, plan := range plans {
		if again[i].Explain() != plan.Explain() {
			t.Fatalf("in another order\n%s\ninstead of\n%s", again[i].Explain(), plan.Explain())
		}
		carryOut(t, settled(t, p), plan)
		if i == 0 {
			continue
		}
		before := plans[i-1]
		beyond, err := plan.Beyond.Cmp(before.Beyond)
		if err != nil || plan.Unaligned < before.Unaligned || plan.Unaligned == before.Unaligned && (beyond < 0 || beyond == 0 && !plan.Renewal.After(before.Renewal)) {
			t.Fatalf("%s stands after %s", plan, before)
		}
	}
}

func carryOut(t *rapid.T, p coterm.Portfolio, plan coterm.Plan) {
	type task struct {
		member int
		coterm.Step
	}
	subs := map[string]int{}
	for i, m := range p.Members {
		subs[m.ID] = i
	}
	var tasks []task
	total, aligned, renewing := new(big.Int), 0, new(big.Int)
	for _, m := range plan.Moves() {
		own := new(big.Int)
		for _, s := range m.Steps {
			tasks = append(tasks, task{subs[m.ID], s})
			if !s.Amount.IsZero() {
				own.Add(own, minor(s.Amount))
			}
		}
		if !m.Aligned {
			if m.Refused.Rule == "" || m.Refused.Allowed() || len(m.Steps) > 0 || !m.Cost.IsZero() {
				t.Fatalf("%+v", m)
			}
			continue
		}
		aligned++
		if own.Cmp(minor(m.Cost)) != 0 {
			t.Fatalf("the steps of %s cost %s, not %s", m.ID, own, m.Cost)
		}
		total.Add(total, own)
		renewing.Add(renewing, minor(m.Renewing))
	}
	if total.Cmp(minor(plan.Cost)) != 0 || renewing.Cmp(minor(plan.Renewing)) != 0 || new(big.Int).Sub(total, renewing).Cmp(minor(plan.Beyond)) != 0 ||
		aligned != plan.Aligned || aligned+plan.Unaligned != len(p.Members) {
		t.Fatalf("%s: the moves cost %s and %s", plan, total, renewing)
	}
	// Day by day, and on a day those first who do not need anybody else.
	slices.SortStableFunc(tasks, func(a, b task) int {
		if c := a.Day.Compare(b.Day); c != 0 {
			return c
		}
		return map[bool]int{true: 1}[a.Do != coterm.Renew] - map[bool]int{true: 1}[b.Do != coterm.Renew]
	})
	now := make([]lifecycle.Subscription, len(p.Members))
	for i, m := range p.Members {
		now[i] = m.Subscription
	}
	for _, todo := range tasks {
		var err error
		s := now[todo.member]
		switch todo.Do {
		case coterm.Renew:
			now[todo.member], err = s.Renew(todo.Day, lifecycle.Order{})
		case coterm.SwitchTerm:
			now[todo.member], err = s.ChangeTerm(todo.Day, calendar.ThreeYear)
		case coterm.ExtendTo:
			host := slices.IndexFunc(now, func(h lifecycle.Subscription) bool {
				return h.Renewal(todo.Day) == plan.Renewal && h.Kind() == policy.Subscription
			})
			if host < 0 {
				t.Fatalf("on %s nobody renews on %s\n%s", todo.Day, plan.Renewal, plan.Explain())
			}
			var x coterm.Extended
			if x, err = coterm.Extend(s, coterm.Extension{On: todo.Day, To: now[host], SRP: todo.Charge.SRP}); err == nil && !x.Charge.Equal(todo.Charge) {
				t.Fatalf("%s is charged as %s", todo.Step, x.Charge)
			}
			now[todo.member] = x.Next
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", todo.Step, err, plan.Explain())
		}
		if got := now[todo.member].Renewal(todo.Day); got != todo.Renewal {
			t.Fatalf("after %s it renews on %s", todo.Step, got)
		}
	}
	there := 0
	for _, s := range now {
		if s.Renewal(plan.Renewal) == plan.Renewal {
			there++
		}
	}
	if there < plan.Aligned {
		t.Fatalf("%d of %d renew on %s\n%s", there, plan.Aligned, plan.Renewal, plan.Explain())
	}
}

func TestPlansCanBeCarriedOut(t *testing.T) { rapid.Check(t, propCarryOut) }

func FuzzAlign(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propCarryOut)) }
