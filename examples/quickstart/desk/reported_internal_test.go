package desk

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What people have reported: an invoice of nothing that was due, a blank behind an ID, a byte order mark.
func TestReported(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"blank-twin-portfolio.json": "" +
			`subscriptions[1] "S-1 ": billingrules.CheckName: id "S-1 ": begins or ends in a blank`,
		"bom-portfolio.json": "starts with a byte order mark",
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join("testdata", "reported", file)
			var out, usage bytes.Buffer
			err := run([]string{"-on", "2024-12-20", "-portfolio", name}, &out, &usage, nil)
			if err == nil || err.Error() != name+": "+want || out.Len() > 0 {
				t.Errorf("got %v, want %s; printed\n%s", err, want, &out)
			}
		})
	}
	t.Run("zero-invoice-portfolio.json", func(t *testing.T) {
		t.Parallel()
		name := filepath.Join("testdata", "reported", "zero-invoice-portfolio.json")
		got := printed(t, "-all", "-on", "2024-12-20", "-portfolio", name)
		for heading, want := range map[string]string{"Needs attention": "nothing", "Invoices due": "none"} {
			t.Run(heading, func(t *testing.T) {
				if said := section(t, got, heading); said != want {
					t.Errorf("%s, want %s", said, want)
				}
			})
		}
		if !strings.Contains(got, "      status         active since 2024-10-15, expired from 2025-10-16 on") {
			t.Errorf("not active:\n%s", got)
		}
	})
}

// Without the mark the file is a good one: nothing else was wrong with it.
func TestReported_WithoutTheMark(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/reported/bom-portfolio.json")
	if err != nil {
		t.Fatal(err)
	}
	got := printed(t, "-portfolio", written(t, strings.TrimPrefix(string(data), "\ufeff")))
	if said := section(t, got, "At a glance"); strings.TrimSpace(said) != "no subscriptions" {
		t.Errorf("got %s", said)
	}
}
