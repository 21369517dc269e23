package billingtest

import (
	"example.com/billingrules/calendar"
	"pgregory.net/rapid"
)

// Date draws a day from 2023 through 2036, most often one of the last of its month, or one next to 29 February.
func Date() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		first := calendar.MustParseDate("2023-01-01").AddMonths(rapid.IntRange(0, 14*12-1).Draw(t, "month"))
		switch rapid.IntRange(0, 3).Draw(t, "weight") {
		case 0: // one of the last four days
			return first.AddMonths(1).AddDays(-rapid.IntRange(1, 4).Draw(t, "days before the end"))
		case 1: // the end of February
			year, _, _ := first.Civil()
			march, err := calendar.NewDate(year, 3, 1)
			if err != nil {
				t.Fatal(err)
			}
			return march.AddDays(-rapid.IntRange(0, 2).Draw(t, "days before March"))
		}
		return first.AddDays(rapid.IntRange(0, 27).Draw(t, "day"))
	})
}

// Near draws one of the given days, or a day up to two days away from one. It panics if there are none, as
// [rapid.SampledFrom] does.
func Near(days ...calendar.Date) *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		return rapid.SampledFrom(days).Draw(t, "edge").AddDays(rapid.IntRange(-2, 2).Draw(t, "days from the edge"))
	})
}

// Term draws a term: monthly, annual or three-year.
func Term() *rapid.Generator[calendar.Term] {
	return rapid.SampledFrom(lengths())
}

// lengths are the lengths that a term can have.
func lengths() []calendar.Term {
	return []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}
}
