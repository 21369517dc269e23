package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// change.pending: a change that is asked for and then withdrawn, by asking for what is in force anyway, has no effect.
func TestChangePending_WithdrawnIsNothing(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		if next := v.NextTerm(); next.Seats != v.Seats() || next.Offering != v.Offering() ||
			next.Length != next.Follows {
			return // a change is pending already, and would be withdrawn with it
		}
		kind := rapid.SampledFrom(requested).Draw(t, "kind")
		back := map[lifecycle.ChangeKind]request{
			lifecycle.SeatsChanged: func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.ReduceSeats(v.Seats())
			},
			lifecycle.ProductSwitched: func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.SwitchProduct(v.Offering())
			},
			lifecycle.TermChanged: func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.ChangeTerm(v.NextTerm().Follows)
			},
		}[kind]
		after, ok := afterAll(t, v, drawRequest(t, v, kind, "asked"), back)
		if ok {
			held++
			sameLife(t, after, v.Subscription(), v.Day())
		}
	})
	holdsOnce(t, held)
}

// renewal.auto-toggle: switching auto-renew and switching it back on the same day has no effect.
func TestSetAutoRenew_ThereAndBack(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		if v.Kind() != policy.Subscription {
			return
		}
		toggle := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SetAutoRenew(!v.AutoRenew()) }
		after, ok := afterAll(t, v, toggle, toggle)
		if ok {
			held++
			sameLife(t, after, v.Subscription(), v.Day())
		}
	})
	holdsOnce(t, held)
}

// renewal.canceled-final: a cancellation takes nothing of what was bought before its effective day, and everything from
// that day on. On the renewal date no renewal is expected that the cancellation would cut short.
func TestCancel_TakesEffectOnItsDay(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		effective := v.Day().AddDays(rapid.IntRange(0, 500).Draw(t, "days"))
		if _, canceled := v.Cancellation(); canceled || v.Phase() == lifecycle.Canceled {
			return
		}
		held++
		after, err := v.Cancel(effective)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range append(daysAfter(v.Subscription(), v.Day()), effective.AddDays(-1), effective) {
			with, without := after.On(d), v.Subscription().On(d)
			switch {
			case !d.Before(effective):
				if with.Phase() != lifecycle.Canceled {
					t.Fatalf("canceled for %s, on %s it is %v\n%+v", effective, d, with.Status(), after.Facts())
				}
			case d.Before(v.Renewal()):
				if with.Phase() != without.Phase() || with.Seats() != without.Seats() ||
					with.Offering() != without.Offering() || with.Renewal() != without.Renewal() {
					t.Fatalf("canceled for %s, on %s it is %v with %d %s, without it %v with %d %s\n%+v",
						effective, d, with.Status(), with.Seats(), with.Offering(), without.Status(),
						without.Seats(), without.Offering(), after.Facts())
				}
			}
		}
	})
	holdsOnce(t, held)
}

// renewal.next-term: whatever it carries, a renewal changes nothing before the renewal date.
func TestRenew_ChangesNothingBefore(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		changes := lifecycle.RenewalChanges{Seats: rapid.IntRange(0, 4).Draw(t, "seats")}
		if !v.Day().Before(v.Renewal()) || v.Kind() != policy.Subscription {
			return
		}
		after, ok := afterAll(t, v, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(changes) })
		if !ok {
			return
		}
		held++
		edge := func(d calendar.Date) bool { return d == v.Renewal().AddDays(-1) }
		for d := range testkit.Spread(testkit.Days(v.Day(), v.Renewal().AddDays(-1)), 13, edge) {
			with, without := after.On(d), v.Subscription().On(d)
			if with.Phase() != without.Phase() || with.Seats() != without.Seats() ||
				with.Offering() != without.Offering() {
				t.Fatalf("renewed, on %s it is %v with %d × %s, without it %v with %d × %s\n%+v", d,
					with.Status(), with.Seats(), with.Offering(), without.Status(), without.Seats(),
					without.Offering(), after.Facts())
			}
		}
	})
	holdsOnce(t, held)
}

// change.seats-up: on every day up to the end of what is bought, there are more seats by the number added than there
// would be without them.
func TestAddSeats_ThroughTheStretch(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		seats := rapid.IntRange(1, 5).Draw(t, "seats")
		after, ok := afterAll(t, v, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(seats) })
		if !ok {
			return
		}
		held++
		last := v.Stretch().Covered().LastDay()
		edge := func(d calendar.Date) bool { return d == last }
		for d := range testkit.Spread(testkit.Days(v.Day(), last), 13, edge) {
			if got, want := after.On(d).Seats(), v.Subscription().On(d).Seats()+seats; got != want {
				t.Fatalf("on %s there are %d seats, want %d\n%+v", d, got, want, after.Facts())
			}
		}
	})
	holdsOnce(t, held)
}

// lapse.start: if nothing more happens, each phase is followed by a later one, and Canceled is the last.
func TestPhases_OnlyForward(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, today := drawn(t)
		v := s.On(calendar.Latest(today, s.Facts().Terms[0].Start))
		last := lifecycle.Phase(0)
		for days, phase := range v.Phases() {
			if days.Start().After(v.Day()) && phase <= last {
				t.Fatalf("seen from %s it is %s from %s on, after %s\n%+v", v.Day(), phase, days.Start(), last,
					s.Facts())
			}
			last = phase
		}
		if last != lifecycle.Canceled {
			t.Fatalf("it ends %s\n%+v", last, s.Facts())
		}
	})
}
