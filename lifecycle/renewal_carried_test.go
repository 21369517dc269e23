package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// carriedCase is a renewal with changes on a day, and what is in force before and after it.
type carriedCase struct {
	s             lifecycle.Subscription
	on            string
	changes       lifecycle.RenewalChanges
	before, after string // on E and on R, as known on the day of the renewal
	renewal       string
	changed       int // how many changes the renewal records
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

// renewal.with-changes: what a renewal carries holds for the next term; everything else stays as it is, or as it was
// asked for before.
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
			"end 2026-01-01: must not be set",
			billingrules.ErrConflict,
		},
		"tokens with seats": {
			flex,
			lifecycle.RenewalChanges{Seats: 1, End: day("2026-01-01")},
			"changes: must not be set",
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

// A renewal carries a million seats at most.
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

// renewal.with-changes: the seats, the length and the product that the next term has anyway are no changes, so a late
// renewal that names them needs no quote.
func TestCanRenewWith_WhatTheNextTermHas(t *testing.T) {
	t.Parallel()
	s := must(t)(annual(t, "2024-10-01").On(day("2025-07-10")).ReduceSeats(2))
	pending := must(t)(must(t)(s.On(day("2025-07-10")).ChangeTerm(calendar.ThreeYear)).On(day("2025-07-10")).
		SwitchProduct("Maya"))
	v := pending.On(day("2025-10-11"))
	for name, changes := range map[string]lifecycle.RenewalChanges{
		"seats": {Seats: 2}, "length": {Length: calendar.ThreeYear}, "product": {Offering: "Maya"},
		"all of them": {Seats: 2, Length: calendar.ThreeYear, Offering: "Maya"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := v.CanRenewWith(changes); d != v.CanRenew() || d.Rule != rule.RenewalLate {
				t.Errorf("%s by %v, want %s", d, d.Route, v.CanRenew())
			}
			got, want := must(t)(v.Renew(changes)).Facts(), must(t)(v.Renew(plain)).Facts()
			if diff := cmp.Diff(want, got, cmpopts.EquateComparable(calendar.Date{})); diff != "" {
				t.Error(diff)
			}
		})
	}
	for name, changes := range map[string]lifecycle.RenewalChanges{
		"the seats until now": {Seats: 3}, "the length until now": {Length: calendar.Annual},
		"the product until now": {Offering: "AutoCAD"}, "one that differs": {Seats: 2, Length: calendar.Annual},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := v.CanRenewWith(changes); d.Rule != rule.RenewalWithChanges || d.Route != policy.Partner {
				t.Errorf("%s by %v", d, d.Route)
			}
		})
	}
}

// change.effective-fixed: if an early renewal moves what is pending, a number like the present one is a change, since
// the pending number does not move then.
func TestCanRenewWith_WhatWouldMove(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	s := subscription(t, ed, annual(t, "2024-10-01").Facts())
	v := must(t)(s.On(day("2025-07-10")).ReduceSeats(2)).On(day("2025-07-20"))
	if d := v.CanRenewWith(lifecycle.RenewalChanges{Seats: 3}); d.Rule != rule.RenewalWithChanges {
		t.Errorf("3, instead of 2 a term later: %s", d)
	}
	if d := v.CanRenewWith(lifecycle.RenewalChanges{Length: calendar.Annual}); d.Rule != rule.RenewalWindow {
		t.Errorf("for a year, as due: %s", d)
	}
}
