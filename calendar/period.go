package calendar

import (
	"math"
	"time"

	"example.com/billingrules/internal/edge/input"
)

// Period is a run of days: from its start up to, not including, its end, either of which may be open. Periods are
// comparable with ==, and there is one form of each: the zero Period is never, and no other is empty.
type Period struct{ start, end int32 }

// The sides of a period are day numbers, or one of these. Never is 0, 0.
const (
	openStart = math.MinInt32
	openEnd   = math.MaxInt32
)

// Between returns the days from start up to, not including, end; where they are the same day, never. A zero Date,
// and an end before the start, are errors.
func Between(start, end Date) (Period, error) {
	const op = "calendar.Between"
	switch {
	case start.IsZero():
		return Period{}, input.Missing(op, "start")
	case end.IsZero():
		return Period{}, input.Missing(op, "end")
	case end.Before(start):
		return Period{}, input.Errorf(op, "end", end, input.ErrConflict, "is before the start %s", start)
	}
	return run(start.n, end.n), nil
}

// Span returns the days from start up to, not including, end; never if end is not after start, or if either is the zero
// Date. Unlike [Between] it accepts an end before the start, as the ends of a window that are worked out separately can
// be.
func Span(start, end Date) Period { return Since(start).Intersect(Until(end)) }

// Since returns the days from d on, without end. Since no date is never.
func Since(d Date) Period {
	if d.IsZero() {
		return Period{}
	}
	return Period{d.n, openEnd}
}

// Until returns all days before d, not d itself. Until no date is never, and so is until the first day of the calendar.
func Until(d Date) Period {
	if d.n <= firstDay {
		return Period{}
	}
	return Period{openStart, d.n}
}

// Always returns all days.
func Always() Period { return Period{openStart, openEnd} }

// run returns the days from start up to end, in the one form that never has.
func run(start, end int32) Period {
	if start >= end {
		return Period{}
	}
	return Period{start, end}
}

// IsZero reports whether p is never.
func (p Period) IsZero() bool { return p == Period{} }

// Start returns the first day of p, or the zero Date where there is none: p is never, or open at its start.
func (p Period) Start() Date {
	if p.start == openStart {
		return Date{}
	}
	return Date{p.start}
}

// End returns the first day after p, or the zero Date where there is none: p is never, or open at its end. Of a
// term it is the renewal date.
func (p Period) End() Date {
	if p.end == openEnd {
		return Date{}
	}
	return Date{p.end}
}

// LastDay returns the last day of p, or the zero Date where there is none: p is never, or open at its end.
func (p Period) LastDay() Date { return p.End().AddDays(-1) }

// Days returns the number of days in p, 0 for never, and false where a side is open.
func (p Period) Days() (n int, ok bool) {
	if p.start == openStart || p.end == openEnd {
		return 0, false
	}
	return int(p.end - p.start), true
}

// Contains reports whether d is one of the days of p. No period contains the zero Date.
func (p Period) Contains(d Date) bool { return p.start <= d.n && d.n < p.end && d.n != 0 }

// Intersect returns the days that are in both periods.
func (p Period) Intersect(q Period) Period {
	return run(max(p.start, q.start), min(p.end, q.end))
}

// Instants returns the first instant of p in zone and the first instant after it; the zero Time where p has none:
// it is never, or open on that side. A nil zone panics. Implements term.renewal: the end of a term is the instant
// at which it renews.
func (p Period) Instants(zone *time.Location) (from, until time.Time) {
	return p.Start().Start(zone), p.End().Start(zone)
}

// Expiry returns the last second of p in zone, the 23:59:59 that people are shown, and false where p has no end. It
// is one second before the first instant after p, also where midnight is skipped or happens twice. A nil zone
// panics where p has an end. Implements term.expiry.
func (p Period) Expiry(zone *time.Location) (time.Time, bool) {
	end := p.End()
	if end.IsZero() {
		return time.Time{}, false
	}
	return end.Start(zone).Add(-time.Second), true
}
