package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	const covered = "mode: set\nm/a/x.go:1.1,3.2 2 1\nm/a/x.go:5.1,6.2 1 0\nm/a/x.go:5.1,6.2 1 7\n"
	const missed = covered + "m/b/y.go:10.14,12.3 4 0\n"
	tests := []struct {
		name, profile, exceptions string
		err                       string // a part of it; empty if the gate opens
		out                       string // a part of it
	}{
		{
			name: "all run, one block only by the second binary", profile: covered, exceptions: "# nothing\n\n",
			err: "", out: "a                            3 of     3 statements\n",
		},
		{"one missed", missed, "", "1 places were missed, 0 exceptions", "b/y.go:10-12 was not run"},
		{"excused", missed, "b/y.go:10-12 cannot happen\n", "", "b                            0 of     4 statements\n"},
		{"excused by more", missed, "b/y.go:9-13 cannot happen\n", "", ""},
		{
			name: "excused by less", profile: missed, exceptions: "b/y.go:11-13 cannot happen\n",
			err: "1 places were missed, 1 exceptions", out: "b/y.go:11-13 needs no exception",
		},
		{"excused elsewhere", missed, "a/y.go:10-12 cannot happen\n", "1 places were missed, 1 exceptions", ""},
		{
			name: "stale", profile: covered, exceptions: "a/x.go:5-6 is run by now\n",
			err: "0 places were missed, 1 exceptions", out: "a/x.go:5-6 needs no exception",
		},
		{"no reason", missed, "b/y.go:10-12\n", "FILE:FIRST-LAST REASON", ""},
		{"nothing measured", "mode: set\n", "", "names no statement", ""},
		{"no profile", "mode: set\nrubbish\n", "", "profile:2:", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			profile, exceptions := filepath.Join(dir, "profile"), filepath.Join(dir, "exceptions")
			for name, text := range map[string]string{profile: test.profile, exceptions: test.exceptions} {
				if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var out strings.Builder
			err := run([]string{"m", profile, exceptions}, &out)
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("error %v, want %q", err, test.err)
			}
			if !strings.Contains(out.String(), test.out) {
				t.Errorf("printed\n%swant\n%s", out.String(), test.out)
			}
		})
	}
}

func TestRunWithoutFiles(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{nil, {"m", filepath.Join(dir, "missing"), filepath.Join(dir, "missing")}} {
		t.Run(fmt.Sprint(args), func(t *testing.T) {
			if err := run(args, &strings.Builder{}); err == nil {
				t.Errorf("run(%q) opened the gate", args)
			}
		})
	}
}
