package coterm

import (
	"sort"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// schedule is a member's renewals up to the horizon, each on the first day on which it can be made.
type schedule struct {
	id        string
	view      lifecycle.View
	edition   policy.Edition
	day       calendar.Date
	next      lifecycle.NextTerm
	srp       money.Amount // list price of one seat for a term of the next length
	threeYear money.Amount // the same for three years; the zero Amount rules them out
	blocked   policy.Decision
	overdue   bool          // it is blocked by a debt
	leaves    calendar.Date // the day on which its cancellation takes effect, if it is not renewed any more; or zero
	gated     bool          // the current term was ordered under the edition
	gone      calendar.Date // the day from which nothing is priced in its currency; or zero
	stops     []stop        // the renewal dates; none if it is blocked
	last      int           // the index of the stop that was asked for last, since dates are asked for in order
	term      money.Amount
	nothing   money.Amount
	own       *limits // of an extension at the length of the next term
	three     *limits // of one at three years
}

// stop is a renewal date on a schedule.
type stop struct {
	renewal calendar.Date
	reached calendar.Date // the day from which it is the renewal date: that of the last renewal
	paid    money.Amount  // what the renewals up to there cost

	ready    calendar.Date   // the first day on which it can be extended from here
	open     calendar.Period // the days on which the edition and the renewal date let it be extended
	switches calendar.Period // those of them on which it can also switch its term
	own      calendar.Date   // how far the limit from the renewal date reaches, at the length of the next term
	three    calendar.Date   // and at three years
}

func newSchedule(m Member, horizon calendar.Date, all allLimits) *schedule {
	v := m.View
	c := &schedule{
		id: m.ID, view: v, edition: v.Edition(), day: v.Day(), next: v.NextTerm(), srp: m.SRP,
		threeYear: m.ThreeYearSRP,
		leaves:    leaves(v, horizon), gated: v.UnderEdition(),
		nothing: price.Sure(money.FromMinor(0, m.SRP.Currency())),
	}
	c.gone, _ = m.SRP.Currency().Withdrawn()
	c.block()
	if c.blocked.Rule != "" {
		return c
	}
	service := price.Sure(c.next.Length.Service(c.next.Anchor, c.next.Start))
	full := proration.PriceRequest{SRP: m.SRP, Seats: c.next.Seats, Service: service, Bought: service.Covered()}
	c.term = price.Sure(proration.FullTerm(c.edition, full)).Amount
	c.own, c.three = all.of(c.edition, c.next.Length), all.of(c.edition, calendar.ThreeYear)
	last := stop{renewal: c.next.Start, reached: c.day, paid: c.nothing}
	waits := v.PendingMoves().Contains(calendar.Latest(c.day, c.opens(last))) // it would lose what is pending
	for !last.renewal.After(horizon) {
		c.addStop(last)
		if !c.leaves.IsZero() {
			break
		}
		if waits && !v.CanRenew().Window.Contains(last.renewal) {
			break // there is no late renewal, and an early one would lose the change
		}
		term := price.Sure(c.next.Length.Period(c.next.Anchor, last.renewal))
		day := c.opens(last)
		if waits {
			day = last.renewal
		}
		day = calendar.Latest(last.reached, day)
		if c.isGone(c.charged(last, day)) {
			break
		}
		last = stop{renewal: term.End(), reached: day, paid: plus(last.paid, c.term)}
		waits = false
	}
	return c
}

// addStop adds a renewal date, with everything that an extension from there depends on, except its target.
func (c *schedule) addStop(s stop) {
	k, gate := len(c.stops), c.edition.GateRules()
	s.ready = calendar.Latest(c.opens(s), s.reached)
	s.open = calendar.Until(calendar.Earliest(s.renewal, c.gone)).Intersect(c.gate(k, s.reached, gate.Extension))
	s.switches = s.open.Intersect(c.gate(k, s.reached, gate.TermChange))
	s.own, s.three = c.own.fromRenewal(s.renewal), c.three.fromRenewal(s.renewal)
	c.stops = append(c.stops, s)
}

// charged returns the day on which a renewal at a stop is charged that is made on a day (invoice.annual-instalments).
func (c *schedule) charged(s stop, day calendar.Date) calendar.Date {
	if c.edition.InvoiceRules().EarlyFirst == policy.DueAtRenewal {
		return calendar.Latest(day, s.renewal)
	}
	return day
}

// isGone reports whether nothing is priced any more in the currency of the member on a day.
func (c *schedule) isGone(day calendar.Date) bool { return !c.gone.IsZero() && !day.Before(c.gone) }

// opens returns the first day on which the member can be renewed or extended at a stop.
func (c *schedule) opens(s stop) calendar.Date {
	return s.renewal.AddDays(-c.edition.RenewalRules().WindowDays)
}

// leaves returns the day on which a cancellation takes effect, provided that the cancellation leaves no room for a
// renewal or takes effect by the horizon. Otherwise it returns the zero Date.
func leaves(v lifecycle.View, horizon calendar.Date) calendar.Date {
	cancellation, ends := v.Cancellation()
	if !ends || cancellation.Effective.After(horizon) && v.CanRenew().Rule != rule.RenewalCanceledFinal {
		return calendar.Date{}
	}
	return cancellation.Effective
}

// block determines whether the member can do nothing at all up to the horizon, and why.
func (c *schedule) block() {
	can := c.view.CanRenew()
	no := policy.Decision{Rule: can.Rule, Asked: can.Asked, Remedy: can.Remedy, Edition: can.Edition}
	c.overdue = c.view.Status().Overdue
	switch {
	case c.view.Kind() == policy.FlexTokens:
		no = c.view.CanExtend()
	case !c.leaves.IsZero() && !later(c.view.CanExtend()):
		no.Rule, no.Remedy = rule.RenewalCanceledFinal, policy.BuyNew
	case c.leaves.IsZero() && !later(can):
	case c.overdue:
		no.Rule, no.Remedy = rule.LapseStart, policy.PayOverdue
	case c.leaves.IsZero() && c.renewsTooLate():
		no = c.view.CanExtend()
		no.Window = calendar.Period{}
	default:
		return
	}
	c.overdue = no.Rule == rule.LapseStart && c.overdue
	c.blocked = no
}

// renewsTooLate reports whether a late renewal leads nowhere: the term that it buys has been over for too long on the
// day, so the member is canceled at once and cannot be renewed again. Only the first renewal can do that, since the
// terms of further ones end later.
func (c *schedule) renewsTooLate() bool {
	if price.Sure(c.next.Length.Period(c.next.Anchor, c.next.Start)).End().After(c.day) {
		return false
	}
	renewed, err := c.view.Renew(lifecycle.RenewalChanges{})
	return err == nil && !later(renewed.On(c.day).CanRenew())
}

// later reports whether a decision allows the act on or after the day on which it was asked about.
func later(d policy.Decision) bool { return d.Window.End().After(d.Asked) }

// at returns the number of the last stop that is not after a date, or -1 if there is none.
func (c *schedule) at(date calendar.Date) int {
	if c.isAt(c.last+1, date) {
		c.last++
	}
	if c.isAt(c.last, date) {
		return c.last
	}
	c.last = sort.Search(len(c.stops), func(k int) bool { return c.stops[k].renewal.After(date) }) - 1
	return c.last
}

// isAt reports whether the k-th stop, counted from 0, is the last one that is not after a date.
func (c *schedule) isAt(k int, date calendar.Date) bool {
	return k >= 0 && k < len(c.stops) && !c.stops[k].renewal.After(date) &&
		(k+1 == len(c.stops) || c.stops[k+1].renewal.After(date))
}

// readyFor returns the day from which the member renews on a date by renewing alone, or false if it never does.
func (c *schedule) readyFor(date calendar.Date) (calendar.Date, bool) {
	k := c.at(date)
	if k < 0 || c.stops[k].renewal != date || !c.leaves.IsZero() {
		return calendar.Date{}, false
	}
	return c.stops[k].reached, true
}

// renewing returns what it costs simply to renew until a date: full terms, and the part of another up to it.
func (c *schedule) renewing(date calendar.Date) money.Amount {
	s := c.stops[c.at(date)]
	if s.renewal == date {
		return s.paid
	}
	return plus(s.paid, c.extension(s, c.next.Length, c.srp, date).Amount)
}

// extension prices an extension from a stop to a date.
func (c *schedule) extension(s stop, length calendar.Term, srp money.Amount, date calendar.Date) proration.Charge {
	next := c.next
	next.Start = s.renewal
	return price.Sure(proration.Price(c.edition, extension(next, length, date, srp)))
}
