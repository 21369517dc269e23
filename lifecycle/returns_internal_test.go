package lifecycle

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
)

// keptSlowly returns the changes that have not fallen away and were asked for before the next return, if there is one.
func keptSlowly(changes []Change, fallen []bool, next calendar.Date) (kept []Change) {
	for i, fell := range fallen {
		if !fell && (next.IsZero() || changes[i].Asked.Before(next)) {
			kept = append(kept, changes[i])
		}
	}
	return kept
}

// The changes that are kept are shared as far as possible with the facts, which stay as they are.
func TestLedger_KeptChanges(t *testing.T) {
	first := calendar.MustParseDate("2025-03-01")
	const most = 5
	for n := range most + 1 {
		f := Facts{Terms: []BoughtTerm{{Start: first, End: first.AddDays(9)}}}
		for i := range n {
			f.Changes = append(f.Changes, Change{What: SeatsChanged, Asked: first.AddDays(i), Seats: i + 1})
		}
		f.Changes = append(f.Changes, Change{What: AutoRenewSwitched})[:n] // room for one more, which stays
		l := ledger{facts: &f, held: places{first: 1}}
		for fell := range 1 << n {
			fallen := make([]bool, n)
			for i := range n {
				fallen[i] = fell>>i&1 == 1
			}
			for day := range n + 2 {
				var next calendar.Date // none
				if day > 0 {
					next = first.AddDays(day - 1)
				}
				got, want := l.kept(fallen, next).Changes, keptSlowly(f.Changes, fallen, next)
				if !slices.Equal(got, want) {
					t.Fatalf("%v up to %s: %v, want %v", fallen, next, got, want)
				}
				_ = append(got, Change{What: TermChanged})
				if rest := f.Changes[:n+1]; rest[n].What != AutoRenewSwitched {
					t.Fatal("adding to what is kept changes the facts")
				}
			}
		}
		for i := range f.Changes {
			if f.Changes[i].Seats != i+1 {
				t.Fatalf("the facts have become %v", f.Changes)
			}
		}
	}
}
