//go:build ratios

package lifecycle_test

import (
	"testing"
	"time"
)

// TestRatios fails where a step takes more than twice what the table in docs/benchmarks.md says beside its floor. Both
// are run in turn, a little at a time, and the fastest run of each counts, so that what else the machine does is no
// part of it.
func TestRatios(t *testing.T) {
	all := map[string]func(){}
	for _, step := range steps(t) {
		all[step.name] = step.run
	}
	for _, step := range steps(t) {
		if step.floor == "" {
			continue
		}
		t.Run(step.name, func(t *testing.T) {
			is, floor := fastest(step.run, all[step.floor])
			ratio := float64(is) / float64(floor)
			t.Logf("%.0f ns, %.2f of the %.0f ns of the %s", perRun(is), ratio, perRun(floor), step.floor)
			if ratio > 2*step.most {
				t.Errorf("it takes %.2f of the %s, and %.2f is twice what it should", ratio, step.floor, 2*step.most)
			}
		})
	}
}

const runs = 100 // in a row

func perRun(d time.Duration) float64 { return float64(d) / runs }

// fastest returns the shortest time that each of two functions takes for a number of runs.
func fastest(a, b func()) (fastestA, fastestB time.Duration) {
	fastestA, fastestB = time.Hour, time.Hour
	for range 400 {
		fastestA, fastestB = min(fastestA, timed(a)), min(fastestB, timed(b))
	}
	return fastestA, fastestB
}

func timed(f func()) time.Duration {
	began := time.Now()
	for range runs {
		f()
	}
	return time.Since(began)
}
