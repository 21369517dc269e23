package desk

import (
	"fmt"
	"time"

	"example.com/billingrules/calendar"
)

// axis is where days stand on the page. A day is a whole number of units wide, so that every x is a day again.
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

// noon is the middle of a day, where what happens on it is marked.
func (a axis) noon(d calendar.Date) int { return a.x(d) + a.perDay/2 }

// tick is a stretch of the scale, with its name.
type tick struct {
	days calendar.Period
	name string
}

// years are the calendar years of the axis.
func (a axis) years() []tick {
	return a.ticks(12, func(year int, _ time.Month) string { return fmt.Sprint(year) })
}

// parts are the months of the axis where their names have room, and otherwise its quarters.
func (a axis) parts(room int) []tick {
	const shortest = 28 // days of a month
	if shortest*a.perDay >= room {
		return a.ticks(1, func(_ int, m time.Month) string { return m.String()[:3] })
	}
	return a.ticks(3, func(_ int, m time.Month) string { return fmt.Sprintf("Q%d", (m+2)/3) })
}

// ticks cuts the axis where a count of months from January on begins again.
func (a axis) ticks(count int, name func(int, time.Month) string) []tick {
	var list []tick
	for days := range months(count).Cut(a.shown) {
		year, m, _ := days.Start().Civil()
		list = append(list, tick{days, name(year, m)})
	}
	return list
}

// months are the days on which a count of months from January on begins again.
func months(count int) calendar.Series {
	series, err := calendar.NewSeries(calendar.MustParseDate("2024-01-01"), count, calendar.Months)
	if err != nil {
		panic(err) // 1, 3 or 12 months
	}
	return series
}
