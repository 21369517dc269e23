package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// After the renewal date only a renewal makes room for an extension. It is named if the target can be reached after it:
// within the limits of the term that it buys, or after a switch to three-year. Otherwise another target is named.
func TestCanExtendTo_ReachedAfterARenewal(t *testing.T) {
	t.Parallel()
	published := func(*policy.Parameters) {}
	fromTransaction := func(p *policy.Parameters) {
		p.Coterm.ThreeYear.FromTransaction, p.Coterm.ThreeYear.FromRenewal = 12, 60
	}
	fromRenewal := func(p *policy.Parameters) { p.Coterm.ThreeYear.FromRenewal = 12 }
	shorter := func(p *policy.Parameters) { p.Coterm.ThreeYear.FromRenewal = 35 }
	byAct := func(p *policy.Parameters) { p.Gate.Extension, p.Gate.TermChange = policy.ByAct, policy.ByAct }
	for _, tt := range []struct {
		name   string
		change func(*policy.Parameters)
		length calendar.Term
		to     string // R is 2025-10-06, the day of the question
		want   policy.Remedy
	}{
		{"before R", published, calendar.Annual, "2025-10-01", policy.ChooseLaterTarget},
		{"by the new R", published, calendar.Annual, "2026-10-06", policy.ChooseLaterTarget},
		{"after the new R", published, calendar.Annual, "2026-10-07", policy.RenewFirst},
		{"a year after the new R", published, calendar.Annual, "2027-10-06", policy.RenewFirst},
		{"once it is switched to three-year", published, calendar.Annual, "2029-10-06", policy.RenewFirst},
		{"only from three years on", published, calendar.Annual, "2029-10-07", policy.RenewWithChanges},
		{"by the day of the act", byAct, calendar.Annual, "2029-10-06", policy.RenewFirst},
		{"the latest after three years", published, calendar.Annual, "2031-10-06", policy.RenewWithChanges},
		{"too late after three years", shorter, calendar.Annual, "2031-09-07", policy.ChooseEarlierTarget},
		{"three-year", published, calendar.ThreeYear, "2029-10-06", policy.RenewFirst},
		{"three-year, too early", published, calendar.ThreeYear, "2026-10-06", policy.ChooseLaterTarget},
		{"three-year, renewed for one", published, calendar.ThreeYear, "2027-10-06", policy.RenewWithChanges},
		{"too far from every transaction", fromTransaction, calendar.Annual, "2028-02-28", policy.ChooseEarlierTarget},
		{"the latest from a transaction", fromTransaction, calendar.Annual, "2027-10-06", policy.RenewFirst},
		{"a year from every renewal", fromRenewal, calendar.Annual, "2028-04-06", policy.ChooseEarlierTarget},
		{"a year from a renewal for three", fromRenewal, calendar.Annual, "2029-10-06", policy.RenewWithChanges},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ed := edition(t, func(p *policy.Parameters) {
				p.FirstDay = day("2022-01-01")
				tt.change(p)
			})
			start := day("2025-10-06").AddMonths(-tt.length.Months())
			v := subscription(t, ed, autoRenew(bought(t, tt.length, start, start), false)).On(day("2025-10-06"))
			d := v.CanExtendTo(hostOn(t, tt.to, "2025-10-06"))
			if d.Allowed() || d.Remedy != tt.want {
				t.Errorf("%s, want %s", d, tt.want)
			}
		})
	}
}
