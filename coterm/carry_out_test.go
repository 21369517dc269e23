package coterm_test

import (
	"math/big"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// propCarryOut: every plan can be carried out as written, day by day, by the transitions that a caller uses, at the
// price that it states; and the order of the members does not change it.
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

// askToday asks the view of every member that a plan leaves unaligned about each host that already has the date. Debts
// aside, what the view refuses for good is refused in the plan by the same decision, and what the view allows that day
// is planned.
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
				d.Rule, d.Remedy = rule.RenewalCanceledFinal, policy.BuyNew // it is on that date already, but leaves
			}
			if d.Allowed() || forGood && move.Refused != d {
				t.Fatalf("by its view %s: %s\n%s\n%+v", m.ID, d, plan.Explain(), m.View.Subscription().Facts())
			}
		}
	}
}

// task is a step of a member, with the member's place in the portfolio.
type task struct {
	member int
	coterm.Step
}

// tasks lists the steps of a plan by day; on each day, steps that depend on nobody else come first. It also adds up
// their cost.
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
				return !h.On(todo.Day).TargetDays().IsZero() && h.On(todo.Day).Renewal() == plan.Renewal
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
