package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"pgregory.net/rapid"
)

// renewedByItself makes the automatic renewals as the vendor would: on every renewal date on which one is expected,
// from the day of a view up to a horizon. It also returns how many there were.
func renewedByItself(t *rapid.T, v lifecycle.View, horizon calendar.Date) (lifecycle.Subscription, int) {
	s, renewals := v.Subscription(), 0
	for {
		on := s.On(calendar.Latest(v.Day(), lastKnown(s.Facts()))).Renewal()
		at := s.On(on)
		if on.Before(v.Day()) || on.After(horizon) || !at.Provisional() || !at.CanRenew().Allowed() {
			return s, renewals
		}
		next, err := at.Renew(plain)
		if err != nil {
			t.Fatalf("%v\n%+v", err, s.Facts())
		}
		s, renewals = next, renewals+1
	}
}

// renewal.next-term: the timeline expects the same events as it has once the renewals were made one by one, each on its
// renewal date.
func TestTimeline_ExpectsTheRenewalsThatFollow(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		s, today := drawn(t)
		then, err := lifecycle.New(s.Edition(), billingtest.KnownOn(s.Facts(), today))
		if err != nil {
			t.Fatal(err)
		}
		v := then.On(today)
		horizon := calendar.Latest(today, v.Renewal()).AddDays(rapid.IntRange(0, 1200).Draw(t, "days"))
		expected, err := v.Timeline(today, horizon)
		if err != nil {
			return // too many renewals to come
		}
		made, renewals := renewedByItself(t, v, horizon)
		if renewals == 0 {
			return
		}
		held++
		told, err := made.On(lastKnown(made.Facts())).Timeline(today, horizon)
		if err != nil {
			t.Fatal(err)
		}
		got, want := plainEvents(expected), plainEvents(told)
		if !slices.Equal(got, want) {
			t.Fatalf("from %s to %s, expected\n%v\nmade\n%v\n%+v", today, horizon, got, want, then.Facts())
		}
	})
	holdsOnce(t, held)
}

// plainEvents lists events without the mark for projected ones.
func plainEvents(events func(func(lifecycle.Event) bool)) []lifecycle.Event {
	var all []lifecycle.Event
	for e := range events {
		e.Projected = false
		all = append(all, e)
	}
	return all
}
