package batch

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Rows of every start in the table find their term there: its end, its window, and orders that are surely in time.
func TestTerms(t *testing.T) {
	t.Parallel()
	on := calendar.MustParseDate("2026-05-31")
	e, err := New(policy.Europe2024(), on)
	if err != nil {
		t.Fatal(err)
	}
	for length := calendar.Monthly; length.IsValid(); length++ {
		t.Run(fmt.Sprint(length), func(t *testing.T) {
			for i := range reach {
				start := on.AddDays(i - past)
				end := start.AddMonths(length.Months())
				got := e.terms[int(length)*reach+i]
				if got.end != end || got.opens != end.AddDays(-90) ||
					got.ordered != start.AddDays(-90-28*length.Months()) {
					t.Errorf("the term from %s is %+v", start, got)
				}
				if covers := calendar.Span(start, end).Contains(on); covers != (got.charged > 0) {
					t.Errorf("of the term from %s %d days are charged", start, got.charged)
				}
			}
		})
	}
	if no := (term{ordered: e.first.AddDays(1)}); e.terms[0] != no {
		t.Errorf("without a length the term is %+v", e.terms[0])
	}
}

// Near the bounds of plain rows no order is sure to be in time, so that each is looked at.
func TestTerms_NearTheBounds(t *testing.T) {
	t.Parallel()
	for on, at := range map[string]int{"1901-02-01": 0, "2097-06-01": reach - 1} {
		e, err := New(policy.Europe2024(), calendar.MustParseDate(on))
		if err != nil {
			t.Fatal(err)
		}
		for length := calendar.Monthly; length.IsValid(); length++ {
			start := e.first.AddDays(at)
			if got := e.terms[int(length)*reach+at]; !got.ordered.After(start) {
				t.Errorf("the term from %s can be ordered from %s on", start, got.ordered)
			}
		}
	}
}
