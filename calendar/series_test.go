package calendar_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
)

func series(t testing.TB, anchor string, step int, unit calendar.Unit) calendar.Series {
	t.Helper()
	s, err := calendar.NewSeries(calendar.MustParseDate(anchor), step, unit)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// naiveMonths walks month by month from the anchor in both directions, and returns every step-th date by its number.
func naiveMonths(anchor calendar.Date, step, most int) map[int]calendar.Date {
	dates := map[int]calendar.Date{0: anchor}
	for _, way := range []int{-1, 1} {
		year, month, day := anchor.Civil()
		for k := 1; k <= most; k++ {
			for range step {
				month += time.Month(way)
				if month == 0 {
					year, month = year-1, time.December
				}
				if month == 13 {
					year, month = year+1, time.January
				}
			}
			for cut := day; year >= 1 && year <= 9999 && cut >= day-3; cut-- {
				if d, err := calendar.NewDate(year, month, cut); err == nil {
					dates[way*k] = d
					break
				}
			}
		}
	}
	return dates
}

// place is where a day lies in a series.
type place struct {
	index               int
	ok, isDate          bool
	at, after, before   calendar.Date
	period              calendar.Period
	whole, days, length int
}

// checkSeries compares every answer of s for the days from first to last with the expected dates, walking day by day.
// The dates reach beyond those days, except at the ends of the calendar.
func checkSeries(
	t *testing.T, s calendar.Series, dates map[int]calendar.Date, first, last calendar.Date, takes func() bool,
) {
	t.Helper()
	numbers := make([]int, 0, len(dates))
	for k := range dates {
		numbers = append(numbers, k)
	}
	slices.Sort(numbers)
	isDate := make(map[calendar.Date]bool, len(dates))
	for _, d := range dates {
		isDate[d] = true
	}
	k := numbers[0] - 1 // the number of the last date up to the day of the walk
	for k+1 <= numbers[len(numbers)-1] && !dates[k+1].After(first) {
		k++
	}
	for d := first; ; d = d.AddDays(1) {
		if dates[k+1] == d {
			k++
		}
		if takes() {
			before := dates[k]
			if before == d {
				before = dates[k-1]
			}
			want := place{index: k, ok: true, at: dates[k], after: dates[k+1], before: before, isDate: isDate[d]}
			if start, end := dates[k], dates[k+1]; !start.IsZero() && !end.IsZero() {
				want.period, _ = calendar.Between(start, end)
				want.whole, want.days, want.length = k, d.Sub(start), end.Sub(start)
			}
			got := place{
				at: s.At(k), after: s.FirstAfter(d), before: s.LastBefore(d), period: s.Period(d),
				isDate: s.Contains(d),
			}
			got.index, got.ok = s.Index(d)
			got.whole, got.days, got.length = s.Elapsed(d)
			if got != want {
				t.Fatalf("%s on %s: %+v, want %+v", s, d, got, want)
			}
		}
		if d == last {
			return
		}
	}
}

func always() bool { return true }

// term.anniversary: the anchors of four years, with steps from one to 36 months, on every day of some years around
// them. Every month has the days 1 to 28; the first and one in the middle stand for all of these.
func TestSeriesOfMonths(t *testing.T) {
	t.Parallel()
	sample, days := testkit.NewSample(331), testkit.NewSample(37)
	for anchor := range testkit.Days(calendar.MustParseDate("2023-03-01"), calendar.MustParseDate("2027-02-28")) {
		_, month, day := anchor.Civil()
		if day < 28 && day != 1 && day != 15 {
			continue
		}
		for step := 1; step <= 36; step++ {
			if !sample.Takes(day > 28 && (month == time.January || month == time.February) && step%11 == 1) {
				continue
			}
			s, err := calendar.NewSeries(anchor, step, calendar.Months)
			if err != nil {
				t.Fatal(err)
			}
			dates := naiveMonths(anchor, step, 60/step+2)
			checkSeries(t, s, dates, anchor.AddMonths(-60), anchor.AddMonths(60),
				func() bool { return days.Takes(false) })
		}
	}
}

// Days and weeks, checked by addition.
func TestSeriesOfDaysAndWeeks(t *testing.T) {
	t.Parallel()
	for _, step := range []int{1, 2, 3, 7, 13, 14, 30, 90, 365, 1000} {
		for unit, length := range map[calendar.Unit]int{calendar.Days: 1, calendar.Weeks: 7} {
			t.Run(fmt.Sprint(step, unit), func(t *testing.T) {
				t.Parallel()
				anchor := calendar.MustParseDate("2024-02-29")
				dates := make(map[int]calendar.Date)
				for k, plus := 0, 0; plus <= 400+step*length; k, plus = k+1, plus+step*length {
					dates[k], dates[-k] = anchor.AddDays(plus), anchor.AddDays(-plus)
				}
				s := series(t, anchor.String(), step, unit)
				checkSeries(t, s, dates, anchor.AddDays(-400), anchor.AddDays(400), always)
			})
		}
	}
}

// At the edges of the calendar dates are missing, and no loop goes on forever.
func TestSeriesAtTheEdgesOfTheCalendar(t *testing.T) {
	t.Parallel()
	first, last := calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31")
	for _, ends := range [][2]calendar.Date{{first, first.AddDays(1200)}, {last.AddDays(-1200), last}} {
		for _, anchor := range []calendar.Date{
			ends[0], ends[0].AddDays(30), ends[0].AddDays(600), ends[1].AddDays(-40), ends[1],
		} {
			for _, step := range []int{1, 2, 7, 12, 36, 120_000} {
				s := series(t, anchor.String(), step, calendar.Months)
				checkSeries(t, s, naiveMonths(anchor, step, 60/step+2), ends[0], ends[1], always)
				for _, length := range []int{1, 7} {
					dates := map[int]calendar.Date{}
					for k := -2000; k <= 2000; k++ {
						if d := anchor.AddDays(k * step * length); !d.IsZero() {
							dates[k] = d
						}
					}
					unit := map[int]calendar.Unit{1: calendar.Days, 7: calendar.Weeks}[length]
					checkSeries(t, series(t, anchor.String(), step, unit), dates, ends[0], ends[1], always)
				}
			}
		}
	}
	for _, unit := range []calendar.Unit{calendar.Days, calendar.Weeks, calendar.Months} {
		t.Run(unit.String(), func(t *testing.T) {
			for _, step := range []int{1, 120_000} {
				s := series(t, "2025-01-31", step, unit)
				for _, k := range []int{math.MinInt, math.MinInt32, -4_000_000, 4_000_000, math.MaxInt32, math.MaxInt} {
					if got := s.At(k); !got.IsZero() {
						t.Errorf("%s: date %d is %s", s, k, got)
					}
				}
			}
		})
	}
}

// The pieces of a cut join to the whole and meet on the dates, and its stubs are the fractions that they say.
func TestSeriesInAPeriod(t *testing.T) {
	t.Parallel()
	day := calendar.MustParseDate("2024-02-27")
	for _, s := range []calendar.Series{
		series(t, "2024-01-31", 1, calendar.Months), series(t, "2024-08-31", 3, calendar.Months),
		series(t, "0001-01-01", 12, calendar.Months),
		series(t, "2023-12-31", 12, calendar.Months), series(t, "2024-03-01", 2, calendar.Weeks),
		series(t, "2024-03-01", 10, calendar.Days),
	} {
		t.Run(s.String(), func(t *testing.T) {
			for _, p := range periodsFrom(day) {
				if _, bounded := p.Days(); bounded || s.Unit() == calendar.Months {
					checkSeriesIn(t, s, p)
				} // walking the whole calendar for each would take too long
			}
		})
	}
	s := series(t, "2024-01-31", 1, calendar.Months)
	if days, length := s.Fraction(calendar.Span(day, day.AddDays(3))); days+length != 0 {
		t.Errorf("what lies in two periods is %d of %d", days, length)
	}
	for range s.In(calendar.Always()) {
		break
	}
	for range s.Cut(calendar.Always()) {
		break
	}
}

// periodsFrom lists periods of many lengths that start on a day or in the month after it, and some without an end.
func periodsFrom(day calendar.Date) []calendar.Period {
	first, last := calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31")
	periods := []calendar.Period{
		{},
		calendar.Always(), calendar.Since(day), calendar.Until(day),
		calendar.Since(last), calendar.Until(first.AddDays(1)),
	}
	for from := range 35 {
		for _, length := range []int{1, 2, 28, 29, 30, 31, 32, 60, 61, 62, 91, 400} {
			periods = append(periods, calendar.Span(day.AddDays(from), day.AddDays(from+length)))
		}
	}
	return periods
}

// datesIn lists the dates of a series in a period by walking the period's days, or the series' dates if it has no end.
func datesIn(s calendar.Series, p calendar.Period) []calendar.Date {
	var dates []calendar.Date
	if _, bounded := p.Days(); bounded {
		for d := p.Start(); d.Before(p.End()); d = d.AddDays(1) {
			if s.Contains(d) {
				dates = append(dates, d)
			}
		}
		return dates
	}
	for k := -120_000; k <= 120_000; k++ {
		if d := s.At(k); p.Contains(d) {
			dates = append(dates, d)
		}
	}
	return dates
}

// checkSeriesIn checks the dates of a series in a period, their number, and the pieces into which they cut it.
func checkSeriesIn(t *testing.T, s calendar.Series, p calendar.Period) {
	t.Helper()
	start := p.Start()
	if start.IsZero() {
		start = calendar.MustParseDate("0001-01-01")
	}
	dates := datesIn(s, p)
	if got := slices.Collect(s.In(p)); !slices.Equal(got, dates) || s.Count(p) != len(dates) {
		t.Fatalf("%s in %s: %d dates, counted %d, want %d", s, p, len(got), s.Count(p), len(dates))
	}
	var pieces []calendar.Period
	rest := p
	for _, d := range dates {
		if piece := rest.Intersect(calendar.Until(d)); !piece.IsZero() && d != start {
			pieces, rest = append(pieces, piece), rest.Intersect(calendar.Since(d))
		}
	}
	if !rest.IsZero() {
		pieces = append(pieces, rest)
	}
	if got := slices.Collect(s.Cut(p)); !slices.Equal(got, pieces) {
		t.Fatalf("%s cuts %s into %v, want %v", s, p, got, pieces)
	}
	for _, piece := range pieces {
		days, length := s.Fraction(piece)
		n, ok := piece.Days()
		whole := s.Period(piece.Start())
		if wholeDays, _ := whole.Days(); ok && !whole.IsZero() && (days != n || length != wholeDays) ||
			(!ok || whole.IsZero()) && days+length != 0 {
			t.Fatalf("%s: %s is %d of %d", s, piece, days, length)
		}
	}
}
