package calendar_test

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
)

// zoneClock is a zone with what its wall clock showed from 1840, before the first change on record, to 2041, after the
// last change that any zone lists; from 2038 on, standing rules hold.
type zoneClock struct {
	name  string
	zone  *time.Location
	clock wallClock
}

var (
	scanFrom  = time.Date(1840, 1, 1, 0, 0, 0, 0, time.UTC)
	scanUntil = time.Date(2041, 6, 1, 0, 0, 0, 0, time.UTC)
)

// isOdd reports whether a zone is one of those that have changed in ways that others never do.
func isOdd(zone string) bool {
	return slices.Contains([]string{
		"Africa/Cairo", "America/Juneau", "America/St_Johns", "Antarctica/Casey", "Asia/Manila", "Atlantic/Azores",
		"Pacific/Apia",
	}, zone)
}

// everyZone has the listed zones, or a sample that includes the odd ones. Zones that are the same under another name
// are left out.
var everyZone = sync.OnceValue(func() []zoneClock {
	listed := slices.Collect(testkit.Spread(slices.Values(listedZones()), 13, isOdd))
	read := make([]zoneClock, len(listed))
	var wg sync.WaitGroup
	for worker := range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := worker; i < len(listed); i += runtime.GOMAXPROCS(0) {
				zone, err := time.LoadLocation(listed[i])
				if err != nil {
					panic(err)
				}
				read[i] = zoneClock{listed[i], zone, readClock(zone, scanFrom, scanUntil, 24*time.Hour)}
			}
		})
	}
	wg.Wait()
	var distinct []zoneClock
	seen := map[string]bool{}
	for _, z := range read {
		if key := z.clock.key(); !seen[key] {
			seen[key] = true
			distinct = append(distinct, z)
		}
	}
	return distinct
})

// inEveryZone runs check in every zone, in parallel.
func inEveryZone(t *testing.T, check func(t *testing.T, z zoneClock)) {
	t.Helper()
	zones := everyZone()
	if testkit.Whole && len(zones) < 400 {
		t.Errorf("only %d zones differ from each other", len(zones))
	}
	for _, z := range zones {
		t.Run(z.name, func(t *testing.T) {
			t.Parallel()
			check(t, z)
		})
	}
}

// compareDays compares Start and DateOf with a wall clock: the starts of the days from 3 before a day to 3 after it,
// the instants around each start, and also the instants around another instant.
func compareDays(t *testing.T, zone *time.Location, clock wallClock, day, around int64) {
	t.Helper()
	for k := day - 3; k <= day+3; k++ {
		d, want := dayOf(k), clock.start(k)
		if got := d.Start(zone); got.Unix() != want || got.Nanosecond() != 0 || got.Location() != zone {
			t.Fatalf("%v starts at %v, want %v", d, got, time.Unix(want, 0).In(zone))
		}
		for _, at := range []int64{want - 1, want, want + 1} {
			compareInstant(t, zone, clock, at)
		}
		before := time.Unix(want, -1)
		if got, want := calendar.DateOf(before, zone), dayOf(clock.day(want-1)); got != want {
			t.Fatalf("a nanosecond before the start of %v is on %v, want %v", d, got, want)
		}
	}
	for _, at := range []int64{-1800, -61, -1, 0, 1, 59, 1799, 1800} {
		compareInstant(t, zone, clock, around+at)
	}
	for hour := int64(-27); hour <= 27; hour++ {
		compareInstant(t, zone, clock, around+hour*3600+7)
	}
}

func compareInstant(t *testing.T, zone *time.Location, clock wallClock, at int64) {
	t.Helper()
	if got, want := calendar.DateOf(time.Unix(at, 0), zone), dayOf(clock.day(at)); got != want {
		t.Fatalf("%v is on %v, want %v", time.Unix(at, 0).In(zone), got, want)
	}
}

// Days of term.zone around every change of every zone, as a wall clock shows them.
func TestDaysOfEveryZoneAroundEveryChange(t *testing.T) {
	inEveryZone(t, func(t *testing.T, z zoneClock) {
		for _, e := range z.clock {
			if !e.isFirst {
				compareDays(t, z.zone, z.clock, dayShown(e.from+e.ahead), e.from)
			}
		}
	})
}

// After the last change that a zone lists, package time ends every year after 365 days, even a leap year: on 31
// December of a leap year, the bounds that it gives around an instant do not contain that instant.
func TestDaysOfEveryZoneAtTheEndsOfYears(t *testing.T) {
	inEveryZone(t, func(t *testing.T, z zoneClock) {
		years := []int{
			1900, 1972, 1999, 2000, 2023, 2024, 2036, 2037, 2038, 2039, 2040, 2044, 2100, 2399, 2400, 9995,
			9996,
		}
		for _, year := range years {
			newYear := time.Date(year+1, 1, 1, 0, 0, 0, 0, time.UTC)
			clock := readClock(z.zone, newYear.Add(-9*24*time.Hour), newYear.Add(9*24*time.Hour), 6*time.Hour)
			compareDays(t, z.zone, clock, newYear.Unix()/86400, newYear.Unix())
		}
	})
}

func TestDaysOfEveryZoneTileTime(t *testing.T) {
	first, last := calendar.MustParseDate("1990-01-01"), calendar.MustParseDate("2041-03-31")
	inEveryZone(t, func(t *testing.T, z zoneClock) {
		start := first.Start(z.zone)
		for d := first; !d.After(last); d = d.AddDays(1) {
			next := d.AddDays(1).Start(z.zone)
			switch {
			case next.Before(start):
				t.Fatalf("%v starts at %v, and the next day before it, at %v", d, start, next)
			case next.Equal(start): // a day that was skipped
				if got := calendar.DateOf(start, z.zone); got != d.AddDays(1) {
					t.Fatalf("%v has no instant, but the one where it starts is on %v", d, got)
				}
				if got := calendar.DateOf(start.Add(-1), z.zone); got != d.AddDays(-1) {
					t.Fatalf("%v has no instant, but the one before is on %v", d, got)
				}
			default:
				if got := calendar.DateOf(start, z.zone); got != d {
					t.Fatalf("%v starts at %v, which is on %v", d, start, got)
				}
				if got := calendar.DateOf(next.Add(-1), z.zone); got != d {
					t.Fatalf("%v ends before %v, but the nanosecond before is on %v", d, next, got)
				}
			}
			start = next
		}
	})
}

// DateOf spares most instants a second look-up, because a clock that goes back over midnight has always gone back to
// 22:00 or later. The one exception is the date line that moved in 1867. Should a new edition of the tz database change
// this, looking twice at every instant would still find the right days.
func TestClocksGoBackOverMidnightToLateEveningsOnly(t *testing.T) {
	seen := 0
	for _, z := range everyZone() {
		for _, e := range z.clock {
			reading := e.from + e.ahead
			if e.isFirst || e.latest <= dayShown(reading) {
				continue
			}
			seen++
			at := time.Unix(e.from, 0).UTC()
			if reading-dayShown(reading)*86400 < 22*3600 && at.Year() != 1867 {
				t.Errorf("%s at %v: the clock went back over midnight, to %v", z.name, at, at.In(z.zone))
			}
		}
	}
	if seen == 0 {
		t.Error("no clock has gone back over midnight")
	}
}

// A zone that never changes can have any offset, even one that no place on earth has.
func TestDaysOfFixedZones(t *testing.T) {
	days := []string{"0001-01-03", "1867-10-18", "1970-01-01", "2024-02-29", "2040-12-31", "9999-12-29"}
	for _, offset := range []int{
		0, 1, -1, 1800, -1800, 45 * 60, 8*3600 + 45*60, 14 * 3600, -12 * 3600, 86399, 86400, 86401, -86399, -86400,
		-86401, 26 * 3600, -26 * 3600, 48*3600 + 17, -48*3600 - 17, 40 * 86400, -40 * 86400,
	} {
		zone := time.FixedZone("odd", offset)
		for _, day := range days {
			d := calendar.MustParseDate(day)
			start := d.Start(zone)
			if year, month, dd := start.Date(); !start.Equal(start.Truncate(time.Second)) ||
				start.Format("15:04:05") != "00:00:00" {
				t.Errorf("%+d: %v starts at %v", offset, d, start)
			} else if y, m, n := d.Civil(); year != y || month != m || dd != n {
				t.Errorf("%+d: %v starts on %v", offset, d, start)
			}
			for after, want := range map[time.Duration]calendar.Date{
				-1: d.AddDays(-1), 0: d, 12 * time.Hour: d, 24*time.Hour - 1: d, 24 * time.Hour: d.AddDays(1),
			} {
				if got := calendar.DateOf(start.Add(after), zone); got != want {
					t.Errorf("%+d: %v after the start of %v is on %v, want %v", offset, after, d, got, want)
				}
			}
		}
	}
}

func TestDaysAtBothEndsOfTheRange(t *testing.T) {
	first, last := calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31")
	for _, name := range []string{
		"UTC", "Europe/Brussels", "Africa/Cairo", "Asia/Manila", "America/Juneau",
		"Pacific/Apia", "Pacific/Kiritimati", "America/Santiago",
	} {
		zone := loadZone(t, name)
		for _, d := range []calendar.Date{first, last} {
			start := d.Start(zone)
			if got := dateShown(start); got != d.String()+" 00:00:00" {
				t.Errorf("%s: %v starts at %s", name, d, got)
			}
			want := d
			if start.IsZero() {
				want = calendar.Date{} // in UTC the first day starts at the zero Time, which is no instant
			}
			if got := calendar.DateOf(start, zone); got != want {
				t.Errorf("%s: the start of %v is on %v", name, d, got)
			}
			if got := calendar.DateOf(start.Add(1), zone); got != d {
				t.Errorf("%s: a nanosecond after the start of %v is on %v", name, d, got)
			}
		}
		if got := calendar.DateOf(first.Start(zone).Add(-1), zone); !got.IsZero() {
			t.Errorf("%s: the last nanosecond of the year 0 is on %v", name, got)
		}
		if got := calendar.DateOf(last.Start(zone).Add(24*time.Hour-1), zone); got != last {
			t.Errorf("%s: the last nanosecond of the year 9999 is on %v", name, got)
		}
		if got := calendar.DateOf(last.Start(zone).Add(24*time.Hour), zone); !got.IsZero() {
			t.Errorf("%s: the first instant of the year 10000 is on %v", name, got)
		}
	}
}

// dateShown is what a wall clock shows.
func dateShown(t time.Time) string { return t.Format("2006-01-02 15:04:05") }

func TestDateOfInstantsFarBeyondTheRange(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Brussels", "Africa/Cairo", "America/Juneau"} {
		zone := loadZone(t, name)
		for _, at := range []time.Time{
			time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC),
			time.Date(-290_000_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(290_000_000, 1, 1, 0, 0, 0, 0, time.UTC),
			time.Unix(math.MinInt64/2, 0), time.Unix(math.MaxInt64/2, 0), time.Unix(math.MinInt32*86400, 0),
			time.Unix(math.MaxInt32*86400, 0),
			time.Unix(1<<32*86400, 0), time.Unix(-1<<32*86400, 0), time.Unix((1<<32+739000)*86400, 0),
			time.Unix((-1<<32+739000)*86400, 0),
		} {
			if got := calendar.DateOf(at, zone); !got.IsZero() {
				t.Errorf("%s: %d seconds after 1970 are on %v", name, at.Unix(), got)
			}
		}
	}
}

func TestZeroTimeIsOnNoDate(t *testing.T) {
	for _, name := range []string{"UTC", "Asia/Manila", "America/Juneau", "Europe/Brussels"} {
		t.Run(name, func(t *testing.T) {
			for _, zero := range []time.Time{{}, time.Time{}.In(loadZone(t, "Pacific/Apia"))} {
				if got := calendar.DateOf(zero, loadZone(t, name)); !got.IsZero() {
					t.Errorf("the zero Time is on %s", got)
				}
			}
		})
	}
}

func TestZeroDateHasNoStart(t *testing.T) {
	for _, zone := range []*time.Location{time.UTC, loadZone(t, "Asia/Manila")} {
		if got := (calendar.Date{}).Start(zone); !got.IsZero() {
			t.Errorf("no date starts at %v", got)
		}
	}
}
