package calendar_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // for machines without zones of their own

	"example.com/billingrules/calendar"
)

// The tests learn about zones only by reading a wall clock, t.In(zone).Date() and Clock(), at many instants. They never
// ask package time for the bounds of a zone or for its offset.

// era is a stretch of time in which a wall clock runs evenly.
type era struct {
	from    int64 // Unix seconds; the first era of a wallClock has no beginning
	until   int64 // the last one has no end
	ahead   int64 // the wall clock's seconds ahead of UTC
	latest  int64 // the latest day shown before the era began, as days since 1970-01-01
	isFirst bool
}

// wallClock is what was read: eras one after the other.
type wallClock []era

// endOfTime is later than anything the tests ask for.
const endOfTime = 1 << 40

// ahead reads the wall clock and returns the seconds by which it is ahead of UTC.
func ahead(unix int64, zone *time.Location) int64 {
	t := time.Unix(unix, 0).In(zone)
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	return time.Date(year, month, day, hour, minute, second, 0, time.UTC).Unix() - unix
}

// readClock reads the wall clock of a zone at every step from one instant to another, and looks for the second of
// every change in between.
func readClock(zone *time.Location, from, until time.Time, step time.Duration) wallClock {
	begin, end, stride := from.Unix(), until.Unix(), int64(step/time.Second)
	now := ahead(begin, zone)
	c := wallClock{{from: -endOfTime, ahead: now, latest: -endOfTime, isFirst: true}}
	for at := begin; at < end; at += stride {
		next := ahead(at+stride, zone)
		if next == now {
			continue
		}
		lo, hi := at, at+stride
		for hi-lo > 1 {
			if mid := lo + (hi-lo)/2; ahead(mid, zone) == now {
				lo = mid
			} else {
				hi = mid
			}
		}
		last := &c[len(c)-1]
		last.until = hi
		// If two changes are closer than a step, the search for the second goes on from the first.
		at, next = hi-stride, ahead(hi, zone)
		c = append(c, era{from: hi, ahead: next, latest: max(last.latest, dayShown(hi-1+now))})
		now = next
	}
	c[len(c)-1].until = endOfTime
	return c
}

// dayShown returns the day, since 1970-01-01, of a reading in seconds since then.
func dayShown(reading int64) int64 {
	day := reading / 86400
	if reading%86400 < 0 {
		day--
	}
	return day
}

// start returns the first second at which the clock shows a day, or a later one.
func (c wallClock) start(day int64) int64 {
	for _, e := range c {
		if at := max(e.from, day*86400-e.ahead); at < e.until {
			return at
		}
	}
	panic("a day after the end of time")
}

// day returns the latest day that the clock has shown up to an instant.
func (c wallClock) day(unix int64) int64 {
	i := 0
	for c[i].until <= unix {
		i++
	}
	return max(c[i].latest, dayShown(unix+c[i].ahead))
}

// key is the same for clocks that were read alike.
func (c wallClock) key() string {
	var b strings.Builder
	for _, e := range c {
		b.WriteString(strconv.FormatInt(e.from, 36) + " " + strconv.FormatInt(e.ahead, 36) + " ")
	}
	return b.String()
}

// epochDay is the date that the tests' own day numbers count from.
func epochDay() calendar.Date { return calendar.MustParseDate("1970-01-01") }

// dayOf returns the Date of a day number of the tests.
func dayOf(day int64) calendar.Date { return epochDay().AddDays(int(day)) }

// loadZone loads a zone by name.
func loadZone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// listedZones returns the names in testdata/zones.txt, which are those that Go's own copy of the tz database has.
func listedZones() []string {
	text, err := os.ReadFile("testdata/zones.txt")
	if err != nil {
		panic(err)
	}
	return strings.Fields(string(text))
}
