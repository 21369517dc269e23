package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/proration"
)

// look looks at the listed rows: at all that bad and plain look at.
func (e *Engine) look(list []uint8, in *Columns, at *[run]uint16) (good, plain bool) {
	plain = true
	for _, i := range list {
		r := in.row(int(i))
		if e.bad(&r) {
			return false, false
		}
		plain = plain && e.plain(r.flags, r.ordered, r.end)
		if index := uint(r.start.Sub(e.first)); index < reach {
			at[i] = uint16(uint(r.length)%lengthsOf*reach + index)
		}
	}
	return true, plain
}

// firstBad returns the index of the first bad row of columns that have one.
func (e *Engine) firstBad(in *Columns) (i int) {
	for r := in.row(i); !e.bad(&r); r = in.row(i) {
		i++
	}
	return i
}

// bad reports whether a row is bad. Rows with a history are not looked at.
func (e *Engine) bad(r *row) bool {
	switch {
	case r.flags&History != 0 && r.flags <= allFlags:
		return false
	case r.flags > allFlags, !r.length.IsValid(), r.seats < 1, r.seats > proration.MaxSeats, r.srp < 0,
		r.ordered.IsZero(), r.start.IsZero(), r.end.IsZero(), r.ordered.After(r.start),
		r.start.AddMonths(r.length.Months()) != r.end:
		return true
	case r.start.Sub(r.ordered) <= e.window: // as nearly always
		return false
	}
	return r.ordered.Before(r.start.AddDays(-e.window).AddMonths(-r.length.Months()))
}

// plain reports whether a row that is not bad is plain.
func (e *Engine) plain(flags Flags, ordered, end calendar.Date) bool {
	return flags < History && !ordered.Before(e.earliest) && !end.After(e.latest)
}
