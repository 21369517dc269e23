package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/proration"
)

// Answer answers every row of the columns. It allocates nothing, unless there is an error. An error names the first row
// that is bad; then nothing has been written. Implements lapse.start, renewal.window and proration.price, of plain
// rows.
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
	e.phases(&in, &out)
	e.charge(&in, &out)
	e.prices(&in, &out)
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
		ahead, days, place := start.Sub(ordered[i]), end[i].Sub(start), start.Sub(e.origin)
		if ahead < 0 || ahead > e.window+t.shortest && e.tooEarly(t, ordered[i], start) {
			return i, true
		}
		if uint(place) < years {
			if days != int(t.days[place%cycle]) {
				return i, true
			}
		} else if start.AddMonths(t.months) != end[i] {
			return i, true
		}
	}
	return 0, false
}

// tooEarly reports whether an order lies more than a renewal window and a term before the start.
func (e *Engine) tooEarly(t *term, ordered, start calendar.Date) bool {
	return ordered.Before(start.AddDays(-e.window).AddMonths(-t.months))
}
