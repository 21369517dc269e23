package calendar_test

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"pgregory.net/rapid"
)

// Every day of the calendar, one after the other, against package time.
func TestEveryDay(t *testing.T) {
	reference := time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)
	first := calendar.MustParseDate("0001-01-01")
	n := 0
	for d := first; !d.IsZero(); d = d.AddDays(1) {
		year, month, day := reference.Date()
		gotYear, gotMonth, gotDay := d.Civil()
		if gotYear != year || gotMonth != month || gotDay != day || d.Weekday() != reference.Weekday() {
			t.Fatalf("day %d is %04d-%02d-%02d, %s; want %s", n, gotYear, gotMonth, gotDay, d.Weekday(), reference)
		}
		made, err := calendar.NewDate(year, month, day)
		if err != nil || made != d || d.Sub(first) != n || first.Sub(d) != -n || first.AddDays(n) != d ||
			d.AddDays(-n) != first {
			t.Fatalf("day %d: %s, %v", n, made, err)
		}
		reference, n = reference.AddDate(0, 0, 1), n+1
	}
	if n != 3652059 || reference.Format(time.DateOnly) != "10000-01-01" {
		t.Errorf("%d days, up to %s", n, reference)
	}
}

// monthsLater is the oracle for AddMonths: it counts months one by one, then goes back to a day that exists.
func monthsLater(year, month, day, n int) string {
	for ; n > 0; n-- {
		if month++; month > 12 {
			year, month = year+1, 1
		}
	}
	for ; n < 0; n++ {
		if month--; month < 1 {
			year, month = year-1, 12
		}
	}
	for ; day > 28; day-- {
		if made := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC); made.Day() == day {
			break
		}
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// term.anniversary: every day of eight years, up to four years on and back.
func TestAddMonths(t *testing.T) {
	for d := calendar.MustParseDate("2023-01-01"); d.Before(calendar.MustParseDate("2031-01-01")); d = d.AddDays(1) {
		year, month, day := d.Civil()
		for n := -48; n <= 48; n++ {
			if got, want := d.AddMonths(n).String(), monthsLater(year, int(month), day, n); got != want {
				t.Fatalf("%s and %d months is %s, want %s", d, n, got, want)
			}
		}
	}
}

// The examples of term.anniversary in the rulebook.
func TestMonthsAreCountedFromTheAnchor(t *testing.T) {
	for _, test := range []struct {
		anchor string
		months int
		want   string
	}{
		{"2025-01-31", 1, "2025-02-28"},
		{"2025-01-31", 2, "2025-03-31"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2000-02-29", -1200, "1900-02-28"},
		{"2000-02-29", 1200, "2100-02-28"},
		{"2000-02-29", 4800, "2400-02-29"},
	} {
		t.Run(test.anchor, func(t *testing.T) {
			if got := calendar.MustParseDate(test.anchor).AddMonths(test.months).String(); got != test.want {
				t.Errorf("%s and %d months is %s, want %s", test.anchor, test.months, got, test.want)
			}
		})
	}
	drifted := calendar.MustParseDate("2025-01-31").AddMonths(1).AddMonths(1)
	if drifted.String() != "2025-03-28" {
		t.Errorf("going on from a date that was cut short gives %s; the documentation warns of 28 March", drifted)
	}
}

func TestArithmeticThatLeavesTheCalendar(t *testing.T) {
	first, last := calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31")
	middle := calendar.MustParseDate("2025-06-10")
	for _, n := range []int{
		math.MinInt, math.MinInt32 - 1, math.MinInt32, -120_001, -120_000, -119_988, 119_988, 120_000,
		120_001, math.MaxInt32, math.MaxInt32 + 1, math.MaxInt,
	} {
		t.Run(fmt.Sprint(n, " months"), func(t *testing.T) {
			if d := middle.AddMonths(n); !d.IsZero() {
				t.Errorf("%s and %d months is %s", middle, n, d)
			}
		})
	}
	for _, n := range []int{
		math.MinInt, math.MinInt32, -3652060, -3652059, 3652059, 3652060, math.MaxInt32,
		math.MaxInt,
	} {
		t.Run(fmt.Sprint(n, " days"), func(t *testing.T) {
			if d := middle.AddDays(n); !d.IsZero() {
				t.Errorf("%s and %d days is %s", middle, n, d)
			}
		})
	}
	for name, d := range map[string]calendar.Date{
		"the day before the first":   first.AddDays(-1),
		"the day after the last":     last.AddDays(1),
		"the month before the first": first.AddMonths(-1),
		"the month after the last":   last.AddMonths(1),
		"a day after no date":        calendar.Date{}.AddDays(1),
		"a month after no date":      calendar.Date{}.AddMonths(1),
		"no date itself":             calendar.Date{}.AddDays(0),
	} {
		t.Run(name, func(t *testing.T) {
			if !d.IsZero() {
				t.Errorf("%s is %s", name, d)
			}
		})
	}
	if first.AddDays(3652058) != last || last.AddDays(-3652058) != first ||
		first.AddMonths(119_987).String() != "9999-12-01" || last.AddMonths(-119_987).String() != "0001-01-31" {
		t.Error("the ends of the calendar cannot be reached from each other")
	}
	if first.AddMonths(0) != first || last.AddMonths(0) != last || first.AddDays(0) != first {
		t.Error("nothing added moves a date")
	}
}

// The distance from a forgotten date must not pass for a number of days.
func TestSub_ZeroDate(t *testing.T) {
	d := calendar.MustParseDate("2025-06-10")
	for _, got := range []int{d.Sub(calendar.Date{}), calendar.Date{}.Sub(d), calendar.Date{}.Sub(calendar.Date{})} {
		if got != math.MinInt32 {
			t.Errorf("got %d", got)
		}
	}
	if y, m, day := (calendar.Date{}).Civil(); y != 0 || m != 0 || day != 0 {
		t.Errorf("no date is %d-%d-%d", y, m, day)
	}
}

func TestOrderOfDates(t *testing.T) {
	days := []calendar.Date{
		{},
		calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("2025-06-09"),
		calendar.MustParseDate("2025-06-10"), calendar.MustParseDate("9999-12-31"),
	}
	for i, a := range days {
		for j, b := range days {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if a.Compare(b) != want || a.Before(b) != (want < 0) || a.After(b) != (want > 0) ||
				(a == b) != (want == 0) {
				t.Errorf("%s and %s: %d, %v, %v", a, b, a.Compare(b), a.Before(b), a.After(b))
			}
		}
	}
}

func TestNewDateRefusesDaysThatDoNotExist(t *testing.T) {
	for _, test := range []struct {
		year, month, day int
		field            string
	}{
		{0, 1, 1, "year"},
		{10000, 1, 1, "year"},
		{-1, 1, 1, "year"},
		{math.MinInt, 1, 1, "year"},
		{math.MaxInt, 1, 1, "year"},
		{2025, 0, 1, "month"},
		{2025, 13, 1, "month"},
		{2025, -1, 1, "month"},
		{2025, math.MaxInt, 1, "month"},
		{2025, 1, 0, "day"},
		{2025, 1, 32, "day"},
		{2025, 2, 29, "day"},
		{2024, 2, 30, "day"},
		{1900, 2, 29, "day"},
		{2025, 4, 31, "day"},
		{2025, 1, math.MinInt, "day"},
	} {
		t.Run(fmt.Sprint(test.year, "-", test.month, "-", test.day), func(t *testing.T) {
			d, err := calendar.NewDate(test.year, time.Month(test.month), test.day)
			bad := billingrules.InputErrors(err)
			if !errors.Is(err, billingrules.ErrRange) || !d.IsZero() || len(bad) != 1 || bad[0].Field != test.field {
				t.Errorf("NewDate(%d, %d, %d) = %s, %v", test.year, test.month, test.day, d, err)
			}
		})
	}
}

// aDay draws days, often the nasty ones at month ends and in leap years.
func aDay(t *rapid.T, label string) calendar.Date {
	year := rapid.OneOf(rapid.IntRange(2023, 2030), rapid.IntRange(1, 9999)).Draw(t, label+" year")
	month := rapid.OneOf(rapid.Just(2), rapid.IntRange(1, 12)).Draw(t, label+" month")
	day := rapid.OneOf(rapid.IntRange(28, 31), rapid.IntRange(1, 31)).Draw(t, label+" day")
	for ; ; day-- {
		if d, err := calendar.NewDate(year, time.Month(month), day); err == nil {
			return d
		}
	}
}

func datesAgree(t *rapid.T) {
	a, b := aDay(t, "a"), aDay(t, "b")
	if b.AddDays(a.Sub(b)) != a || a.Sub(b) != -b.Sub(a) {
		t.Fatalf("%s and %s are %d days apart", a, b, a.Sub(b))
	}
	if read, err := calendar.ParseDate(a.String()); err != nil || read != a {
		t.Fatalf("%s is read back as %s, %v", a, read, err)
	}
	n := rapid.IntRange(-600, 600).Draw(t, "months")
	if c := a.AddMonths(n); !c.IsZero() {
		_, _, day := a.Civil()
		_, _, got := c.Civil()
		_, _, tomorrow := c.AddDays(1).Civil()
		if got != day && (got > day || tomorrow > 1) {
			t.Fatalf("%s and %d months is %s", a, n, c)
		}
	}
}

func TestDatesAgree(t *testing.T) { rapid.Check(t, datesAgree) }

func FuzzDatesAgree(f *testing.F) { f.Fuzz(rapid.MakeFuzz(datesAgree)) }
