package testkit_test

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
)

func TestSpread(t *testing.T) {
	t.Parallel()
	big := func(n int) bool { return n == 17 || n == 18 }
	odd := func(n int) bool { return n == 11 || n == 18 }
	for name, tt := range map[string]struct {
		first, last, step int
		edges             []func(int) bool
		want              []int
	}{
		"every element":            {1, 5, 1, nil, []int{1, 2, 3, 4, 5}},
		"every 11th":               {0, 22, 11, nil, []int{0, 11, 22}},
		"every 11th, and the last": {0, 23, 11, nil, []int{0, 11, 22, 23}},
		"one element":              {7, 7, 11, nil, []int{7}},
		"no element":               {7, 6, 11, nil, nil},
		"edges of several kinds":   {0, 23, 11, []func(int) bool{big, odd}, []int{0, 11, 17, 18, 22, 23}},
		"counted, not measured":    {5, 30, 11, nil, []int{5, 16, 27, 30}},
		"an edge that is the end":  {6, 18, 11, []func(int) bool{big}, []int{6, 17, 18}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := slices.Collect(testkit.Ints(tt.first, tt.last))
			if len(all) != tt.last-tt.first+1 {
				t.Fatalf("the space is %v", all)
			}
			want := tt.want
			if testkit.Whole {
				want = all
			}
			spread := testkit.Spread(slices.Values(all), tt.step, tt.edges...)
			for range 2 { // it can be walked again
				if got := slices.Collect(spread); !slices.Equal(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
			}
		})
	}
}

func TestSample_Nested(t *testing.T) {
	t.Parallel()
	taken, edges := 0, 0
	sample := testkit.NewSample(13)
	for day := range 365 {
		for action := range 9 {
			if sample.Takes(day == 364) {
				taken++
				if day == 364 {
					edges++
				}
				if day == 0 && action == 1 && !testkit.Whole {
					t.Error("the second element is taken")
				}
			}
		}
	}
	want := (364*9+12)/13 + 9
	if testkit.Whole {
		want = 365 * 9
	}
	if taken != want || edges != 9 {
		t.Errorf("%d are taken, and %d edges, want %d and 9", taken, edges, want)
	}
}

func TestNewSample_Steps(t *testing.T) {
	t.Parallel()
	for step, want := range map[int]string{
		1: "", 11: "", 13: "", 23: "", 61: "", 143: "",
		0: "every 0-th", -11: "every -11-th", 2: "one of 2", 7: "one of 7", 12: "one of 2", 22: "one of 2",
		33: "one of 3",
		30: "one of 2", 55: "one of 5", 73: "one of 73", 365: "one of 5",
	} {
		t.Run(fmt.Sprint(step), func(t *testing.T) {
			defer func() {
				switch said := recover(); {
				case said == nil && want != "":
					t.Errorf("%d is taken", step)
				case said != nil && (want == "" || !strings.Contains(fmt.Sprint(said), want)):
					t.Errorf("%d: %v, want %q", step, said, want)
				}
			}()
			testkit.NewSample(step)
		})
	}
}

// The sequences can be stopped early.
func TestSequencesStop(t *testing.T) {
	t.Parallel()
	first := calendar.MustParseDate("2024-02-27")
	days := testkit.Days(first, first.AddDays(100))
	for name, count := range map[string]func(limit int) int{
		"Ints":   func(limit int) int { return upTo(limit, testkit.Ints(int64(1), 100)) },
		"Days":   func(limit int) int { return upTo(limit, days) },
		"Spread": func(limit int) int { return upTo(limit, testkit.Spread(days, 11)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, limit := range []int{1, 2} {
				if n := count(limit); n != limit {
					t.Errorf("%d came, want %d", n, limit)
				}
			}
		})
	}
}

func upTo[T any](limit int, seq iter.Seq[T]) int {
	n := 0
	for range seq {
		if n++; n == limit {
			break
		}
	}
	return n
}
