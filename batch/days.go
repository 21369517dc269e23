package batch

import "example.com/billingrules/policy"

// charge writes the days that are charged of the rows that the day is covered of. Implements proration.days and
// proration.leap.
func (e *Engine) charge(in *Columns, out *Answers) {
	n := len(in.Start)
	end, length, days, row := in.End[:n], in.Length[:n], out.Days[:n], out.Row[:n]
	for i, start := range in.Start {
		days[i] = 0
		if row[i] != Priced {
			continue
		}
		before, left := start.Sub(e.day), end[i].Sub(e.day)
		switch e.dayCount {
		case policy.Actual:
		case policy.NoLeapDay:
			left -= e.leapDays(left) - e.leapDays(0)
		case policy.Standard:
			if t := &e.terms[length[i]]; t.inYears {
				left = e.inYears(t.full, before, left)
			} else {
				left = part(before, left, t.full)
			}
		}
		days[i] = int32(left)
	}
}

// inYears returns the days that are charged of a term with service years, by the one that the day lies in.
func (e *Engine) inYears(full, start, end int) int {
	place := uint(start-e.earliest) % cycle
	second, third := start+int(e.oneYear[place]), start+int(e.twoYears[place])
	switch {
	case second > 0:
		return part(start, second, full) + 2*full
	case third > 0:
		return part(second, third, full) + full
	}
	return part(third, end, full)
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
