package ics_test

import (
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/ics"
	"example.com/billingrules/examples/ics/icstest"
)

func write(t *testing.T, events []ics.Event, previous []byte) []byte {
	t.Helper()
	c := ics.Calendar{
		Name: "Atelier Lambrecht, Gent", Zone: must(time.LoadLocation("Europe/Brussels")),
		On: calendar.MustParseDate("2025-05-12"), Events: events,
	}
	data, err := c.Bytes(previous)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// event is an event as another parser reads it.
type event struct {
	days, summary, status string
	sequence              string
	alarms                []string
}

// readBack reads a calendar with an independent parser, and returns its events by UID.
func readBack(t *testing.T, data []byte) map[string]event {
	t.Helper()
	events := map[string]event{}
	for id, e := range icstest.Read(t, data) {
		if want := "Atelier%20Lambrecht%2C%20Gent.billingrules"; e.Calendar != want {
			t.Errorf("%s is of %s, want %s", id, e.Calendar, want)
		}
		if want := time.Date(2025, 5, 11, 22, 0, 0, 0, time.UTC); !e.Stamp.Equal(want) {
			t.Errorf("%s is stamped %s, want %s", id, e.Stamp, want)
		}
		events[id] = event{e.Start + "/" + e.End, e.Summary, e.Status, e.Sequence, e.AlarmTriggers}
	}
	return events
}
