package batch_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// good is a row that is Active on 2026-05-31.
func good() fact {
	return fact{day("2026-01-10"), day("2026-01-10"), calendar.Annual, calendar.Date{}, 5, 36500, batch.AutoRenew}
}

func engine(t *testing.T) *batch.Engine {
	t.Helper()
	e, err := batch.New(policy.Europe2024(), day("2026-05-31"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// fails checks that Answer returns an error with the text want, and that every answer is as left: zero after a bad row,
// and as it was if nothing was looked at.
func fails(t *testing.T, e *batch.Engine, in batch.Columns, out batch.Answers, want string, left answer) {
	t.Helper()
	for i := range out.Row {
		out.Row[i] = stale.row
	}
	for i := range out.Phase {
		out.Phase[i] = stale.phase
	}
	for i := range out.WindowOpens {
		out.WindowOpens[i] = stale.opens
	}
	for i := range out.Days {
		out.Days[i] = stale.days
	}
	for i := range out.Price {
		out.Price[i] = stale.price
	}
	err := e.Answer(in, out)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
	var bad *billingrules.InputError
	if !errors.As(err, &bad) {
		t.Errorf("%v is no input error", err)
	}
	for i := range min(len(out.Row), len(out.Phase), len(out.WindowOpens), len(out.Days), len(out.Price)) {
		if got := row(out, i); got != left {
			t.Fatalf("row %d is %+v, want %+v", i, got, left)
		}
	}
}

// stale is an answer of an earlier use.
var stale = answer{phase: lifecycle.Suspended, opens: day("2026-01-01"), days: 7, price: 7, row: batch.TooLarge}

// The last row of a thousand is bad: the rows before it have no answers either.
func TestAnswer_BadRow(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(in *batch.Columns, i int)
		want   string
	}{
		{"flag", func(in *batch.Columns, i int) { in.Flags[i] = 8 }, "flags[999] 8: has a flag that is not known"},
		{"flag beside history", func(in *batch.Columns, i int) { in.Flags[i] = 12 }, "flags[999] 12: has a flag"},
		{"no length", func(in *batch.Columns, i int) { in.Length[i] = 0 }, "length[999]"},
		{"unknown length", func(in *batch.Columns, i int) { in.Length[i] = 9 }, "length[999]"},
		{"first unknown length", func(in *batch.Columns, i int) { in.Length[i] = 4 }, "length[999]"},
		{"no order", func(in *batch.Columns, i int) { in.Ordered[i] = calendar.Date{} }, "ordered[999]: is missing"},
		{"no start", func(in *batch.Columns, i int) { in.Start[i] = calendar.Date{} }, "start[999]: is missing"},
		{"no end", func(in *batch.Columns, i int) { in.End[i] = calendar.Date{} }, "end[999]: is missing"},
		{"no seats", func(in *batch.Columns, i int) { in.Seats[i] = 0 }, "seats[999] 0: must be from 1 to 1000000"},
		{
			"too many seats", func(in *batch.Columns, i int) { in.Seats[i] = 1_000_001 },
			"seats[999] 1000001: must be from",
		},
		{"negative price", func(in *batch.Columns, i int) { in.SRP[i] = -1 }, "srp[999] -1: is negative"},
		{
			"ordered later", func(in *batch.Columns, i int) { in.Ordered[i] = day("2026-01-11") },
			"ordered[999] 2026-01-11: is after the start 2026-01-10",
		},
		{
			"ordered too early", func(in *batch.Columns, i int) { in.Ordered[i] = day("2024-10-11") },
			"ordered[999] 2024-10-11: is more than a renewal window and a term before the start 2026-01-10",
		},
		{
			"another end", func(in *batch.Columns, i int) { in.End[i] = day("2027-01-11") },
			"end[999] 2027-01-11: is not the end of the annual term, 2027-01-10",
		},
		{"another end long ago", func(in *batch.Columns, i int) {
			in.Ordered[i], in.Start[i], in.End[i] = day("1850-03-01"), day("1850-03-01"), day("1851-03-02")
		}, "end[999] 1851-03-02: is not the end of the annual term, 1851-03-01"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in, out := columns(0, slices.Repeat([]fact{good()}, 1000)...)
			tt.change(&in, 999)
			fails(t, engine(t), in, out, "batch.Engine.Answer: "+tt.want, answer{})
		})
	}
}

// An order can be as early as a window and a term before the start.
func TestAnswer_OrderedEarly(t *testing.T) {
	t.Parallel()
	f := good()
	f.ordered = day("2024-10-12")
	agree(t, policy.Europe2024(), day("2026-05-31"), 0, f)
}

func TestAnswer_BadColumns(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(in *batch.Columns, out *batch.Answers){
		"ordered":             func(in *batch.Columns, _ *batch.Answers) { in.Ordered = nil },
		"end":                 func(in *batch.Columns, _ *batch.Answers) { in.End = in.End[:1] },
		"length":              func(in *batch.Columns, _ *batch.Answers) { in.Length = in.Length[:1] },
		"due":                 func(in *batch.Columns, _ *batch.Answers) { in.Due = append(in.Due, day("2026-05-31")) },
		"seats":               func(in *batch.Columns, _ *batch.Answers) { in.Seats = in.Seats[:1] },
		"srp":                 func(in *batch.Columns, _ *batch.Answers) { in.SRP = in.SRP[:1] },
		"flags":               func(in *batch.Columns, _ *batch.Answers) { in.Flags = in.Flags[:1] },
		"answers.phase":       func(_ *batch.Columns, out *batch.Answers) { out.Phase = out.Phase[:1] },
		"answers.windowOpens": func(_ *batch.Columns, out *batch.Answers) { out.WindowOpens = nil },
		"answers.days":        func(_ *batch.Columns, out *batch.Answers) { out.Days = out.Days[:1] },
		"answers.price":       func(_ *batch.Columns, out *batch.Answers) { out.Price = out.Price[:1] },
		"answers.row":         func(_ *batch.Columns, out *batch.Answers) { out.Row = out.Row[:1] },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in, out := columns(0, good(), good())
			change(&in, &out)
			fails(t, engine(t), in, out, name+" ", stale)
		})
	}
	t.Run("finer", func(t *testing.T) {
		t.Parallel()
		for _, finer := range []int{-1, maxFiner + 1} {
			in, out := columns(0, good())
			in.Finer = finer
			fails(t, engine(t), in, out, "must be from 0 to 6", stale)
		}
	})
}

func TestNew_Bad(t *testing.T) {
	t.Parallel()
	_, err := batch.New(policy.Edition{}, calendar.Date{})
	if want := "batch.New: edition: is missing\nbatch.New: day: is missing"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	in, out := columns(0, good())
	var none *batch.Engine
	fails(t, none, in, out, "engine: is missing", stale)
	fails(t, &batch.Engine{}, in, out, "engine: is missing", stale)
}

// Rows that are not plain are left to the scalar calls, and get no other answer.
func TestAnswer_AskScalar(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*fact){
		"history": func(f *fact) { f.flags |= batch.History },
		"ordered before 1901": func(f *fact) {
			f.ordered, f.start = day("1900-12-31"), day("1901-01-01")
		},
		"ends after the cycles": func(f *fact) { f.ordered, f.start = day("2096-01-01"), day("2096-01-02") },
		"due before the order":  func(f *fact) { f.due = day("2026-01-09") },
		"due before the order of a later term": func(f *fact) {
			f.ordered, f.start, f.due = day("2026-05-30"), day("2026-06-01"), day("2026-05-29")
		},
		"a start without its cycle": func(f *fact) { f.ordered, f.start = day("2196-02-29"), day("2196-02-29") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := good()
			change(&f)
			in, out := columns(0, good(), f)
			if err := engine(t).Answer(in, out); err != nil {
				t.Fatal(err)
			}
			if got, want := row(out, 1), (answer{row: batch.AskScalar}); got != want {
				t.Errorf("got %+v", got)
			}
			if got := out.Row[0]; got != batch.Priced {
				t.Errorf("the row beside it is %s", got)
			}
		})
	}
	t.Run("history is not looked at", func(t *testing.T) {
		t.Parallel()
		in, out := columns(0, fact{flags: batch.History})
		if err := engine(t).Answer(in, out); err != nil || out.Row[0] != batch.AskScalar {
			t.Error(err, out.Row)
		}
	})
}

// Answers of an earlier use are overwritten.
func TestAnswer_Overwrites(t *testing.T) {
	t.Parallel()
	f := good()
	f.ordered, f.start = day("2026-06-01"), day("2026-06-01")
	in, out := columns(0, f)
	out.Phase[0], out.WindowOpens[0], out.Days[0], out.Price[0] = stale.phase, stale.opens, stale.days, stale.price
	if err := engine(t).Answer(in, out); err != nil {
		t.Fatal(err)
	}
	if got, want := row(out, 0), (answer{row: batch.NotCovered}); got != want {
		t.Errorf("got %+v", got)
	}
}

func TestAnswer_AllocatesNothing(t *testing.T) {
	facts, on := rows(1000)
	e, err := batch.New(policy.Europe2024(), on)
	if err != nil {
		t.Fatal(err)
	}
	in, out := columns(0, facts...)
	if n := testing.AllocsPerRun(20, func() {
		if err := e.Answer(in, out); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
