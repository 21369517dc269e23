package batch

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// The calendar repeats every 1461 days as long as every fourth year is a leap year. The rows of an engine are within
// such years: 49 cycles from 1901 on, so that what starts within them ends before 2100.
const (
	cycle = 1461
	years = 49 * cycle
)

// Engine is one edition on one day, prepared for columns. It is immutable, and can be used for many columns and by
// several goroutines at once. The zero Engine is refused.
type Engine struct {
	day              calendar.Date
	origin           calendar.Date // the first day of the cycles
	earliest, latest calendar.Date // the dates of rows lie between these
	firstDay         calendar.Date // of the edition

	window  int
	roundAt policy.RoundAt
	terms   [lengthsOf]term
	days    [lengthsOf][cycle]int16 // of a term of each length that starts on each day of the cycle
	ahead   [lengthsOf]int          // by how many days a term can always be ordered ahead; -1 for the zero length
	kinds   [lengthsOf * kinds]kind // by length, and those of a length by their number
}

// lengthsOf is the number of lengths of term, including the zero length.
const lengthsOf = 1 + int(calendar.ThreeYear)

// term is what an edition says of a length of term.
type term struct {
	months int
	by     [maxFiner + 1]divider // for prices, by their number of decimals
}

// kinds is the number of kinds of rows: by their flags, and by whether they were ordered under the edition.
const (
	covered = History // added to the flags of a row
	kinds   = 2 * int(covered)
)

// kind is a kind of row of a length.
type kind struct {
	lapse   lapse
	settled []settled // if nothing is overdue: starts on the next day or later, on the day, a day before, and so on
}

// settled is the answer for a row with nothing overdue, which depends only on its start.
type settled struct {
	charged int16 // the days that are charged; 0 if the term does not cover the day
	phase   lifecycle.Phase
	row     Outcome
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
		day: day, origin: origin, earliest: origin, latest: origin.AddDays(years),
		firstDay: ed.FirstDay(), window: ed.Renewal().WindowDays, roundAt: ed.Proration().RoundAt,
	}
	e.ahead[0] = -1
	for k := range kinds {
		e.kinds[k].settled = make([]settled, 1)
	}
	for length := calendar.Monthly; length <= calendar.ThreeYear; length++ {
		days := &e.days[length]
		for i := range days {
			start := origin.AddDays(i)
			days[i] = int16(start.AddMonths(length.Months()).Sub(start))
		}
		e.terms[length] = termOf(ed, length)
		e.ahead[length] = e.window + int(slices.Min(days[:]))
		charged := daysOf(ed, length, day)
		for k := range kinds {
			l := lapseOf(ed, length, Flags(k)%covered, Flags(k) >= covered)
			e.kinds[int(length)*kinds+k] = kind{l, e.settledOf(days, &l, &charged)}
		}
	}
	return e, nil
}

func termOf(ed policy.Edition, length calendar.Term) term {
	rules := ed.Proration()
	t := term{months: length.Months()}
	finer := 1
	for places := range t.by {
		t.by[places] = dividerOf(rules.StandardDays.Of(length)*finer, rules.Rounding)
		finer *= 10
	}
	return t
}

// settledOf returns the answers for rows of a kind with nothing overdue, for each start until nothing changes any more.
func (e *Engine) settledOf(days *[cycle]int16, l *lapse, charged *[maxDays]int16) (all []settled) {
	longest := int(slices.Max(days[:]))
	for start := 1; start > -longest-l.last()-1; start-- {
		end := start + int(days[uint(e.day.AddDays(start).Sub(e.earliest))%cycle])
		s := settled{row: NotCovered, phase: l.phase(start, end)}
		if start <= 0 && end > 0 {
			s.row, s.charged = Priced, charged[-start]
		}
		all = append(all, s)
	}
	return all
}
