package calendar

import (
	"math"
	"time"

	"example.com/billingrules/internal/edge/input"
)

// Date is a day of the civil calendar, from 0001-01-01 to 9999-12-31, without a zone and without a time of day. Dates
// are comparable with ==. The zero Date means "no date": it is not a real day, it sorts before all real days, and every
// rule refuses it.
type Date struct{ n int32 }

// NewDate returns the date with the given year, month and day of the month. A day that does not exist, such as 30
// February, is an error.
func NewDate(year int, month time.Month, day int) (Date, error) {
	const op = "calendar.NewDate"
	switch {
	case year < 1 || year > 9999:
		return Date{}, input.Range(op, "year", year, 1, 9999)
	case month < time.January || month > time.December:
		return Date{}, input.Range(op, "month", int(month), 1, 12)
	case day < 1 || day > daysIn(year, int(month)):
		return Date{}, input.Errorf(op, "day", day, input.ErrRange, "must be from 1 to %d in %v %d",
			daysIn(year, int(month)), month, year)
	}
	return Date{dayNumber(year, int(month), day)}, nil
}

// dateOfNumber returns the day with the given number, or the zero Date if that is out of range.
func dateOfNumber(n int64) Date {
	if n < firstDay || n > lastDay {
		return Date{}
	}
	return Date{int32(n)}
}

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d.n == 0 }

// Civil returns the year, month and day of the month of d; zeros for the zero Date.
func (d Date) Civil() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	y, m, day := civil(d.n)
	return y, time.Month(m), day
}

// Weekday returns the day of the week of d. For the zero Date it returns Sunday, which means nothing.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// AddDays returns the day n days after d, or before it if n is negative. It returns the zero Date if d is zero or the
// result is out of range.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n < -lastDay || n > lastDay {
		return Date{}
	}
	return dateOfNumber(int64(d.n) + int64(n))
}

// AddMonths returns the same day of the month n months later, or earlier if n is negative; in a shorter month, its last
// day. It returns the zero Date if d is zero or the result is out of range.
//
// The k-th date of a monthly series is anchor.AddMonths(k). Do not step from one date to the next: a day that was moved
// to the end of a short month stays there. Stepping gives 31 January, 28 February, 28 March; counting from the anchor
// gives 31 January, 28 February, 31 March. Implements term.anniversary.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() || n < -lastMonth || n > lastMonth {
		return Date{}
	}
	year, month, day := civil(d.n)
	return inMonth(12*year+month-1+n, day)
}

// The months of the calendar, counted from January of year 0.
const (
	firstMonth = 12
	lastMonth  = 12*9999 + 11
)

// inMonth returns the given day of the month with the given number, or the last day of a month that is too short.
func inMonth(number, day int) Date {
	if number < firstMonth || number > lastMonth {
		return Date{}
	}
	year, month := int(uint32(number)/12), int(uint32(number)%12)+1
	if day > 28 {
		day = min(day, daysIn(year, month))
	}
	return Date{dayNumber(year, month, day)}
}

// noDistance is what Sub returns if there is no distance: so far out that no range check lets it through, and still far
// enough from the limits of int that adding to it does not overflow.
const noDistance = math.MinInt32

// Sub returns the number of days from u to d, negative if d is before u. If either is the zero Date it returns
// [math.MinInt32], so that a missing date cannot pass for a number of days.
func (d Date) Sub(u Date) int {
	if d.IsZero() || u.IsZero() {
		return noDistance
	}
	return int(d.n - u.n)
}

// Compare returns -1 if d is before u, +1 if d is after u, and 0 if they are equal. The zero Date is before every
// other.
func (d Date) Compare(u Date) int {
	switch {
	case d.n < u.n:
		return -1
	case d.n > u.n:
		return +1
	}
	return 0
}

// Before reports whether d is before u. The zero Date is before every other.
func (d Date) Before(u Date) bool { return d.n < u.n }

// After reports whether d is after u.
func (d Date) After(u Date) bool { return d.n > u.n }

// Earliest returns the earlier of two dates, or the other if one of them is the zero Date.
func Earliest(a, b Date) Date {
	if a.IsZero() || b.IsZero() {
		return Latest(a, b) // the one that is not
	}
	return Date{min(a.n, b.n)}
}

// Latest returns the later of two dates, or the other if one of them is the zero Date.
func Latest(a, b Date) Date { return Date{max(a.n, b.n)} }
