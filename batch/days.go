package batch

import "example.com/billingrules/policy"

// charged returns the days that are charged from the day up to the end of a row whose term covers the day. Implements
// proration.days and proration.leap.
func (e *Engine) charged(t *term, r *plain) int {
	switch e.dayCount {
	case policy.Actual:
		return r.end
	case policy.NoLeapDay:
		return r.end - (e.leapDays(r.end) - e.leapDays(0))
	case policy.Standard:
	}
	if !t.inYears {
		return part(r.start, r.end, t.full)
	}
	place := (r.start - e.earliest) % cycle
	second, third := r.start+int(e.oneYear[place]), r.start+int(e.twoYears[place])
	switch { // by the service year that the day lies in
	case second > 0:
		return part(r.start, second, t.full) + 2*t.full
	case third > 0:
		return part(second, third, t.full) + t.full
	}
	return part(third, r.end, t.full)
}

// part returns the days that are charged of a service year or month of which the day, 0, is the first day or a later
// one: the whole counts its standard days, and a part its real ones, but never more.
func part(start, end, full int) int {
	if start == 0 {
		return full
	}
	return min(end, full)
}

// leapDays returns the number of the 29ths of February before a day, from the origin on.
func (e *Engine) leapDays(day int) int {
	place := day - e.earliest
	return place/cycle + int(e.leaps[place%cycle])
}
