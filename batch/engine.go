package batch

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Engine is one edition on one day, prepared for columns. It is immutable, and can be used for many columns and by
// several goroutines at once. The zero Engine is refused.
type Engine struct {
	day              calendar.Date
	earliest, latest calendar.Date // the dates of plain rows lie between these
	firstDay         calendar.Date // of the edition

	window   int
	roundAt  policy.RoundAt
	mode     money.Mode
	dividers [maxFiner + 1][lengthsOf]divider // for prices, by their number of decimals, and by length
	lapses   [lengthsOf * kinds]lapse         // by length, and those of a length by the kind of row

	first  calendar.Date           // the first start of terms
	terms  [lengthsOf * reach]term // by length, and those of a length by their start
	active [run]lifecycle.Phase    // Active for each row of a run
	priced [run]Outcome            // Priced for each row of a run
}

// An engine has a table of the terms that start within a span of reach days, the first past of which lie before its own
// day. The span goes back nine years, so that few rows are missing from the table, and nearly two years ahead.
const (
	reach = 4096
	past  = 3400
)

// lengthsOf is the number of lengths of term, including the zero length.
const lengthsOf = 4

// kinds is the number of kinds of rows: by their flags, and by whether they were ordered under the edition.
const (
	covered = History // added to the flags of a row
	kinds   = 2 * 4
)

// term is a term of some length that starts on some day.
type term struct {
	end     calendar.Date
	ordered calendar.Date // an order is in time from here on; after the start if a row with it might not be plain
	opens   calendar.Date // the renewal window, unless the order is later
	charged int32         // the days that are charged from the day of the engine on; 0 if the term does not cover it
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
	e := &Engine{
		day: day, earliest: calendar.MustParseDate("1901-01-01"), latest: calendar.MustParseDate("2097-01-01"),
		firstDay: ed.FirstDay(), window: ed.RenewalRules().WindowDays, roundAt: ed.ProrationRules().RoundAt,
		mode: ed.ProrationRules().Rounding,
	}
	e.first = calendar.Earliest(calendar.Latest(day.AddDays(-past), e.earliest), e.latest)
	for i := range e.terms {
		e.terms[i].ordered = e.first.AddDays(i%reach + 1)
	}
	for length := calendar.Monthly; length <= calendar.ThreeYear; length++ {
		e.prepare(ed, length)
	}
	for i := range run {
		e.active[i], e.priced[i] = lifecycle.Active, Priced
	}
	return e, nil
}

// prepare prepares an engine for rows with a length of term.
func (e *Engine) prepare(ed policy.Edition, length calendar.Term) {
	rules, finer := ed.ProrationRules(), 1
	for places := range e.dividers {
		e.dividers[places][length] = dividerOf(rules.StandardDays.Of(length)*finer, rules.Rounding)
		finer *= 10
	}
	for k := range Flags(kinds) {
		e.lapses[int(length)*kinds+int(k)] = lapseOf(ed, e.day, length, k%covered, k >= covered)
	}
	terms := e.terms[int(length)*reach:][:reach]
	for i := range terms {
		start := e.first.AddDays(i)
		t, end := &terms[i], start.AddMonths(length.Months())
		ordered := start.AddDays(-e.window - length.Months()*28) // surely no more than a window and a term before
		if t.end, t.opens = end, end.AddDays(-e.window); !ordered.Before(e.earliest) && !end.After(e.latest) {
			t.ordered = ordered
		}
	}
	for ago, charged := range daysOf(ed, length, e.day) {
		if i := uint(e.day.AddDays(-ago).Sub(e.first)); i < reach {
			terms[i].charged = int32(charged)
		}
	}
}
