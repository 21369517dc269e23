package batch

import (
	"errors"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
)

// The calendar repeats itself every 1461 days while every fourth year is a leap year. The rows of an engine lie within
// some of those years: from 1901 on, 49 cycles, so that what starts within them ends before 2100.
const (
	cycle = 1461
	years = 49 * cycle
)

// Engine is one edition on one day, prepared for columns. [New] makes it, once for many columns; it never changes, so
// that several goroutines can use it at once. The zero Engine is refused.
type Engine struct {
	day              calendar.Date
	origin           calendar.Date // the first day of the cycles
	earliest, latest int           // the dates of rows lie between these, counted from the day

	firstDay          int // of the edition, counted from the day
	window            int
	dayCount          policy.DayCount
	roundAt           policy.RoundAt
	terms             [calendar.ThreeYear + 1]term
	lapses            [calendar.ThreeYear + 1][History]lapse // by length and flags
	before            [calendar.ThreeYear + 1][History]lapse // the same of what was ordered before the first day
	oneYear, twoYears [cycle]int16                           // the days of a year and of two, from each day of the cycle
	leaps             [cycle]int16                           // the leap days of the cycle before each of its days
}

// term is what an edition says of a length of term.
type term struct {
	months   int
	days     [cycle]int16          // of the term that starts on each day of the cycle
	shortest int                   // of those
	inYears  bool                  // whether it has service years, which are counted one by one
	full     int                   // the standard days of the whole, or of a service year
	by       [maxFiner + 1]divider // for prices by how fine they are
}

// New prepares an edition for columns on a day. The zero Edition and the zero Date are errors.
func New(ed policy.Edition, day calendar.Date) (*Engine, error) {
	const op = "batch.New"
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	if len(bad) > 0 {
		return nil, errors.Join(bad...)
	}
	origin := calendar.MustParseDate("1901-01-01")
	rules := ed.Proration()
	e := &Engine{
		day: day, origin: origin, earliest: origin.Sub(day), latest: origin.AddDays(years).Sub(day),
		firstDay: ed.FirstDay().Sub(day), window: ed.Renewal().WindowDays, dayCount: rules.DayCount, roundAt: rules.RoundAt,
	}
	for length := calendar.Monthly; length <= calendar.ThreeYear; length++ {
		e.terms[length] = termOf(ed, length, origin)
		for flags := range History {
			e.lapses[length][flags] = lapseOf(ed, length, flags, true)
			e.before[length][flags] = lapseOf(ed, length, flags, false)
		}
	}
	e.oneYear = e.terms[calendar.Annual].days
	leaps := int16(0)
	for i := range e.leaps {
		d := origin.AddDays(i)
		e.twoYears[i] = int16(d.AddMonths(24).Sub(d))
		e.leaps[i] = leaps
		if _, month, day := d.Civil(); month == time.February && day == 29 {
			leaps++
		}
	}
	return e, nil
}

func termOf(ed policy.Edition, length calendar.Term, origin calendar.Date) term {
	rules := ed.Proration()
	divisor := rules.StandardDays.Of(length)
	t := term{months: length.Months(), shortest: cycle, inYears: length == calendar.ThreeYear, full: divisor}
	if t.inYears {
		t.full /= 3 // an edition's divisor is a multiple of 3
	}
	for i := range t.days {
		start := origin.AddDays(i)
		t.days[i] = int16(start.AddMonths(t.months).Sub(start))
		t.shortest = min(t.shortest, int(t.days[i]))
	}
	finer := 1
	for places := range t.by {
		t.by[places] = dividerOf(divisor*finer, rules.Rounding)
		finer *= 10
	}
	return t
}
