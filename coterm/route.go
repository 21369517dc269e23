package coterm

import (
	"cmp"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// route takes a member to a date: some renewals, then at most one extension. The zero route is not valid.
type route struct {
	found    bool
	cost     money.Amount
	renewing money.Amount // what it would cost simply to renew until then
	renewals int
	switches bool          // to three-year, before the extension
	extended calendar.Date // the day of the extension; the zero Date if there is none
}

// steps returns how many steps the route has.
func (r *route) steps() int {
	n := r.renewals
	if !r.extended.IsZero() {
		n++
	}
	if r.switches {
		n++
	}
	return n
}

// alone returns the route of a host to its date: by renewing alone.
func (c *schedule) alone(date calendar.Date) route {
	k := c.at(date)
	return route{found: true, cost: c.stops[k].paid, renewing: c.stops[k].paid, renewals: k}
}

// way is a route that may have to wait for a host, with the days on which its extension can be bought. There are many
// ways, and few of them are priced, so a way is kept small.
type way struct {
	days     calendar.Period
	renewals int32
	alone    bool // by renewing alone
	switches bool // to three-year, before the extension
	plain    bool // it costs the same as simply renewing
}

// waysPriced are the ways of a member to a date, with their costs. A cost is the zero Amount until it is asked for.
type waysPriced struct {
	ways  []way
	costs []money.Amount
}

// waysTo appends the ways of a member to a date, but not their costs.
func (c *schedule) waysTo(ways []way, date calendar.Date) []way {
	last := c.at(date)
	if last < 0 || c.endsBefore(date) {
		return ways
	}
	if c.stops[last].renewal == date {
		if c.leaves.IsZero() {
			ways = append(ways, way{renewals: int32(last), alone: true, plain: true})
		}
		last--
	}
	// What is out of reach from a stop is out of reach from all earlier ones, which can be extended on fewer days and
	// less far.
	for k := last; k >= 0 && !c.monthly(k); k-- {
		s, switches := &c.stops[k], false
		days := c.own.days(s.renewal, s.own, date).Intersect(s.open)
		if days.IsZero() && c.next.Length == calendar.Annual && !c.threeYear.IsZero() {
			switches = true
			days = c.three.days(s.renewal, s.three, date).Intersect(s.switches)
		}
		if days.IsZero() {
			break
		}
		if days = days.Intersect(calendar.Since(s.ready)); !days.IsZero() {
			ways = append(ways, way{})
			w := &ways[len(ways)-1]
			w.days, w.renewals, w.switches = days, int32(k), switches
			// An extension from the last stop costs the same as renewing for the rest.
			w.plain = !switches && (k+1 == len(c.stops) || c.stops[k+1].renewal.After(date))
		}
	}
	return ways
}

// best returns the index of the best way to a date, given the day from which a host renews on it; -1 if there is none.
// Prices are worked out only if there is a choice.
func (c *schedule) best(to waysPriced, date, ready calendar.Date) int {
	best := -1
	for i := range to.ways {
		switch {
		case !to.ways[i].isOpen(ready):
		case best < 0 || cmp.Or(compare(c.cost(to, i, date), c.cost(to, best, date)),
			cmp.Compare(to.ways[i].more(), to.ways[best].more())) < 0:
			best = i
		}
	}
	return best
}

// ready returns the day from which a date is the member's renewal date if it only renews, and false if it never is.
// Renewing alone is always the first of the member's ways.
func (c *schedule) ready(ways []way) (calendar.Date, bool) {
	if len(ways) == 0 || !ways[0].alone {
		return calendar.Date{}, false
	}
	return c.stops[ways[0].renewals].reached, true
}

// isOpen reports whether a way can be taken with a host that is ready from a day on.
func (w *way) isOpen(ready calendar.Date) bool { return w.alone || ready.Before(w.days.End()) }

// more ranks ways with the same price: fewer steps come first, and ways that change the term, which binds for three
// years, come last.
func (w *way) more() int {
	n := int(w.renewals)
	if !w.alone {
		n++
	}
	if w.switches {
		n += horizonMonths // more than there can be renewals
	}
	return n
}

// cost returns what the i-th of the ways to a date costs.
func (c *schedule) cost(to waysPriced, i int, date calendar.Date) money.Amount {
	w, cost := &to.ways[i], &to.costs[i]
	if cost.IsZero() {
		length, srp := c.next.Length, c.srp
		if w.switches {
			length, srp = calendar.ThreeYear, c.threeYear
		}
		s := c.stops[w.renewals]
		if *cost = s.paid; !w.alone {
			*cost = plus(s.paid, c.extension(s, length, srp, date).Amount)
		}
	}
	return *cost
}

// beyond returns what the i-th of the ways to a date costs beyond simply renewing.
func (c *schedule) beyond(to waysPriced, i int, date calendar.Date) money.Amount {
	if to.ways[i].plain {
		return c.nothing
	}
	for k := range to.ways {
		if to.ways[k].plain {
			return minus(c.cost(to, i, date), c.cost(to, k, date)) // it is priced already
		}
	}
	return minus(c.cost(to, i, date), c.renewing(date))
}

// route returns the best route to a date, given the day from which a host renews on it.
func (c *schedule) route(date, ready calendar.Date) route {
	var ways [8]way
	to := waysPriced{ways: c.waysTo(ways[:0], date)}
	to.costs = make([]money.Amount, len(to.ways))
	i := c.best(to, date, ready)
	if i < 0 {
		return route{}
	}
	w := to.ways[i]
	r := route{
		found: true, cost: c.cost(to, i, date), renewing: c.renewing(date), renewals: int(w.renewals),
		switches: w.switches,
	}
	if !w.alone {
		r.extended = calendar.Latest(w.days.Start(), ready)
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

// notMonthly returns what the member can do on the day to be aligned to a date although its term is monthly, or is to
// be: what its view advises about an extension. A renewal for a year must not end after the date.
func (c *schedule) notMonthly(date calendar.Date) policy.Remedy {
	remedy := c.view.CanExtend().Remedy
	year := price.Sure(calendar.Annual.Period(c.next.Anchor, c.next.Start))
	if date.Before(year.End()) && (remedy == policy.RenewFirst || remedy == policy.RenewWithChanges) {
		return policy.ChooseLaterTarget
	}
	return remedy
}
