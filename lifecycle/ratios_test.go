//go:build ratios

package lifecycle_test

import (
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// TestRatios fails if the ratio of a step to its floor is more than twice the one in the table of docs/benchmarks.md.
// Step and floor are run in turn, a little at a time, and the fastest run of each counts, so that other load on the
// machine does not.
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

// fastest measures two functions many times and returns the shortest time of each for a number of runs.
func fastest(a, b func()) (fastestA, fastestB time.Duration) { return fastestOf(200, runs, a, b) }

func fastestOf(times, runs int, a, b func()) (fastestA, fastestB time.Duration) {
	fastestA, fastestB = time.Hour, time.Hour
	for range times {
		fastestA, fastestB = min(fastestA, timed(runs, a)), min(fastestB, timed(runs, b))
	}
	return fastestA, fastestB
}

func timed(runs int, f func()) time.Duration {
	began := time.Now()
	for range runs {
		f()
	}
	return time.Since(began)
}

// TestGrowth fails if a history four times as long takes far more than four times as long; comparing every pair of
// entries would take sixteen times as long.
func TestGrowth(t *testing.T) {
	const most, short = 10_000, 2_500
	for name, of := range map[string]func(n int) lifecycle.Facts{
		"invoices": func(n int) lifecycle.Facts {
			f := manyTerms(t, n/10)
			for k := range n {
				d := f.Anchor.AddDays(k * 3 / 2)
				f.Invoices = append(f.Invoices, lifecycle.BilledInvoice{
					Number: itoa(k), Issued: d, Due: d.AddDays(30), Paid: d.AddDays(20),
				})
			}
			return f
		},
		"seats": func(n int) lifecycle.Facts {
			return changed(manyTerms(t, n/10), n, func(d calendar.Date, k int) lifecycle.Change {
				return lifecycle.Change{What: lifecycle.SeatsChanged, Effective: d, Seats: 3 + k}
			})
		},
		"seats that wait": func(n int) lifecycle.Facts {
			f := manyTerms(t, n/10)
			return changed(f, n, func(d calendar.Date, k int) lifecycle.Change {
				c := lifecycle.Change{What: lifecycle.SeatsChanged, Effective: d, Seats: 3 + k}
				if k%2 > 0 {
					c.Effective = nextRenewal(f, d)
				}
				return c
			})
		},
		"products": func(n int) lifecycle.Facts {
			f := manyTerms(t, n/10)
			return changed(f, n, func(d calendar.Date, k int) lifecycle.Change {
				return lifecycle.Change{
					What: lifecycle.ProductSwitched, Effective: nextRenewal(f, d), Offering: "A" + itoa(k),
				}
			})
		},
		"auto-renew": func(n int) lifecycle.Facts {
			return changed(manyTerms(t, n/10), n, func(d calendar.Date, _ int) lifecycle.Change {
				return lifecycle.Change{What: lifecycle.AutoRenewSwitched, Effective: d, AutoRenew: true}
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			long, less := of(most), of(short)
			for name, ask := range map[string]func(lifecycle.Facts) func(){
				"New": func(f lifecycle.Facts) func() { return func() { subscription(t, europe, f) } },
				"CanReduceSeats": func(f lifecycle.Facts) func() {
					v := subscription(t, europe, f).On(f.Terms[len(f.Terms)/2].Start)
					return func() { v.CanReduceSeats(1) }
				},
			} {
				t.Run(name, func(t *testing.T) {
					took, short := fastestOf(3, 1, ask(long), ask(less))
					t.Logf("%v, and %v of a fourth", took, short)
					if took > 10*short && took > 100*time.Millisecond {
						t.Errorf("it takes %v, and %v of a fourth", took, short)
					}
				})
			}
		})
	}
}

// manyTerms returns facts with many monthly terms.
func manyTerms(t *testing.T, n int) lifecycle.Facts {
	t.Helper()
	start := day("2024-10-01")
	ordered := make([]calendar.Date, n)
	for k := range ordered {
		ordered[k] = start.AddMonths(k)
	}
	return bought(t, calendar.Monthly, start, ordered...)
}

// nextRenewal returns the first end of a term after a day.
func nextRenewal(f lifecycle.Facts, d calendar.Date) calendar.Date {
	for _, term := range f.Terms {
		if term.End.After(d) {
			return term.End
		}
	}
	return f.Anchor
}

// changed returns facts with many changes, one every three days.
func changed(f lifecycle.Facts, n int, change func(d calendar.Date, k int) lifecycle.Change) lifecycle.Facts {
	for k := range n {
		d := f.Anchor.AddDays(3 * k)
		if !d.Before(f.Terms[len(f.Terms)-1].End) {
			break
		}
		c := change(d, k)
		c.Asked = d
		f.Changes = append(f.Changes, c)
	}
	return f
}
