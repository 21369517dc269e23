package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/billingrules/examples/monthend/internal/rival"
)

// The rival gets plain rows right: only then is it one.
func TestRival(t *testing.T) {
	t.Parallel()
	text := made(t, "-n", "5000", "-plain")
	var out bytes.Buffer
	if n, err := rival.Run(strings.NewReader(text), &out, "2026-05-31"); err != nil || n != 5000 {
		t.Fatal(n, err)
	}
	o := runOn(t, "2026-05-31", file(t, "in.ndjson", text))
	if out.String() != o.files["phases/part-00000.ndjson"] {
		t.Error("the rival has other results")
	}
}

// Ratios of the README, held to half of what they are there: the fastest of some short runs of each in turn, on one
// core, so that other work of the machine has little part in it.
func TestRatios(t *testing.T) {
	dir := t.TempDir()
	const rows = "8000"
	madeFile(t, dir+"/in.ndjson", "-n", rows, "-plain")
	madeFile(t, dir+"/in.parquet", "-n", rows, "-plain")
	text := made(t, "-n", rows, "-plain")
	timed := func(do func()) time.Duration {
		began := time.Now()
		do()
		return time.Since(began)
	}
	run := func(name, format string) func() {
		return func() {
			out := filepath.Join(t.TempDir(), "out")
			err := runTo(t, out, "2026-05-31", dir+"/"+name, "-only", "phases", "-format", format, "-workers", "1")
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	best := map[string]time.Duration{}
	for range 5 {
		for name, do := range map[string]func(){
			"rival": func() {
				var out bytes.Buffer
				if _, err := rival.Run(strings.NewReader(text), &out, "2026-05-31"); err != nil {
					t.Fatal(err)
				}
			},
			"NDJSON": run("in.ndjson", "ndjson"), "Parquet": run("in.parquet", "parquet"),
		} {
			if d := timed(do); best[name] == 0 || d < best[name] {
				best[name] = d
			}
		}
	}
	for name, least := range map[string]float64{"NDJSON": 2, "Parquet": 4} {
		ratio := float64(best["rival"]) / float64(best[name])
		t.Logf("%s: %.1f times as many rows a second as the rival (%v, %v)", name, ratio, best[name], best["rival"])
		if ratio < least {
			t.Errorf("%s: %.1f times as quick as the rival, and should be %.0f", name, ratio, least)
		}
	}
}
