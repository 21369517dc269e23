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
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// The brute force walks a small portfolio through every day up to the horizon and tries everything that can be done
// with any of its members, in any order, by the transitions and decisions that a caller would use. It knows nothing of
// schedules, hosts or ready days.

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

// with returns the world with one member moved on.
func (w world) with(i int, s lifecycle.Subscription, price money.Amount, extended bool) world {
	next := slices.Clone(w)
	next[i] = walker{s, new(big.Int).Add(w[i].cost, minor(price)), extended}
	return next
}

// result is the best that can be had for a date.
type result struct {
	unaligned int
	cost      *big.Int
}

func (r result) better(than result) bool {
	return r.unaligned < than.unaligned || r.unaligned == than.unaligned && r.cost.Cmp(than.cost) < 0
}

// brute returns the best result for every date on which at least two members can be made to renew.
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
				continue // overtaken by a cheaper way
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

// together returns what has been reached for every date on which somebody renews.
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

// fate is what can become of a member.
type fate int

const (
	free   fate = iota
	leaver      // it is canceled by the horizon, or before a renewal would end, and can only be extended until then
	stuck       // it is out of it: no subscription, held back by a debt, or such that on its renewal date it just ends
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

// steps returns every world that one step with one member leads to that day.
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

// renewed renews on the day of a view, if that can be done. Where an edition lets pending changes move on with an early
// renewal, plans wait for them.
func renewed(t *rapid.T, v lifecycle.View, srp money.Amount) (lifecycle.Subscription, money.Amount, bool) {
	next := v.NextTerm()
	pending := next.Length != next.Follows || next.Seats != v.Seats() || next.Offering != v.Offering()
	waits := pending && v.Day().Before(next.Start) && v.Edition().Change().FollowsEarlyRenewal == policy.Yes
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

// extended extends on the day of a view, if that can be done, as it is or else with a switch to three-year first.
func extended(t *rapid.T, v, host lifecycle.View, m coterm.Member) (lifecycle.Subscription, money.Amount, bool) {
	srp, d := m.SRP, v.CanExtendTo(host)
	if !d.Allowed() && d.Remedy == policy.SwitchTermFirst && !m.ThreeYearSRP.IsZero() {
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

// drawPortfolio draws a small portfolio, one in three under other numbers and readings.
func drawPortfolio(t *rapid.T, most, months int) coterm.Portfolio {
	ed := europe
	if rapid.IntRange(0, 2).Draw(t, "other readings") == 0 {
		rules := billingtest.Edition(europe).Draw(t, "edition").Parameters()
		rules.Proration.RoundAt = policy.RoundAt(rapid.IntRange(1, 3).Draw(t, "round at"))
		rules.Coterm.ExtendCharge = policy.ExtensionCharge(rapid.IntRange(1, 2).Draw(t, "extension charge"))
		var err error
		if ed, err = policy.NewEdition(rules); err != nil {
			t.Fatal(err)
		}
	}
	p := billingtest.Portfolio(ed, most, months).Draw(t, "portfolio")
	for i, m := range p.Members {
		next, err := m.View.Subscription(), error(nil)
		switch more := rapid.IntRange(0, 11).Draw(t, "more"); {
		case more == 0 && m.View.CanSwitchProduct().Allowed():
			next, err = m.View.SwitchProduct("Maya")
		case more == 1 && m.View.Phase() == lifecycle.Active:
			next, err = m.View.Cancel(p.Horizon.AddDays(rapid.IntRange(-20, 20).Draw(t, "canceled")))
		case more == 2 && m.View.Phase() == lifecycle.Active:
			next, err = m.View.Cancel(m.View.Day().AddDays(rapid.IntRange(1, 500).Draw(t, "canceled in days")))
		case more == 3: // under another edition
			rules := billingtest.Edition(europe).Draw(t, "edition").Parameters()
			rules.FirstDay = rules.FirstDay.AddDays(rapid.IntRange(-200, 200).Draw(t, "first day"))
			if next, err = lifecycle.New(must(policy.NewEdition(rules)), next.Facts()); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil && !p.Horizon.AddDays(-20).Before(m.View.Day()) {
			t.Fatal(err)
		}
		if err == nil {
			p.Members[i].View = next.On(m.View.Day())
		}
	}
	return p
}

// settled is a portfolio whose debts that are not overdue are paid, as plans take it.
func settled(t *rapid.T, p coterm.Portfolio) coterm.Portfolio {
	p.Members = slices.Clone(p.Members)
	for i, m := range p.Members {
		f := m.View.Subscription().Facts()
		if len(f.Invoices) == 0 || f.Invoices[0].Due.Before(m.View.Day()) {
			continue
		}
		f.Invoices = nil
		s, err := lifecycle.New(m.View.Edition(), f)
		if err != nil {
			t.Fatal(err)
		}
		p.Members[i].View = s.On(m.View.Day())
	}
	return p
}

// propAlign: no date was missed, none was made up, and no plan leaves fewer members unaligned or costs less.
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

// With the build tag whole the portfolios are of three members and twenty months; without, a few are of two, or of
// fewer months.
func TestAlign_AgainstBruteForce(t *testing.T) {
	most, months := 2, 8
	if testkit.Whole {
		most, months = 3, 20
	}
	rapid.Check(t, func(t *rapid.T) { propAlign(t, most, months) })
}

// propCarryOut: every plan can be carried out as it is written, day by day, by the transitions that a caller uses, at
// the price that it says; and it comes out the same whatever the order of the members.
func propCarryOut(t *rapid.T) {
	p := drawPortfolio(t, 6, 40)
	plans, err := coterm.Align(p)
	if err != nil {
		t.Fatal(err)
	}
	shuffled := p
	shuffled.Members = slices.Clone(p.Members)
	slices.Reverse(shuffled.Members)
	again, err := coterm.Align(shuffled)
	if err != nil || !slices.EqualFunc(again, plans, coterm.Plan.Equal) {
		t.Fatalf("in another order the plans are %v, not %v: %v", again, plans, err)
	}
	for i, plan := range plans {
		askToday(t, p, plan)
		carryOut(t, settled(t, p), plan)
		if i == 0 {
			continue
		}
		before := plans[i-1]
		beyond, err := plan.Beyond.Cmp(before.Beyond)
		if err != nil || plan.Unaligned < before.Unaligned || plan.Unaligned == before.Unaligned &&
			(beyond < 0 || beyond == 0 && !plan.Renewal.After(before.Renewal)) {
			t.Fatalf("%s stands after %s", plan, before)
		}
	}
}

// askToday asks the view of every member that a plan leaves where it is about each host that has the date already. But
// for a debt, what is refused is what the view refuses for good, and what the view allows that day is planned.
func askToday(t *rapid.T, p coterm.Portfolio, plan coterm.Plan) {
	for i, m := range p.Members {
		move := plan.Moves[slices.IndexFunc(plan.Moves, func(move coterm.Move) bool { return move.ID == m.ID })]
		for j, host := range p.Members {
			if move.Aligned || i == j || m.View.Status().Overdue || fateOf(host.View, p.Horizon) != free ||
				host.View.Renewal() != plan.Renewal {
				continue
			}
			d := m.View.CanExtendTo(host.View)
			forGood := d.Window.IsZero() || d.Window.LastDay().Before(m.View.Day())
			if m.View.Renewal() == plan.Renewal && d.Rule == rule.CotermExtendFuture {
				d.Rule, d.Remedy = rule.RenewalCanceledFinal, policy.BuyNew // it is there already, and leaves
			}
			if d.Allowed() || forGood && move.Refused != d {
				t.Fatalf("by its view %s: %s\n%s\n%+v", m.ID, d, plan.Explain(), m.View.Subscription().Facts())
			}
		}
	}
}

// task is a step of a member, by its place in the portfolio.
type task struct {
	member int
	coterm.Step
}

// tasks lists the steps of a plan, day by day, and on a day those first that do not need anybody else. It adds up what
// they cost.
func tasks(t *rapid.T, p coterm.Portfolio, plan coterm.Plan) []task {
	places := map[string]int{}
	for i, m := range p.Members {
		places[m.ID] = i
	}
	var list []task
	total, aligned, renewing := new(big.Int), 0, new(big.Int)
	for _, m := range plan.Moves {
		own := new(big.Int)
		for _, s := range m.Steps {
			list = append(list, task{places[m.ID], s})
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
	if total.Cmp(minor(plan.Cost)) != 0 || renewing.Cmp(minor(plan.Renewing)) != 0 || aligned != plan.Aligned ||
		new(big.Int).Sub(total, renewing).Cmp(minor(plan.Beyond)) != 0 || aligned+plan.Unaligned != len(p.Members) {
		t.Fatalf("%s: the moves cost %s and %s", plan, total, renewing)
	}
	slices.SortStableFunc(list, func(a, b task) int {
		if c := a.Day.Compare(b.Day); c != 0 {
			return c
		}
		return min(int(a.Do), 2) - min(int(b.Do), 2) // renewals first
	})
	return list
}

func carryOut(t *rapid.T, p coterm.Portfolio, plan coterm.Plan) {
	now := make([]lifecycle.Subscription, len(p.Members))
	for i, m := range p.Members {
		now[i] = m.View.Subscription()
	}
	for _, todo := range tasks(t, p, plan) {
		v := now[todo.member].On(todo.Day)
		switch todo.Do {
		case coterm.StepRenew:
			next, price, ok := renewed(t, v, todo.SRP)
			if !ok || !price.Equal(todo.Amount) {
				t.Fatalf("%s costs %s\n%s", todo.Step, price, plan.Explain())
			}
			now[todo.member] = next
		case coterm.StepSwitchTerm:
			next, err := v.ChangeTerm(calendar.ThreeYear)
			if err != nil {
				t.Fatalf("%s: %v\n%s", todo.Step, err, plan.Explain())
			}
			now[todo.member] = next
		case coterm.StepExtend:
			host := slices.IndexFunc(now, func(h lifecycle.Subscription) bool {
				return h.On(todo.Day).IsTarget() && h.On(todo.Day).Renewal() == plan.Renewal
			})
			if host < 0 {
				t.Fatalf("on %s nobody renews on %s\n%s", todo.Day, plan.Renewal, plan.Explain())
			}
			request := coterm.ExtensionRequest{To: now[host].On(todo.Day), SRP: todo.Charge.SRP, If: v.Renewal()}
			x, err := coterm.Extend(v, request)
			if err != nil || !x.Charge.Equal(todo.Charge) || x.Decision.Rule != todo.Rule {
				t.Fatalf("%s is charged as %s by %s, %v\n%s", todo.Step, x.Charge, x.Decision.Rule, err, plan.Explain())
			}
			if now[todo.member], err = lifecycle.New(v.Edition(), x.Next); err != nil {
				t.Fatal(err)
			}
		}
		if got := now[todo.member].On(todo.Day).Renewal(); got != todo.Renewal {
			t.Fatalf("after %s it renews on %s", todo.Step, got)
		}
	}
	there := 0
	for _, s := range now {
		if s.On(plan.Renewal).Renewal() == plan.Renewal {
			there++
		}
	}
	if there < plan.Aligned {
		t.Fatalf("%d of %d renew on %s\n%s", there, plan.Aligned, plan.Renewal, plan.Explain())
	}
}

func TestAlign_PlansCanBeCarriedOut(t *testing.T) { rapid.Check(t, propCarryOut) }

func FuzzAlign(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propCarryOut)) }
