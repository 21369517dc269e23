package proration_test

import (
	"fmt"
	"time"

	"example.com/billingrules/calendar"
)

type day struct{ y, m, d int }

func monthLength(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && y%100 != 0 || y%400 == 0 {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func (a day) next() day {
	switch {
	case a.d < monthLength(a.y, a.m):
		return day{a.y, a.m, a.d + 1}
	case a.m < 12:
		return day{a.y, a.m + 1, 1}
	}
	return day{a.y + 1, 1, 1}
}

// plus goes n days on, one by one.
func (a day) plus(n int) day {
	for range n {
		a = a.next()
	}
	return a
}

func (a day) before(b day) bool {
	if a.y != b.y {
		return a.y < b.y
	}
	if a.m != b.m {
		return a.m < b.m
	}
	return a.d < b.d
}

// monthsOn is the day n months on, or the last day of a month that is too short.
func (a day) monthsOn(n int) day {
	y, m := a.y, a.m
	for range n {
		if m++; m > 12 {
			y, m = y+1, 1
		}
	}
	return day{y, m, min(a.d, monthLength(y, m))}
}

// daysTo counts the days from a up to, not including, b.
func (a day) daysTo(b day) int {
	n := 0
	for ; a.before(b); a = a.next() {
		n++
	}
	return n
}

func (a day) date() calendar.Date {
	d, err := calendar.NewDate(a.y, time.Month(a.m), a.d)
	if err != nil {
		panic(err)
	}
	return d
}

func (a day) String() string { return fmt.Sprintf("%04d-%02d-%02d", a.y, a.m, a.d) }
