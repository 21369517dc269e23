package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
)

// Answer answers every row of the columns. It allocates nothing, unless there is an error. An error names the first bad
// row; then all answers are zero. If the columns have different lengths, nothing is written. Implements lapse.start,
// renewal.window and proration.price for plain rows.
func (e *Engine) Answer(in Columns, out Answers) error {
	const op = "batch.Engine.Answer"
	if e == nil || e.day.IsZero() {
		return input.Missing(op, "engine")
	}
	if err := check(op, &in, &out); err != nil {
		return err
	}
	for from, rows := 0, len(in.Start); from < rows; from += run {
		until := min(from+run, rows)
		part, to := in.part(from, until), out.part(from, until)
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

// phases writes everything but the prices, and reports whether all rows are good, but for their seats and prices, and
// whether all are plain. It first finds the term of each row in the table of terms, at 0 if it is not there. A row that
// covers the day and has nothing overdue is Active, and has its answers from its term. The other rows are listed on the
// way, and looked at after that: first those that are not obviously good and plain, then the overdue ones from the
// front of the list, and those of which no day is charged from its back.
func (e *Engine) phases(in *Columns, out *Answers) (good, plain bool) {
	starts, first, terms := in.Start, e.first, &e.terms
	n := len(starts)
	orders, ends, lengths, flags := in.Ordered[:n], in.End[:n], in.Length[:n], in.Flags[:n]
	var at [run]uint16
	var list [run]uint8
	suspects, overdue, others := uint(0), uint(0), uint(run)
	if first.IsZero() { // the zero Engine; below, Sub is faster if it is clear that neither date is zero
		return false, false
	}
	for i, start := range starts {
		if !start.IsZero() {
			index, length := uint(start.Sub(first)), uint(lengths[i])
			if index < reach && length|uint(flags[i]) < lengthsOf { // so that both are below 4
				index += length * reach
				t, ordered := &terms[index%uint(len(terms))], orders[i]
				if ends[i] == t.end && !ordered.Before(t.ordered) && !ordered.After(start) {
					at[i%run] = uint16(index)
					continue
				}
			}
		}
		list[suspects%run] = uint8(i)
		suspects++
	}
	if good, plain = e.look(list[:suspects], in, &at); !good {
		return false, false
	}
	day, dues, opens, days := e.day, in.Due[:n], out.WindowOpens[:n], out.Days[:n]
	copy(out.Phase, e.active[:n])
	copy(out.Row, e.priced[:n])
	for i, ordered := range orders {
		if t := &terms[at[i%run]%uint16(len(terms))]; t.charged != 0 {
			days[i], opens[i] = t.charged, calendar.Latest(t.opens, ordered)
			if due := dues[i]; !due.IsZero() && due.Before(day) {
				list[overdue%run] = uint8(i)
				overdue++
			}
			continue
		}
		others--
		list[others%run] = uint8(i)
	}
	e.overdue(list[:overdue], in, out)
	e.others(list[others:], in, out, &at)
	return true, plain
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
func (e *Engine) others(list []uint8, in *Columns, out *Answers, at *[run]uint16) {
	day, n := e.day, len(in.Start)
	orders, dues, lengths, flags := in.Ordered[:n], in.Due[:n], in.Length[:n], in.Flags[:n]
	phases, opens, days, rows := out.Phase[:n], out.WindowOpens[:n], out.Days[:n], out.Row[:n]
	for _, i := range list {
		ordered, due := orders[i], dues[i]
		days[i], rows[i] = 0, NotCovered
		if t := at[i] % uint16(len(e.terms)); t != 0 && due.IsZero() && !ordered.After(day) {
			k := kindOf(lengths[i], flags[i], ordered, e.firstDay)
			if phase := e.phaseOf[t][k%kinds]; phase != lifecycle.Active {
				phases[i], opens[i] = phase, calendar.Latest(e.terms[t].opens, ordered)
				continue
			}
		}
		phases[i], opens[i] = 0, calendar.Date{}
		if !due.IsZero() && due.Before(ordered) { // before anything was bought
			rows[i] = AskScalar
		} else if !ordered.After(day) {
			e.other(int(i), in, out)
		}
	}
}

// other answers a row that is ordered by the day, and of which no day is charged.
func (e *Engine) other(i int, in *Columns, out *Answers) {
	ordered, start, end := in.Ordered[i], in.Start[i].Sub(e.day), in.End[i].Sub(e.day)
	l := &e.lapses[kindOf(in.Length[i], in.Flags[i], ordered, e.firstDay)]
	phase, opens := l.phase(start, end), calendar.Latest(in.End[i].AddDays(-e.window), ordered)
	if due := in.Due[i]; !due.IsZero() && due.Before(e.day) && l.unpaid {
		var gone int
		if phase, gone = l.overdue(start, end, due.Sub(e.day)); opens.Sub(e.day) >= gone {
			opens = calendar.Date{}
		}
	}
	out.Phase[i], out.WindowOpens[i] = phase, opens
	if start <= 0 && end > 0 { // the day is the last of the term, and a leap day that is not charged
		out.Row[i] = Priced
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
