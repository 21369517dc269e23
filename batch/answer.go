package batch

import (
	"math/bits"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// Answer answers every row of the columns. It allocates nothing, unless there is an error. An error names the first bad
// row; then nothing has been written. Implements lapse.start, renewal.window and proration.price for plain rows.
func (e *Engine) Answer(in Columns, out Answers) error {
	const op = "batch.Engine.Answer"
	if e == nil || e.day.IsZero() {
		return input.Missing(op, "engine")
	}
	if err := check(op, &in, &out); err != nil {
		return err
	}
	plain := true
	for from, part := range in.parts() {
		good, others := goodNumbers(&part)
		good = good && e.goodDates(&part)
		if plain = plain && good && !others; good {
			continue
		}
		if i, bad := e.badRow(&part); bad {
			return e.refuse(op, from+i, in.row(from+i))
		}
	}
	for from, part := range in.parts() {
		to := out.part(from, from+len(part.Start))
		e.look(&part, &to)
		e.windows(&part, &to)
		e.prices(&part, &to)
		e.exceptions(&part, &to)
		if !plain {
			e.notPlain(&part, &to)
		}
	}
	return nil
}

// look looks up what depends on the start alone: the phase, the charged days, and the outcome.
func (e *Engine) look(in *Columns, out *Answers) {
	starts := in.Start
	n := len(starts)
	orders, lengths, flags := in.Ordered[:n], in.Length[:n], in.Flags[:n]
	phases, days, rows := out.Phase[:n], out.Days[:n], out.Row[:n]
	for i := range starts {
		settled := e.kindOf(lengths[i], flags[i], orders[i]).settled
		a := &settled[min(max(1+e.day.Sub(starts[i]), 0), len(settled)-1)]
		phases[i], days[i], rows[i] = a.phase, int32(a.charged), a.row
	}
}

func (e *Engine) kindOf(length calendar.Term, flags Flags, ordered calendar.Date) *kind {
	k := int(length)*kinds + int(flags%covered)
	if !ordered.Before(e.firstDay) {
		k += int(covered)
	}
	return &e.kinds[k%len(e.kinds)]
}

// windows writes the first day of the renewal window. If nothing is overdue there always is one, unless the edition
// allows neither early nor late renewal. Implements renewal.window.
func (e *Engine) windows(in *Columns, out *Answers) {
	n := len(in.End)
	orders, opens := in.Ordered[:n], out.WindowOpens[:n]
	for i, end := range in.End {
		opens[i] = calendar.Latest(end.AddDays(-e.window), orders[i])
		if e.window == 0 && e.kindOf(in.Length[i], in.Flags[i], orders[i]).lapse.gone() == 0 {
			opens[i] = calendar.Date{}
		}
	}
}

// prices writes the prices of the days.
func (e *Engine) prices(in *Columns, out *Answers) {
	n := len(in.SRP)
	lengths, seats, days, prices := in.Length[:n], in.Seats[:n], out.Days[:n], out.Price[:n]
	var by [lengthsOf]divider
	for length := range by {
		by[length] = e.terms[length].by[in.Finer]
	}
	byLine := e.roundAt == policy.RoundLine
	for i, srp := range in.SRP {
		d := &by[int(lengths[i])%lengthsOf]
		high, low := bits.Mul64(uint64(srp), uint64(days[i])*uint64(seats[i]))
		if byLine && high == 0 && low < small { // as nearly always: no call, and the price fits
			prices[i] = int64(d.ofSmall(low))
			continue
		}
		price, fits := d.price(e.roundAt, uint64(srp), uint64(days[i]), uint64(seats[i]))
		if !fits {
			price, out.Row[i] = 0, TooLarge
		}
		prices[i] = int64(price)
	}
}

// exceptions answers the rows that cannot be looked up: those that are ordered after the day, or that have an overdue
// invoice.
func (e *Engine) exceptions(in *Columns, out *Answers) {
	n := len(in.Due)
	orders := in.Ordered[:n]
	for i, due := range in.Due {
		ordered := orders[i]
		if !ordered.After(e.day) && (due.IsZero() || !due.Before(e.day)) {
			continue
		}
		switch {
		case !due.IsZero() && due.Before(ordered): // before anything was bought
			out.set(i, AskScalar)
		case ordered.After(e.day):
			out.set(i, NotCovered)
		default:
			e.overdue(i, in, out)
		}
	}
}

// notPlain marks the rows that are not plain.
func (e *Engine) notPlain(in *Columns, out *Answers) {
	for i, flags := range in.Flags {
		if flags >= History || in.Ordered[i].Before(e.earliest) || in.End[i].After(e.latest) {
			out.set(i, AskScalar)
		}
	}
}

// overdue answers a row with an overdue invoice.
func (e *Engine) overdue(i int, in *Columns, out *Answers) {
	lapse := &e.kindOf(in.Length[i], in.Flags[i], in.Ordered[i]).lapse
	if !lapse.unpaid {
		return
	}
	end := in.End[i].Sub(e.day)
	phase, gone := lapse.overdue(in.Start[i].Sub(e.day), end, in.Due[i].Sub(e.day))
	if out.Phase[i] = phase; max(end-e.window, in.Ordered[i].Sub(e.day)) >= gone {
		out.WindowOpens[i] = calendar.Date{}
	}
}

// left returns a number with every bit set if a row is left to the scalar calls, and 0 otherwise.
func left(flags Flags) int64 { return -int64(flags & History / History) }

// goodNumbers reports whether everything but the dates is obviously good, and whether any rows are left to the scalar
// calls, for which nothing is checked here. Negative values are bad, and or-ing all values together shows their signs.
func goodNumbers(in *Columns) (good, others bool) {
	srps := in.SRP
	n := len(srps)
	lengths, seats, flags := in.Length[:n], in.Seats[:n], in.Flags[:n]
	var all, leaves int64
	for i, srp := range srps {
		length, left := int64(lengths[i]), left(flags[i])
		bad := srp | (proration.MaxSeats - 1 - int64(uint32(seats[i]-1))) | (int64(calendar.ThreeYear) - length)
		all |= bad&^left | (int64(allFlags) - int64(flags[i]))
		leaves |= left
	}
	return all >= 0, leaves != 0
}

// goodDates reports whether all dates are obviously good. With a zero Date every number of days is far too small.
func (e *Engine) goodDates(in *Columns) bool {
	starts := in.Start
	n := len(starts)
	orders, ends, lengths, flags := in.Ordered[:n], in.End[:n], in.Length[:n], in.Flags[:n]
	all, others, earliest := 0, 0, e.earliest
	for i, start := range starts {
		length, left := int(lengths[i])%lengthsOf, int(left(flags[i]))
		ordered, starts, ends := orders[i].Sub(earliest), start.Sub(earliest), ends[i].Sub(earliest)
		ahead := starts - ordered
		all |= (ordered | ahead | (e.ahead[length] - ahead) | (years - ends)) &^ left
		others |= (ends - starts - int(e.days[length][uint32(starts)%cycle])) &^ left
	}
	return all >= 0 && others == 0
}

// badRow returns the first row that is bad.
func (e *Engine) badRow(in *Columns) (int, bool) {
	for i, start := range in.Start {
		length, ordered, end := in.Length[i], in.Ordered[i], in.End[i]
		switch flags, seats := in.Flags[i], in.Seats[i]; {
		case flags&History != 0 && flags <= allFlags:
		case flags > allFlags, !length.IsValid(), seats < 1, seats > proration.MaxSeats, in.SRP[i] < 0,
			ordered.IsZero(), start.IsZero(), end.IsZero(), ordered.After(start),
			start.AddMonths(length.Months()) != end,
			ordered.Before(start.AddDays(-e.window).AddMonths(-length.Months())):
			return i, true
		}
	}
	return 0, false
}
