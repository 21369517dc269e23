package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// renewalWith is a view, what a renewal carries, and the decision.
type renewalWith struct {
	v       lifecycle.View
	changes lifecycle.RenewalChanges
	want    answer
}

// holdRenewals compares the decisions, and that what is allowed is what can be recorded.
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

// renewal.with-changes: a renewal may carry other seats, another length, another product, early and late; late by a
// partner's quote.
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

// change.seats-down: too few seats are refused on every day on which a renewal could carry them.
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

// beforeEdition is an annual subscription from before Europe2024, to be renewed on 2024-09-10.
func beforeEdition(t *testing.T, ed policy.Edition) lifecycle.Subscription {
	t.Helper()
	return subscription(t, ed, bought(t, calendar.Annual, day("2023-09-10"), day("2023-09-10")))
}

// edition.before: a late renewal with changes is by quote, which there is from the edition's first day on.
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
			answer{id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2024-09-16", "2024-10-24")},
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

// renewal.with-changes: tokens have nothing that a renewal could carry, on no day.
func TestCanRenewWith_Tokens(t *testing.T) {
	for _, on := range []string{"2025-07-02", "2025-07-03", "2025-10-01"} {
		t.Run("on "+on, func(t *testing.T) {
			v := subscription(t, europe, tokens("2024-10-01")).On(day(on))
			decides(t, v.CanRenewWith(lifecycle.RenewalChanges{Seats: 2}),
				answer{id: rule.RenewalWithChanges, remedy: policy.BuyTokens})
		})
	}
}

// carriedCase is a renewal on a day with changes, and what there is before and after it.
type carriedCase struct {
	s             lifecycle.Subscription
	on            string
	changes       lifecycle.RenewalChanges
	before, after string // on E and on R, asked on the day of the renewal
	renewal       string
	changed       int // how many changes are recorded
}

func holdCarried(t *testing.T, tests map[string]carriedCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day(tt.on))
			next := must(t)(v.Renew(tt.changes))
			then := next.On(calendar.Latest(v.Day(), day("2025-10-01")))
			if got := then.Offering() + " " + itoa(then.Seats()); got != tt.after {
				t.Errorf("after it there is %s", got)
			}
			if v.Day().Before(day("2025-10-01")) {
				before := next.On(day("2025-09-30"))
				if got := before.Offering() + " " + itoa(before.Seats()); got != tt.before {
					t.Errorf("before it there is %s", got)
				}
			}
			if got := next.On(v.Day()).Renewal(); got != day(tt.renewal) {
				t.Errorf("it renews on %s", got)
			}
			if got := len(next.Facts().Changes) - len(tt.s.Facts().Changes); got != tt.changed {
				t.Errorf("%d changes", got)
			}
			term := v.RenewalTerm(tt.changes)
			if got := term.Offering + " " + itoa(term.Seats); got != tt.after ||
				term.Period().End() != day(tt.renewal) {
				t.Errorf("the term was told as %+v", term)
			}
		})
	}
}

// renewal.with-changes: what a renewal carries is that of the next term, and what it does not carry stays as it is, or
// as it was asked for.
func TestRenew_WithChanges(t *testing.T) {
	five := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	five.Seats = 5
	s := subscription(t, europe, autoRenew(five, false))
	pending := must(t)(s.On(day("2025-07-05")).ReduceSeats(4))
	pending = must(t)(pending.On(day("2025-07-05")).ChangeTerm(calendar.ThreeYear))
	holdCarried(t, map[string]carriedCase{
		"early, fewer seats": {
			s, "2025-08-01", lifecycle.RenewalChanges{Seats: 3}, "AutoCAD 5", "AutoCAD 3", "2026-10-01", 1,
		},
		"Expired for five days": {
			s, "2025-10-05", lifecycle.RenewalChanges{Seats: 3}, "AutoCAD 5", "AutoCAD 3", "2026-10-01", 1,
		},
		"everything at once": {
			s, "2025-10-05",
			lifecycle.RenewalChanges{Seats: 8, Length: calendar.Monthly, Offering: "Revit"},
			"AutoCAD 5", "Revit 8", "2025-11-01", 2,
		},
		"what is so anyway": {
			s, "2025-08-01",
			lifecycle.RenewalChanges{Seats: 5, Length: calendar.Annual, Offering: "AutoCAD"},
			"AutoCAD 5", "AutoCAD 5", "2026-10-01", 0,
		},
		"what was asked for": {pending, "2025-08-01", plain, "AutoCAD 5", "AutoCAD 4", "2028-10-01", 0},
		"instead of what was asked for": {
			pending, "2025-08-01",
			lifecycle.RenewalChanges{Seats: 5, Length: calendar.Annual},
			"AutoCAD 5", "AutoCAD 5", "2026-10-01", 1,
		},
		"the last day of Suspended": {
			pending, "2025-11-14", lifecycle.RenewalChanges{Seats: 1}, "AutoCAD 5", "AutoCAD 1", "2028-10-01", 1,
		},
	})
}

func TestRenew_BadChanges(t *testing.T) {
	v := annual(t, "2024-10-01").On(day("2025-08-01"))
	flex := subscription(t, europe, tokens("2024-10-01")).On(day("2025-08-01"))
	for name, tt := range map[string]struct {
		v       lifecycle.View
		changes lifecycle.RenewalChanges
		want    string
		is      error
	}{
		"fewer than none": {
			v, lifecycle.RenewalChanges{Seats: -1}, "seats -1: must be from 1 to 1000000", billingrules.ErrRange,
		},
		"too many": {
			v, lifecycle.RenewalChanges{Seats: 1_000_001}, "seats 1000001: must be from 1", billingrules.ErrRange,
		},
		"no length": {v, lifecycle.RenewalChanges{Length: 9}, "length 9: is not known", billingrules.ErrUnknown},
		"no product": {
			v, lifecycle.RenewalChanges{Offering: "\x00"}, `offering "\x00": has characters`, billingrules.ErrSyntax,
		},
		"nearly exempt": {
			v,
			lifecycle.RenewalChanges{Offering: "autodesk docs"},
			`offering "autodesk docs": is not known: "Autodesk Docs" was probably meant`,
			billingrules.ErrUnknown,
		},
		"an end": {
			v,
			lifecycle.RenewalChanges{End: day("2026-01-01")},
			"end 2026-01-01: must be none",
			billingrules.ErrConflict,
		},
		"tokens with seats": {
			flex,
			lifecycle.RenewalChanges{Seats: 1, End: day("2026-01-01")},
			"changes: must be none",
			billingrules.ErrConflict,
		},
		"tokens that end before they start": {
			flex,
			lifecycle.RenewalChanges{End: day("2025-10-01")},
			"end 2025-10-01: must be after the renewal date, 2025-10-01",
			billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.v.Renew(tt.changes)
			if want := "lifecycle.View.Renew: " + tt.want; !errors.Is(err, tt.is) || len(err.Error()) < len(want) ||
				err.Error()[:len(want)] != want || !next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A renewal carries at most a million seats.
func TestRenew_MostSeats(t *testing.T) {
	v := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))).On(day("2025-08-01"))
	renewed := must(t)(v.Renew(lifecycle.RenewalChanges{Seats: 1_000_000}))
	if got := renewed.On(day("2025-10-01")).Seats(); got != 1_000_000 {
		t.Errorf("%d seats", got)
	}
	if _, err := v.Renew(lifecycle.RenewalChanges{Seats: 1_000_001}); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("one more: %v", err)
	}
}
