package batch

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/proration"
)

// lookUp writes the windows and the days of the rows from a given index on, from the table of terms, and lists rows. It
// stops at the first row that is not obviously good and plain, and returns its index; the number of rows if there is
// none. It does not look at seats and list prices.
func (e *Engine) lookUp(in *Columns, out *Answers, l *lists, from int) int {
	if from == 0 || from > l.usual {
		l.usual = from + usual(in.Flags[from:])
	}
	i, n := uint(from), uint(l.usual)
	starts, orders, ends, lengths, dues := in.Start[:n], in.Ordered[:n], in.End[:n], in.Length[:n], in.Due[:n]
	opens, days, first, terms := out.WindowOpens[:n], out.Days[:n], e.first, &e.terms
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
			t, ordered := &terms[length*reach+at], orders[i]
			if ends[i] != t.end || ordered.Before(t.ordered) || ordered.After(start) {
				break
			}
			charged := t.charged
			days[i], opens[i] = charged, calendar.Latest(t.opens, ordered)
			l.add(int(i), charged, dues[i], e.day)
		}
	}
	return int(i)
}

// termOf returns the term of a row from the table of terms. A row outside the table has a term without a length, which
// covers no day.
func (e *Engine) termOf(start calendar.Date, length calendar.Term) *term {
	if at := uint(start.Sub(e.first)); at < reach {
		return &e.terms[uint(length%lengthsOf)*reach+at]
	}
	return &e.terms[0]
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
