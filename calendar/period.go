package calendar

import (
	"math"
	"time"

	"example.com/billingrules/internal/edge/input"
)

// Period is a run of days from its start up to, not including, its end; either side may be open. Periods are comparable
// with ==. The zero Period means "never" and is the only empty one.
type Period struct{ start, end int32 }

// The sides of a period are day numbers, or one of these. Never is 0, 0.
const (
	openStart = math.MinInt32
	openEnd   = math.MaxInt32
)

// Between returns the days from start up to, not including, end; if they are the same day, the zero Period. A zero
// Date, and an end before the start, are errors.
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

// Span returns the days from start up to, not including, end; the zero Period if end is not after start, or if either
// is the zero Date. Use it for a window whose two ends are worked out separately; [Between] refuses an end before the
// start.
func Span(start, end Date) Period { return Since(start).Intersect(Until(end)) }

// Since returns the days from d on, without end; for the zero Date, the zero Period.
func Since(d Date) Period {
	if d.IsZero() {
		return Period{}
	}
	return Period{d.n, openEnd}
}

// Until returns all days before d, not d itself; for the zero Date and for the first day of the calendar, the zero
// Period.
func Until(d Date) Period {
	if d.n <= firstDay {
		return Period{}
	}
	return Period{openStart, d.n}
}

// Always returns all days.
func Always() Period { return Period{openStart, openEnd} }

// run returns the days from start up to end; if there are none, the zero Period.
func run(start, end int32) Period {
	if start >= end {
		return Period{}
	}
	return Period{start, end}
}

// IsZero reports whether p is the zero Period, "never".
func (p Period) IsZero() bool { return p == Period{} }

// Start returns the first day of p; the zero Date if p is empty or open at its start.
func (p Period) Start() Date {
	if p.start == openStart {
		return Date{}
	}
	return Date{p.start}
}

// End returns the first day after p; the zero Date if p is empty or open at its end. For a term it is the renewal date.
func (p Period) End() Date {
	if p.end == openEnd {
		return Date{}
	}
	return Date{p.end}
}

// LastDay returns the last day of p; the zero Date if p is empty or open at its end.
func (p Period) LastDay() Date { return p.End().AddDays(-1) }

// Days returns the number of days in p, and false if a side is open. The zero Period has 0 days.
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

// Instants returns the first instant of p in zone and the first instant after it; the zero Time if p is empty, or open
// on that side. A nil zone panics. Implements term.renewal: the end of a term is the instant at which it renews.
func (p Period) Instants(zone *time.Location) (from, until time.Time) {
	return p.Start().Start(zone), p.End().Start(zone)
}

// Expiry returns the last second of p in zone, the 23:59:59 that people are shown, and false if p has no end. It is one
// second before the first instant after p, even if midnight is skipped or happens twice. A nil zone panics if p has an
// end. Implements term.expiry.
func (p Period) Expiry(zone *time.Location) (time.Time, bool) {
	end := p.End()
	if end.IsZero() {
		return time.Time{}, false
	}
	return end.Start(zone).Add(-time.Second), true
}
