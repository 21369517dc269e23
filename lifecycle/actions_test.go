package lifecycle_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// actions lists all actions.
func actions() []lifecycle.Action {
	var all []lifecycle.Action
	for action := range lifecycle.Action(255) {
		if action.IsValid() {
			all = append(all, action)
		}
	}
	return all
}

// said lists all decisions of a day, without the day itself.
func said(v lifecycle.View) string {
	text := v.Phase().String() + "\n"
	for action, got := range v.Actions().All() {
		text += fmt.Sprintln(action, got.Allowed(), got.Rule, got.Window, got.Route, got.Remedy)
	}
	return text
}

// The menu of a day has the decisions of that day, and first changes on ValidUntil.
func TestActions_ValidUntil(t *testing.T) {
	t.Parallel()
	for name, f := range subjects(t) {
		t.Run(name, func(t *testing.T) {
			s := subscription(t, europe, f)
			first := f.Terms[0].Ordered
			var texts []string
			for d := range testkit.Days(first, day("2028-03-01")) {
				texts = append(texts, said(s.On(d)))
			}
			sample := testkit.NewSample(11)
			var changes calendar.Date // the first later day whose decisions differ
			for i := len(texts) - 2; i >= 0; i-- {
				d := first.AddDays(i)
				turns := texts[i+1] != texts[i]
				if turns {
					changes = d.AddDays(1)
				}
				if !sample.Takes(turns) {
					continue
				}
				if menu := s.On(d).Actions(); menu.ValidUntil() != changes || menu.Day != d {
					t.Fatalf("on %s: until %s, want %s", d, menu.ValidUntil(), changes)
				}
			}
		})
	}
}

func TestActions_Of(t *testing.T) {
	v := annual(t, "2024-10-01").On(day("2025-01-01"))
	menu := v.Actions()
	var n int
	for action, d := range menu.All() {
		if n++; menu.Of(action) != d || v.Decide(action) != d {
			t.Errorf("%s: %v, %v, %v", action, menu.Of(action), v.Decide(action), d)
		}
	}
	if n != len(actions()) {
		t.Errorf("%d actions of %d", n, len(actions()))
	}
	for _, none := range []lifecycle.Action{0, 11, 255} {
		t.Run(none.String(), func(t *testing.T) {
			if menu.Of(none) != (policy.Decision{}) || v.Decide(none) != (policy.Decision{}) {
				t.Errorf("%v", menu.Of(none))
			}
		})
	}
	for range menu.All() {
		break // a caller may stop early
	}
}

func TestActions_JSON(t *testing.T) {
	menu := annual(t, "2024-10-01").On(day("2025-01-01")).Actions()
	text, err := json.Marshal(menu)
	const begins = `{"day":"2025-01-01","decisions":{"add-seats":{"allowed":true,"rule":"change.seats-up"`
	if err != nil || !strings.HasPrefix(string(text), begins) ||
		!strings.HasSuffix(string(text), `"validUntil":"2025-07-03"}`) {
		t.Fatalf("%s, %v", text, err)
	}
	var read lifecycle.Actions
	if err := json.Unmarshal(text, &read); err != nil || read != menu {
		t.Errorf("it reads back as %+v, %v", read, err)
	}
	for name, tt := range map[string]struct {
		old, with string
		field     string
		is        error
	}{
		"an action in another spelling": {
			`"convert-trial":`, `"Convert-trial":`, "decisions.Convert-trial", billingrules.ErrUnknown,
		},
		"an unknown action": {`"convert-trial":`, `"convert":`, "decisions.convert", billingrules.ErrUnknown},
		"another day": {
			`"day":"2025-01-01"`, `"day":"2025-01-02"`, "decisions.renew.asked", billingrules.ErrConflict,
		},
		"another edition of one": {
			europe.Fingerprint().String(), policy.Europe2025().Fingerprint().String(), "decisions.add-seats.edition",
			billingrules.ErrConflict,
		},
		"an unknown key": {`"validUntil"`, `"next"`, "next", billingrules.ErrUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			was := read
			err := json.Unmarshal([]byte(strings.Replace(string(text), tt.old, tt.with, 1)), &read)
			bad := billingrules.InputErrors(err)
			if len(bad) != 1 || bad[0].Field != tt.field || !errors.Is(err, tt.is) || read != was {
				t.Errorf("got %v", err)
			}
		})
	}
	var nothing lifecycle.Actions
	err = json.Unmarshal([]byte(`{"day":"2025-01-01","decisions":{}}`), &nothing)
	if !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("got %v", err)
	}
}

// A menu that may be kept past the edge of one of its windows, or for no day at all, is not read.
func TestActions_Contradictions(t *testing.T) {
	gone := testkit.Absent{}
	s := annual(t, "2024-10-01")
	t.Run("in the term", func(t *testing.T) { // the renewal window opens on 3 July
		holdTampered(t, s.On(day("2025-01-01")).Actions(), []tampered{
			{"validUntil", "2025-01-02", ""},
			{"validUntil", "2025-07-03", ""},
			{"validUntil", "2025-07-04", "validUntil"},
			{"validUntil", "2025-01-01", "validUntil"},
			{"validUntil", "2024-01-01", "validUntil"},
			{"validUntil", gone, "validUntil"},
		})
	})
	t.Run("in the renewal window", func(t *testing.T) {
		holdTampered(t, s.On(day("2025-09-20")).Actions(), []tampered{
			{"validUntil", "2025-10-01", ""},
			{"validUntil", "2025-10-02", "validUntil"},
			{"decisions.extend.window.lastDay", "2025-09-25", "validUntil"},
			{"decisions.renew.window.firstDay", "2025-07-04", "decisions.renew-by-invoice.window"},
			{"decisions.renew.window.firstDay", "2025-07-02", ""},
			{"decisions.renew.rule", "change.seats-up", "decisions.renew.rule"},
			{"decisions.renew.rule", "renewal.late", ""},
			{"decisions.renew.route", "partner", "decisions.renew.route"},
			{"decisions.extend.route", "self-service", "decisions.extend.route"},
			{"decisions.reduce-seats.route", gone, "decisions.reduce-seats.route"},
		})
	})
	t.Run("when all is over", func(t *testing.T) {
		holdTampered(t, s.On(day("2027-01-01")).Actions(), []tampered{
			{"validUntil", "2027-01-02", ""},
			{"validUntil", "2027-01-01", "validUntil"},
		})
	})
}

// drawn draws a subscription and a day on or after its first order, under the numbers and readings of any edition.
func drawn(t *rapid.T) (lifecycle.Subscription, calendar.Date) {
	ed := billingtest.Edition(europe).Draw(t, "edition")
	f := billingtest.Facts(ed).Draw(t, "facts")
	edges := []calendar.Date{f.Terms[0].Ordered}
	for _, term := range f.Terms {
		edges = append(edges, term.Ordered, term.Start, term.End, term.End.AddDays(40))
	}
	today := calendar.Latest(f.Terms[0].Ordered, billingtest.Near(edges...).Draw(t, "today"))
	s, err := lifecycle.New(ed, f)
	if err != nil {
		t.Fatal(err)
	}
	return s, today
}

// Under any edition the menu of a day stays the same until ValidUntil, and differs on that day.
func TestActions_AreKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, today := drawn(t)
		now := said(s.On(today))
		end := s.On(today).Actions().ValidUntil()
		if !end.IsZero() && (!end.After(today) || said(s.On(end)) == now) {
			t.Fatalf("nothing of %s changes on %s\n%+v", today, end, s.Facts())
		}
		if end.IsZero() {
			end = today.AddDays(800)
		}
		sample := testkit.NewSample(11)
		for d := range testkit.Days(today, end.AddDays(-1)) {
			if sample.Takes(end.Sub(d) < 3 || testkit.MonthEdge(d)) && said(s.On(d)) != now {
				t.Fatalf("on %s it is\n%s\non %s it was\n%s\n%+v", d, said(s.On(d)), today, now, s.Facts())
			}
		}
	})
}
