package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/proration"
)

// look finds the places of all rows in the table of terms, and reports whether the rows are good, but for their seats
// and list prices, and whether they are plain.
func (e *Engine) look(in *Columns, places []uint16) (good, plain bool) {
	plain = true
	for i := e.suspect(in, places, 0); i < len(places); i = e.suspect(in, places, i+1) {
		r := in.row(i)
		if e.bad(&r) {
			return false, false
		}
		plain, places[i] = plain && e.plain(r.flags, r.ordered, r.end), e.place(r.start, r.length)
	}
	return true, plain
}

// place returns the place of a row in the table of terms. A row outside the table has place 0, which is that of a term
// without a length: it covers no day.
func (e *Engine) place(start calendar.Date, length calendar.Term) uint16 {
	if at := uint(start.Sub(e.first)); at < reach {
		return uint16(uint(length%lengthsOf)*reach + at)
	}
	return 0
}

// suspect returns the index of the first row, from a given index on, that is not obviously good and plain; the number
// of rows if there is none. It notes the places of the rows before it. It does not look at seats and list prices.
func (e *Engine) suspect(in *Columns, places []uint16, from int) int {
	i, n := uint(from), uint(from+usual(in.Flags[from:]))
	starts, orders, ends, lengths := in.Start[:n], in.Ordered[:n], in.End[:n], in.Length[:n]
	first, terms := e.first, &e.terms
	places = places[:n]
	if !first.IsZero() { // as always; Sub is faster if it is clear that neither date is zero
		for ; i < n; i++ {
			start := starts[i]
			if start.IsZero() {
				break
			}
			at, length := uint(start.Sub(first)), uint(lengths[i])
			if at >= reach || length >= lengthsOf {
				break
			}
			place := length*reach + at
			t := &terms[place]
			places[i] = uint16(place)
			if ends[i] != t.end || orders[i].Before(t.ordered) || orders[i].After(start) {
				break
			}
		}
	}
	return int(i)
}

// usual returns how many flags there are before the first that makes a row not plain. It looks at eight at a time: the
// compiler loads them as one number.
func usual(flags []Flags) int {
	const others = 0x0101010101010101 * uint64(^(AutoRenew | Exempt))
	n := 0
	for ; len(flags)-n >= 8; n += 8 {
		f := flags[n:][:8]
		if others&(uint64(f[0])|uint64(f[1])<<8|uint64(f[2])<<16|uint64(f[3])<<24|
			uint64(f[4])<<32|uint64(f[5])<<40|uint64(f[6])<<48|uint64(f[7])<<56) != 0 {
			break
		}
	}
	for n < len(flags) && flags[n] < History {
		n++
	}
	return n
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
