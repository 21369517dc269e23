package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	ical "github.com/emersion/go-ical"

	"example.com/billingrules/examples/quickstart/desk"
)

// days reads a calendar with a parser that did not write it: the first day of each event by its identity.
func days(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, e := range cal.Events() {
		id, _, _ := strings.Cut(e.Props.Get(ical.PropUID).Value, "@")
		found[id] = e.Props.Get(ical.PropDateTimeStart).Value + " " + e.Props.Get(ical.PropSummary).Value
	}
	return found
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "days.ics")
	print := func(args ...string) (status int, problems string) {
		var text strings.Builder
		status = desk.Run(append(args, "-ics", name), io.Discard, &text, write)
		return status, text.String()
	}
	if status, problems := print(); status != 0 {
		t.Fatal(problems)
	}
	got := days(t, name)
	for id, want := range map[string]string{
		"S-01.renewal.1":        "20250609 AutoCAD × 3 ends",
		"S-02.renewal.1":        "20250531 AutoCAD LT × 2 renews itself",
		"S-04.charge.1.2":       "20251031 EUR 35880.00 is due: AEC Collection × 10",
		"S-05.invoice.2025-077": "20250420 Invoice 2025-077 is due: Civil 3D × 2",
		"S-10.invoice.2025-118": "20250604 Invoice 2025-118 is due: Maya × 2",
		"S-10.return.1":         "20250604 Last day to return Maya × 2",
		"F-01.renewal.1":        "20260302 Flex tokens ends",
	} {
		t.Run(id, func(t *testing.T) {
			if got[id] != want {
				t.Errorf("%s is %q, want %q", id, got[id], want)
			}
		})
	}
	first, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if status, problems := print("-json"); status != 0 {
		t.Fatal(problems)
	}
	if again, err := os.ReadFile(name); err != nil || !bytes.Equal(again, first) {
		t.Errorf("written again it is another, %v", err)
	}
	if err := os.WriteFile(name, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, problems := print(); status != 1 || !strings.Contains(problems, "days.ics: is no calendar") {
		t.Errorf("over something else: %d, %s", status, problems)
	}
}
