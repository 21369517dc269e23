package testkit_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
)

// texts writes the days of a range for which is holds.
func texts(first, last string, is func(calendar.Date) bool) []string {
	var days []string
	for day := range testkit.Days(calendar.MustParseDate(first), calendar.MustParseDate(last)) {
		if is(day) {
			days = append(days, day.String())
		}
	}
	return days
}

func TestDays(t *testing.T) {
	t.Parallel()
	every := func(calendar.Date) bool { return true }
	for name, tt := range map[string]struct {
		first, last string
		want        []string
	}{
		"a few":                   {"2024-02-28", "2024-03-01", []string{"2024-02-28", "2024-02-29", "2024-03-01"}},
		"one":                     {"2025-06-10", "2025-06-10", []string{"2025-06-10"}},
		"none":                    {"2025-06-10", "2025-06-09", nil},
		"to the calendar's end":   {"9999-12-30", "9999-12-31", []string{"9999-12-30", "9999-12-31"}},
		"from the calendar's day": {"0001-01-01", "0001-01-02", []string{"0001-01-01", "0001-01-02"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := texts(tt.first, tt.last, every); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestEdgesOfDays(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		is          func(calendar.Date) bool
		first, last string
		want        []string
	}{
		"months in a leap year": {
			testkit.MonthEdge, "2024-01-02", "2024-04-15",
			[]string{"2024-01-31", "2024-02-01", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01"},
		},
		"months in another": {
			testkit.MonthEdge, "2023-02-02", "2023-03-30", []string{"2023-02-28", "2023-03-01"},
		},
		"months at the calendar's end": {testkit.MonthEdge, "9999-12-02", "9999-12-31", []string{"9999-12-31"}},
		"clocks": {
			testkit.ClockChange, "2024-01-01", "2025-12-31",
			[]string{
				"2024-03-10", "2024-03-31", "2024-10-27", "2024-11-03",
				"2025-03-09", "2025-03-30", "2025-10-26", "2025-11-02",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := texts(tt.first, tt.last, tt.is); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
