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
