package calendar

import "time"

// The calendar is the proleptic Gregorian one. Days are numbered so that 0001-01-01 is 1.
//
// Years are counted from March in here: then the leap day is the last day of its year, and the months before it
// have the same lengths in every year.

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
	// The months from March on have 31, 30, 31, 30, 31 days, over and over, which (153*m+2)/5 adds up.
	inYear := (153*(m-3)+2)/5 + uint32(day) - 1
	return int32(y*daysPer4Years/4 - century + century/4 + inYear - marchToJanuary + 1)
}

// civil is the inverse of dayNumber.
func civil(n int32) (year, month, day int) {
	// Four times the days since the 1 March before year 1, plus 3: the divisions then round down to whole centuries
	// and years. See C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar
	// algorithms" (2022).
	q := 4*uint32(n-1+marchToJanuary) + 3
	century, inCentury := q/daysPer400Years, q%daysPer400Years|3
	p := 2939745 * uint64(inCentury)
	yearInCentury, inYear := uint32(p>>32), uint32(p)/2939745/4
	m := 2141*inYear + 197913
	month, day = int(m>>16), int(m&0xffff/2141)+1
	year = int(100*century + yearInCentury)
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
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
