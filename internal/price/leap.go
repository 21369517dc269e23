package price

import "example.com/billingrules/calendar"

// LeapDays counts the 29ths of February in a period that has a start and an end.
func LeapDays(p calendar.Period) int { return leapDaysBefore(p.End()) - leapDaysBefore(p.Start()) }

func leapDaysBefore(d calendar.Date) int {
	year, month, _ := d.Civil()
	if month <= 2 {
		year-- // this year's 29 February, if it exists, is not before d
	}
	return year/4 - year/100 + year/400
}
