package desk

import (
	"fmt"
	"time"

	"example.com/billingrules/calendar"
)

// axis maps days to the page. A day is a whole number of units wide, so that every x can be turned back into a day.
type axis struct {
	shown  calendar.Period
	left   int // x of the first day
	perDay int
}

func newAxis(shown calendar.Period, left, width int) axis {
	days, _ := shown.Days()
	return axis{shown: shown, left: left, perDay: width / days}
}

// x is where a day begins.
func (a axis) x(d calendar.Date) int { return a.left + d.Sub(a.shown.Start())*a.perDay }

// noon is the middle of a day, where its events are marked.
func (a axis) noon(d calendar.Date) int { return a.x(d) + a.perDay/2 }

// tick is a section of the scale, with its name.
type tick struct {
	days calendar.Period
	name string
}

// years are the calendar years of the axis.
func (a axis) years() []tick {
	return a.ticks(12, func(year int, _ time.Month) string { return fmt.Sprint(year) })
}

// parts are the months of the axis if there is room for their names, and otherwise its quarters.
func (a axis) parts(room int) []tick {
	const shortest = 28 // days of a month
	if shortest*a.perDay >= room {
		return a.ticks(1, func(_ int, m time.Month) string { return m.String()[:3] })
	}
	return a.ticks(3, func(_ int, m time.Month) string { return fmt.Sprintf("Q%d", (m+2)/3) })
}

// ticks cuts the axis at the first day of every count-th month, counted from January.
func (a axis) ticks(count int, name func(int, time.Month) string) []tick {
	var list []tick
	for days := range months(count).Cut(a.shown) {
		year, m, _ := days.Start().Civil()
		list = append(list, tick{days, name(year, m)})
	}
	return list
}

// months are the first days of every count-th month, counted from January.
func months(count int) calendar.Series {
	series, err := calendar.NewSeries(calendar.MustParseDate("2024-01-01"), count, calendar.Months)
	if err != nil {
		panic(err) // 1, 3 or 12 months
	}
	return series
}
