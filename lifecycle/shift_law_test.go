package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// fourCenturies is the number of days after which the calendar repeats itself, weekdays included.
const fourCenturies = 146_097

var yearOfDate = regexp.MustCompile(`"\d{4}-`)

// later returns the same facts four centuries later.
func later(t *rapid.T, f lifecycle.Facts) lifecycle.Facts {
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	text = yearOfDate.ReplaceAllFunc(text, func(quoted []byte) []byte {
		year, err := strconv.Atoi(string(quoted[1:5]))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Appendf(nil, `"%d-`, year+400)
	})
	var moved lifecycle.Facts
	if err := json.Unmarshal(text, &moved); err != nil {
		t.Fatal(err)
	}
	return moved
}

func laterDay(d calendar.Date) calendar.Date { return d.AddDays(fourCenturies) }

func laterDays(p calendar.Period) calendar.Period {
	switch {
	case p.IsZero():
		return p
	case p.Start().IsZero() && p.End().IsZero():
		return calendar.Always()
	case p.Start().IsZero():
		return calendar.Until(laterDay(p.End()))
	case p.End().IsZero():
		return calendar.Since(laterDay(p.Start()))
	}
	return calendar.Span(laterDay(p.Start()), laterDay(p.End()))
}

// No rule depends on the year: if the edition's first day and all facts are four centuries later, so is every answer.
func TestView_FourCenturiesLater(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, today := drawn(t)
		p := s.Edition().Parameters()
		p.FirstDay = laterDay(p.FirstDay)
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		moved, err := lifecycle.New(ed, later(t, s.Facts()))
		if err != nil {
			t.Fatalf("%v\n%+v", err, s.Facts())
		}
		for _, d := range daysAfter(s, today) {
			sameLater(t, s.On(d), moved.On(laterDay(d)))
		}
	})
}

// sameLater compares the answers of a view with those of the view four centuries later.
func sameLater(t *rapid.T, now, then lifecycle.View) {
	want := now.Status()
	want.Day, want.Since, want.Until = laterDay(want.Day), laterDay(want.Since), laterDay(want.Until)
	want.Renewal = laterDay(want.Renewal)
	if got := then.Status(); got != want {
		t.Fatalf("%s, and later %s\n%+v", now.Status(), got, now.Subscription().Facts())
	}
	if now.Seats() != then.Seats() || now.Offering() != then.Offering() || now.AutoRenew() != then.AutoRenew() {
		t.Fatalf("on %s: %d × %s, and later %d × %s\n%+v", now.Day(), now.Seats(), now.Offering(), then.Seats(),
			then.Offering(), now.Subscription().Facts())
	}
	next := now.NextTerm()
	next.Start, next.Anchor = laterDay(next.Start), laterDay(next.Anchor)
	if got := then.NextTerm(); got != next {
		t.Fatalf("on %s: then %+v, and later %+v\n%+v", now.Day(), now.NextTerm(), got, now.Subscription().Facts())
	}
	decided := map[lifecycle.Action]policy.Decision{}
	for action, d := range then.Actions().All() {
		decided[action] = d
	}
	for action, d := range now.Actions().All() {
		d.Asked, d.Window, d.Edition = laterDay(d.Asked), laterDays(d.Window), then.Edition().Fingerprint()
		if got := decided[action]; got != d {
			t.Fatalf("%s on %s: %s, and later %s\n%+v", action, now.Day(), d, got, now.Subscription().Facts())
		}
	}
	if got, want := then.Actions().ValidUntil(), laterDay(now.Actions().ValidUntil()); got != want {
		t.Fatalf("kept until %s, want %s\n%+v", got, want, now.Subscription().Facts())
	}
}
