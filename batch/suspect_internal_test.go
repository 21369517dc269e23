package batch

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Good rows take the short way: free ones too, and those that were ordered as early as is sure to be in time.
func TestSuspect_GoodRows(t *testing.T) {
	on := calendar.MustParseDate("2026-05-31")
	e, err := New(policy.Europe2024(), on)
	if err != nil {
		t.Fatal(err)
	}
	for length := calendar.Monthly; length.IsValid(); length++ {
		for _, start := range []calendar.Date{on.AddDays(-past), on.AddDays(-20), on, on.AddDays(reach - past - 1)} {
			early := start.AddDays(-90 - 28*length.Months())
			for ordered, want := range map[calendar.Date]int{early.AddDays(-1): 0, early: 1, start: 1} {
				t.Run(fmt.Sprint(length, " from ", start, " ordered ", ordered), func(t *testing.T) {
					in := Columns{
						Ordered: []calendar.Date{ordered}, Start: []calendar.Date{start},
						End:    []calendar.Date{start.AddMonths(length.Months())},
						Length: []calendar.Term{length}, Due: make([]calendar.Date, 1),
						Seats: []int32{1}, SRP: []int64{0}, Flags: []Flags{AutoRenew | Exempt},
					}
					if got := e.suspect(&in, 0); got != want {
						t.Errorf("the first suspect row is %d of 1", got)
					}
				})
			}
		}
	}
}
