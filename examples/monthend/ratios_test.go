//go:build unix

package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/billingrules/examples/monthend/internal/rival"
)

// spent is the processor time that a function takes in this process; it hardly depends on how busy the machine is.
func spent(t *testing.T, do func()) time.Duration {
	t.Helper()
	now := func() time.Duration {
		var used syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
			t.Fatal(err)
		}
		return time.Duration(used.Utime.Nano() + used.Stime.Nano())
	}
	began := now()
	do()
	return now() - began
}

// Ratios of the README, held to a part of what they are there: the least processor time of short runs of each in turn,
// with one worker, until it is enough.
func TestRatios(t *testing.T) {
	dir := t.TempDir()
	const rows = "20000"
	madeFile(t, dir+"/in.ndjson", "-n", rows, "-plain")
	madeFile(t, dir+"/in.parquet", "-n", rows, "-plain")
	text := made(t, "-n", rows, "-plain")
	run := func(name, format string) func() {
		return func() {
			out := filepath.Join(t.TempDir(), "out")
			err := runTo(t, out, "2026-05-31", dir+"/"+name, "-only", "phases", "-format", format, "-workers", "1")
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	steps := map[string]func(){
		"rival": func() {
			var out bytes.Buffer
			if _, err := rival.Run(strings.NewReader(text), &out, "2026-05-31"); err != nil {
				t.Fatal(err)
			}
		},
		"NDJSON": run("in.ndjson", "ndjson"), "Parquet": run("in.parquet", "parquet"),
	}
	best, least := map[string]time.Duration{}, map[string]float64{"NDJSON": 2, "Parquet": 5}
	ratio := func(name string) float64 { return float64(best["rival"]) / float64(best[name]) }
	const fewest, most = 5, 40
	for k := range most {
		for name, do := range steps {
			if d := spent(t, do); best[name] == 0 || d < best[name] {
				best[name] = d
			}
		}
		if k >= fewest && ratio("NDJSON") >= least["NDJSON"] && ratio("Parquet") >= least["Parquet"] {
			break
		}
	}
	for name, least := range least {
		t.Logf("%s: %.1f times as many rows a second as the rival (%v, %v)", name, ratio(name), best[name],
			best["rival"])
		if ratio(name) < least {
			t.Errorf("%s: %.1f times as quick as the rival, and should be %.1f", name, ratio(name), least)
		}
	}
}
