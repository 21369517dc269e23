package coterm

import (
	"cmp"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
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

// better reports whether r is to be preferred: cheaper, or at the same price without a switch of the term, or with
// fewer steps.
func (r route) better(than route) bool {
	if !than.found {
		return true
	}
	return cmp.Or(compare(r.cost, than.cost), cmp.Compare(r.more(), than.more())) < 0
}

// more ranks routes of one price: by their steps, and a switch of the term, which binds for three years, after them
// all.
func (r route) more() int {
	n := r.renewals
	if !r.extended.IsZero() {
		n++
	}
	if r.switches {
		n += horizonMonths // more than there can be renewals
	}
	return n
}

// alone returns the route to a date by renewing alone; not found if no number of renewals ends there.
func (c *schedule) alone(date calendar.Date) route {
	k := c.at(date)
	if k < 0 || c.stops[k].renewal != date || !c.leaves.IsZero() {
		return route{}
	}
	return route{found: true, cost: c.stops[k].paid, renewing: c.stops[k].paid, renewals: k}
}

// route returns the best route to a date, given the day from which there is a host that renews on it.
func (c *schedule) route(date, ready calendar.Date) route {
	last := c.at(date)
	if last < 0 || c.endsBefore(date) {
		return route{}
	}
	found := c.alone(date)
	renewing := c.renewing(date)
	for k, s := range c.stops[:last+1] {
		if s.renewal == date || c.monthly(k) {
			continue
		}
		r := route{found: true, renewing: renewing, renewals: k}
		length, srp := c.next.Length, c.srp
		days, id := c.extensionDays(k, length, date)
		if days.IsZero() && length == calendar.Annual && !c.threeYear.IsZero() {
			length, srp, r.switches = calendar.ThreeYear, c.threeYear, true
			days, id = c.extensionDays(k, length, date)
			days = days.Intersect(c.gate(k, c.edition.Gate().TermChange))
		}
		days = days.Intersect(calendar.Since(calendar.Latest(ready, calendar.Latest(c.opens(s), s.reached))))
		if days.IsZero() {
			continue
		}
		r.extended, r.rule = days.Start(), id
		if r.cost = renewing; k < last || r.switches { // otherwise the extension is the rest of what renewing costs
			r.cost = plus(s.paid, c.extension(s, length, srp, date).Amount)
		}
		if r.better(found) {
			found = r
		}
	}
	return found
}

// endsBefore reports whether the member leaves before a date.
func (c *schedule) endsBefore(date calendar.Date) bool {
	return !c.leaves.IsZero() && c.leaves.Before(date)
}

// extensionDays returns the days on which the member can be extended from a stop to a date, and the rule of the limits.
func (c *schedule) extensionDays(k int, length calendar.Term, date calendar.Date) (calendar.Period, rule.ID) {
	renewal := c.stops[k].renewal
	days, id := lifecycle.ExtensionDays(c.edition, length, renewal, date)
	return days.Intersect(calendar.Until(renewal)).Intersect(c.gate(k, c.edition.Gate().Extension)), id
}

// gate returns the days on which an act at a stop is under the edition.
func (c *schedule) gate(k int, by policy.GateDay) calendar.Period {
	switch {
	case by == policy.ByAct:
		return calendar.Since(c.edition.FirstDay())
	case k == 0 && c.gated || k > 0 && c.edition.Covers(c.stops[k].reached):
		return calendar.Always()
	}
	return calendar.Period{}
}

// monthly reports whether the member cannot be extended at a stop because its term is monthly or is to be.
func (c *schedule) monthly(k int) bool {
	return k == 0 && c.next.Follows == calendar.Monthly || c.next.Length == calendar.Monthly
}
