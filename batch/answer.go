package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
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
	plain, rows := true, len(in.Start)
	for i := e.suspect(&in, 0); i < rows; i = e.suspect(&in, i+1) {
		r := in.row(i)
		if e.bad(&r) {
			return e.refuse(op, i, r)
		}
		plain = plain && e.plain(r.flags, r.ordered, r.end)
	}
	for from := 0; from < rows; from += run {
		until := min(from+run, rows)
		part, to := in.part(from, until), out.part(from, until)
		e.phases(&part, &to)
		e.prices(&part, &to)
		if e.window == 0 {
			e.noWindows(&part, &to)
		}
		if !plain {
			e.leave(&part, &to)
		}
	}
	return nil
}

// phases writes everything but the prices. A row that covers the day and has nothing overdue is Active, and has its
// answers from the table of terms. The other rows are listed on the way, and answered after that.
func (e *Engine) phases(in *Columns, out *Answers) {
	starts, first, terms := in.Start, e.first, &e.terms
	n := len(starts)
	orders, lengths, dues := in.Ordered[:n], in.Length[:n], in.Due[:n]
	opens, days := out.WindowOpens[:n], out.Days[:n]
	copy(out.Phase, e.active[:n])
	copy(out.Row, e.priced[:n])
	var overdue, others [run]uint8
	var nOverdue, nOthers uint
	for i, start := range starts {
		if at := uint(start.Sub(first)); at < reach {
			if t := &terms[uint(lengths[i]%lengthsOf)*reach+at]; t.charged != 0 {
				days[i], opens[i] = t.charged, calendar.Latest(t.opens, orders[i])
				if due := dues[i]; !due.IsZero() && due.Before(e.day) {
					overdue[nOverdue%run] = uint8(i)
					nOverdue++
				}
				continue
			}
		}
		others[nOthers%run] = uint8(i)
		nOthers++
	}
	e.overdue(overdue[:nOverdue], in, out)
	e.others(others[:nOthers], in, out)
}

// overdue corrects the answers of the listed rows, which cover the day and are overdue: their lapse starts on the due
// date. Implements lapse.start.
func (e *Engine) overdue(list []uint8, in *Columns, out *Answers) {
	n := len(in.Start)
	orders, dues, lengths, flags := in.Ordered[:n], in.Due[:n], in.Length[:n], in.Flags[:n]
	phases, opens := out.Phase[:n], out.WindowOpens[:n]
	for _, i := range list {
		ordered, due := orders[i], dues[i]
		l := &e.lapses[kindOf(lengths[i], flags[i], ordered, e.firstDay)]
		if due.Before(ordered) { // before anything was bought
			out.set(int(i), AskScalar)
		} else if l.unpaid {
			if phases[i] = l.stage(due.Sub(e.day)); opens[i].Sub(due) >= l.stages {
				opens[i] = calendar.Date{}
			}
		}
	}
}

// others answers the listed rows, of which no day is charged.
func (e *Engine) others(list []uint8, in *Columns, out *Answers) {
	day, n := e.day, len(in.Start)
	orders, starts, ends, dues := in.Ordered[:n], in.Start[:n], in.End[:n], in.Due[:n]
	lengths, flags := in.Length[:n], in.Flags[:n]
	phases, opens, days, rows := out.Phase[:n], out.WindowOpens[:n], out.Days[:n], out.Row[:n]
	for _, i := range list {
		ordered, due := orders[i], dues[i]
		phases[i], opens[i], days[i], rows[i] = 0, calendar.Date{}, 0, NotCovered
		if !due.IsZero() && due.Before(ordered) { // before anything was bought
			rows[i] = AskScalar
			continue
		}
		if ordered.After(day) {
			continue
		}
		start, end := starts[i].Sub(day), ends[i].Sub(day)
		l := &e.lapses[kindOf(lengths[i], flags[i], ordered, e.firstDay)]
		phases[i], opens[i] = l.phase(start, end), calendar.Latest(ends[i].AddDays(-e.window), ordered)
		if !due.IsZero() && due.Before(day) && l.unpaid {
			phase, gone := l.overdue(start, end, due.Sub(day))
			if phases[i] = phase; opens[i].Sub(day) >= gone {
				opens[i] = calendar.Date{}
			}
		}
		if start <= 0 && end > 0 { // the day is the last of the term, and a leap day that is not charged
			rows[i] = Priced
		}
	}
}

// kindOf returns the number of the kind of a row.
func kindOf(length calendar.Term, flags Flags, ordered, firstDay calendar.Date) uint {
	k := uint(length)*kinds + uint(flags%covered)
	if !ordered.Before(firstDay) {
		k += uint(covered)
	}
	return k % (lengthsOf * kinds)
}

// noWindows takes back the windows of rows that can be renewed neither early nor late. Implements renewal.window.
func (e *Engine) noWindows(in *Columns, out *Answers) {
	for i, ordered := range in.Ordered {
		if e.lapses[kindOf(in.Length[i], in.Flags[i], ordered, e.firstDay)].gone() == 0 {
			out.WindowOpens[i] = calendar.Date{}
		}
	}
}

// leave leaves the rows that are not plain to the scalar calls.
func (e *Engine) leave(in *Columns, out *Answers) {
	for i, flags := range in.Flags {
		if !e.plain(flags, in.Ordered[i], in.End[i]) {
			out.set(i, AskScalar)
		}
	}
}
