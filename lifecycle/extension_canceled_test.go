package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// coterm.monthly, renewal.canceled-final: if the next term is to be monthly, another term comes first, even if the
// target is beyond a cancellation. With that term, a nearer target is to be chosen.
func TestCanExtendTo_MonthlyWithACancellation(t *testing.T) {
	t.Parallel()
	v := must(t)(annual(t, "2024-10-01").On(day("2025-07-10")).ChangeTerm(calendar.Monthly)).On(day("2025-07-10"))
	leaving := must(t)(v.Cancel(day("2025-11-05"))).On(day("2025-07-10"))
	switchFirst := answer{id: rule.CotermMonthly, remedy: policy.SwitchTermFirst}
	holdOnNoDay(t, map[string]onNoDay{
		"without one":         {v, "2025-11-06", switchFirst},
		"to the day":          {leaving, "2025-11-05", switchFirst},
		"beyond the day":      {leaving, "2025-11-06", switchFirst},
		"to the renewal date": {leaving, "2025-10-01", switchFirst},
	})
	years := must(t)(leaving.ChangeTerm(calendar.ThreeYear)).On(day("2025-07-10"))
	holdOnNoDay(t, map[string]onNoDay{
		"with that term": {
			years, "2025-11-06", answer{id: rule.RenewalCanceledFinal, remedy: policy.ChooseEarlierTarget},
		},
	})
}

// coterm.monthly: if the next term is to be monthly, a three-year term is the remedy only if it reaches the target;
// otherwise an earlier one is to be chosen.
func TestCanExtendTo_MonthlyAndThreeYearIsTighter(t *testing.T) {
	t.Parallel()
	tight := edition(t, func(p *policy.Parameters) {
		p.Coterm.ThreeYear.FromRenewal, p.Coterm.ThreeYear.FromTransaction = 1, 1
	})
	s := subscription(t, tight, annual(t, "2024-10-01").Facts())
	on := day("2025-07-10")
	v := must(t)(s.On(on).ChangeTerm(calendar.Monthly)).On(on)
	year := must(t)(v.ChangeTerm(calendar.Annual)).On(on)
	years := must(t)(v.ChangeTerm(calendar.ThreeYear)).On(on)
	switchFirst := answer{id: rule.CotermMonthly, remedy: policy.SwitchTermFirst}
	earlier := answer{id: rule.CotermMonthly, remedy: policy.ChooseEarlierTarget}
	holdOnNoDay(t, map[string]onNoDay{
		"both reach it":     {v, "2025-10-15", switchFirst},
		"annual reaches it": {v, "2026-07-10", earlier},
		"neither does":      {v, "2026-10-02", earlier},
	})
	to := hostOn(t, "2026-07-10", "2025-07-10")
	if !year.CanExtendTo(to).Allowed() || years.CanExtendTo(to).Allowed() {
		t.Errorf("annual: %s; three-year: %s", year.CanExtendTo(to), years.CanExtendTo(to))
	}
}
