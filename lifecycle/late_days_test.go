package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// renewal.late: the last day on which the view allows a renewal is the renewal date plus the edition's days of late
// renewal, also in an edition in which there is no such day.
func TestCanRenew_AgreesWithLateDays(t *testing.T) {
	t.Parallel()
	for days := range 3 {
		for awaited := range 3 {
			ed := edition(t, func(p *policy.Parameters) {
				p.Lapse.ExpiredDays, p.Lapse.SuspendedDays = days, policy.SuspendedDays{}
				p.Renewal.AwaitedDays = awaited
			})
			s := subscription(t, ed, autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), true))
			last := day("2025-10-01").AddDays(ed.LateDays(policy.Subscription, calendar.Annual))
			if got, next := s.On(last).CanRenew(), s.On(last.AddDays(1)).CanRenew(); !got.Allowed() || next.Allowed() {
				t.Errorf("%d days of stages, %d awaited, last %s: %s, %s", days, awaited, last, got, next)
			}
		}
	}
}
