package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// coterm.monthly, renewal.canceled-final: if the next term is to be monthly, another term is the remedy only if the
// target is not beyond a cancellation.
func TestCanExtendTo_MonthlyWithACancellation(t *testing.T) {
	t.Parallel()
	v := must(t)(annual(t, "2024-10-01").On(day("2025-07-10")).ChangeTerm(calendar.Monthly)).On(day("2025-07-10"))
	leaving := must(t)(v.Cancel(day("2025-11-05"))).On(day("2025-07-10"))
	switchFirst := answer{id: rule.CotermMonthly, remedy: policy.SwitchTermFirst}
	holdOnNoDay(t, map[string]onNoDay{
		"without one":         {v, "2025-11-06", switchFirst},
		"to the day":          {leaving, "2025-11-05", switchFirst},
		"beyond the day":      {leaving, "2025-11-06", answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}},
		"to the renewal date": {leaving, "2025-10-01", answer{id: rule.CotermMonthly, remedy: policy.SwitchTermFirst}},
	})
}
