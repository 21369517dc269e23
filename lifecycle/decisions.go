package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// A decision's window has the days on which the answer is yes with everything else fixed as it is known on the day
// asked: it is worked out from dates, not found by asking other days.

// asked is a subscription with what is known of it on a day, asked about that day or another.
type asked struct {
	*state
	e     *epoch // nil before the first order
	known calendar.Date
}

func (s Subscription) asked(day calendar.Date) asked { return asked{s.state, s.at(day), day} }

// decide returns the decision of a rule with its window; where it refuses, with the rule and the remedy that
// refused says.
func (a asked) decide(day calendar.Date, id rule.ID, window calendar.Period, route policy.Route, refused func() (rule.ID, policy.Remedy)) policy.Decision {
	d := policy.Decision{Rule: id, Asked: day, Window: window, Route: route, Edition: a.fingerprint()}
	if !d.Allowed() {
		d.Route = 0
		d.Rule, d.Remedy = refused()
	}
	return d
}

// never refuses whatever the day.
func (a asked) never(day calendar.Date, id rule.ID, remedy policy.Remedy) policy.Decision {
	return policy.Decision{Rule: id, Asked: day, Remedy: remedy, Edition: a.fingerprint()}
}

func (a asked) fingerprint() policy.Fingerprint {
	if a.state == nil {
		return policy.Fingerprint{}
	}
	return a.edition.Fingerprint()
}

// kindRefused refuses what only a subscription can: a trial is converted, and Flex tokens have no seats and no term.
func (a asked) kindRefused(day calendar.Date, id rule.ID) (policy.Decision, bool) {
	if a.facts.Kind == policy.Trial {
		return a.never(day, rule.TrialConvert, policy.BuyWithSameAccount), true
	}
	return a.never(day, id, policy.BuyTokens), a.facts.Kind == policy.FlexTokens
}

// refusal returns why nothing can be done any more once there is nothing left to change: the rule of the end, and
// what to do.
func (e *epoch) refusal(day calendar.Date) (rule.ID, policy.Remedy) {
	if e.staged {
		return rule.RenewalCanceledFinal, policy.BuyNew
	}
	id := e.ending()
	switch {
	case id == rule.EditionBefore:
		return id, policy.AskSeller
	case !day.Before(e.canceled) && day.Before(e.gone):
		return id, policy.RenewFirst
	}
	return id, policy.BuyNew
}

// waitOrPay returns what helps on a day before the end of a window, but not in it: waiting, unless an unpaid invoice
// will have canceled it by then; nothing where the window has no day.
func (e *epoch) waitOrPay(window calendar.Period) policy.Remedy {
	switch {
	case !window.IsZero():
		return policy.WaitForWindow
	case e.lapse.Before(e.renewal.AddDays(-1)):
		return policy.PayOverdue
	}
	return 0
}

// CanRenew decides whether the subscription, or Flex tokens, can be renewed that day: early from the opening of the
// renewal window on, late until it is Canceled. Implements renewal.window, renewal.late and renewal.canceled-final.
// Whether it goes through a partner or the account depends on the subscription, so the decision has no route.
func (s Subscription) CanRenew(day calendar.Date) policy.Decision { return s.asked(day).renew(day) }

func (a asked) renew(day calendar.Date) policy.Decision {
	e := a.e
	if e == nil {
		return a.never(day, rule.RenewalWindow, 0)
	}
	if a.facts.Kind == policy.Trial {
		return a.never(day, rule.TrialConvert, policy.BuyWithSameAccount)
	}
	opens, ends := a.windowOpens(e), e.gone
	id := rule.RenewalWindow
	if !day.Before(e.renewal) {
		id = rule.RenewalLate
	}
	window := between(opens, ends)
	return a.decide(day, id, window, 0, func() (rule.ID, policy.Remedy) {
		if !day.Before(ends) {
			return e.refusal(day)
		}
		remedy := e.waitOrPay(window)
		if remedy == 0 { // neither early renewal nor, since there are no stages, late renewal: what helps is what will help on R
			_, remedy = e.refusal(day)
		}
		return rule.RenewalWindow, remedy
	})
}

// CanSwitchProduct decides whether a switch to another product can be asked for that day; it takes effect on the
// renewal date. Implements change.product-switch.
func (s Subscription) CanSwitchProduct(day calendar.Date) policy.Decision {
	return s.asked(day).switchProduct(day)
}

func (a asked) switchProduct(day calendar.Date) policy.Decision {
	return a.change(day, rule.ChangeProductSwitch, 0, a.windowOpens, true)
}

// windowOpens returns the first day of the renewal window. A window longer than the term does not reach back to before
// the purchase.
func (a asked) windowOpens(e *epoch) calendar.Date {
	return latest(e.renewal.AddDays(-a.edition.Renewal().WindowDays), a.firstOrder(e))
}

// CanChangeTerm decides whether another term can be asked for that day; it takes effect on the renewal date.
// Implements change.term.
func (s Subscription) CanChangeTerm(day calendar.Date) policy.Decision {
	return s.asked(day).changeTerm(day)
}

func (a asked) changeTerm(day calendar.Date) policy.Decision {
	return a.change(day, rule.ChangeTerm, policy.SelfService, a.firstOrder, true)
}

// CanReduceSeats decides whether it can be asked that day that only so many seats are left from the renewal date
// on: fewer than there are, and at least the minimum. Implements change.seats-down.
func (s Subscription) CanReduceSeats(day calendar.Date, to int) policy.Decision {
	return s.asked(day).reduceSeats(day, to)
}

func (a asked) reduceSeats(day calendar.Date, to int) policy.Decision {
	d := a.change(day, rule.ChangeSeatsDown, policy.SelfService, a.firstOrder, false)
	if d.Window.IsZero() {
		return d
	}
	inTime := d.Allowed()
	d.Window = a.moreSeats(d.Window, day, to)
	if !inTime || d.Allowed() {
		return d
	}
	d.Route = 0
	if to < a.edition.Change().MinimumSeats {
		d.Remedy = policy.KeepMinimumSeats
	}
	return d
}

// moreSeats returns the stretch of a window in which there are more seats than so many: the one with a day in it, or the next one, or the
// last one; never where that is below the minimum.
func (a asked) moreSeats(window calendar.Period, day calendar.Date, to int) calendar.Period {
	if to < a.edition.Change().MinimumSeats {
		return calendar.Period{}
	}
	var found calendar.Period
	var end calendar.Date
	for start := window.Start(); window.Contains(start); start = end {
		end = a.seatsChange(start, window.End())
		switch {
		case a.facts.seats(a.known, start) > to && found.End() == start:
			found = between(found.Start(), end)
		case found.End().After(day):
			return found
		case a.facts.seats(a.known, start) > to:
			found = between(start, end)
		}
	}
	return found
}

// seatsChange returns the next day on which the number of seats changes, or end where there is none before.
func (a asked) seatsChange(after, end calendar.Date) calendar.Date {
	for _, c := range a.facts.Changes {
		if c.What == SeatsChanged && !c.Asked.After(a.known) && c.Effective.After(after) && c.Effective.Before(end) {
			end = c.Effective
		}
	}
	return end
}

func (a asked) firstOrder(*epoch) calendar.Date { return a.facts.Terms[0].Ordered }

// change decides about what is asked for before the renewal date and takes effect on it.
func (a asked) change(day calendar.Date, id rule.ID, route policy.Route, opens func(*epoch) calendar.Date, gated bool) policy.Decision {
	e := a.e
	if e == nil {
		return a.never(day, id, 0)
	}
	if gated && !e.gated {
		return a.never(day, rule.EditionBefore, policy.AskSeller)
	}
	if d, refused := a.kindRefused(day, id); refused {
		return d
	}
	window := between(opens(e), earliest(e.renewal, e.canceled))
	return a.decide(day, id, window, route, func() (rule.ID, policy.Remedy) {
		switch {
		case !day.Before(e.canceled):
			return e.refusal(day)
		case day.Before(e.renewal):
			return id, e.waitOrPay(window)
		case window.IsZero():
			return id, 0 // there is no early renewal, and so no window after the next one either
		}
		return id, policy.RenewFirst
	})
}

// CanAlign decides whether the renewal date can be moved that day to that of another subscription, as far as it
// depends on this one alone: inside its renewal window, through a partner, and never while its term is monthly or is to
// be. Implements coterm.extend-window, coterm.monthly and coterm.extend-partner; which targets can be reached is for
// coterm.CanExtend.
func (s Subscription) CanAlign(day calendar.Date) policy.Decision {
	a := s.asked(day)
	d := a.change(day, rule.CotermExtendWindow, policy.Partner, a.windowOpens, true)
	next := s.Next(day)
	if d.Rule != rule.EditionBefore && (next.Follows == calendar.Monthly || next.Length == calendar.Monthly) {
		return a.never(day, rule.CotermMonthly, 0)
	}
	return d
}

// CanAddSeats decides whether seats can be added at once that day: while Active, and while there are days left to
// buy. Implements change.seats-up.
func (s Subscription) CanAddSeats(day calendar.Date) policy.Decision {
	return s.asked(day).addSeats(day)
}

func (a asked) addSeats(day calendar.Date) policy.Decision {
	e := a.e
	if e == nil {
		return a.never(day, rule.ChangeSeatsUp, 0)
	}
	if d, refused := a.kindRefused(day, rule.ChangeSeatsUp); refused {
		return d
	}
	ends := e.lapse.AddDays(1)
	if a.edition.Change().AddSeatsWhileExpired == policy.Yes {
		ends = e.expired.AddDays(1)
	}
	window := between(a.first, earliest(earliest(ends, e.renewal), e.canceled))
	return a.decide(day, rule.ChangeSeatsUp, window, policy.SelfService, func() (rule.ID, policy.Remedy) {
		switch {
		case day.Before(a.first):
			return rule.ChangeSeatsUp, policy.WaitForWindow
		case !day.Before(e.canceled):
			return e.refusal(day)
		case !e.due.IsZero() && day.After(e.due):
			return rule.ChangeSeatsUp, policy.PayOverdue
		}
		return rule.ChangeSeatsUp, policy.RenewFirst
	})
}

// CanSwitchAutoRenew decides whether auto-renew can be switched on or off that day: until the end of Suspended.
// Implements renewal.auto-toggle.
func (s Subscription) CanSwitchAutoRenew(day calendar.Date) policy.Decision {
	return s.asked(day).switchAutoRenew(day)
}

func (a asked) switchAutoRenew(day calendar.Date) policy.Decision {
	e := a.e
	if e == nil {
		return a.never(day, rule.RenewalAutoToggle, 0)
	}
	if d, refused := a.kindRefused(day, rule.RenewalAutoToggle); refused {
		return d
	}
	return a.decide(day, rule.RenewalAutoToggle, between(a.firstOrder(e), e.canceled), policy.SelfService, func() (rule.ID, policy.Remedy) { return e.refusal(day) })
}

// CanConvertTrial decides whether a trial can become a paid subscription that day, by buying with the same account.
// Implements trial.convert.
func (s Subscription) CanConvertTrial(day calendar.Date) policy.Decision {
	return s.asked(day).convertTrial(day)
}

func (a asked) convertTrial(day calendar.Date) policy.Decision {
	e := a.e
	if e == nil || a.facts.Kind != policy.Trial {
		return a.never(day, rule.TrialConvert, 0)
	}
	return a.decide(day, rule.TrialConvert, calendar.Since(a.first), policy.SelfService, func() (rule.ID, policy.Remedy) {
		return rule.TrialConvert, policy.WaitForWindow
	})
}

// CanReactivate decides whether paying what is overdue would make the subscription Active again that day: in a
// lapse, and unless what was bought has ended besides. Implements lapse.reactivate.
func (s Subscription) CanReactivate(day calendar.Date) policy.Decision {
	return s.asked(day).reactivate(day)
}

func (a asked) reactivate(day calendar.Date) policy.Decision {
	e := a.e
	if e == nil {
		return a.never(day, rule.LapseReactivate, 0)
	}
	if a.facts.Kind == policy.Trial {
		return a.never(day, rule.TrialConvert, policy.BuyWithSameAccount)
	}
	var window calendar.Period
	if e.staged && !e.due.IsZero() {
		window = between(e.due.AddDays(1), earliest(e.renewal, e.canceled))
	}
	return a.decide(day, rule.LapseReactivate, window, policy.SelfService, func() (rule.ID, policy.Remedy) {
		switch {
		case !day.Before(e.canceled):
			return e.refusal(day)
		case !day.Before(e.renewal):
			return rule.LapseReactivate, policy.RenewFirst
		}
		return rule.LapseReactivate, 0 // nothing is overdue yet, or nothing that takes access
	})
}
