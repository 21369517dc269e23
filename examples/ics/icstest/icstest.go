// Package icstest reads calendars back in tests, with a parser that did not write them.
package icstest

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
)

// Event is what a calendar program reads of an event.
type Event struct {
	Calendar      string // what its identity ends in
	Start, End    string // days, such as 20250930; End is the one after the last
	Summary       string
	Status        string
	Sequence      string
	Stamp         time.Time
	AlarmTriggers []string
}

// Read reads a calendar: its events by their identities, each up to the @. Every event is on whole days, and none has
// the identity of another.
func Read(t testing.TB, data []byte) map[string]Event {
	t.Helper()
	calendar, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	events := map[string]Event{}
	for _, e := range calendar.Events() {
		text := func(name string) string {
			value, err := e.Props.Text(name)
			if err != nil {
				t.Error(err)
			}
			return value
		}
		id, of, _ := strings.Cut(text(ical.PropUID), "@")
		start, end := e.Props.Get(ical.PropDateTimeStart), e.Props.Get(ical.PropDateTimeEnd)
		if start.ValueType() != ical.ValueDate || end.ValueType() != ical.ValueDate {
			t.Errorf("%s is not on whole days", id)
		}
		if _, twice := events[id]; twice {
			t.Errorf("%s is a duplicate", id)
		}
		stamp, err := e.Props.Get(ical.PropDateTimeStamp).DateTime(time.UTC)
		if err != nil {
			t.Errorf("%s: %v", id, err)
		}
		event := Event{
			Calendar: of, Start: start.Value, End: end.Value, Summary: text(ical.PropSummary),
			Status: text(ical.PropStatus), Sequence: e.Props.Get(ical.PropSequence).Value, Stamp: stamp,
		}
		for _, child := range e.Children {
			event.AlarmTriggers = append(event.AlarmTriggers, child.Props.Get(ical.PropTrigger).Value)
		}
		events[id] = event
	}
	return events
}

// ReadFile reads a calendar of a file as [Read] does.
func ReadFile(t testing.TB, name string) map[string]Event {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return Read(t, data)
}
