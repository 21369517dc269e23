package calendar_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
)

func TestEarliestAndLatest(t *testing.T) {
	early, late, none := calendar.MustParseDate("2025-01-31"), calendar.MustParseDate("2025-02-01"), calendar.Date{}
	for name, tt := range map[string]struct{ a, b, earliest, latest calendar.Date }{
		"in order":       {early, late, early, late},
		"the other way":  {late, early, early, late},
		"the same":       {late, late, late, late},
		"no first date":  {none, early, early, early},
		"no second date": {late, none, late, late},
		"no date":        {none, none, none, none},
	} {
		t.Run(name, func(t *testing.T) {
			if got := calendar.Earliest(tt.a, tt.b); got != tt.earliest {
				t.Errorf("the earliest is %s", got)
			}
			if got := calendar.Latest(tt.a, tt.b); got != tt.latest {
				t.Errorf("the latest is %s", got)
			}
		})
	}
}

func TestSpan(t *testing.T) {
	first, second, none := calendar.MustParseDate("2025-01-31"), calendar.MustParseDate("2025-02-01"), calendar.Date{}
	for name, tt := range map[string]struct {
		start, end calendar.Date
		want       string
	}{
		"a day":    {first, second, "2025-01-31/2025-02-01"},
		"no day":   {first, first, "never"},
		"crossed":  {second, first, "never"},
		"no start": {none, first, "never"},
		"no end":   {first, none, "never"},
		"no dates": {none, none, "never"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := calendar.Span(tt.start, tt.end); got.String() != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func ExampleEarliest() {
	expiry, due := calendar.MustParseDate("2025-06-09"), calendar.MustParseDate("2025-03-31")
	fmt.Println(calendar.Earliest(expiry, due), calendar.Earliest(expiry, calendar.Date{}))
	// Output: 2025-03-31 2025-06-09
}

func ExampleLatest() {
	renewal, ordered := calendar.MustParseDate("2025-06-10"), calendar.MustParseDate("2025-06-18")
	fmt.Println(calendar.Latest(renewal, ordered))
	// Output: 2025-06-18
}

func ExampleSpan() {
	opens, closes := calendar.MustParseDate("2025-03-12"), calendar.MustParseDate("2025-06-10")
	fmt.Println(calendar.Span(opens, closes), calendar.Span(closes, opens))
	// Output: 2025-03-12/2025-06-10 never
}
