package coterm_test

import (
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/coterm"
	"pgregory.net/rapid"
)

// Portfolios with members of all sorts, under several editions, get the same plans as by the slow search, move by move.
// The plans read back equal from JSON.
func TestAlign_AsTheSlowSearch(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPortfolio(t, 8, 60)
		p.Plans = rapid.IntRange(1, 50).Draw(t, "plans")
		sameAsSlow(t, p)
	})
}

// So do large portfolios, with dates spread over the year and the whole range of plans.
func TestAlign_SpreadAsTheSlowSearch(t *testing.T) {
	t.Parallel()
	for members, horizon := range map[int]string{30: "2035-12-12", 60: "2029-03-12"} {
		t.Run(fmt.Sprint(members, " until ", horizon), func(t *testing.T) {
			t.Parallel()
			p := spread(members, horizon)
			p.Plans = 1000
			sameAsSlow(t, p)
		})
	}
}

func sameAsSlow(t rapid.TB, p coterm.Portfolio) {
	t.Helper()
	got, err := coterm.Align(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range got[:min(len(got), 50)] {
		readsBack(t, plan)
	}
	want := coterm.SlowAlign(p)
	if !slices.EqualFunc(got, want, coterm.Plan.Equal) {
		for i := range min(len(got), len(want)) {
			if !got[i].Equal(want[i]) {
				t.Fatalf("plan %d of %d and %d: got\n%s\nwant\n%s", i, len(got), len(want), got[i].Explain(),
					want[i].Explain())
			}
		}
		t.Fatalf("%d plans, want %d", len(got), len(want))
	}
}
