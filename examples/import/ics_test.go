package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules/examples/ics/icstest"
)

// The calendar of the export is read back with another parser, and a second export moves what has moved.
func TestCalendar(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "days.ics")
	args := []string{"-prices", "testdata/prices.csv", "-partner", "quote", "-company", "Lambrecht", "-ics", name}
	printed(t, append(args, "-on", "2026-11-28", "testdata/account.csv")...)
	before := events(t, name)
	for id, want := range map[string]string{
		"56-41274733.renewal.1": "20261210 0 CONFIRMED AutoCAD × 12 renews itself",
		"56-41274733.window.1":  "20260911 0 CONFIRMED AutoCAD × 12 can be renewed",
		"57-41276466.renewal.1": "20270301 0 CONFIRMED AutoCAD × 4 ends",
		"58-41340587.renewal.1": "20270511 0 CONFIRMED Revit × 2 ends",
		"55-41279932.return.1":  "20261202 0 CONFIRMED Last day to return AutoCAD LT × 3",
		"58-41312859.charge.1.3": "20261129 0 CONFIRMED EUR 6896.66 is due: Product Design & Manufacturing " +
			"Collection × 2",
	} {
		t.Run(id, func(t *testing.T) {
			if got := before[id]; strings.Replace(got, " 2 ", " 0 ", 1) != want {
				t.Errorf("%s is %q, want %q", id, got, want)
			}
		})
	}
	data, err := os.ReadFile("testdata/account.csv")
	if err != nil {
		t.Fatal(err)
	}
	later := filepath.Join(t.TempDir(), "account.csv") // in which the one that renews on 10 December no longer does
	data = bytes.Replace(data, []byte("10/12/2025,,10/12/2026"), []byte("10/12/2025,09/12/2026,"), 1)
	if err := os.WriteFile(later, data, 0o600); err != nil {
		t.Fatal(err)
	}
	printed(t, append(args, "-on", "2026-11-28", later)...)
	after := events(t, name)
	const moved = "56-41274733.renewal.1"
	for id, want := range before {
		if id == moved {
			want = "20261209 3 CONFIRMED AutoCAD × 12 ends"
		}
		t.Run(id+" later", func(t *testing.T) {
			if got := after[id]; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	if len(after) != len(before) {
		t.Errorf("%d events, and there were %d", len(after), len(before))
	}
}

// events reads a calendar: the first day, the sequence number, the status and the summary of each event.
func events(t *testing.T, name string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for id, e := range icstest.ReadFile(t, name) {
		found[id] = strings.Join([]string{e.Start, e.Sequence, e.Status, e.Summary}, " ")
	}
	return found
}
