package coterm_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/money"
	"example.com/billingrules/rule"
)

// The renewal date from which a move starts holds its first step: the rule, the term and the days charged.
func TestMove_TamperedFrom(t *testing.T) {
	holdTamperedPlans(t, []tamperedPlan{
		{"a late first renewal by the rule of early ones", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[0].Rule = rule.RenewalWindow
		}, "moves[2].steps[0].rule"},
		{"another date", func(_ *plan, _, r, _ *coterm.Move) {
			r.From = r.From.AddDays(5)
		}, "moves[2].steps[0].renewal"},
		{"another date before a switch", func(_ *plan, e, _, _ *coterm.Move) {
			e.From = e.From.AddDays(5)
		}, "moves[0].steps[0].renewal"},
		{"another date before an extension", func(_ *plan, e, _, _ *coterm.Move) {
			e.From, e.Steps = e.From.AddDays(-5), e.Steps[1:]
		}, "moves[0].steps[0].renewal"},
		{"another date without steps", func(p *plan, _, _, _ *coterm.Move) {
			p.Moves[1].From = p.Moves[1].From.AddDays(-1)
		}, "moves[1].from"},
		{"no date", func(_ *plan, e, _, _ *coterm.Move) { e.From = calendar.Date{} }, "moves[0].from"},
		{"another date of a member that stays", func(_ *plan, _, _, u *coterm.Move) { u.From = u.From.AddDays(5) }, ""},
		{"no date of a member that stays", func(_ *plan, _, _, u *coterm.Move) { u.From = calendar.Date{} }, ""},
	})
}

// Only a change of term and an extension follow the renewals, in this order. Nothing is done before the day of the
// plan, and nobody is extended to a date that nobody has.
func TestMove_TamperedSteps(t *testing.T) {
	holdTamperedPlans(t, []tamperedPlan{
		{"a switch without an extension", func(p *plan, e, _, _ *coterm.Move) {
			e.From, e.Steps = p.Renewal, e.Steps[:1]
			e.Steps[0].Renewal = p.Renewal
		}, "moves[0].steps[0].do"},
		{"a switch between renewals", func(_ *plan, e, r, _ *coterm.Move) {
			at := e.Steps[0]
			at.Day, at.Renewal = r.Steps[0].Day, r.Steps[0].Renewal
			r.Steps = []coterm.Step{r.Steps[0], at, r.Steps[1], r.Steps[2]}
		}, "moves[2].steps[1].do"},
		{"an extension before another", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps = append(r.Steps, r.Steps[2])
		}, "moves[2].steps[2].do moves[2].steps[3].renewal"},
		{"renewals for two lengths", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[0].Renewal = r.From.AddMonths(1)
			r.Steps[1].Renewal, r.Steps[1].Rule = r.From.AddMonths(13), rule.RenewalLate
		}, "moves[2].steps[1].renewal moves[2].steps[2].renewal"},
		{"a step before the refusals", func(_ *plan, e, _, u *coterm.Move) {
			e.Steps[0].Day = u.Refused.Asked.AddDays(-1)
		}, "moves[0].steps[0].day"},
		{"one aligned", func(p *plan, e, _, _ *coterm.Move) {
			p.Moves, p.Aligned, p.Unaligned, p.Cost, p.Renewing = []coterm.Move{*e}, 1, 0, e.Cost, e.Renewing
		}, "aligned"},
		{"no host", func(p *plan, e, r, _ *coterm.Move) {
			p.Moves, p.Aligned, p.Unaligned = []coterm.Move{*e, *r}, 2, 0
			p.Cost, p.Renewing = must(e.Cost.Add(r.Cost)), must(e.Renewing.Add(r.Renewing))
			p.Beyond = must(p.Cost.Sub(p.Renewing))
		}, "moves"},
		{"extended before a host has the date", func(p *plan, e, _, _ *coterm.Move) {
			host := &p.Moves[1] // it renews first, in its window, and then has the date
			host.From = p.Renewal.AddMonths(-12)
			host.Steps = []coterm.Step{{
				Day: date("2026-07-03"), Do: coterm.StepRenew, Rule: rule.RenewalWindow, Renewal: p.Renewal,
				Amount: host.Cost, Seats: 1, SRP: host.Cost,
			}}
		}, "moves[0].steps[1].day"},
	})
}

// The steps of a member are for the same seats at the same price, and a switch is from annual to three-year.
func TestMove_TamperedPrices(t *testing.T) {
	one := amount("EUR 365.00")
	priced := func(s *coterm.Step, seats int, srp money.Amount) {
		s.Seats, s.SRP, s.Amount = seats, srp, must(srp.Times(seats))
	}
	holdTamperedPlans(t, []tamperedPlan{
		{"other seats", func(_ *plan, _, r, _ *coterm.Move) {
			priced(&r.Steps[1], 4, one)
			r.Cost = must(r.Cost.Add(one))
		}, "moves[2].renewing moves[2].steps[1].seats"},
		{"another list price", func(_ *plan, _, r, _ *coterm.Move) {
			priced(&r.Steps[1], 3, amount("EUR 366.00"))
			r.Cost = must(r.Cost.Add(amount("EUR 3.00")))
			r.Renewing = r.Cost
		}, "moves[2].steps[1].srp"},
		{"the same price rounded in two ways", func(_ *plan, _, r, _ *coterm.Move) {
			priced(&r.Steps[0], 3, one)
			srp := amount("EUR 365.001") // in all 1095.003
			r.Steps[0].SRP, r.Steps[1].SRP = srp, srp
			r.Steps[1].Amount = amount("EUR 1095.01")
			r.Cost = must(r.Cost.Add(amount("EUR 0.01")))
			r.Renewing = r.Cost
		}, "moves[2].steps[1].amount moves[2].steps[2].charge.srp"},
		{"an extension for other seats", func(_ *plan, _, r, _ *coterm.Move) {
			priced(&r.Steps[0], 2, one)
			priced(&r.Steps[1], 2, one)
			r.Cost = must(r.Cost.Sub(must(one.Times(2))))
			r.Renewing = r.Cost
		}, "moves[2].steps[2].charge.seats"},
		{"an extension at the price of three years", func(_ *plan, e, r, _ *coterm.Move) {
			r.From = date("2021-05-01")
			r.Steps[0].Renewal, r.Steps[0].Rule = date("2024-05-01"), rule.RenewalLate
			r.Steps[1].Rule = rule.RenewalLate
		}, "moves[2].steps[2].charge"},
		{"a switch from three-year", func(_ *plan, e, _, _ *coterm.Move) {
			first := coterm.Step{
				Day: e.Steps[0].Day, Do: coterm.StepRenew, Rule: rule.RenewalLate, Renewal: e.From,
			}
			priced(&first, 3, one)
			e.From = e.From.AddMonths(-36)
			e.Steps = append([]coterm.Step{first}, e.Steps...)
			e.Cost = must(e.Cost.Add(first.Amount))
		}, "moves[0].steps[1].do"},
		{"a switch and an extension at the price of a year", func(_ *plan, e, r, _ *coterm.Move) {
			at := e.Steps[0]
			at.Day, at.Renewal = r.Steps[2].Day, r.Steps[1].Renewal
			r.Steps = []coterm.Step{r.Steps[0], r.Steps[1], at, r.Steps[2]}
		}, "moves[2].steps[3].charge"},
		{"what renewing costs, beside a short extension", func(_ *plan, _, r, _ *coterm.Move) {
			r.Renewing = must(r.Renewing.Add(one))
		}, "moves[2].renewing"},
	})
}

// A renewal date on a move is that of the member on the day of the plan, also if it stays as it is.
func TestAlign_From(t *testing.T) {
	p := office()
	for _, plan := range must(coterm.Align(p)) {
		for _, m := range plan.Moves {
			for _, member := range p.Members {
				if member.ID == m.ID && m.From != member.View.Renewal() {
					t.Errorf("%s: %s starts from %s, want %s", plan.Renewal, m.ID, m.From, member.View.Renewal())
				}
			}
		}
	}
}

// readsBack checks that a plan is read back equal.
func readsBack(t interface{ Fatalf(string, ...any) }, plan coterm.Plan) {
	var back coterm.Plan
	if err := json.Unmarshal(must(json.Marshal(plan)), &back); err != nil || !back.Equal(plan) {
		t.Fatalf("%s\nis read back as\n%s\n%v", plan.Explain(), back.Explain(), err)
	}
}
