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

// Ratios of the README, held to a third of what they are there: the fastest of short runs of each in turn, with one
// worker, until it is enough, so that other work of the machine has little part in it.
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
	steps := map[string]func(){
		"rival": func() {
			var out bytes.Buffer
			if _, err := rival.Run(strings.NewReader(text), &out, "2026-05-31"); err != nil {
				t.Fatal(err)
			}
		},
		"NDJSON": run("in.ndjson", "ndjson"), "Parquet": run("in.parquet", "parquet"),
	}
	best, least := map[string]time.Duration{}, map[string]float64{"NDJSON": 1.5, "Parquet": 2.5}
	ratio := func(name string) float64 { return float64(best["rival"]) / float64(best[name]) }
	const fewest, most = 5, 40
	for k := range most {
		for name, do := range steps {
			if d := timed(do); best[name] == 0 || d < best[name] {
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
