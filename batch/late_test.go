package batch_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
)

// lateReadings are editions that differ in what a late renewal depends on.
func lateReadings() []policy.Edition {
	answers := []policy.YesNo{policy.No, policy.Yes}
	var all []policy.Edition
	for n := range 24 {
		stops, late, window, awaited := n&1, n>>1&1, n>>2&1, n/8
		all = append(all, testkit.Edition(func(p *policy.Parameters) {
			p.Name = fmt.Sprint("Late", n)
			p.Lapse.ExemptUnpaidStops, p.Lapse.ExemptLateRenewal = answers[stops], answers[late]
			p.Lapse.StagesBeforeEdition = answers[(stops+late+window+awaited)%2]
			p.Renewal.AwaitedDays, p.Renewal.WindowDays = []int{0, 7, 50}[awaited], 90*window
		}))
	}
	return all
}

// lapse.start, renewal.late and renewal.awaited: debts that are due on each day around the renewal date, on the days
// around each edge of the lapse, in terms of every length that end together.
func TestAnswer_DebtsAroundTheRenewalDate(t *testing.T) {
	t.Parallel()
	for _, ed := range lateReadings() {
		t.Run(ed.Name(), func(t *testing.T) {
			t.Parallel()
			for _, end := range []calendar.Date{day("2024-10-10"), day("2026-03-10")} {
				var facts []fact
				for length := calendar.Monthly; length.IsValid(); length++ {
					start := end.AddMonths(-length.Months())
					for flags := batch.Flags(0); flags < batch.History; flags++ {
						facts = append(facts, fact{start, start, length, calendar.Date{}, 7, 214_501, flags})
						for _, off := range []int{-20, -3, -2, -1, 0, 1, 2} {
							facts = append(facts, fact{start, start, length, end.AddDays(off), 7, 214_501, flags})
						}
					}
				}
				for _, off := range []int{
					-21, -5, -4, -3, -2, -1, 0, 1, 2, 3, 6, 7, 8, 14, 15, 16, 29, 30, 44, 45, 46, 49, 50, 51,
				} {
					agree(t, ed, end.AddDays(off), 0, facts...)
				}
			}
		})
	}
}
