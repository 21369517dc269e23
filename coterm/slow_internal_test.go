package coterm

import (
	"cmp"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

// SlowAlign follows the description of Align literally: for each date and each day from which there is a host, it tries
// and prices every stop of every member.
func SlowAlign(p Portfolio) []Plan {
	var schedules []*schedule
	for _, m := range p.Members {
		schedules = append(schedules, newSchedule(m, p.Horizon, allLimits{}))
	}
	slices.SortFunc(schedules, func(a, b *schedule) int { return cmp.Compare(a.id, b.id) })
	var plans []Plan
	for _, date := range targets(schedules) {
		if plan := slowPlan(schedules, date); plan.Aligned >= 2 {
			plans = append(plans, plan)
		}
	}
	slices.SortFunc(plans, func(a, b Plan) int {
		return cmp.Or(cmp.Compare(a.Unaligned, b.Unaligned), compare(a.Beyond, b.Beyond), a.Renewal.Compare(b.Renewal))
	})
	return plans[:min(len(plans), p.Plans)]
}

// slowPlan tries every day from which a host has the date.
func slowPlan(schedules []*schedule, date calendar.Date) Plan {
	var readies []calendar.Date
	for _, c := range schedules {
		if ready, ok := c.slowReady(date); ok {
			readies = append(readies, ready)
		}
	}
	slices.SortFunc(readies, calendar.Date.Compare)
	var found Plan
	for i, ready := range slices.Compact(readies) {
		p := slowPlanFrom(schedules, date, ready)
		if i == 0 || p.Unaligned < found.Unaligned ||
			p.Unaligned == found.Unaligned && compare(p.Cost, found.Cost) < 0 {
			found = p
		}
	}
	return found
}

func slowPlanFrom(schedules []*schedule, date, ready calendar.Date) Plan {
	d := draft{Plan: Plan{Renewal: date}, schedules: schedules, ready: ready, host: -1}
	var lost money.Amount
	routes := make([]route, len(schedules))
	for i, c := range schedules {
		routes[i] = c.slowRoute(date, ready)
		if on, ok := c.slowReady(date); !ok || on != ready {
			continue
		}
		if more := minus(routes[i].renewing, routes[i].cost); d.host < 0 || compare(more, lost) < 0 {
			d.host, lost = i, more
		}
	}
	routes[d.host] = schedules[d.host].slowAlone(date)
	for i, r := range routes {
		d.Moves = append(d.Moves, schedules[i].move(r, date))
		if !r.found {
			d.Moves[i].Refused = d.refused(schedules[i])
			d.Unaligned++
			continue
		}
		if d.Aligned++; d.Aligned == 1 {
			d.Cost, d.Renewing = r.cost, r.renewing
		} else {
			d.Cost, d.Renewing = plus(d.Cost, r.cost), plus(d.Renewing, r.renewing)
		}
	}
	d.Beyond = minus(d.Cost, d.Renewing)
	return d.Plan
}

func (c *schedule) slowAt(date calendar.Date) int {
	k := len(c.stops) - 1
	for k >= 0 && c.stops[k].renewal.After(date) {
		k--
	}
	return k
}

func (c *schedule) slowReady(date calendar.Date) (calendar.Date, bool) {
	k := c.slowAt(date)
	if k < 0 || c.stops[k].renewal != date || !c.leaves.IsZero() {
		return calendar.Date{}, false
	}
	return calendar.Latest(c.day, c.stops[k].reached), true
}

func (c *schedule) slowAlone(date calendar.Date) route {
	k := c.slowAt(date)
	if _, ok := c.slowReady(date); !ok {
		return route{}
	}
	return route{found: true, cost: c.stops[k].paid, renewing: c.stops[k].paid, renewals: k}
}

func (c *schedule) slowRoute(date, ready calendar.Date) route {
	last := c.slowAt(date)
	if last < 0 || c.endsBefore(date) {
		return route{}
	}
	found, renewing := c.slowAlone(date), c.stops[last].paid
	if c.stops[last].renewal != date {
		renewing = plus(renewing, c.extension(c.stops[last], c.next.Length, c.srp, date).Amount)
	}
	for k, s := range c.stops[:last+1] {
		if s.renewal == date || c.monthly(k) {
			continue
		}
		r := route{found: true, renewing: renewing, renewals: k}
		length, srp := c.next.Length, c.srp
		days := c.slowDays(k, length, date)
		if days.IsZero() && length == calendar.Annual && !c.threeYear.IsZero() {
			length, srp, r.switches = calendar.ThreeYear, c.threeYear, true
			days = c.slowDays(k, length, date)
			days = days.Intersect(c.gate(k, s.reached, c.edition.GateRules().TermChange))
		}
		days = days.Intersect(calendar.Since(calendar.Latest(ready, calendar.Latest(c.opens(s), s.reached))))
		if days.IsZero() {
			continue
		}
		r.extended = days.Start()
		r.cost = plus(s.paid, c.extension(s, length, srp, date).Amount)
		if !found.found || slowCompare(r, found) < 0 {
			found = r
		}
	}
	return found
}

func (c *schedule) slowDays(k int, length calendar.Term, date calendar.Date) calendar.Period {
	s := c.stops[k]
	days, _ := lifecycle.ExtensionDays(c.edition, length, s.renewal, date)
	return days.Intersect(calendar.Until(s.renewal)).Intersect(c.gate(k, s.reached, c.edition.GateRules().Extension))
}

// slowCompare compares routes by cost, then by the number of steps; at the same cost, a route with a switch comes last.
func slowCompare(a, b route) int {
	steps := func(r route) int {
		n := r.renewals
		if !r.extended.IsZero() {
			n++
		}
		if r.switches {
			n += 1000
		}
		return n
	}
	return cmp.Or(compare(a.cost, b.cost), cmp.Compare(steps(a), steps(b)))
}
