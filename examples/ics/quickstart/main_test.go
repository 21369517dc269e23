package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules/examples/ics/icstest"
	"example.com/billingrules/examples/quickstart/desk"
)

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
	got := icstest.ReadFile(t, name)
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
			if e := got[id]; e.Start+" "+e.Summary != want {
				t.Errorf("got %q, want %q", e.Start+" "+e.Summary, want)
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
	if status, problems := print(); status != 1 || !strings.Contains(problems, "days.ics: is not a calendar") {
		t.Errorf("over something else: %d, %s", status, problems)
	}
}

// On a day before the order the events have the product and the seats of the order, and the keys that they keep.
func TestCalendar_BeforeTheOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	portfolio, name := filepath.Join(dir, "in.json"), filepath.Join(dir, "days.ics")
	if err := os.WriteFile(portfolio, []byte(`{"company":"Acme","taxes":"21%","terms":"","subscriptions":[{"id":"S-0",`+
		`"channel":"reseller","srp":{"annual":{"amount":"2145.00","currency":"EUR"}},"facts":{"kind":"subscription",`+
		`"offering":"AutoCAD","anchor":"2025-06-10","seats":2,"terms":[{"ordered":"2025-06-10","start":"2025-06-10",`+
		`"end":"2026-06-10","length":"annual"}]}}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, day := range []string{"2025-01-01", "2025-06-10"} {
		var problems strings.Builder
		if desk.Run([]string{"-portfolio", portfolio, "-on", day, "-ics", name}, io.Discard, &problems, write) != 0 {
			t.Fatal(problems.String())
		}
		e := icstest.ReadFile(t, name)["S-0.charge.1.1"]
		if got := e.Start + " " + e.Summary; got != "20250610 EUR 4290.00 is due: AutoCAD × 2" {
			t.Errorf("on %s: %q", day, got)
		}
	}
}
