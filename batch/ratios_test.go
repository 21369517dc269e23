//go:build ratios

package batch_test

import (
	"testing"
	"time"

	"example.com/billingrules/batch"
	"example.com/billingrules/policy"
)

// TestRatios fails if a row takes, compared with the scalar calls, more than twice what the table in docs/benchmarks.md
// says. Both run in turn, a few rows at a time, and the fastest run of each counts.
func TestRatios(t *testing.T) {
	const most, rowsInARun, times = 0.052, 256, 1000
	facts, on := rows(rowsInARun)
	engine, err := batch.New(policy.Europe2024(), on)
	if err != nil {
		t.Fatal(err)
	}
	in, out := columns(0, facts...)
	scalar := scalarRows(t, facts, on)
	fastest, floor := time.Hour, time.Hour
	for range times {
		began := time.Now()
		if err := engine.Answer(in, out); err != nil {
			t.Fatal(err)
		}
		fastest = min(fastest, time.Since(began))
		began = time.Now()
		scalar()
		floor = min(floor, time.Since(began))
	}
	ratio := float64(fastest) / float64(floor)
	t.Logf("%.1f ns a row, %.3f of the scalar calls", float64(fastest)/rowsInARun, ratio)
	if ratio > 2*most {
		t.Errorf("a row takes %.2f of the scalar calls, and %.2f is twice what it should", ratio, 2*most)
	}
}
