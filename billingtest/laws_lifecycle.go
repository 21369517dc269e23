package billingtest

import (
	"bytes"
	"encoding/json"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

func readBack(t *rapid.T, asked, told policy.Edition) {
	file, err := json.Marshal(asked)
	if err != nil {
		t.Fatalf("%s cannot be written: %v", asked, err)
	}
	again, err := policy.DecodeEdition(bytes.NewReader(file), policy.Edition{})
	if err != nil || again.Fingerprint() != told.Fingerprint() {
		t.Fatalf("%s is read back as %s, %v", told, again, err)
	}
}

// drawn draws a subscription.
func drawn(t *rapid.T, ed policy.Edition) (lifecycle.Subscription, lifecycle.Facts) {
	f := Facts(ed).Draw(t, "facts")
	s, err := lifecycle.New(ed, f)
	if err != nil {
		t.Fatalf("%v\n%+v", err, f)
	}
	return s, f
}

// knownSince draws a day from the first order on.
func knownSince(t *rapid.T, s lifecycle.Subscription, f lifecycle.Facts) calendar.Date {
	first := f.Terms[0].Ordered
	edges := []calendar.Date{first}
	for period := range s.Phases() {
		edges = append(edges, period.Start())
	}
	for _, term := range f.Terms {
		edges = append(edges, term.Ordered, term.Start, term.End)
	}
	if day := Near(edges...).Draw(t, "day"); !day.Before(first) {
		return day
	}
	return first
}

func phasesTile(t *rapid.T, asked, told policy.Edition) {
	s, f := drawn(t, asked)
	next, last := f.Terms[0].Start, lifecycle.Phase(0)
	for period, phase := range s.Phases() {
		back := last == lifecycle.Canceled && told.Lapse().ExemptLateRenewal == policy.No
		if period.Start() != next || next.IsZero() || phase == last || back {
			t.Fatalf("%s %s follows %s, which ended before %s\n%+v", phase, period, last, next, f)
		}
		next, last = period.End(), phase
	}
	if !next.IsZero() || last != lifecycle.Canceled {
		t.Fatalf("the last phase is %s, and ends before %s\n%+v", last, next, f)
	}
}

func phasesWalk(t *rapid.T, asked, told policy.Edition) {
	s, f := drawn(t, asked)
	until := f.Terms[len(f.Terms)-1].End.AddDays(100)
	for _, day := range Walk(told, f, until) {
		if st := s.On(day.Date); st.Phase != day.Phase || st.Provisional != day.Provisional {
			t.Fatalf("on %s it is %s, provisional %v; the walk finds %+v\n%+v", day.Date, st.Phase, st.Provisional, day, f)
		}
	}
}

func pastStays(t *rapid.T, asked, told policy.Edition) {
	s, f := drawn(t, asked)
	day := knownSince(t, s, f)
	then, err := lifecycle.New(told, KnownOn(f, day))
	if err != nil {
		t.Fatalf("what was known on %s is refused: %v\n%+v", day, err, f)
	}
	if then.On(day) != s.On(day) || then.Actions(day) != s.Actions(day) || then.Next(day) != s.Next(day) {
		t.Fatalf("on %s it is %v, by what was known then %v\n%+v", day, s.On(day), then.On(day), f)
	}
}

// windowsTurn asks the same of days to come, by what is known today. Of fewer seats it does not: how many there are to give back depends
// on the day, too.
func windowsTurn(t *rapid.T, asked, told policy.Edition) {
	all, f := drawn(t, asked)
	today := knownSince(t, all, f)
	s, err := lifecycle.New(told, KnownOn(f, today))
	if err != nil {
		t.Fatalf("what was known on %s is refused: %v\n%+v", today, err, f)
	}
	for action, d := range all.Actions(today).All() {
		if action == lifecycle.ActionReduceSeats {
			continue
		}
		for _, edge := range []calendar.Date{d.Window.Start(), d.Window.End(), today.AddDays(1)} {
			for _, at := range []calendar.Date{edge.AddDays(-1), edge} {
				if !at.After(today) {
					continue
				}
				if then := s.Actions(at).Of(action); then.Allowed() != d.Window.Contains(at) {
					t.Fatalf("%s: on %s %v, on %s %v\n%+v", action, today, d, at, then, f)
				}
			}
		}
	}
}

func renewalsFollow(t *rapid.T, asked, told policy.Edition) {
	all, f := drawn(t, asked)
	day := knownSince(t, all, f)
	s, err := lifecycle.New(told, KnownOn(f, day))
	if err != nil {
		t.Fatalf("what was known on %s is refused: %v\n%+v", day, err, f)
	}
	was, can := s.Renewal(day), all.CanRenew(day).Allowed()
	order := lifecycle.Order{}
	if s.Kind() == policy.FlexTokens {
		order.End = was.AddMonths(12)
	}
	next, err := s.Renew(day, order)
	if (err == nil) != can {
		t.Fatalf("on %s a renewal is allowed: %v; it gives %v\n%+v", day, can, err, f)
	}
	if err != nil {
		return
	}
	terms := next.Facts().Terms
	over := s.On(day).Phase == lifecycle.Canceled && told.Lapse().ExemptLateRenewal == policy.No
	if last := terms[len(terms)-1]; last.Start != was || !last.End.After(was) || next.Renewal(day) != last.End || over {
		t.Fatalf("renewed on %s, before %s: %+v\n%+v", day, was, last, f)
	}
}
