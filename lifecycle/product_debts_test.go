package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// orderedAhead is an annual subscription for AutoCAD that was ordered eleven days before its first term, and renewed.
func orderedAhead(t *testing.T, changes ...lifecycle.Change) lifecycle.Facts {
	t.Helper()
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20"), day("2025-09-20"))
	f.Changes = changes
	return f.Bill(unpaid("I-1", "2025-09-01", "2025-09-25"))
}

// change.effective-next: a change asked for before the first term can take effect on the day on which that starts, or
// ends, but on no other.
func TestFacts_ChangeWithTheFirstTerm(t *testing.T) {
	for effective, want := range map[string]string{
		"2024-09-30": "changes[0].effective", "2024-10-01": "", "2024-10-02": "changes[0].effective", "2025-10-01": "",
	} {
		t.Run(effective, func(t *testing.T) {
			s, err := lifecycle.New(europe, orderedAhead(t, lifecycle.Change{
				What: lifecycle.ProductSwitched, Asked: day("2024-09-25"), Effective: day(effective), Offering: "Maya",
			}))
			got := ""
			for _, e := range billingrules.InputErrors(err) {
				got += e.Field
			}
			if got != want {
				t.Errorf("refused in %q, want %q: %v", got, want, err)
			}
			if effective == "2024-10-01" {
				if a, b := s.On(day("2024-09-30")).Offering(), s.On(day(effective)).Offering(); b != "Maya" || a == b {
					t.Errorf("the product is %s, and then %s", a, b)
				}
			}
		})
	}
}

// lapse.exempt: a debt of a term counts as one of the product that the term started with, also if that was switched to
// before the first term.
func TestPhase_ProductOfTheFirstTerm(t *testing.T) {
	ed := edition(t, func(p *policy.Parameters) { p.Lapse.ExemptUnpaidStops = policy.No })
	phases := func(f lifecycle.Facts) (list []lifecycle.Phase) {
		s := subscription(t, ed, f)
		for d := day("2025-09-10"); d.Before(day("2026-12-01")); d = d.AddDays(1) {
			list = append(list, s.On(d).Phase())
		}
		return list
	}
	stages, docs := orderedAhead(t), orderedAhead(t)
	docs.Offering = "Autodesk Docs"
	switched := orderedAhead(t, lifecycle.Change{
		What: lifecycle.ProductSwitched, Asked: day("2024-09-25"), Effective: day("2024-10-01"),
		Offering: docs.Offering,
	})
	if want := phases(docs); !slices.Equal(phases(switched), want) || slices.Equal(phases(stages), want) {
		t.Errorf("switched  %v\nfrom the first on %v\nwith stages %v", phases(switched), want, phases(stages))
	}
}

// lapse.exempt, refund.effect: after a renewal was returned, too, a debt of a term without stages takes no access, and
// a later one of a term with stages does.
func TestPhase_DebtsAfterAReturn(t *testing.T) {
	ed := edition(t, func(p *policy.Parameters) { p.Lapse.ExemptUnpaidStops = policy.No })
	for name, returned := range map[string]bool{"nothing returned": false, "a renewal returned": true} {
		t.Run(name, func(t *testing.T) {
			l := &told{t, must(t)(lifecycle.Buy(ed, annual3))}
			product := func(on, offering string) {
				l.on(on, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct(offering) })
			}
			if returned {
				l.renew("2025-07-15")
				l.returnTerm("2025-07-20", "2025-10-01")
			}
			product("2025-08-01", "Autodesk Docs")
			l.renew("2025-09-20")
			product("2026-08-01", "AutoCAD")
			l.renew("2026-09-20")
			s := subscription(t, ed, l.s.Facts().Bill(
				unpaid("I-1", "2025-12-15", "2026-01-15"), unpaid("I-2", "2026-10-15", "2026-11-15"),
			))
			for on, want := range map[string]lifecycle.Phase{
				"2026-01-16": lifecycle.Active, "2026-11-15": lifecycle.Active, "2026-11-16": lifecycle.Expired,
			} {
				if got := s.On(day(on)).Phase(); got != want {
					t.Errorf("%s on %s, want %s", got, on, want)
				}
			}
		})
	}
}

// change.effective-fixed, read the other way: a change that is pending moves on with every early renewal.
func TestNextTerm_ChangeMovesOnTwice(t *testing.T) {
	moving := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	for name, tt := range map[string]struct {
		ed                   policy.Edition
		first, second, third string // the product of the terms that start in 2025, 2026 and 2027
	}{
		"it keeps its date": {europe, "Maya", "Maya", "Maya"},
		"it moves on":       {moving, "AutoCAD", "AutoCAD", "Maya"},
	} {
		t.Run(name, func(t *testing.T) {
			l := &told{t, must(t)(lifecycle.Buy(tt.ed, annual3))}
			l.on("2025-07-05", func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.SwitchProduct("Maya")
			})
			l.renew("2025-07-10")
			l.renew("2026-07-10")
			l.renew("2027-10-05") // late, so that the change is not moved on any more
			for on, want := range map[string]string{
				"2025-09-30": "AutoCAD", "2025-10-02": tt.first, "2026-10-02": tt.second, "2027-10-06": tt.third,
			} {
				if got := l.s.On(day(on)).Offering(); got != want {
					t.Errorf("%s on %s, want %s", got, on, want)
				}
			}
		})
	}
}

// coterm.same-product, renewal.awaited: while a renewal is awaited that brings another product, the days on which seats
// could be added are still all those of the one that was covered.
func TestCanAddSeats_AwaitedWithAnotherProduct(t *testing.T) {
	l := &told{t, must(t)(lifecycle.Buy(europe, annual3))}
	l.renew("2025-08-01")
	l.on("2026-07-10", func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct("Maya") })
	for _, on := range []string{"2026-09-30", "2026-10-01", "2026-10-02"} {
		t.Run(on, func(t *testing.T) {
			got := l.s.On(day(on)).CanAddSeats()
			want := calendar.Span(day("2024-10-01"), day("2026-10-01"))
			if got.Window != want || got.Allowed() != day(on).Before(want.End()) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}
