package batch

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// A row that agrees with the table of terms is not looked at again: an end that only the table has is believed, and one
// that only the calendar has is not. Rows beside the table are not held against it.
func TestPhases_BelievesTheTable(t *testing.T) {
	t.Parallel()
	on := calendar.MustParseDate("2026-05-31")
	e, err := New(policy.Europe2024(), on)
	if err != nil {
		t.Fatal(err)
	}
	good := func(length calendar.Term, start, end calendar.Date, flags Flags) bool {
		in := Columns{
			Ordered: []calendar.Date{start}, Start: []calendar.Date{start}, End: []calendar.Date{end},
			Length: []calendar.Term{length}, Due: make([]calendar.Date, 1), Flags: []Flags{flags},
			Seats: []int32{1}, SRP: []int64{0},
		}
		good, _ := e.phases(&in, answers(1))
		return good
	}
	for length := calendar.Monthly; length.IsValid(); length++ {
		for _, i := range []int{0, 1, past - 20, past, reach - 2, reach - 1} {
			t.Run(fmt.Sprint(length, " from day ", i), func(t *testing.T) {
				start := e.first.AddDays(i)
				entry := &e.terms[int(length)*reach+i]
				entry.end = entry.end.AddDays(7)
				for flags := range History {
					if !good(length, start, entry.end, flags) {
						t.Error("the end in the table is not believed")
					}
				}
				entry.ordered = start.AddDays(1)
				if good(length, start, entry.end, 0) {
					t.Error("an end that is wrong is believed, though the order is not surely in time")
				}
			})
		}
	}
	for length := calendar.Monthly; length.IsValid(); length++ {
		t.Run(fmt.Sprint(length, " after the table"), func(t *testing.T) {
			start, end := e.first.AddDays(reach), calendar.MustParseDate("2040-01-01")
			if next := length + 1; next.IsValid() { // whose table is the next
				e.terms[int(next)*reach] = term{end: end, ordered: start}
			}
			if good(length, start, end, 0) {
				t.Error("a row that is not in the table is held against that of another length")
			}
			if end = start.AddMonths(length.Months()); !good(length, start, end, 0) {
				t.Error("a good row is not good")
			}
		})
	}
}

// The flags before the first that makes a row not plain are counted, wherever among eight it is.
func TestUsual(t *testing.T) {
	for n := range 20 {
		for at := range n + 1 {
			for _, other := range []Flags{History, AutoRenew | History, 8, 1 << 7} {
				flags := make([]Flags, n)
				for i := range flags {
					flags[i] = Flags(i) % History
				}
				if at < n {
					flags[at] = other
				}
				if got := usual(flags); got != at {
					t.Errorf("%d before %d among %d: got %d", at, other, n, got)
				}
			}
		}
	}
}

// answers has room for the answers of n rows.
func answers(n int) *Answers {
	return &Answers{
		Phase: make([]lifecycle.Phase, n), WindowOpens: make([]calendar.Date, n), Days: make([]int32, n),
		Price: make([]int64, n), Row: make([]Outcome, n),
	}
}
