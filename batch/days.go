package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// maxDays are the days of the longest term.
const maxDays = 1096

// daysOf returns the days that are charged from a day up to the renewal date of a full term, for each number of days by
// which the term starts before that day; 0 if the term has ended by then. Implements proration.days and proration.leap,
// by [proration.Days].
func daysOf(ed policy.Edition, length calendar.Term, day calendar.Date) (charged [maxDays]int16) {
	for ago := range charged {
		start := day.AddDays(-ago)
		end := start.AddMonths(length.Months())
		if end.After(day) { // and none of them is beyond the calendar
			service := price.Sure(calendar.NewService(length, start, calendar.Span(start, end)))
			charged[ago] = int16(price.Sure(proration.Days(ed, service, calendar.Span(day, end))))
		}
	}
	return charged
}
