package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/proration"
)

// suspect returns the index of the first row, from a given index on, that is not obviously good and plain; the number
// of rows if there is none.
func (e *Engine) suspect(in *Columns, from int) int {
	starts, first, terms := in.Start[from:], e.first, &e.terms
	n := len(starts)
	orders, ends, lengths := in.Ordered[from:][:n], in.End[from:][:n], in.Length[from:][:n]
	seats, srps, flags := in.Seats[from:][:n], in.SRP[from:][:n], in.Flags[from:][:n]
	if !first.IsZero() { // as always; Sub is faster if it is clear that neither date is zero
		for i, start := range starts {
			if start.IsZero() {
				return from + i
			}
			at, length := uint(start.Sub(first)), uint(lengths[i])
			if at >= reach || length|uint(flags[i]) >= lengthsOf { // so that the length and the flags are below 4
				return from + i
			}
			t := terms[length%lengthsOf*reach+at]
			if ends[i] != t.end || orders[i].Before(t.ordered) || orders[i].After(start) ||
				uint32(seats[i]-1) >= proration.MaxSeats || srps[i] < 0 {
				return from + i
			}
		}
	}
	return from + n
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
