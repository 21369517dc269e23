package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// gapDay is a day on which the other days of a renewal with two seats are asked for.
type gapDay struct {
	v       lifecycle.View
	changes lifecycle.RenewalChanges
	want    string
}

// stagedGap is the subscription that renews on 2024-09-10, six days before the edition, and lapses in stages.
func stagedGap(t *testing.T, change func(*policy.Parameters)) lifecycle.Subscription {
	t.Helper()
	return beforeEdition(t, edition(t, func(p *policy.Parameters) {
		p.Lapse.StagesBeforeEdition = policy.Yes
		change(p)
	}))
}

// renewal.with-changes, quote.available: a renewal with changes is possible before the renewal date and, by a quote,
// from the edition's first day on. The days that are not in the window of the decision are the other days.
func TestOtherRenewalDays(t *testing.T) {
	t.Parallel()
	s := stagedGap(t, func(*policy.Parameters) {})
	late := stagedGap(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	none := stagedGap(t, func(p *policy.Parameters) { p.Change.MinimumSeats = 3 })
	noGap := subscription(t, s.Edition(), bought(t, calendar.Annual, day("2023-09-16"), day("2023-09-16")))
	gap := subscription(t, s.Edition(), bought(t, calendar.Annual, day("2023-09-15"), day("2023-09-15")))
	two := lifecycle.RenewalChanges{Seats: 2}
	before, after := window("2024-06-12", "2024-09-09"), window("2024-09-16", "2024-10-24")
	for name, tt := range map[string]gapDay{
		"before the window":       {s.On(day("2024-06-11")), two, after},
		"the day before R":        {s.On(day("2024-09-09")), two, after},
		"on R":                    {s.On(day("2024-09-10")), two, before},
		"Canceled":                {s.On(day("2024-10-25")), two, before},
		"a gap of one day":        {gap.On(day("2024-09-14")), two, window("2024-09-16", "2024-10-29")},
		"no gap":                  {noGap.On(day("2024-09-15")), two, ""},
		"no change":               {s.On(day("2024-09-09")), plain, ""},
		"the seats it has anyway": {s.On(day("2024-09-09")), lifecycle.RenewalChanges{Seats: 3}, ""},
		"no stages":               {beforeEdition(t, europe).On(day("2024-09-09")), two, ""},
		"no early renewal":        {late.On(day("2024-09-09")), two, ""},
		"too few seats":           {none.On(day("2024-09-09")), two, ""},
		"the zero View":           {lifecycle.View{}, two, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			if days := tt.v.OtherRenewalDays(tt.changes); !days.IsZero() {
				got = window(days.Start().String(), days.LastDay().String())
			}
			if quoted := tt.v.QuotedFrom(tt.changes); got != "" && quoted != tt.v.Renewal() {
				t.Errorf("quoted from %s", quoted)
			}
			if got != tt.want {
				t.Errorf("got %s beside %s", got, tt.v.CanRenewWith(tt.changes))
			}
		})
	}
}

// renewal.with-changes: on every day, the window and the other days are all days on which the answer is yes, also if
// pending changes move on with an early renewal, so that only an early renewal carries a change, or only a late one.
func TestOtherRenewalDays_AllDays(t *testing.T) {
	t.Parallel()
	for name, follows := range map[string]policy.YesNo{"fixed": policy.No, "moving": policy.Yes} {
		s := stagedGap(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = follows })
		s = must(t)(s.On(day("2024-05-01")).ReduceSeats(2))
		for _, changes := range []lifecycle.RenewalChanges{
			plain, {Seats: 2}, {Seats: 3}, {Seats: 4}, {Length: calendar.Monthly},
		} {
			t.Run(name+", seats "+itoa(changes.Seats)+", length "+changes.Length.String(), func(t *testing.T) {
				yes := map[calendar.Date]bool{}
				days := testkit.Days(day("2024-06-01"), day("2024-11-30"))
				for on := range days {
					yes[on] = s.On(on).CanRenewWith(changes).Allowed()
				}
				for asked := range days {
					v := s.On(asked)
					d, other := v.CanRenewWith(changes), v.OtherRenewalDays(changes)
					for on := range days {
						if (d.Window.Contains(on) || other.Contains(on)) != yes[on] {
							t.Fatalf("%s and %v, but on %s: %t", d, other, on, yes[on])
						}
					}
				}
			})
		}
	}
}

// change.effective-fixed, by the other reading: an early renewal for the seats that are pending carries a change, since
// it would move what is pending. A late one carries none, so that there is no gap before the edition.
func TestCanRenewWith_NoGapForWhatIsPending(t *testing.T) {
	t.Parallel()
	s := stagedGap(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	s = must(t)(s.On(day("2024-05-01")).ReduceSeats(2))
	days := window("2024-06-12", "2024-10-24")
	for on, id := range map[string]rule.ID{
		"2024-09-09": rule.RenewalWithChanges, "2024-09-10": rule.RenewalLate, "2024-09-16": rule.RenewalLate,
	} {
		t.Run(on, func(t *testing.T) {
			decides(t, s.On(day(on)).CanRenewWith(lifecycle.RenewalChanges{Seats: 2}),
				answer{allowed: true, id: id, window: days})
		})
	}
}
