package coterm

import (
	"cmp"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// route takes a member to a date: some renewals, then at most one extension. The zero route is none.
type route struct {
	found    bool
	cost     money.Amount
	renewing money.Amount // what it would cost simply to renew until then
	renewals int
	switches bool          // to three-year, before the extension
	extended calendar.Date // the day of the extension; the zero Date if there is none
	rule     rule.ID       // of the extension
}

// alone returns the route of a host to its date: by renewing alone.
func (c *schedule) alone(date calendar.Date) route {
	k := c.at(date)
	return route{found: true, cost: c.stops[k].paid, renewing: c.stops[k].paid, renewals: k}
}

// way is a route that may have to wait for a host: with the days on which its extension can be bought.
type way struct {
	renewals int
	alone    bool // by renewing alone
	switches bool // to three-year, before the extension
	plain    bool // it costs what it costs simply to renew
	days     calendar.Period
	rule     rule.ID      // of the extension
	cost     money.Amount // the zero Amount until it is asked for
}

// waysTo appends the ways of a member to a date, but not their costs.
func (c *schedule) waysTo(ways []way, date calendar.Date) []way {
	last := c.at(date)
	if last < 0 || c.endsBefore(date) {
		return ways
	}
	if c.stops[last].renewal == date {
		if c.leaves.IsZero() {
			ways = append(ways, way{renewals: last, alone: true, plain: true})
		}
		last--
	}
	// What is out of reach from a stop is so from all earlier ones: they can be extended on fewer days, and less far.
	for k := last; k >= 0 && !c.monthly(k); k-- {
		s := &c.stops[k]
		w := way{renewals: k}
		w.days, w.rule = c.own.days(s.renewal, s.own, date)
		w.days = w.days.Intersect(s.open)
		if w.days.IsZero() && c.next.Length == calendar.Annual && !c.threeYear.IsZero() {
			w.switches = true
			w.days, w.rule = c.three.days(s.renewal, s.three, date)
			w.days = w.days.Intersect(s.switches)
		}
		if w.days.IsZero() {
			break
		}
		w.days = w.days.Intersect(calendar.Since(s.ready))
		// An extension from the last stop is the rest of what renewing costs.
		w.plain = !w.switches && (k+1 == len(c.stops) || c.stops[k+1].renewal.After(date))
		if !w.days.IsZero() {
			ways = append(ways, w)
		}
	}
	return ways
}

// best returns the best of the ways to a date, given the day from which there is a host that renews on it; nil if there
// is none. Prices are worked out only where there is something to choose.
func (c *schedule) best(ways []way, date, ready calendar.Date) *way {
	var best *way
	for i := range ways {
		w := &ways[i]
		switch {
		case !w.isOpen(ready):
		case best == nil || cmp.Or(compare(c.cost(w, date), c.cost(best, date)), cmp.Compare(w.more(), best.more())) < 0:
			best = w
		}
	}
	return best
}

// ready returns the day from which the member renews on a date by renewing alone, given its ways there, of which that is
// the first; false if it never does.
func (c *schedule) ready(ways []way) (calendar.Date, bool) {
	if len(ways) == 0 || !ways[0].alone {
		return calendar.Date{}, false
	}
	return c.stops[ways[0].renewals].reached, true
}

// isOpen reports whether a way can be taken with a host that is ready from a day on.
func (w *way) isOpen(ready calendar.Date) bool { return w.alone || ready.Before(w.days.End()) }

// more ranks ways of one price: by their steps, and a switch of the term, which binds for three years, after them all.
func (w *way) more() int {
	n := w.renewals
	if !w.alone {
		n++
	}
	if w.switches {
		n += horizonMonths // more than there can be renewals
	}
	return n
}

// cost returns what a way to a date costs.
func (c *schedule) cost(w *way, date calendar.Date) money.Amount {
	if w.cost.IsZero() {
		length, srp := c.next.Length, c.srp
		if w.switches {
			length, srp = calendar.ThreeYear, c.threeYear
		}
		s := c.stops[w.renewals]
		if w.cost = s.paid; !w.alone {
			w.cost = plus(s.paid, c.extension(s, length, srp, date).Amount)
		}
	}
	return w.cost
}

// beyond returns what one of the ways to a date costs beyond simply renewing.
func (c *schedule) beyond(w *way, ways []way, date calendar.Date) money.Amount {
	if w.plain {
		return c.nothing
	}
	for i := range ways {
		if ways[i].plain {
			return minus(c.cost(w, date), c.cost(&ways[i], date)) // it is priced already
		}
	}
	return minus(c.cost(w, date), c.renewing(date))
}

// route returns the best route to a date, given the day from which there is a host that renews on it.
func (c *schedule) route(date, ready calendar.Date) route {
	var room [8]way
	w := c.best(c.waysTo(room[:0], date), date, ready)
	if w == nil {
		return route{}
	}
	r := route{
		found: true, cost: c.cost(w, date), renewing: c.renewing(date), renewals: w.renewals, switches: w.switches,
	}
	if !w.alone {
		r.extended, r.rule = calendar.Latest(w.days.Start(), ready), w.rule
	}
	return r
}

// endsBefore reports whether the member leaves before a date.
func (c *schedule) endsBefore(date calendar.Date) bool {
	return !c.leaves.IsZero() && c.leaves.Before(date)
}

// gate returns the days on which an act at the k-th stop, which is reached on a day, is under the edition.
func (c *schedule) gate(k int, reached calendar.Date, by policy.GateDay) calendar.Period {
	switch {
	case by == policy.ByAct:
		return calendar.Since(c.edition.FirstDay())
	case k == 0 && c.gated || k > 0 && c.edition.Covers(reached):
		return calendar.Always()
	}
	return calendar.Period{}
}

// monthly reports whether the member cannot be extended at a stop because its term is monthly or is to be.
func (c *schedule) monthly(k int) bool {
	return k == 0 && c.next.Follows == calendar.Monthly || c.next.Length == calendar.Monthly
}
