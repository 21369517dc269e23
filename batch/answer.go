package batch

import (
	"math"
	"math/bits"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
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
	e.answer(&in, &out)
	return nil
}

// answer writes the answers to rows of which none is bad. Dates are numbers of days from the day of the engine, which is
// 0. Of a row with nothing unpaid the phase is looked up by its start; the others are worked out. Implements
// renewal.window.
func (e *Engine) answer(in *Columns, out *Answers) {
	n := len(in.Start)
	orders, ends, lengths, dues := in.Ordered[:n], in.End[:n], in.Length[:n], in.Due[:n]
	seats, srps, flags := in.Seats[:n], in.SRP[:n], in.Flags[:n]
	phases, opens, days, prices, rows := out.Phase[:n], out.WindowOpens[:n], out.Days[:n], out.Price[:n], out.Row[:n]
	for i := range in.Start {
		phases[i], opens[i], days[i], prices[i], rows[i] = 0, calendar.Date{}, 0, 0, AskScalar
		ordered, start, end := orders[i].Sub(e.day), in.Start[i].Sub(e.day), ends[i].Sub(e.day)
		if flags[i] >= History || ordered < e.earliest || end > e.latest {
			continue
		}
		t, flag := &e.terms[lengths[i]], flags[i]%covered
		if ordered >= e.firstDay {
			flag += covered
		}
		kind := &t.kinds[flag]
		gone := end + kind.gone // an invoice that is not overdue is taken to be paid in time
		var a settled
		if dues[i].IsZero() && ordered <= 0 {
			a = kind.settled[min(max(1-start, 0), len(kind.settled)-1)]
		} else {
			due := never
			if !dues[i].IsZero() {
				due = dues[i].Sub(e.day)
			}
			if due < ordered {
				continue
			}
			if rows[i] = NotCovered; ordered > 0 {
				continue
			}
			if a.phase, a.row = kind.lapse.of(start, end, due); due < 0 && kind.lapse.unpaid {
				gone = kind.lapse.gone(end, due)
			}
		}
		if first := max(end-e.window, ordered); first < gone {
			opens[i] = e.day.AddDays(first)
		}
		phases[i], rows[i] = a.phase, a.row
		if a.row != Priced {
			continue
		}
		charged, by := t.charged[-start], &t.by[in.Finer]
		high, low := bits.Mul64(uint64(srps[i]), uint64(charged)*uint64(seats[i]))
		var price uint64
		fits := true
		if e.roundAt == policy.RoundLine && high == 0 && low <= math.MaxInt64 { // as nearly always: no call, and it fits
			price = by.ofSmall(low)
		} else {
			price, fits = by.price(e.roundAt, uint64(srps[i]), uint64(charged), uint64(seats[i]))
		}
		if days[i] = int32(charged); !fits {
			price, rows[i] = 0, TooLarge
		}
		prices[i] = int64(price)
	}
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
