package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// renewalWith is a view, what the renewal carries, and the decision.
type renewalWith struct {
	v       lifecycle.View
	changes lifecycle.RenewalChanges
	want    answer
}

// holdRenewals compares the decisions, and checks that what is allowed can be recorded.
func holdRenewals(t *testing.T, tests map[string]renewalWith) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			decides(t, tt.v.CanRenewWith(tt.changes), tt.want)
			if tt.changes.End.IsZero() {
				_, err := tt.v.Renew(tt.changes)
				var refusal *policy.Refusal
				if (err == nil) != tt.want.allowed || err != nil && !errors.As(err, &refusal) {
					t.Errorf("renewed: %v", err)
				}
			}
		})
	}
}

// renewal.with-changes: a renewal, early or late, may carry another number of seats, length or product; a late one
// takes a partner's quote.
func TestCanRenewWith_Window(t *testing.T) {
	s := subscription(t, europe, subjects(t)["off"])
	days := window("2025-07-03", "2025-11-14")
	early := answer{allowed: true, id: rule.RenewalWithChanges, window: days}
	late := answer{allowed: true, id: rule.RenewalWithChanges, route: policy.Partner, window: days}
	holdRenewals(t, map[string]renewalWith{
		"before the window": {
			s.On(day("2025-07-02")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		},
		"on its first day":   {s.On(day("2025-07-03")), lifecycle.RenewalChanges{Seats: 2}, early},
		"more seats":         {s.On(day("2025-07-03")), lifecycle.RenewalChanges{Seats: 9}, early},
		"the last early day": {s.On(day("2025-09-30")), lifecycle.RenewalChanges{Length: calendar.Monthly}, early},
		"the first late day": {s.On(day("2025-10-01")), lifecycle.RenewalChanges{Offering: "Revit"}, late},
		"the last late day": {
			s.On(day("2025-11-14")), lifecycle.RenewalChanges{Seats: 1, Length: calendar.ThreeYear}, late,
		},
		"an end, which a term has by its length": {
			s.On(day("2025-10-01")),
			lifecycle.RenewalChanges{End: day("2026-01-01")},
			answer{id: rule.RenewalWithChanges},
		},
		"after Suspended": {
			s.On(day("2025-11-15")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
		},
	})
}

// change.seats-down: too few seats are refused on every day on which a renewal could carry seats.
func TestCanRenewWith_MinimumSeats(t *testing.T) {
	s := subscription(t, europe, subjects(t)["off"])
	two := edition(t, func(p *policy.Parameters) { p.Change.MinimumSeats = 2 })
	lateOnlyTwo := edition(t, func(p *policy.Parameters) {
		p.Lapse.StagesBeforeEdition, p.Renewal.WindowDays, p.Change.MinimumSeats = policy.Yes, 0, 2
	})
	days := window("2025-07-03", "2025-11-14")
	early := answer{allowed: true, id: rule.RenewalWithChanges, window: days}
	holdRenewals(t, map[string]renewalWith{
		"below the minimum": {
			subscription(t, two, s.Facts()).On(day("2025-08-01")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats},
		},
		"the minimum": {
			subscription(t, two, s.Facts()).On(day("2025-08-01")), lifecycle.RenewalChanges{Seats: 2}, early,
		},
		"too few, before the window": {
			subscription(t, two, s.Facts()).On(day("2025-07-02")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats},
		},
		"the minimum, before the window": {
			subscription(t, two, s.Facts()).On(day("2025-07-02")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		},
		"too few, the last day": {
			subscription(t, two, s.Facts()).On(day("2025-11-14")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats},
		},
		"too few, after Suspended": {
			subscription(t, two, s.Facts()).On(day("2025-11-15")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
		},
		"too few, late before the edition": {
			subscription(t, lateOnlyTwo, beforeEdition(t, europe).Facts()).On(day("2024-09-15")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.EditionBefore, remedy: policy.AskSeller},
		},
	})
}

// beforeEdition is an annual subscription from before Europe2024 that is due for renewal on 2024-09-10.
func beforeEdition(t *testing.T, ed policy.Edition) lifecycle.Subscription {
	t.Helper()
	return subscription(t, ed, bought(t, calendar.Annual, day("2023-09-10"), day("2023-09-10")))
}

// edition.before: a late renewal with changes takes a quote, and there are quotes from the edition's first day on.
func TestCanRenewWith_BeforeTheEdition(t *testing.T) {
	old := beforeEdition(t, europe)
	staged := beforeEdition(t, edition(t, func(p *policy.Parameters) { p.Lapse.StagesBeforeEdition = policy.Yes }))
	august := bought(t, calendar.Annual, day("2023-08-01"), day("2023-08-01"))
	renewing := subscription(t, europe, autoRenew(august, true))
	lateOnly := edition(t, func(p *policy.Parameters) {
		p.Lapse.StagesBeforeEdition, p.Renewal.WindowDays = policy.Yes, 0
	})
	oldDays := window("2024-06-12", "2024-10-24")
	holdRenewals(t, map[string]renewalWith{
		"early, before it": {
			old.On(day("2024-09-01")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{allowed: true, id: rule.RenewalWithChanges, window: window("2024-06-12", "2024-09-09")},
		},
		"late, a day before": {
			staged.On(day("2024-09-15")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.EditionBefore, remedy: policy.WaitForWindow, window: window("2024-09-16", "2024-10-24")},
		},
		"late, on R": {
			staged.On(day("2024-09-10")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.EditionBefore, remedy: policy.WaitForWindow, window: window("2024-09-16", "2024-10-24")},
		},
		"late, on its first": {
			staged.On(day("2024-09-16")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{
				allowed: true, id: rule.RenewalWithChanges, route: policy.Partner,
				window: window("2024-09-16", "2024-10-24"),
			},
		},
		"early, before a late one is possible": {
			staged.On(day("2024-09-09")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{allowed: true, id: rule.RenewalWithChanges, window: window("2024-06-12", "2024-09-09")},
		},
		"late, and never possible": {
			renewing.On(day("2024-08-01")),
			lifecycle.RenewalChanges{Seats: 4},
			answer{id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2024-05-03", "2024-07-31")},
		},
		"the day before that": {
			renewing.On(day("2024-07-31")),
			lifecycle.RenewalChanges{Seats: 4},
			answer{allowed: true, id: rule.RenewalWithChanges, window: window("2024-05-03", "2024-07-31")},
		},
		"no early renewal, before a late one is possible": {
			subscription(t, lateOnly, old.Facts()).On(day("2024-09-09")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: window("2024-09-16", "2024-10-24")},
		},
		"late, and no change": {
			staged.On(day("2024-09-15")), plain, answer{allowed: true, id: rule.RenewalLate, window: oldDays},
		},
	})
}

// renewal.with-changes: a renewal of tokens can carry no changes, on no day.
func TestCanRenewWith_Tokens(t *testing.T) {
	for _, on := range []string{"2025-07-02", "2025-07-03", "2025-10-01"} {
		t.Run("on "+on, func(t *testing.T) {
			v := subscription(t, europe, tokens("2024-10-01")).On(day(on))
			decides(t, v.CanRenewWith(lifecycle.RenewalChanges{Seats: 2}),
				answer{id: rule.RenewalWithChanges, remedy: policy.BuyTokens})
		})
	}
}
