package calendar

import (
	"database/sql/driver"
	"errors"
	"iter"

	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/internal/edge/input"
)

// Unit is what the step of a [Series] counts. The zero Unit is not valid. Its text is "days", "weeks" or "months".
type Unit uint8

// The units.
const (
	Days   Unit = iota + 1 // "days": single days
	Weeks                  // "weeks": 7 days each
	Months                 // "months": calendar months, as [Date.AddMonths] counts them
)

// text is the table of the units.
func (u Unit) text() string {
	return enum.At([]string{
		Days:   "days",
		Weeks:  "weeks",
		Months: "months",
	}, u)
}

func (Unit) enum() enum.Type[Unit] { return enum.Of("calendar.Unit", "unit", Unit.text) }

// ParseUnit reads the name of a unit.
func ParseUnit(text string) (Unit, error) {
	return Unit(0).enum().Parse("calendar.ParseUnit", "unit", text)
}

// IsValid reports whether u is one of the units.
func (u Unit) IsValid() bool { return u.enum().IsValid(u) }

// String returns the name of the unit, such as "months".
func (u Unit) String() string { return u.enum().String(u) }

// AppendText appends the name of the unit; a value that is no unit is an error.
func (u Unit) AppendText(b []byte) ([]byte, error) { return u.enum().AppendText(b, u) }

// MarshalText returns the name of the unit; a value that is no unit is an error.
func (u Unit) MarshalText() ([]byte, error) { return u.enum().MarshalText(u) }

// UnmarshalText reads the name of a unit; anything else, even an empty text, is an error.
func (u *Unit) UnmarshalText(text []byte) error { return u.enum().UnmarshalText(u, text) }

// Scan reads the name of a unit from a database. It implements [database/sql.Scanner].
func (u *Unit) Scan(src any) error { return u.enum().Scan(u, src) }

// Value stores a unit as its name; a value that is no unit is an error. It implements [driver.Valuer].
func (u Unit) Value() (driver.Value, error) { return u.enum().Value(u) }

// Series is the dates at regular steps of days, weeks or months before and after an anchor: the days on which something
// is billed again and again. Every date is worked out directly from the anchor, so that nothing drifts: in steps of a
// month, 31 January is followed by 28 February, 31 March and 30 April. The dates cut the calendar into periods, each
// from a date up to, not including, the next.
//
// The methods return the zero Date for a date beyond the calendar and the zero Period for a period that reaches beyond
// it; iterators end there. Series are comparable with ==. The zero Series has no dates.
//
// Implements term.anniversary.
type Series struct {
	origin int32 // the anchor's day number; of months, its month counted from January of year 0
	step   int32 // in units
	day    uint8 // of months: the anchor's day of the month
	unit   Unit
}

// maxStep is the longest step, in units: more months than the calendar has.
const maxStep = 120_000

// NewSeries returns the series with a date every step days, weeks or months from the anchor. The step is from 1 to
// 120000. For a billing day of 29, 30 or 31, choose an anchor in a month that has that day.
func NewSeries(anchor Date, step int, unit Unit) (Series, error) {
	const op = "calendar.NewSeries"
	var missing error
	if anchor.IsZero() {
		missing = input.Missing(op, "anchor")
	}
	err := errors.Join(missing, input.Count(op, "step", step, maxStep), unit.enum().Check(op, "unit", unit))
	if err != nil {
		return Series{}, err
	}
	if unit == Months {
		return monthly(anchor, step), nil
	}
	return Series{origin: anchor.n, step: int32(step), unit: unit}, nil
}

// monthly returns the series with a date every step months, from 1 to maxStep, from an anchor that is not zero.
func monthly(anchor Date, months int) Series {
	year, month, day := civil(anchor.n)
	return Series{origin: int32(12*year + month - 1), step: int32(months), day: uint8(day), unit: Months}
}

// IsZero reports whether s is the zero Series.
func (s Series) IsZero() bool { return s.unit == 0 }

// Anchor returns the date from which the others are counted.
func (s Series) Anchor() Date { return s.At(0) }

// StepLength returns the length of a step, in units.
func (s Series) StepLength() int { return int(s.step) }

// Unit returns the unit in which the steps are counted.
func (s Series) Unit() Unit { return s.unit }

// At returns the date k steps after the anchor, or before it if k is negative; At(0) is the anchor. It returns the zero
// Date for the zero Series, and if the date is beyond the calendar.
func (s Series) At(k int) Date {
	if k < -lastDay || k > lastDay {
		return Date{}
	}
	at := int64(s.origin) + int64(k)*int64(s.stride())
	if s.unit == Months {
		return inMonth(int(min(max(at, 0), lastMonth+1)), int(s.day))
	}
	return dateOfNumber(at)
}

// stride returns the length of a step in months or days.
func (s Series) stride() int32 {
	if s.unit == Weeks {
		return 7 * s.step
	}
	return s.step
}

// Index returns the k for which d lies in [At(k), At(k+1)): the number of the last date on or before d. It is defined
// even if that date lies beyond the calendar. ok is false for the zero Date and the zero Series.
func (s Series) Index(d Date) (k int, ok bool) {
	if s.IsZero() || d.IsZero() {
		return 0, false
	}
	return s.index(d), true
}

func (s Series) index(d Date) int {
	at := d.n
	if s.unit == Months {
		year, month, day := civil(d.n)
		at = int32(12*year + month - 1)
		if day < int(s.day) && day < daysIn(year, month) {
			at-- // the date of this month is still to come
		}
	}
	k, _ := floorDiv64(int64(at-s.origin), int64(s.stride()))
	return int(k)
}

// Contains reports whether d is one of the dates.
func (s Series) Contains(d Date) bool {
	k, ok := s.Index(d)
	return ok && s.At(k) == d
}

// FirstAfter returns the first date after d, not d itself; the zero Date if there is none or d is zero.
func (s Series) FirstAfter(d Date) Date {
	if k, ok := s.Index(d); ok {
		return s.At(k + 1)
	}
	return Date{}
}

// LastBefore returns the last date before d, not d itself; the zero Date if there is none or d is zero. For the last
// date on or before d, use the start of [Series.Period].
func (s Series) LastBefore(d Date) Date {
	k, ok := s.Index(d)
	if !ok {
		return Date{}
	}
	if before := s.At(k); before != d {
		return before
	}
	return s.At(k - 1)
}

// Period returns the period that contains d: from the last date on or before d up to, not including, the first date
// after it. It returns the zero Period if d is zero or either date is beyond the calendar.
func (s Series) Period(d Date) Period {
	k, ok := s.Index(d)
	if !ok {
		return Period{}
	}
	return Span(s.At(k), s.At(k+1))
}

// Elapsed returns how far d lies from the anchor, exactly: in whole periods, and in days out of the length of the
// period that contains d, such as 3 months and 5 of 31 days. On a date of the series, days is 0. Before the anchor,
// whole is negative and days still counts forward. If the period of d reaches beyond the calendar, or d is zero, all
// three are 0.
func (s Series) Elapsed(d Date) (whole, days, length int) {
	p := s.Period(d)
	if p.IsZero() {
		return 0, 0, 0
	}
	return s.index(d), d.Sub(p.Start()), p.End().Sub(p.Start())
}

// Fraction returns p as an exact fraction of the period of the series that contains it: the days of p, and the length
// of that period. For a whole period they are equal; for a stub, such as the first or last piece of [Series.Cut], days
// is less. Both are 0 if p does not lie within one period, or if that period reaches beyond the calendar.
func (s Series) Fraction(p Period) (days, length int) {
	whole := s.Period(p.Start())
	days, bounded := p.Days()
	if whole.IsZero() || !bounded || p.end > whole.end {
		return 0, 0
	}
	length, _ = whole.Days()
	return days, length
}

// Count returns the number of dates in p, which may be open. To count the dates from the anchor through a day d, count
// those in the period from the anchor up to d.AddDays(1).
func (s Series) Count(p Period) int {
	if s.IsZero() || p.IsZero() {
		return 0
	}
	return s.index(lastIn(p)) - s.firstIn(p) + 1
}

// lastIn returns the last day of p within the calendar. p is not empty.
func lastIn(p Period) Date { return Date{min(p.end-1, lastDay)} }

// firstIn returns the number of the first date on or after the start of p, which is not empty.
func (s Series) firstIn(p Period) int {
	start := Date{max(p.start, firstDay)}
	k := s.index(start)
	if s.At(k) != start {
		k++
	}
	return k
}

// In yields the dates in p, in order; p may be open. For the dates from the anchor on, pass Since(s.Anchor()).
func (s Series) In(p Period) iter.Seq[Date] {
	return func(yield func(Date) bool) { s.in(p, yield) }
}

func (s Series) in(p Period, yield func(Date) bool) {
	if s.IsZero() || p.IsZero() {
		return
	}
	for k := s.firstIn(p); ; k++ {
		if d := s.At(k); !p.Contains(d) || !yield(d) {
			return
		}
	}
}

// Cut yields p in pieces, cut at the dates in it: a stub up to the first date, whole periods, and a stub from the last
// date on; empty stubs are left out. The pieces follow each other without gaps; if p is open on a side, so is the piece
// on that side. [Series.Fraction] tells stubs from whole periods.
func (s Series) Cut(p Period) iter.Seq[Period] {
	return func(yield func(Period) bool) { s.cut(p, yield) }
}

func (s Series) cut(p Period, yield func(Period) bool) {
	if s.IsZero() || p.IsZero() {
		return
	}
	for d := range s.In(Period{max(p.start, firstDay) + 1, p.end}) {
		if !yield(Period{p.start, d.n}) {
			return
		}
		p.start = d.n
	}
	yield(p)
}
