package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/proration"
)

// Answer answers every row of the columns. It allocates nothing, unless there is an error. An error names the first row
// that is bad; then nothing has been written. Implements lapse.start, renewal.window and proration.price, of plain rows.
func (e *Engine) Answer(in Columns, out Answers) error {
	const op = "batch.Engine.Answer"
	if e == nil || e.day.IsZero() {
		return input.Missing(op, "engine")
	}
	if err := check(op, &in, &out); err != nil {
		return err
	}
	if i, bad := e.firstBad(&in); bad {
		return e.refuse(op, i, in.row(i))
	}
	e.answer(&in, &out)
	return nil
}

// firstBad returns the first row that the scalar calls would refuse.
func (e *Engine) firstBad(in *Columns) (int, bool) {
	n := len(in.Start)
	ordered, end, length := in.Ordered[:n], in.End[:n], in.Length[:n]
	seats, srp, flags := in.Seats[:n], in.SRP[:n], in.Flags[:n]
	for i, start := range in.Start {
		switch {
		case flags[i]&History != 0 && flags[i] <= allFlags:
			continue
		case flags[i] > allFlags, length[i] < calendar.Monthly, length[i] > calendar.ThreeYear,
			uint32(seats[i]-1) >= proration.MaxSeats, srp[i] < 0, ordered[i].IsZero(), start.IsZero(), end[i].IsZero():
			return i, true
		}
		t := &e.terms[length[i]]
		ahead := start.Sub(ordered[i])
		if ahead < 0 || ahead > e.window+t.shortest && e.tooEarly(t, ordered[i], start) ||
			end[i].Sub(start) != e.daysOf(t, start) {
			return i, true
		}
	}
	return 0, false
}

// daysOf returns the days of a full term from a start.
func (e *Engine) daysOf(t *term, start calendar.Date) int {
	if place := start.Sub(e.origin); uint(place) < years {
		return int(t.days[place%cycle])
	}
	return start.AddMonths(t.months).Sub(start)
}

// tooEarly reports whether an order lies more than a renewal window and a term before the start.
func (e *Engine) tooEarly(t *term, ordered, start calendar.Date) bool {
	return ordered.Before(start.AddDays(-e.window).AddMonths(-t.months))
}

// answer writes the answers of rows that are good.
func (e *Engine) answer(in *Columns, out *Answers) {
	n := len(in.Start)
	ordered, end, due := in.Ordered[:n], in.End[:n], in.Due[:n]
	length, seats, srp, flags := in.Length[:n], in.Seats[:n], in.SRP[:n], in.Flags[:n]
	phase, opens, days, prices, row := out.Phase[:n], out.WindowOpens[:n], out.Days[:n], out.Price[:n], out.Row[:n]
	for i, start := range in.Start {
		phase[i], opens[i], days[i], prices[i], row[i] = 0, calendar.Date{}, 0, 0, AskScalar
		r := plain{ordered[i].Sub(e.day), start.Sub(e.day), end[i].Sub(e.day), none}
		if !due[i].IsZero() {
			r.due = due[i].Sub(e.day)
		}
		if flags[i] >= History || r.ordered < e.earliest || r.end > e.latest || r.due < r.ordered {
			continue
		}
		row[i] = NotCovered
		if r.ordered > 0 {
			continue
		}
		t, covered := &e.terms[length[i]], 0
		if r.ordered >= e.firstDay {
			covered = 1
		}
		var gone int
		phase[i], gone = t.lapses[covered][flags[i]].phase(&r)
		if first := max(r.end-e.window, r.ordered); first < gone {
			opens[i] = e.day.AddDays(first)
		}
		if r.start > 0 || r.end <= 0 {
			continue
		}
		charged := e.charged(t, &r)
		price, fits := e.price(&t.by[in.Finer], uint64(srp[i]), uint64(charged), uint64(seats[i]))
		days[i], prices[i], row[i] = int32(charged), int64(price), Priced
		if !fits {
			prices[i], row[i] = 0, TooLarge
		}
	}
}
