package policy_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// renewal.late: through the end of Suspended, or of the days on which an automatic renewal is awaited, whichever is
// later. The renewal date itself is the first of these days, and is not counted.
func TestLateDays(t *testing.T) {
	stages := func(expired, suspended, awaited int) policy.Edition {
		return edition(t, func(p *policy.Parameters) {
			p.Lapse.ExpiredDays, p.Renewal.AwaitedDays = expired, awaited
			p.Lapse.SuspendedDays = policy.SuspendedDays{
				Monthly: suspended, Annual: suspended + 1, ThreeYear: suspended + 2, FlexTokens: suspended + 3,
			}
		})
	}
	for name, tt := range map[string]struct {
		ed   policy.Edition
		kind policy.Kind
		term calendar.Term
		want int
	}{
		"monthly":                     {policy.Europe2024(), policy.Subscription, calendar.Monthly, 29},
		"annual":                      {policy.Europe2024(), policy.Subscription, calendar.Annual, 44},
		"three-year":                  {policy.Europe2024(), policy.Subscription, calendar.ThreeYear, 44},
		"Flex tokens":                 {policy.Europe2024(), policy.FlexTokens, 0, 44},
		"each term has its own days":  {stages(5, 10, 1), policy.Subscription, calendar.Monthly, 14},
		"annual, of its own days":     {stages(5, 10, 1), policy.Subscription, calendar.Annual, 15},
		"three-year, of its own days": {stages(5, 10, 1), policy.Subscription, calendar.ThreeYear, 16},
		"tokens, of their own days":   {stages(5, 10, 1), policy.FlexTokens, 0, 17},
		"awaited as long as stages":   {stages(5, 10, 15), policy.Subscription, calendar.Monthly, 14},
		"awaited a day longer":        {stages(5, 10, 16), policy.Subscription, calendar.Monthly, 15},
		"no stages":                   {stages(0, 0, 0), policy.Subscription, calendar.Monthly, -1},
		"one day, of stages":          {stages(1, 0, 0), policy.Subscription, calendar.Monthly, 0},
		"two days, of stages":         {stages(2, 0, 0), policy.Subscription, calendar.Monthly, 1},
		"no stages, awaited":          {stages(0, 0, 3), policy.Subscription, calendar.Monthly, 2},
		"the zero Edition":            {policy.Edition{}, policy.Subscription, calendar.Annual, -1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.ed.LateDays(tt.kind, tt.term); got != tt.want {
				t.Errorf("%d days, want %d", got, tt.want)
			}
		})
	}
}
