package batch_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// mixed returns columns of rows of all sorts: plain ones, some with a history or without dates, some that start outside
// the table, and some that were ordered before 1901.
func mixed(n int, on calendar.Date) (batch.Columns, batch.Answers) {
	r := rand.New(rand.NewPCG(7, 7))
	facts := make([]fact, n)
	for i := range facts {
		switch f := anyFact(r, on); r.IntN(40) {
		case 0:
			facts[i] = fact{flags: batch.History}
		case 1:
			f.flags |= batch.History
			facts[i] = f
		case 2:
			f.start, f.due = on.AddDays(-4000-r.IntN(400)), calendar.Date{}
			f.ordered = f.start
			facts[i] = f
		case 3:
			facts[i] = fact{day("1900-12-31"), day("1901-01-01"), calendar.Annual, calendar.Date{}, 3, 36_500, 0}
		default:
			facts[i] = f
		}
	}
	return columns(0, facts...)
}

// The answer of a row does not depend on the rows beside it: rows of long columns, answered at once, have the answers
// that they have in short ones.
func TestAnswer_LongColumns(t *testing.T) {
	t.Parallel()
	const most = 2000
	on := day("2026-05-31")
	for mode := money.Mode(1); mode.IsValid(); mode++ {
		p := policy.Europe2024().Parameters()
		p.Name, p.Proration.Rounding = "Acme", mode
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		e, err := batch.New(ed, on)
		if err != nil {
			t.Fatal(err)
		}
		in, want := mixed(most, on)
		for from := 0; from < most; from += 100 {
			if err := e.Answer(rowsOf(in, from, from+100), answersOf(want, from, from+100)); err != nil {
				t.Fatal(err)
			}
		}
		for _, n := range []int{1, 255, 256, 257, 511, 512, 513, most} {
			_, got := mixed(n, on)
			if err := e.Answer(rowsOf(in, 0, n), got); err != nil {
				t.Fatal(err)
			}
			for i := range n {
				if got, want := row(got, i), row(want, i); got != want {
					t.Fatalf("row %d of %d, %s: got %+v, want %+v", i, n, mode, got, want)
				}
			}
		}
	}
}

// A bad row is named wherever it is, and the first of two; then all answers are zero.
func TestAnswer_BadRowOfLongColumns(t *testing.T) {
	t.Parallel()
	const n = 2000
	for _, at := range []int{0, 255, 256, 257, 511, 512, n - 1} {
		in, out := mixed(n, day("2026-05-31"))
		in.Flags[at] = 8
		in.Flags[n-1] = 8
		fails(t, engine(t), in, out, fmt.Sprintf("flags[%d] 8", at), answer{})
	}
}

func rowsOf(in batch.Columns, from, to int) batch.Columns {
	return batch.Columns{
		Ordered: in.Ordered[from:to], Start: in.Start[from:to], End: in.End[from:to], Length: in.Length[from:to],
		Due: in.Due[from:to], Seats: in.Seats[from:to], SRP: in.SRP[from:to], Flags: in.Flags[from:to], Finer: in.Finer,
	}
}

func answersOf(out batch.Answers, from, to int) batch.Answers {
	return batch.Answers{
		Phase: out.Phase[from:to], WindowOpens: out.WindowOpens[from:to], Days: out.Days[from:to],
		Price: out.Price[from:to], Row: out.Row[from:to],
	}
}
