package calendar_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"example.com/billingrules"
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
				at: s.At(k), after: s.After(d), before: s.Before(d), period: s.Period(d), isDate: s.Contains(d),
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

func TestSeriesText(t *testing.T) {
	t.Parallel()
	for text, s := range map[string]calendar.Series{
		"R/2024-01-31/P1M":      series(t, "2024-01-31", 1, calendar.Months),
		"R/2024-01-31/P14D":     series(t, "2024-01-31", 14, calendar.Days),
		"R/2024-01-31/P120000W": series(t, "2024-01-31", 120_000, calendar.Weeks),
		"":                      {},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			written, err := s.MarshalText()
			appended, appendErr := s.AppendText([]byte("x"))
			inJSON, jsonErr := json.Marshal(s)
			stored, valueErr := s.Value()
			if errors.Join(err, appendErr, jsonErr, valueErr) != nil || string(written) != text ||
				string(appended) != "x"+text ||
				string(inJSON) != `"`+text+`"` || (stored == nil) != s.IsZero() ||
				s.String() != cmp.Or(text, "no series") {
				t.Errorf("%q %q %s %v %s", written, appended, inJSON, stored, s)
			}
			held := series(t, "2000-01-01", 1, calendar.Days)
			read, decoded, scanned := held, held, held
			err = errors.Join(read.UnmarshalText(written), json.Unmarshal(inJSON, &decoded), scanned.Scan(stored))
			if err != nil || read != s || decoded != s || scanned != s {
				t.Errorf("%s %s %s, %v", read, decoded, scanned, err)
			}
			if parsed, err := calendar.ParseSeries(text); parsed != s || (err == nil) == s.IsZero() {
				t.Errorf("%s, %v", parsed, err)
			}
		})
	}
	held := series(t, "2000-01-01", 1, calendar.Days)
	if err := held.UnmarshalJSON([]byte("null")); err != nil || !held.IsZero() {
		t.Errorf("null is read as %s, %v", held, err)
	}
}

func TestBadSeriesText(t *testing.T) {
	t.Parallel()
	form := "is not of the form R/YYYY-MM-DD/P3M"
	for text, want := range map[string]string{
		"":                  "calendar.ParseSeries: series: is missing",
		"2024-01-31/P1M":    `calendar.ParseSeries: series "2024-01-31/P1M": ` + form,
		"R/2024-01-31":      `calendar.ParseSeries: series "R/2024-01-31": ` + form,
		"R/2024-01-31/P":    `calendar.ParseSeries: series "R/2024-01-31/P": ` + form,
		"R/2024-01-31/PM":   `calendar.ParseSeries: series "R/2024-01-31/PM": ` + form,
		"R/2024-01-31/P1Y":  `calendar.ParseSeries: series "R/2024-01-31/P1Y": ` + form,
		"R/2024-01-31/P1MM": `calendar.ParseSeries: series "R/2024-01-31/P1MM": ` + form,
		"R/2024-01-31/P01M": `calendar.ParseSeries: series "R/2024-01-31/P01M": ` + form,
		"R/2024-01-31/P+1M": `calendar.ParseSeries: series "R/2024-01-31/P+1M": ` + form,
		"R/2024-01-31/P99999999999999999999M": `calendar.ParseSeries: series "R/2024-01-31/P99999999999999999999M": ` +
			form, "R/2024-02-30/P1M": `calendar.ParseSeries: anchor "2024-02-30": there is no such day`,
		"R/2024-01-31/P0M":      "calendar.ParseSeries: step: is missing",
		"R/2024-01-31/P-1M":     "calendar.ParseSeries: step -1: must be from 1 to 120000",
		"R/2024-01-31/P120001D": "calendar.ParseSeries: step 120001: must be from 1 to 120000",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if s, err := calendar.ParseSeries(text); err == nil || err.Error() != want || !s.IsZero() {
				t.Errorf("%s, %v, want %s", s, err, want)
			}
		})
	}
	held := series(t, "2000-01-01", 1, calendar.Days)
	for _, err := range []error{held.UnmarshalText([]byte("R")), held.UnmarshalJSON([]byte("1")), held.Scan(1)} {
		if !errors.Is(err, billingrules.ErrSyntax) || held.String() != "R/2000-01-01/P1D" {
			t.Errorf("%v, holds %s", err, held)
		}
	}
}

func TestTheZeroSeries(t *testing.T) {
	t.Parallel()
	s, day := calendar.Series{}, calendar.MustParseDate("2025-01-31")
	_, ok := s.Index(day)
	whole, days, length := s.Elapsed(day)
	part, of := s.Fraction(calendar.Span(day, day.AddDays(1)))
	all := len(slices.Collect(s.In(calendar.Always()))) + len(slices.Collect(s.Cut(calendar.Always())))
	numbers := []int{whole, days, length, part, of, s.Count(calendar.Always()), s.Step(), int(s.Unit()), all}
	if !s.IsZero() || ok || s.Contains(day) || !s.Period(day).IsZero() || slices.Max(numbers) != 0 ||
		slices.Min(numbers) != 0 {
		t.Error("the zero Series has something")
	}
	for _, d := range []calendar.Date{s.Anchor(), s.At(0), s.At(1), s.After(day), s.Before(day)} {
		if !d.IsZero() {
			t.Errorf("the zero Series has %s", d)
		}
	}
	good := series(t, "2025-01-31", 1, calendar.Months)
	if _, ok := good.Index(calendar.Date{}); ok || good.Contains(calendar.Date{}) ||
		!good.After(calendar.Date{}).IsZero() ||
		!good.Before(calendar.Date{}).IsZero() || !good.Period(calendar.Date{}).IsZero() {
		t.Error("the zero Date has a place in a series")
	}
}

func TestNewSeries(t *testing.T) {
	t.Parallel()
	day := calendar.MustParseDate("2025-01-31")
	for name, tt := range map[string]struct {
		anchor calendar.Date
		step   int
		unit   calendar.Unit
		want   string
	}{
		"shortest":     {day, 1, calendar.Days, ""},
		"longest":      {day, 120_000, calendar.Weeks, ""},
		"too long":     {day, 120_001, calendar.Months, "calendar.NewSeries: step 120001: must be from 1 to 120000"},
		"negative":     {day, -1, calendar.Months, "calendar.NewSeries: step -1: must be from 1 to 120000"},
		"no such unit": {day, 1, 9, "calendar.NewSeries: unit 9: is not known; one of: days, weeks, months"},
		"all is missing": {
			calendar.Date{}, 0, 0, "calendar.NewSeries: anchor: is missing\n" +
				"calendar.NewSeries: step: is missing\n" + "calendar.NewSeries: unit: is missing",
		},
		"no anchor alone": {calendar.Date{}, 1, calendar.Months, "calendar.NewSeries: anchor: is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := calendar.NewSeries(tt.anchor, tt.step, tt.unit)
			if tt.want == "" {
				if err != nil || s.Anchor() != tt.anchor || s.Step() != tt.step || s.Unit() != tt.unit || s.IsZero() {
					t.Errorf("%s, %v", s, err)
				}
				return
			}
			if err == nil || err.Error() != tt.want || !s.IsZero() || len(billingrules.InputErrors(err)) == 0 {
				t.Errorf("%s, %v", s, err)
			}
		})
	}
}

func TestUnitText(t *testing.T) {
	t.Parallel()
	for text, unit := range map[string]calendar.Unit{
		"days": calendar.Days, "weeks": calendar.Weeks, "months": calendar.Months,
	} {
		t.Run(text, func(t *testing.T) {
			parsed, err := calendar.ParseUnit(text)
			if err != nil || parsed != unit || unit.String() != text || !unit.IsValid() {
				t.Errorf("%s is read as %s, %v", text, parsed, err)
			}
			written, err := unit.MarshalText()
			appended, appendErr := unit.AppendText(nil)
			stored, valueErr := unit.Value()
			var read, scanned calendar.Unit
			if errors.Join(err, appendErr, valueErr, read.UnmarshalText(written), scanned.Scan(stored)) != nil ||
				read != unit || scanned != unit || string(appended) != text {
				t.Errorf("%s: %s %s", text, read, scanned)
			}
		})
	}
	if _, err := calendar.ParseUnit("years"); !errors.Is(err, billingrules.ErrUnknown) {
		t.Error(err)
	}
}
