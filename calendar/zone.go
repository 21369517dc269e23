package calendar

import "time"

// What follows rests on facts about time zones, which the tests check against every zone in the database. Of the bounds
// that [time.Time.ZoneBounds] reports only the later one is used: once a zone follows a recurring rule, the earlier
// bound can lie before the last change that is not part of that rule.

// widestOffset is more than the offset of any zone from UTC has ever been, in seconds; the widest are the local mean
// times on either side of the date line before it was moved, at about 16 hours.
const widestOffset = 20 * 3600

// The clock has never gone back over midnight to a reading before 22:00, two hours less than what is allowed for here,
// with one exception: when the date line was moved in 1867, Alaska went back by a whole day.
const (
	earliestReturn = 20 * 3600
	dateLineMoved  = 681908 // the day number of 1868-01-01
)

// DateOf returns the day to which an instant belongs in a zone: the d with d.Start(zone) ≤ t <
// d.AddDays(1).Start(zone). It returns the zero Date if the year is out of range. A nil zone panics.
//
// That is the date on the wall clock, with one exception: if the clock goes back past midnight, the day that has begun
// continues. In St John's, on 2006-10-29, the clock went back from 00:01 to 23:01: the repeated hour belongs to the
// 29th, although t.In(zone).Date() says the 28th. So what ended with the 28th does not start again. Implements
// term.zone.
//
// The zero Time is no instant: it belongs to the zero Date in every zone, so that a missing time cannot pass for
// 0001-01-01. The zero Time is also the first instant of 0001-01-01 in UTC, which makes that the one day for which
// DateOf(d.Start(zone), zone) is not d.
func DateOf(t time.Time, zone *time.Location) Date {
	t = t.In(zone)
	if t.IsZero() {
		return Date{}
	}
	_, offset := t.Zone()
	n, second := floorDiv64(t.Unix()+int64(offset), secondsADay)
	d := dateOfNumber(n + unixEpoch)
	if second < earliestReturn && d.n > dateLineMoved {
		return d
	}
	// The clock may have gone back to this day from the next. Then it did so today, and the day began under another
	// offset.
	if offsetAt(t.Unix()-second-1, zone) == int64(offset) {
		return d
	}
	if next := d.AddDays(1); !next.IsZero() && !t.Before(next.Start(zone)) {
		return next
	}
	return d
}

// Start returns the first instant of d in zone: the first at which the wall clock shows d. If midnight is skipped the
// day starts later than 00:00; if it happens twice, at the first. A day that the zone skipped altogether, as Apia
// skipped 2011-12-30, is empty and starts when the next day does. So the days of a zone follow each other without gap
// or overlap. For the zero Date, Start returns the zero Time. A nil zone panics. Implements term.zone.
func (d Date) Start(zone *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}.In(zone)
	}
	midnight := (int64(d.n) - unixEpoch) * secondsADay // as it would be in UTC
	return time.Unix(firstReaching(midnight, zone), 0).In(zone)
}

// firstReaching returns the first second since the Unix epoch at which the wall clock of zone has reached a reading,
// also given in seconds since that epoch. It walks the few stretches in which the zone keeps one offset; within a
// stretch it takes one subtraction.
func firstReaching(reading int64, zone *time.Location) int64 {
	t := time.Unix(reading-widestOffset, 0).In(zone)
	for first := true; ; first = false {
		_, end := t.ZoneBounds()
		if !end.IsZero() && !end.After(t) {
			// For a zone that follows a recurring rule, package time ends each year after 365 days, so that on 31
			// December of a leap year the bound has already passed.
			end = end.Add(secondsADay * time.Second)
		}
		_, offset := t.Zone()
		at := reading - int64(offset)
		if !first && at < t.Unix() {
			at = t.Unix() // the clock jumped over the reading
		}
		if end.IsZero() || at < end.Unix() {
			return at
		}
		t = end
	}
}

// offsetAt returns the seconds by which zone is ahead of UTC at a Unix time.
func offsetAt(unix int64, zone *time.Location) int64 {
	_, offset := time.Unix(unix, 0).In(zone).Zone()
	return int64(offset)
}

func floorDiv64(a, b int64) (quotient, remainder int64) {
	quotient, remainder = a/b, a%b
	if remainder < 0 {
		quotient--
		remainder += b
	}
	return quotient, remainder
}
