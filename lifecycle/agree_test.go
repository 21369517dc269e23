package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"pgregory.net/rapid"
)

// Timeline, Phases, Status and the answers of other views agree, day by day, for any facts, edition and day: the past
// is what each day says itself; the future is what each day says if nothing more becomes known.
func TestView_MethodsAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, today := drawn(t)
		if rapid.Bool().Draw(t, "goes on") {
			s = goesOn(t, s, today)
		}
		then, err := lifecycle.New(s.Edition(), billingtest.KnownOn(s.Facts(), today))
		if err != nil {
			t.Fatal(err)
		}
		v := s.On(today)
		phasesAgree(t, v, then)
		eventsAgree(t, v, then)
	})
}

// goesOn takes a subscription as it is known on a day. On that day it asks for changes, withdraws them and renews, as
// far as each is allowed.
func goesOn(t *rapid.T, s lifecycle.Subscription, today calendar.Date) lifecycle.Subscription {
	s, err := lifecycle.New(s.Edition(), billingtest.KnownOn(s.Facts(), today))
	if err != nil {
		t.Fatal(err)
	}
	v := s.On(today)
	if !v.IsCurrent() {
		return s // the first order is always known, but its day has not come yet
	}
	had, seats := v.Offering(), v.Seats()
	for _, step := range rapid.SliceOfN(rapid.IntRange(0, 5), 1, 6).Draw(t, "steps of the day") {
		next := s
		switch v = s.On(today); step {
		case 0:
			next, err = v.SwitchProduct("Maya")
		case 1:
			next, err = v.SwitchProduct(had)
		case 2:
			next, err = v.ReduceSeats(max(seats-1, 1))
		case 3:
			next, err = v.ReduceSeats(seats)
		case 4:
			next, err = v.ChangeTerm(billingtest.Term().Draw(t, "length"))
		case 5:
			next, err = v.Renew(lifecycle.RenewalChanges{Seats: rapid.IntRange(0, 4).Draw(t, "carried")})
		}
		if err == nil {
			s = next
		}
	}
	return s
}

// phasesAgree checks the phases of a view on their days: past days against the subscription itself, later days against
// the subscription with no further facts.
func phasesAgree(t *rapid.T, v lifecycle.View, then lifecycle.Subscription) {
	status := v.Status()
	for days, phase := range v.Phases() {
		if days.Contains(v.Day()) {
			next := then.On(days.End()).Phase()
			if days.End().IsZero() {
				next = 0
			}
			if phase != v.Phase() || days.Start() != status.Since || days.End() != status.Until ||
				next != status.NextPhase {
				t.Fatalf("on %s it is %v, but %s %s, and then %s\n%+v", v.Day(), status, phase, days, next,
					then.Facts())
			}
		}
		last := days.Start().AddDays(60)
		if !days.End().IsZero() {
			last = days.LastDay()
		}
		edge := func(d calendar.Date) bool { return d == days.Start() || d == v.Day() || d == v.Day().AddDays(1) }
		for d := range testkit.Spread(testkit.Days(days.Start(), last), 61, edge) {
			is := v.Subscription().On(d)
			if d.After(v.Day()) {
				is = then.On(d)
			}
			if is.Phase() != phase {
				t.Fatalf("seen from %s, %s is in %s %s, but on it it is %v\n%+v", v.Day(), d, phase, days, is.Status(),
					then.Facts())
			}
		}
	}
}

// eventsAgree compares the timeline of a view with its phases, its facts and the days that its answers name.
func eventsAgree(t *rapid.T, v lifecycle.View, then lifecycle.Subscription) {
	facts := then.Facts()
	from := facts.Terms[0].Ordered
	seq, err := v.Timeline(from, from.AddDays(10_999))
	if err != nil {
		return // too near an end of the calendar, or too many renewals to come
	}
	events := slices.Collect(seq)
	projected := calendar.Date{} // the first day of an expected renewal
	for _, e := range events {
		if e.Projected && projected.IsZero() {
			projected = e.Day
		}
	}
	if !slices.IsSortedFunc(events, func(a, b lifecycle.Event) int { return a.Day.Compare(b.Day) }) {
		t.Fatalf("%v", events)
	}
	startsAgree(t, v, events, projected)
	termsAgree(t, v, facts, events, projected)
	changesAgree(t, v, then, events)
}

// startsAgree compares the phase starts in the timeline with the phases, up to the first expected renewal.
func startsAgree(t *rapid.T, v lifecycle.View, events []lifecycle.Event, projected calendar.Date) {
	var want, got []lifecycle.Event
	for days, phase := range v.Phases() {
		if projected.IsZero() || days.Start().Before(projected) {
			want = append(want, lifecycle.Event{Day: days.Start(), Phase: phase})
		}
	}
	for _, e := range events {
		if e.What == lifecycle.PhaseStarts && (projected.IsZero() || e.Day.Before(projected)) {
			got = append(got, lifecycle.Event{Day: e.Day, Phase: e.Phase})
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("from %s on: %v in the timeline, %v in the phases\n%+v", v.Day(), got, want, v.Subscription().Facts())
	}
	if !projected.IsZero() && (!v.AutoRenew() || v.Phase() != lifecycle.Active && v.Phase() != 0) &&
		v.Day().After(v.Renewal()) {
		t.Fatalf("on %s it is %v, and a renewal is expected", v.Day(), v.Status())
	}
}

// termsAgree compares the terms of the timeline with those ordered by the day of the view, except terms that start
// after it is Canceled.
func termsAgree(
	t *rapid.T, v lifecycle.View, facts lifecycle.Facts, events []lifecycle.Event, projected calendar.Date,
) {
	canceled := calendar.Date{}
	for days := range v.Phases() {
		canceled = days.Start()
	}
	var want, got []calendar.Date
	cut := false
	for i, term := range facts.Terms {
		gone := returnedOn(facts, i)
		if gone.After(v.Day()) {
			gone = calendar.Date{} // not known yet
		}
		cut = cut || !gone.IsZero() && (i == 0 || term.Start.Before(gone))
		if !term.Start.After(canceled) && !term.Ordered.After(v.Day()) && (gone.IsZero() || term.Start.Before(gone) &&
			term.Ordered.Before(gone)) {
			want = append(want, term.Start)
		}
	}
	last := calendar.Date{}
	for _, e := range events {
		if e.What == lifecycle.TermStarts && !e.Projected {
			got = append(got, e.Day)
		}
		if e.What == lifecycle.LastDay {
			last = e.Day
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("the terms start on %v, in the timeline on %v\n%+v", want, got, facts)
	}
	end := v.Renewal().AddDays(-1)
	if end.After(canceled) || cut {
		end = calendar.Date{}
	}
	if projected.IsZero() && last != end {
		t.Fatalf("the last day is %s, in the timeline %s\n%v\n%+v", end, last, events, facts)
	}
}

// returnedOn returns the day on which the n-th term was returned, or the zero Date if it was not. Of several terms that
// start on one day, the first was returned first.
func returnedOn(f lifecycle.Facts, n int) calendar.Date {
	before := 0
	for _, term := range f.Terms[:n] {
		if term.Start == f.Terms[n].Start {
			before++
		}
	}
	for _, r := range f.Returns {
		if r.Term == f.Terms[n].Start {
			if before == 0 {
				return r.Day
			}
			before--
		}
	}
	return calendar.Date{}
}

// changesAgree compares the start of every bought term that is still to come with the day before it: the timeline has a
// change exactly where they differ.
func changesAgree(t *rapid.T, v lifecycle.View, then lifecycle.Subscription, events []lifecycle.Event) {
	for _, e := range events {
		if e.What != lifecycle.TermStarts || e.Projected || e.Day.AddDays(-1).Before(v.Day()) {
			continue
		}
		if e.Day == then.Facts().Terms[0].Start {
			continue // the first term changes nothing
		}
		told := func(what lifecycle.ChangeKind) bool {
			return slices.ContainsFunc(events,
				func(c lifecycle.Event) bool { return c.Day == e.Day && c.Change == what })
		}
		before, after := then.On(e.Day.AddDays(-1)), then.On(e.Day)
		if told(lifecycle.SeatsChanged) != (before.Seats() != after.Seats()) ||
			told(lifecycle.ProductSwitched) != (before.Offering() != after.Offering()) {
			t.Fatalf("on %s there is %s %d, then %s %d, and the timeline tells\n%v\n%+v", e.Day, before.Offering(),
				before.Seats(), after.Offering(), after.Seats(), events, then.Facts())
		}
	}
}
