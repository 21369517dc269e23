package main

import (
	"net/http"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/ics/icstest"
	"example.com/billingrules/policy"
)

// calendarOf reads a calendar with an independent parser: the day, sequence number and text of each event.
func (s *server) calendarOf(t *testing.T, path string) map[string]string {
	t.Helper()
	got := s.send(t, http.MethodGet, path, "")
	if media := got.header.Get("Content-Type"); got.status != http.StatusOK || media != mediaCalendar {
		t.Fatalf("%d %s: %s", got.status, media, got.body)
	}
	events := map[string]string{}
	for id, e := range icstest.Read(t, got.body) {
		events[id] = strings.Join([]string{e.Start, e.Sequence, e.Summary}, " ")
	}
	return events
}

// A calendar of all and one of each have the same events; what happens moves them, and makes no others of them.
func TestCalendar(t *testing.T) {
	t.Parallel()
	s := start(t)
	before := s.calendarOf(t, "/calendar.ics?on=2025-09-01")
	one := s.calendarOf(t, "/subscriptions/S-01/calendar.ics?on=2025-09-01")
	for id, event := range before {
		if got, own := one[id], strings.HasPrefix(id, "S-01."); own != (got == event) {
			t.Errorf("%s is %q, of S-01 %q", id, event, got)
		}
	}
	for id, want := range map[string]string{
		"S-01.renewal.1": "20251130 1 AutoCAD × 3 renews itself",
		"S-01.window.1":  "20250901 1 AutoCAD × 3 can be renewed",
	} {
		t.Run(id, func(t *testing.T) {
			if before[id] != want {
				t.Errorf("got %q, want %q", before[id], want)
			}
		})
	}
	var quote struct{ Number string }
	s.on("2025-09-01").post(t, "/subscriptions/S-01/quotes/extension", `{"target": "S-02", "expires": "2025-09-30"}`,
		http.StatusCreated, &quote)
	s.on("2025-09-02").post(t, "/quotes/"+quote.Number+"/order", "", http.StatusCreated, &struct{}{})
	after := s.calendarOf(t, "/calendar.ics?on=2025-09-02")
	if got, want := after["S-01.renewal.1"], "20260610 3 AutoCAD × 3 renews itself"; got != want {
		t.Errorf("extended, it is %q, want %q", got, want)
	}
	for id := range after {
		bought := strings.HasPrefix(id, "S-01.invoice.") || strings.HasPrefix(id, "S-01.return.")
		if _, known := before[id]; !known && !bought {
			t.Errorf("%s is new: %s", id, after[id])
		}
	}
	s.fails(t, http.MethodGet, "/subscriptions/S-99/calendar.ics", "")
}

// The editions that are kept are those that the library would pick.
func TestInEurope(t *testing.T) {
	list := european()
	first, last := calendar.MustParseDate("2024-01-01"), calendar.MustParseDate("2026-12-31")
	for day := first; day.Before(last); day = day.AddDays(1) {
		kept := list.on(day)
		want, err := policy.EditionOn(policy.Europe, day)
		if err != nil || !kept.Equal(want) {
			t.Fatalf("%s: %s, want %s", day, kept, want)
		}
	}
}
