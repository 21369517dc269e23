package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
)

// Answer answers every row of the columns. It allocates nothing, unless there is an error. An error names the first bad
// row; then all answers are zero. If the columns have different lengths, or Finer is out of range, nothing is written.
// Implements lapse.start, renewal.window and proration.price for plain rows.
func (e *Engine) Answer(in Columns, out Answers) error {
	const op = "batch.Engine.Answer"
	if e == nil || e.day.IsZero() {
		return input.Missing(op, "engine")
	}
	if err := check(op, &in, &out); err != nil {
		return err
	}
	var part Columns
	var to Answers
	for from, rows := 0, len(in.Start); from < rows; from += run {
		until := min(from+run, rows)
		part.cut(&in, from, until)
		to.cut(&out, from, until)
		if !e.answer(&part, &to) {
			out.clear()
			bad := e.firstBad(&part)
			return e.refuse(op, from+bad, part.row(bad))
		}
	}
	return nil
}

// answer answers the rows of a run, and reports whether all of them are good. If not, some have no answer.
func (e *Engine) answer(in *Columns, out *Answers) bool {
	good, plain := e.phases(in, out)
	if !good || !e.prices(in, out) {
		return false
	}
	if e.window == 0 {
		e.noWindows(in, out)
	}
	if !plain {
		e.leave(in, out)
	}
	return true
}

// phases writes everything but the prices, and reports whether all rows are good, but for their seats and list prices,
// and whether all are plain. A row that covers the day and has nothing overdue is Active, and has its answers from the
// table of terms. The other rows are listed on the way, and corrected after that.
func (e *Engine) phases(in *Columns, out *Answers) (good, plain bool) {
	copy(out.Phase, e.active[:])
	copy(out.Row, e.priced[:])
	var l lists
	plain = true
	for i, n := e.lookUp(in, out, &l, 0), len(in.Start); i < n; i = e.lookUp(in, out, &l, i+1) {
		r := in.row(i)
		if e.bad(&r) {
			return false, false
		}
		plain = plain && e.plain(r.flags, r.ordered, r.end)
		t := e.termOf(r.start, r.length)
		out.Days[i], out.WindowOpens[i] = t.charged, calendar.Latest(t.opens, r.ordered)
		l.add(i, t.charged, in.Due[i], e.day)
	}
	e.overdue(l.overdue[:l.overdues], in, out)
	e.others(l.others[:l.rest], in, out)
	return true, plain
}

// lists are the rows of a run whose answers are corrected, and how far the flags have been read.
type lists struct {
	overdue, others [run]uint8
	overdues, rest  uint // how many are in each
	usual           int  // the first row whose flags make it not plain, of those that are not yet looked up
}

// add lists a row if the term does not cover the day, or if an invoice is overdue.
func (l *lists) add(i int, charged int32, due, day calendar.Date) {
	if charged != 0 {
		if !due.IsZero() && due.Before(day) {
			l.overdue[l.overdues%run] = uint8(i)
			l.overdues++
		}
		return
	}
	l.others[l.rest%run] = uint8(i)
	l.rest++
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
			if phases[i] = l.unpaidSince(due); opens[i].Sub(due) >= l.stages {
				opens[i] = calendar.Date{}
			}
		}
	}
}

// others corrects the answers of the listed rows, of which no day is charged.
func (e *Engine) others(list []uint8, in *Columns, out *Answers) {
	day, n := e.day, len(in.Start)
	orders, starts, ends, dues := in.Ordered[:n], in.Start[:n], in.End[:n], in.Due[:n]
	lengths, flags := in.Length[:n], in.Flags[:n]
	phases, opens, rows := out.Phase[:n], out.WindowOpens[:n], out.Row[:n]
	for _, i := range list {
		ordered, due, start, end := orders[i], dues[i], starts[i], ends[i]
		if !due.IsZero() && due.Before(ordered) { // before anything was bought
			out.set(int(i), AskScalar)
			continue
		}
		if ordered.After(day) {
			out.set(int(i), NotCovered)
			continue
		}
		if start.After(day) || !end.After(day) { // otherwise it is the last day, a leap day that is not charged
			rows[i] = NotCovered
		}
		if opens[i] == ordered { // perhaps outside the table
			opens[i] = calendar.Latest(end.AddDays(-e.window), ordered)
		}
		l := &e.lapses[kindOf(lengths[i], flags[i], ordered, e.firstDay)]
		switch phase := &phases[i]; {
		case l.unpaid && !due.IsZero() && due.Before(day):
			var gone bool
			if *phase, gone = l.overdue(end, due, opens[i]); gone {
				opens[i] = calendar.Date{}
			}
			if start.After(day) && *phase != lifecycle.Canceled {
				*phase = 0
			}
		case start.After(day):
			*phase = 0
		default:
			*phase = l.phase(end)
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
