package coterm_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

type plan = coterm.Plan

// tamperedPlan is a change to a plan: to the plan itself, to the move with a switch, to the one that only renews, or to
// the one that stays unaligned. want names the fields that are refused, "" if the plan reads back.
type tamperedPlan struct {
	name   string
	change func(p *plan, switched, renewed, unaligned *coterm.Move)
	want   string
}

// holdTamperedPlans checks that a stored plan that was tampered with is refused, and which fields the error names.
func holdTamperedPlans(t *testing.T, tests []tamperedPlan) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := everyStep()
			tt.change(&p, &p.Moves[0], &p.Moves[2], &p.Moves[3])
			var back coterm.Plan
			err := json.Unmarshal(must(json.Marshal(p)), &back)
			if fields(err) != tt.want {
				t.Errorf("refused in %q, want %q: %v", fields(err), tt.want, err)
			}
		})
	}
}

func TestPlan_Tampered(t *testing.T) {
	holdTamperedPlans(t, []tamperedPlan{
		{"as it was", func(*plan, *coterm.Move, *coterm.Move, *coterm.Move) {}, ""},
		{"cost", func(p *plan, _, _, _ *coterm.Move) { p.Cost = amount("EUR 1.00") }, "cost"},
		{"renewing", func(p *plan, _, _, _ *coterm.Move) { p.Renewing = amount("EUR 1.00") }, "renewing"},
		{"beyond", func(p *plan, _, _, _ *coterm.Move) { p.Beyond = amount("EUR 1.00") }, "beyond"},
		{"aligned", func(p *plan, _, _, _ *coterm.Move) { p.Aligned++ }, "aligned"},
		{"another date", func(p *plan, _, _, _ *coterm.Move) {
			p.Renewal = p.Renewal.AddDays(1)
		}, "moves[0].steps[1].renewal moves[1].from moves[2].steps[2].renewal"},
		{"renewing in another currency", func(_ *plan, e, _, _ *coterm.Move) {
			e.Renewing = amount("USD 3.00")
		}, "moves[1].cost"},
		{"all renewing in another currency", func(p *plan, e, _, _ *coterm.Move) {
			another := *e
			another.ID += "-2"
			another.Renewing, e.Renewing, p.Renewing = amount("USD 3.00"), amount("USD 3.00"), amount("USD 6.00")
			p.Moves, p.Aligned, p.Unaligned, p.Cost = []coterm.Move{*e, another}, 2, 0, must(e.Cost.Add(e.Cost))
		}, "moves renewing"},
	})
}

func TestMove_Tampered(t *testing.T) {
	holdTamperedPlans(t, []tamperedPlan{
		{"a move not aligned", func(_ *plan, e, _, _ *coterm.Move) {
			e.Aligned = false
		}, "moves[0].refused moves[0].steps moves[0].cost moves[0].renewing"},
		{"two moves refused on one day", func(p *plan, _, _, u *coterm.Move) {
			another := *u
			another.ID += "-2"
			p.Moves, p.Unaligned = append(p.Moves, another), p.Unaligned+1
		}, ""},
		{"two moves refused on two days", func(p *plan, _, _, u *coterm.Move) {
			another := *u
			another.ID, another.Refused.Asked = u.ID+"-2", u.Refused.Asked.AddDays(1)
			p.Moves, p.Unaligned = append(p.Moves, another), p.Unaligned+1
		}, "moves[4].refused.asked"},
		{"moves that are not sorted", func(p *plan, e, r, _ *coterm.Move) {
			*e, *r = *r, *e
		}, "moves[1].id moves[2].id"},
		{"a move aligned", func(_ *plan, _, _, u *coterm.Move) {
			u.Aligned = true
		}, "moves[3].cost moves[3].renewing moves[3].refused"},
		{"a refusal", func(_ *plan, e, _, u *coterm.Move) { e.Refused = u.Refused }, "moves[0].refused"},
		{"the cost of a move", func(_ *plan, e, _, _ *coterm.Move) { e.Cost = amount("EUR 1.00") }, "moves[0].cost"},
		{"the cost of renewing", func(p *plan, _, _, _ *coterm.Move) {
			p.Moves[1].Renewing = amount("EUR 1.00")
		}, "moves[1].renewing"},
		{"the cost of no step", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps, r.Cost, r.Renewing = nil, amount("EUR 1.00"), amount("EUR 1.00")
		}, "moves[2].cost"},
	})
}

// The days, the renewal dates and the rules of steps.
func TestStep_TamperedOrder(t *testing.T) {
	holdTamperedPlans(t, []tamperedPlan{
		{"an earlier day", func(_ *plan, e, _, _ *coterm.Move) {
			e.Steps[len(e.Steps)-1].Day = date("2020-01-01")
		}, "moves[0].steps[1].day"},
		{"an earlier renewal", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[0].Renewal = r.Steps[len(r.Steps)-1].Renewal
		}, "moves[2].steps[0].renewal moves[2].steps[1].renewal"},
		{"a renewal for five days more than a term", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[1].Renewal = r.Steps[1].Renewal.AddDays(5)
		}, "moves[2].steps[1].renewal moves[2].steps[2].renewal"},
		{"a switch on another date", func(_ *plan, e, _, _ *coterm.Move) {
			at := of(e, coterm.StepSwitchTerm)
			at.Renewal = at.Renewal.AddDays(1)
		}, "moves[0].steps[0].renewal moves[0].steps[1].renewal"},
		{"a switch after a renewal to another date", func(_ *plan, e, r, _ *coterm.Move) {
			r.Steps[1] = e.Steps[0]
		}, "moves[2].steps[1].renewal moves[2].steps[2].renewal"},
		{"a switch by another rule", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepSwitchTerm).Rule = rule.ChangeTerm
		}, "moves[0].steps[0].rule"},
		{"an extension by another rule", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepExtend).Rule = rule.RenewalWindow
		}, "moves[0].steps[1].rule"},
		{"an extension by the rule of a year", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepExtend).Rule = rule.CotermExtendAnnual
		}, "moves[0].steps[1].rule"},
		{"an extension of a month", func(_ *plan, e, _, _ *coterm.Move) {
			at := of(e, coterm.StepExtend)
			month := must(calendar.Monthly.Service(date("2027-09-01"), date("2027-09-01")))
			at.Charge = must(proration.Price(policy.Europe2024(), proration.PriceRequest{
				SRP: amount("EUR 10.00"), Seats: 3, Service: month, Bought: month.Covered(),
			}))
			at.Amount, e.From, e.Steps[0].Renewal = at.Charge.Amount, date("2027-09-01"), date("2027-09-01")
		}, "moves[0].steps[1].rule"},
		{"an extension on the renewal date", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepExtend).Day = of(e, coterm.StepExtend).Charge.Bought.Start()
		}, "moves[0].steps[1].day"},
		{"an extension on the day before it", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepExtend).Day = of(e, coterm.StepExtend).Charge.Bought.Start().AddDays(-1)
		}, ""},
		{"an early renewal by the rule of late ones", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[1].Rule = rule.RenewalLate
		}, "moves[2].steps[1].rule"},
		{"a renewal by another rule", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[0].Rule = rule.CotermExtendAnnual
		}, "moves[2].steps[0].rule"},
	})
}

// The amounts and the seats of steps.
func TestStep_TamperedPrice(t *testing.T) {
	holdTamperedPlans(t, []tamperedPlan{
		{"a switch that costs", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepSwitchTerm).Amount = amount("EUR 1.00")
		}, "moves[0].steps[0].amount"},
		{"a switch that is charged", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepSwitchTerm).Charge = of(e, coterm.StepExtend).Charge
		}, "moves[0].steps[0].charge"},
		{"an extension for another amount", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepExtend).Amount = amount("EUR 1.00")
		}, "moves[0].steps[1].amount"},
		{"an extension without one", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepExtend).Amount = e.Steps[0].Amount
		}, "moves[0].steps[1].amount"},
		{"an extension to another date", func(_ *plan, e, _, _ *coterm.Move) {
			at := of(e, coterm.StepExtend)
			at.Renewal = at.Renewal.AddDays(1)
		}, "moves[0].steps[1].renewal"},
		{"an extension with seats", func(_ *plan, e, _, _ *coterm.Move) {
			of(e, coterm.StepExtend).Seats = 3
		}, "moves[0].steps[1].seats"},
		{"a renewal for another amount", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[0].Amount = amount("EUR 1.00")
		}, "moves[2].steps[0].amount"},
		{"a renewal of other seats", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[0].Seats++
		}, "moves[2].steps[0].amount"},
		{"a step in another currency", func(_ *plan, _, r, _ *coterm.Move) {
			r.Steps[0].Amount, r.Steps[0].SRP = amount("USD 3.00"), amount("USD 1.00")
		}, "moves[2].steps[1].amount"},
	})
}

// of returns the step of the given kind, nil if there is none.
func of(m *coterm.Move, kind coterm.StepKind) *coterm.Step {
	for i := range m.Steps {
		if m.Steps[i].Do == kind {
			return &m.Steps[i]
		}
	}
	return nil
}

// A step is checked by itself as it is within its plan.
func TestStep_Strict(t *testing.T) {
	var step coterm.Step
	if err := json.Unmarshal([]byte(`{"date":"2025-09-01"}`), &step); fields(err) != "date" {
		t.Error(err)
	}
}
