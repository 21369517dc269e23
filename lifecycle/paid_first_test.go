package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// A remedy helps: if something stays refused on every day even with everything paid, its remedy is not to pay.
func TestDecisions_PayOnlyIfItHelps(t *testing.T) {
	t.Parallel()
	many := edition(t, func(p *policy.Parameters) { p.Change.MinimumSeats = 3 })
	old := edition(t, func(p *policy.Parameters) { p.Lapse.StagesBeforeEdition = policy.Yes })
	long := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Length = calendar.ThreeYear })
	to := func(first string) lifecycle.View {
		host := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day(first) })
		return must(t)(lifecycle.Buy(europe, host)).On(day("2024-10-11"))
	}
	life := func(ed policy.Edition, p lifecycle.PurchaseRequest) *told {
		l := &told{t, must(t)(lifecycle.Buy(ed, p))}
		return l.bill("1", p.Ordered.String(), p.Ordered.AddDays(9).String())
	}
	early := with(annual3,
		func(p *lifecycle.PurchaseRequest) { p.Ordered, p.Length = day("2024-01-09"), calendar.Monthly })
	for _, test := range []struct {
		name   string
		got    policy.Decision
		rule   rule.ID
		remedy policy.Remedy
	}{
		{
			"a target before the renewal date",
			life(europe, long).s.On(day("2024-10-11")).CanExtendTo(to("2024-04-29")),
			rule.CotermExtendFuture, policy.ChooseLaterTarget,
		},
		{"fewer than the minimum", life(many, annual3).s.On(day("2024-10-11")).
			CanRenewWith(lifecycle.RenewalChanges{Seats: 2}), rule.ChangeSeatsDown, policy.KeepMinimumSeats},
		{"as many", life(many, annual3).s.On(day("2024-10-11")).
			CanRenewWith(lifecycle.RenewalChanges{Seats: 3}), rule.RenewalWindow, policy.PayOverdue},
		{"seats", life(europe, annual3).s.On(day("2024-10-11")).CanAddSeats(), rule.ChangeSeatsUp, policy.PayOverdue},
		{
			"none left, after the renewal date, before the edition",
			tellOf(t, old, early).s.On(day("2024-02-12")).CanReduceSeats(0), rule.ChangeSeatsDown,
			policy.KeepMinimumSeats,
		},
		{
			"one left", tellOf(t, old, early).s.On(day("2024-02-12")).CanReduceSeats(1), rule.ChangeSeatsDown,
			policy.RenewFirst,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.got.Allowed() || test.got.Rule != test.rule || test.got.Remedy != test.remedy {
				t.Errorf("%s", test.got)
			}
		})
	}
}

func tellOf(t *testing.T, ed policy.Edition, p lifecycle.PurchaseRequest) *told {
	t.Helper()
	return &told{t, must(t)(lifecycle.Buy(ed, p))}
}
