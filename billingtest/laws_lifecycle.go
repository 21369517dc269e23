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

// final returns the view of a day on which all facts are known.
func final(s lifecycle.Subscription, f lifecycle.Facts) lifecycle.View {
	day := f.Terms[len(f.Terms)-1].Ordered
	for _, invoice := range f.Invoices {
		day = calendar.Latest(calendar.Latest(day, invoice.Issued), invoice.Paid)
	}
	for _, change := range f.Changes {
		day = calendar.Latest(day, change.Asked)
	}
	for _, failed := range f.FailedCharges {
		day = calendar.Latest(day, failed)
	}
	for _, r := range f.Returns {
		day = calendar.Latest(day, r.Day)
	}
	return s.On(calendar.Latest(day, f.Cancellation.Asked))
}

// knownSince draws a day from the first order on.
func knownSince(t *rapid.T, s lifecycle.Subscription, f lifecycle.Facts) calendar.Date {
	first := f.Terms[0].Ordered
	edges := []calendar.Date{first}
	for period := range final(s, f).Phases() {
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
	next, last := firstPhase(told, f), lifecycle.Phase(0)
	for period, phase := range final(s, f).Phases() {
		back := last == lifecycle.Canceled && told.LapseRules().ExemptLateRenewal == policy.No
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
		if v := s.On(day.Date); v.Phase() != day.Phase || v.Provisional() != day.Provisional {
			t.Fatalf("on %s it is %s, provisional %v; the walk finds %+v\n%+v", day.Date, v.Phase(), v.Provisional(),
				day, f)
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
	was, is := then.On(day), s.On(day)
	if was.Status() != is.Status() || was.NextTerm() != is.NextTerm() || was.Seats() != is.Seats() ||
		was.Offering() != is.Offering() || was.AutoRenew() != is.AutoRenew() {
		t.Fatalf("on %s it is %v, by what was known then %v\n%+v", day, is.Status(), was.Status(), f)
	}
	decided := was.Actions()
	for action, d := range is.Actions().All() {
		if decided.Of(action) != d {
			t.Fatalf("on %s, %s: %s, by what was known then %s\n%+v", day, action, d, decided.Of(action), f)
		}
	}
}

// inTime pays what is open, but not overdue, on a day. If an invoice that takes access is overdue, everything stays
// unpaid.
func inTime(ed policy.Edition, f lifecycle.Facts, day calendar.Date) lifecycle.Facts {
	p, held := ed.Parameters(), left(f, day)
	if due, _ := earliestDebt(&p, held, latest(held, day), day); !due.IsZero() && due.Before(day) {
		return f
	}
	for i := range f.Invoices {
		if b := &f.Invoices[i]; b.Paid.IsZero() && b.Returned.IsZero() && !b.Due.Before(day) {
			b.Paid = day
		}
	}
	return f
}

// changedToday asks for changes on the day of a view, if that is possible.
func changedToday(v lifecycle.View) lifecycle.View {
	if v.Kind() != policy.Subscription {
		return v
	}
	for _, change := range []func(lifecycle.View) (lifecycle.Subscription, error){
		func(v lifecycle.View) (lifecycle.Subscription, error) {
			return v.ReduceSeats(v.Edition().ChangeRules().MinimumSeats)
		},
		func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct("Maya") },
		func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ChangeTerm(calendar.ThreeYear) },
	} {
		if next, err := change(v); err == nil {
			v = next.On(v.Day())
		}
	}
	return v
}

func renewalsFollow(t *rapid.T, asked, told policy.Edition) {
	all, f := drawn(t, asked)
	day := knownSince(t, all, f)
	s, err := lifecycle.New(told, KnownOn(f, day))
	if err != nil {
		t.Fatalf("what was known on %s is refused: %v\n%+v", day, err, f)
	}
	v := s.On(day)
	can := all.On(day).CanRenew().Allowed()
	if rapid.Bool().Draw(t, "changes first") {
		v = changedToday(v)
		can = v.CanRenew().Allowed()
	}
	was, bought := v.Renewal(), v.RenewalTerm(lifecycle.RenewalChanges{})
	changes := lifecycle.RenewalChanges{}
	if s.Kind() == policy.FlexTokens {
		changes.End = lastEnd(v)
	}
	next, err := v.Renew(changes)
	if (err == nil) != can {
		t.Fatalf("on %s a renewal is allowed: %v; it gives %v\n%+v", day, can, err, f)
	}
	if err != nil {
		return
	}
	terms := next.Facts().Terms
	over := v.Phase() == lifecycle.Canceled && told.LapseRules().ExemptLateRenewal == policy.No
	if last := terms[len(terms)-1]; last.Start != was || !last.End.After(was) || next.On(day).Renewal() != last.End ||
		over {
		t.Fatalf("renewed on %s, before %s: %+v\n%+v", day, was, last, f)
	} else if then := next.On(calendar.Latest(day, was)); s.Kind() == policy.Subscription &&
		(last.Length != bought.Length || then.Seats() != bought.Seats || then.Offering() != bought.Offering) {
		t.Fatalf("renewed on %s as %+v: %+v of %d × %s\n%+v", day, bought, last, then.Seats(), then.Offering(),
			next.Facts())
	}
}
