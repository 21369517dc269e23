package batch

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/lifecycle"
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

	firstDay int // of the edition, counted from the day
	window   int
	roundAt  policy.RoundAt
	terms    [calendar.ThreeYear + 1]term
}

// term is what an edition says of a length of term.
type term struct {
	months   int
	days     [cycle]int16          // of the term that starts on each day of the cycle
	shortest int                   // of those
	by       [maxFiner + 1]divider // for prices by how fine they are
	charged  [maxDays]int16        // the days that are charged, by how many days ago the term started
	kinds    [kinds]kind
}

// kinds are the kinds of rows that lapse in their own way: by their flags, and by whether they were ordered under the
// edition.
const (
	covered = History // added to the flags of a row
	kinds   = 2 * covered
)

// kind is a kind of row of a length.
type kind struct {
	lapse   lapse
	gone    int       // the first day on which it cannot be renewed any more, from R on, if nothing is unpaid
	settled []settled // if nothing is unpaid: for a start on the next day or later, on the day, a day before, and so on
}

// settled is what is answered of a row with nothing unpaid, which depends on its start alone.
type settled struct {
	phase lifecycle.Phase
	row   Outcome
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
	e := &Engine{
		day: day, origin: origin, earliest: origin.Sub(day), latest: origin.AddDays(years).Sub(day),
		firstDay: ed.FirstDay().Sub(day), window: ed.Renewal().WindowDays, roundAt: ed.Proration().RoundAt,
	}
	for length := calendar.Monthly; length <= calendar.ThreeYear; length++ {
		e.terms[length] = termOf(ed, length, origin, day)
	}
	return e, nil
}

func termOf(ed policy.Edition, length calendar.Term, origin, day calendar.Date) term {
	rules := ed.Proration()
	t := term{months: length.Months(), shortest: cycle, charged: daysOf(ed, length, day)}
	longest := 0
	for i := range t.days {
		start := origin.AddDays(i)
		t.days[i] = int16(start.AddMonths(t.months).Sub(start))
		t.shortest, longest = min(t.shortest, int(t.days[i])), max(longest, int(t.days[i]))
	}
	finer := 1
	for places := range t.by {
		t.by[places] = dividerOf(rules.StandardDays.Of(length)*finer, rules.Rounding)
		finer *= 10
	}
	earliest := origin.Sub(day)
	for k := range t.kinds {
		kind := &t.kinds[k]
		kind.lapse = lapseOf(ed, length, Flags(k)%covered, Flags(k) >= covered)
		kind.gone = max(kind.lapse.canceled, kind.lapse.late)
		for start := 1; start > -longest-kind.lapse.last()-1; start-- {
			end := start + int(t.days[uint(start-earliest)%cycle])
			phase, row := kind.lapse.of(start, end, never)
			kind.settled = append(kind.settled, settled{phase, row})
		}
	}
	return t
}
