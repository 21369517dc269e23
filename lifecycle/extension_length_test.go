package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// coterm.monthly: if the next term is to be monthly, another term helps only where an extension can then be bought.
// Without a renewal window it never can, and nothing helps.
func TestCanExtend_MonthlyNextWithoutAWindow(t *testing.T) {
	for days, want := range map[int]policy.Remedy{0: 0, 1: policy.SwitchTermFirst} {
		t.Run("a window of "+itoa(days), func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = days })
			s := subscription(t, ed, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
			s = must(t)(s.On(day("2025-03-01")).ChangeTerm(calendar.Monthly))
			for _, on := range []string{"2025-03-01", "2025-09-30"} {
				decides(t, s.On(day(on)).CanExtend(), answer{id: rule.CotermMonthly, remedy: want})
			}
		})
	}
}

// coterm.monthly and change.effective-fixed, where pending changes move with an early renewal: a renewal that carries a
// length replaces the pending one, also if that is monthly. Then an extension can be bought.
func TestCanExtend_MonthlyReplacedByARenewal(t *testing.T) {
	for _, reading := range []policy.YesNo{policy.No, policy.Yes} {
		t.Run("moves "+reading.String(), func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = reading })
			s := subscription(t, ed, bought(t, calendar.Monthly, day("2024-10-01"), day("2024-10-01")))
			s = must(t)(s.On(day("2024-10-05")).ChangeTerm(calendar.Annual))
			s = must(t)(s.On(day("2024-10-05")).ChangeTerm(calendar.Monthly))
			v := s.On(day("2024-10-06"))
			decides(t, v.CanExtend(), answer{id: rule.CotermMonthly, remedy: policy.RenewWithChanges})
			renewed := must(t)(v.Renew(lifecycle.RenewalChanges{Length: calendar.Annual}))
			if d := renewed.On(day("2025-10-31")).CanExtend(); !d.Allowed() {
				t.Errorf("after that renewal: %s", d)
			}
		})
	}
}
