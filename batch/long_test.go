package batch_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

var long = flag.Int("rows", 20_000, "how many rows TestAnswer_Rows holds against the scalar calls")

// Rows of all sorts, drawn evenly, in columns of a thousand, each column on a day and under a reading of its own:
//
//	nice go test -run TestAnswer_Rows -timeout 0 ./batch -rows 100000000
func TestAnswer_Rows(t *testing.T) {
	t.Parallel()
	editions := append(readings(t), policy.Europe2024(), policy.NorthAmerica2024())
	const column = 1000
	for w := range runtime.GOMAXPROCS(0) {
		t.Run(fmt.Sprint("worker ", w), func(t *testing.T) {
			t.Parallel()
			for c := w; c < *long/column && !t.Failed(); c += runtime.GOMAXPROCS(0) {
				r := rand.New(rand.NewPCG(1, uint64(c)))
				on := day("2020-01-01").AddDays(r.IntN(4000))
				facts := make([]fact, column)
				for i := range facts {
					facts[i] = anyFact(r, on)
				}
				disagree(t, editions[c%len(editions)], on, r.IntN(maxFiner+1), facts)
			}
		})
	}
}

// anyFact draws a row that starts up to four years before a day, or a little later.
func anyFact(r *rand.Rand, on calendar.Date) fact {
	f := fact{
		start: on.AddDays(60 - r.IntN(1500)), length: calendar.Term(1 + r.IntN(3)), seats: 1 + r.Int32N(100),
		srp: r.Int64N(1_000_000), flags: batch.Flags(r.IntN(4)),
	}
	f.ordered = f.start.AddDays(-r.IntN(3) * r.IntN(100) / 2)
	if r.IntN(3) == 0 {
		f.due = f.ordered.AddDays(r.IntN(f.end().Sub(f.ordered) + 30))
	}
	return f
}

// disagree reports the first row for which the scalar calls give another answer.
func disagree(t *testing.T, ed policy.Edition, on calendar.Date, finer int, facts []fact) {
	t.Helper()
	engine, err := batch.New(ed, on)
	if err != nil {
		t.Error(err)
		return
	}
	in, out := columns(finer, facts...)
	if err := engine.Answer(in, out); err != nil {
		t.Error(err)
		return
	}
	for i, f := range facts {
		if got, want := row(out, i), scalar(t, ed, on, finer, f); got != want {
			t.Errorf("%s on %s, %+v: got %+v, want %+v", ed.Name(), on, f, got, want)
			return
		}
	}
}
