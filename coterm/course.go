package coterm

import (
	"cmp"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// course is the way that one member goes by renewing, and what it could do on the way.
type course struct {
	id        string
	edition   policy.Edition
	on        calendar.Date
	next      lifecycle.Next
	srp       money.Amount // list price of one seat for a term as long as the next
	threeYear money.Amount // the same for three years; the zero Amount where that way is left out
	blocked   policy.Decision
	gated     bool   // under the edition as it is
	stops     []stop // its renewal dates, up to the horizon; none where it is blocked
	term      money.Amount
}

// stop is a renewal date on the course of a member.
type stop struct {
	renewal calendar.Date
	reached calendar.Date // the day from which it is the renewal date: that of the last renewal
	paid    money.Amount  // what the renewals up to there cost
}

// newCourse lays out the renewals of a member up to the horizon, each on the first day on which it can be made.
func newCourse(op, at string, m Member, p Portfolio) (*course, error) {
	s := assumePaid(m.Subscription, p.On)
	c := &course{
		id: m.ID, edition: s.Edition(), on: p.On, next: s.Next(p.On), srp: m.SRP, threeYear: m.ThreeYearSRP,
		blocked: blocked(s, p.On), gated: s.UnderEdition(p.On),
	}
	if c.blocked.Rule != "" {
		return c, nil
	}
	c.term, _, _ = m.SRP.MulDiv(int64(c.next.Seats), 1, m.SRP.Currency().Rounding(c.edition.Proration().Rounding)) // prices are bounded
	nothing, _ := money.FromMinor(0, m.SRP.Currency())                                                             // there is a price, so there is a currency
	last := stop{c.next.Start, p.On, nothing}
	waits := c.moves(s)
	for !last.renewal.After(p.Horizon) {
		c.stops = append(c.stops, last)
		if waits && !s.CanRenew(p.On).Window.Contains(last.renewal) {
			break // there is no late renewal, and an early one would lose the change
		}
		term, err := c.next.Length.Period(c.next.Anchor, last.renewal)
		if err != nil {
			return nil, input.At(err, op, at+"subscription")
		}
		paid, _ := last.paid.Add(c.term)
		day := c.opens(last)
		if waits {
			day = last.renewal
		}
		last, waits = stop{term.End(), latest(last.reached, day), paid}, false
	}
	return c, nil
}

// moves reports whether a change is pending that would move on with an early renewal (change.effective-fixed), so
// that the first renewal has to wait for the renewal date if the change is to take effect as it was asked for.
func (c *course) moves(s lifecycle.Subscription) bool {
	return c.edition.Change().FollowsEarlyRenewal == policy.Yes && (c.next.Length != c.next.Follows || c.next.Seats != s.Seats(c.on))
}

// opens returns the first day on which what renews at a stop can be renewed or extended.
func (c *course) opens(s stop) calendar.Date {
	return s.renewal.AddDays(-c.edition.Renewal().WindowDays)
}

// assumePaid returns a subscription without the invoices that are unpaid, but not overdue, on a day.
func assumePaid(s lifecycle.Subscription, on calendar.Date) lifecycle.Subscription {
	facts := s.Facts()
	var invoices []lifecycle.BilledInvoice
	for _, i := range facts.Invoices {
		if i.Due.Before(on) || !i.Paid.IsZero() {
			invoices = append(invoices, i)
		}
	}
	if len(invoices) == len(facts.Invoices) {
		return s
	}
	facts.Invoices = invoices
	paid, _ := lifecycle.New(s.Edition(), facts) // the facts were good, and a debt less makes none of them bad
	return paid
}

// blocked returns why a member can neither be renewed nor stay where it is, or the zero Decision where it can.
func blocked(s lifecycle.Subscription, on calendar.Date) policy.Decision {
	can := s.CanRenew(on)
	no := policy.Decision{Rule: can.Rule, Asked: on, Remedy: can.Remedy, Edition: can.Edition}
	switch {
	case s.Kind() == policy.FlexTokens:
		no.Rule, no.Remedy = rule.CotermExtendFuture, policy.BuyTokens
	case can.Window.IsZero() || !can.Window.End().After(on):
	case s.On(on).Overdue:
		no.Rule, no.Remedy = rule.LapseStart, policy.PayOverdue
	default:
		return policy.Decision{}
	}
	return no
}

// at returns the number of the last stop that is not after a date, or -1 where there is none.
func (c *course) at(date calendar.Date) int {
	k := len(c.stops) - 1
	for k >= 0 && c.stops[k].renewal.After(date) {
		k--
	}
	return k
}

// readyFor returns the day from which the member renews on a date by renewing alone, or false where it never does.
func (c *course) readyFor(date, on calendar.Date) (calendar.Date, bool) {
	k := c.at(date)
	if k < 0 || c.stops[k].renewal != date {
		return calendar.Date{}, false
	}
	return latest(on, c.stops[k].reached), true
}

// renewing returns what it costs simply to renew until a date: full terms, and the part of another up to it.
func (c *course) renewing(date calendar.Date) money.Amount {
	s := c.stops[c.at(date)]
	if s.renewal == date {
		return s.paid
	}
	cost, _ := s.paid.Add(c.extension(s, c.next.Length, c.srp, date).Amount)
	return cost
}

// extension prices an extension from a stop to a date.
func (c *course) extension(s stop, length calendar.Term, srp money.Amount, date calendar.Date) proration.Charge {
	next := c.next
	next.Start = s.renewal
	line, _ := extension("coterm.Align", next, length, date, srp) // the member was checked at the door
	charge, _ := price("coterm.Align", c.edition, line)
	return charge
}

// way is one way of a member to a date: so many renewals, and then nothing or an extension.
type way struct {
	found    bool
	cost     money.Amount
	renewing money.Amount // what it would cost simply to renew until then
	renewals int
	switches bool          // to three-year, before the extension
	extended calendar.Date // the day of the extension; the zero Date where there is none
	rule     rule.ID       // of the extension
}

// better reports whether w is to be preferred: cheaper, or at the same price without a switch of the term, or with fewer
// steps.
func (w way) better(than way) bool {
	if !than.found {
		return true
	}
	order, _ := w.cost.Cmp(than.cost) // one currency
	return cmp.Or(order, cmp.Compare(w.more(), than.more())) < 0
}

// more ranks ways of one price: by their steps, and a switch of the term, which binds for three years, after them all.
func (w way) more() int {
	n := w.renewals
	if !w.extended.IsZero() {
		n++
	}
	if w.switches {
		n += horizonMonths // more than there can be renewals
	}
	return n
}

// alone returns the way to a date by renewing alone; not found where no number of renewals ends there.
func (c *course) alone(date calendar.Date) way {
	k := c.at(date)
	if k < 0 || c.stops[k].renewal != date {
		return way{}
	}
	return way{found: true, cost: c.stops[k].paid, renewing: c.stops[k].paid, renewals: k}
}

// way returns the best way to a date, given the day from which there is a host that renews on it.
func (c *course) way(date, ready calendar.Date) way {
	last := c.at(date)
	if last < 0 {
		return way{}
	}
	found := c.alone(date)
	renewing := c.renewing(date)
	for k, s := range c.stops[:last+1] {
		if s.renewal == date || !c.extensible(k) {
			continue
		}
		w := way{found: true, renewing: renewing, renewals: k}
		length, srp := c.next.Length, c.srp
		own := limitsOf(c.edition.Coterm(), length)
		days := own.reaching(date, s.renewal).Intersect(calendar.Until(s.renewal))
		if days.IsZero() && length == calendar.Annual && !c.threeYear.IsZero() {
			length, srp, w.switches = calendar.ThreeYear, c.threeYear, true
			own = limitsOf(own.rules, length)
			days = own.reaching(date, s.renewal).Intersect(calendar.Until(s.renewal))
		}
		days = days.Intersect(calendar.Since(latest(ready, latest(c.opens(s), s.reached))))
		if days.IsZero() {
			continue
		}
		w.extended, w.rule = days.Start(), own.rule
		if w.cost = renewing; k < last || w.switches { // otherwise the extension is the rest of what renewing costs
			w.cost, _ = s.paid.Add(c.extension(s, length, srp, date).Amount)
		}
		if w.better(found) {
			found = w
		}
	}
	return found
}

// extensible reports whether an extension can be bought at a stop at all: not for monthly, and only under the edition.
func (c *course) extensible(k int) bool {
	follows, gated := c.next.Follows, c.gated
	if k > 0 {
		follows, gated = c.next.Length, c.edition.Covers(c.stops[k].reached)
	}
	return gated && follows != calendar.Monthly && c.next.Length != calendar.Monthly
}

func latest(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}
