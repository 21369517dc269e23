package testkit

import (
	"iter"
	"time"

	"example.com/billingrules/calendar"
)

// Days yields the days from first to last, both included.
func Days(first, last calendar.Date) iter.Seq[calendar.Date] {
	return func(yield func(calendar.Date) bool) {
		for day := first; !day.IsZero() && !day.After(last); day = day.AddDays(1) {
			if !yield(day) {
				return
			}
		}
	}
}

// MonthEdge reports whether a day is the first or the last of its month, or a 28 February.
func MonthEdge(day calendar.Date) bool {
	_, month, d := day.Civil()
	_, next, _ := day.AddDays(1).Civil()
	return d == 1 || next != month || month == time.February && d == 28
}

// ClockChange reports whether clocks are put forward or back on a day in Europe, on the last Sundays of March and
// October, or in North America, on the second Sunday of March and the first of November.
func ClockChange(day calendar.Date) bool {
	_, month, d := day.Civil()
	if day.Weekday() != time.Sunday {
		return false
	}
	return (month == time.March || month == time.October) && d > 24 || month == time.March && d > 7 && d <= 14 ||
		month == time.November && d <= 7
}
