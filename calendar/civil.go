package calendar

import "time"

// The calendar is the proleptic Gregorian one. Days are numbered so that 0001-01-01 is 1.
//
// Here years are counted from March, so that the leap day is the last day of its year and the months before it have the
// same lengths in every year.

const (
	firstDay = 1       // 0001-01-01
	lastDay  = 3652059 // 9999-12-31

	unixEpoch = 719163 // 1970-01-01

	daysPer4Years   = 1461
	daysPer400Years = 146097
	secondsADay     = 86400

	marchToJanuary = 306 // days from 1 March to 1 January
)

// dayNumber returns the number of a day that is known to exist.
func dayNumber(year, month, day int) int32 {
	y, m := uint32(year), uint32(month)
	if m <= 2 {
		y--
		m += 12
	}
	century := y / 100
	// The months from March on have 31, 30, 31, 30, 31 days, over and over; (153*m+2)/5 is their running total.
	inYear := (153*(m-3)+2)/5 + uint32(day) - 1
	return int32(y*daysPer4Years/4 - century + century/4 + inYear - marchToJanuary + 1)
}

// Days and years are also counted backwards, from the last day of February of the year 12000, which is far enough. Its
// own year is number 0, and a leap day is then the first of its year, at 0.
const (
	erasBack  = 30
	yearsBack = 400*erasBack - 1
	daysBack  = daysPer400Years*erasBack - marchToJanuary
)

// civil is the inverse of dayNumber. The month and its day are worked out as in C. Neri and L. Schneider, "Euclidean
// affine functions and their application to calendar algorithms" (2022); counting backwards, which is quicker, is from
// B. Joffe, "A very fast 64-bit date algorithm" (2025).
func civil(n int32) (year, month, day int) {
	back := uint32(daysBack - n)
	century := uint32(uint64(back) * 3853261555 >> 47) // 4*back/daysPer400Years
	julian := back + century - century/4               // as if every fourth year were a leap year
	y := uint32(uint64(julian) * 3010298776 >> 40)     // 4*julian/daysPer4Years
	inYear := julian - y*daysPer4Years/4
	month16 := 979360 - 2141*inYear // the month, and in the lower 16 bits the day
	if year = int(yearsBack - y); inYear < 60 {
		month16 -= 12 << 16 // January and February belong to the following year
		year++
	}
	return year, int(month16 >> 16), int(month16&0xffff/2141) + 1
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// daysIn returns the length of a month from 1 to 12.
func daysIn(year, month int) int {
	if month == int(time.February) {
		if isLeap(year) {
			return 29
		}
		return 28
	}
	return 30 + (month^month>>3)&1 // 31 for odd months up to July and for even ones from August on
}
