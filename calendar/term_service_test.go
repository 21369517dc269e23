package calendar_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
)

// term.service-year: one full term is the same service by its term as by its period, and has as many service years or
// months as the term.
func TestTermService_AsNewService(t *testing.T) {
	t.Parallel()
	for term, want := range map[calendar.Term]int{calendar.Monthly: 1, calendar.Annual: 1, calendar.ThreeYear: 3} {
		for _, anchor := range []string{"2024-01-31", "2024-02-29", "2025-06-10"} {
			t.Run(fmt.Sprint(term, " from ", anchor), func(t *testing.T) {
				t.Parallel()
				first := calendar.MustParseDate(anchor)
				for k := range 40 {
					start := first.AddMonths(k)
					got, err := term.Service(first, start)
					if err != nil {
						t.Fatal(err)
					}
					same, err := calendar.NewService(term, first, got.Covered())
					if err != nil || got != same || got.Len() != want || got.At(want-1).End() != got.Covered().End() {
						t.Errorf("from %s: %v of %d, %v of %d, %v", start, got, got.Len(), same, same.Len(), err)
					}
				}
			})
		}
	}
}
