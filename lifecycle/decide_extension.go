package lifecycle

import (
	"cmp"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanExtend decides whether the renewal date can be moved, as far as that depends on this subscription alone: inside
// its renewal window, through a partner. A monthly term cannot be extended, nor can one whose next term will be
// monthly; the remedy is then to ask for another term, or to renew for one, whichever the day allows, or else to buy a
// new subscription. There is no remedy if the edition has no renewal window. For a given target, ask
// [View.CanExtendTo]. Implements coterm.extend-window, coterm.monthly and coterm.extend-partner.
func (v View) CanExtend() (d policy.Decision) {
	v.put(&d, v.canExtendAtAll())
	return d
}

func (v View) canExtendAtAll() answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.CotermExtendWindow})
	}
	next := v.nextLength()
	own := v.limits(next)
	return v.canExtend(next, own.reachingFrom(v.snapshot.renewal.AddDays(1), true)) // by at least a day
}

// nextLength returns the length of the term that would start on the renewal date; zero if the kind has no terms.
func (v View) nextLength() calendar.Term { return v.known().length() }

// canExtend decides about an extension that the limits of the next term allow on some days.
func (v View) canExtend(next calendar.Term, reach calendar.Period) answer {
	gate := v.gate(v.state.edition.GateRules().Extension)
	monthly := v.snapshot.length == calendar.Monthly || next == calendar.Monthly
	ends := next.IsValid() && v.endsBefore(v.snapshot.renewal.AddDays(1)) // an extension would reach beyond it
	switch under := gate.Contains(v.day); {
	case under && monthly:
		return v.never(reason{rule.CotermMonthly, v.notMonthly()})
	case under && ends:
		return v.canceledFirst()
	case monthly || ends:
		reach = calendar.Period{}
	}
	d := v.change(rule.CotermExtendWindow, v.snapshot.opens, gate, reach, policy.Partner)
	d = v.onRecord(d, v.holdsTerm(), reason{rule: rule.CotermExtendWindow})
	if renews(d.Remedy) {
		d.Remedy = v.makesRoom()
	}
	return d
}

// notMonthly returns what makes room for an extension if the latest term is monthly, or the next one is to be. If only
// the next one is, that is to ask for another term.
func (v View) notMonthly() policy.Remedy {
	if v.snapshot.length == calendar.Monthly || !v.canChangeTerm().Allowed() {
		return v.makesRoom()
	}
	years := calendar.ThreeYear
	then := v.canExtend(years, v.limits(years).reachingFrom(v.snapshot.renewal.AddDays(1), true))
	if then.Allowed() || then.Remedy != 0 && then.Remedy != policy.BuyNew { // that leads further
		return policy.SwitchTermFirst
	}
	return then.Remedy
}

// makesRoom returns what makes room for an extension if none can be bought up to the renewal date: a renewal, or else a
// new subscription. If there is no window, nothing does.
func (v View) makesRoom() policy.Remedy {
	if v.state.edition.RenewalRules().WindowDays == 0 {
		return 0
	}
	remedy, _ := v.renewToExtend(calendar.Date{}, calendar.Period{})
	return v.payFirst(cmp.Or(remedy, policy.BuyNew))
}

// renews reports whether a remedy is to renew.
func renews(remedy policy.Remedy) bool {
	return remedy == policy.RenewFirst || remedy == policy.RenewWithChanges
}

// renewToExtend returns the renewal that makes room for an extension (to the target, if there is one), and the length
// that it carries, or zero if no renewal does. stays has the days on which the target is one; the zero Period for all.
func (v View) renewToExtend(to calendar.Date, stays calendar.Period) (policy.Remedy, calendar.Term) {
	if v.canRenew(RenewalChanges{}).Allowed() && v.extendsAfterRenewal(0, to, stays) {
		return policy.RenewFirst, 0
	}
	for _, length := range [...]calendar.Term{calendar.Annual, calendar.ThreeYear} {
		if v.renewsWith(RenewalChanges{Length: length}).Allowed() && v.extendsAfterRenewal(length, to, stays) {
			return policy.RenewWithChanges, length
		}
	}
	return 0, 0
}

// extendsAfterRenewal reports whether an extension (to the target, if there is one) can be bought after a renewal for a
// length of term: on some day in the window before the new renewal date, within the limits, or within those of a
// three-year term, which can be asked for first. A monthly term cannot be extended, and a cancellation must leave room.
// It is asked only on a day that is not before the edition.
func (v View) extendsAfterRenewal(length calendar.Term, to calendar.Date, stays calendar.Period) bool {
	past, renewals := v.renewedPast(length)
	bought := v.RenewalTerm(RenewalChanges{Length: length}).Length
	next := bought
	if length == 0 && v.moves(TermChanged) {
		next = v.nextLength()
	}
	target := calendar.Latest(to, past.AddDays(1))
	if renewals == 0 || bought == calendar.Monthly || next == calendar.Monthly || v.endsBefore(target) {
		return false
	}
	opens := calendar.Latest(v.day, past.AddDays(-v.state.edition.RenewalRules().WindowDays))
	days := calendar.Span(opens, past)
	if !stays.IsZero() {
		days = days.Intersect(stays)
	}
	switch {
	case to.IsZero(): // it can be any
		return !days.Intersect(v.limits(next).reachingFrom(target, true)).IsZero()
	case target != to:
		return false // it is not later
	}
	return v.reaches(next, to, past, days) || next == calendar.Annual && v.reaches(calendar.ThreeYear, to, past, days)
}

// CanExtendTo decides whether the renewal date can be moved to that of another subscription, which must be later and
// within the limits. Whatever [View.CanExtend] refuses is refused here, too. A target that is out of reach on every day
// of the window is refused by the rule of the limit, even if the day is outside the window. A target that is viewed on
// another day, and one that will be Canceled before the window opens, are refused by coterm.extend-future. The window
// ends when the target will be Canceled. A target that is later than a cancellation allows is refused by
// renewal.canceled-final. Implements coterm.extend-future, coterm.extend-annual, coterm.extend-three-year and
// coterm.switch-term-first.
func (v View) CanExtendTo(target View) (d policy.Decision) {
	if v.IsZero() {
		return v.CanExtend()
	}
	v.put(&d, v.paidFirst(v.canExtendTo(target), func(v View) answer { return v.canExtendTo(target) }))
	return d
}

// canExtendTo decides about an extension to a target.
func (v View) canExtendTo(target View) answer {
	to := target.Renewal()
	if target.day != v.day || !target.isTarget() || !to.After(v.snapshot.renewal) {
		return v.canExtendToDate(to, calendar.Period{})
	}
	return v.canExtendToDate(to, target.TargetDays())
}

// canExtendToDate decides about an extension to a date. stays has the days on which a target renews on it; the zero
// Period if none does, or the date is not later.
func (v View) canExtendToDate(to calendar.Date, stays calendar.Period) answer {
	can := v.canExtendAtAll()
	next, renewal, later := v.nextLength(), v.snapshot.renewal, !stays.IsZero()
	own := v.limits(next)
	var reach calendar.Period
	if later && !v.endsBefore(to) {
		reach = own.reaching(to, renewal).Intersect(stays)
	}
	open := can.Window.Intersect(stays)
	d := v.canExtend(next, reach)
	switch {
	case d.Allowed():
		d.Rule = own.rule()
		return d
	case can.Rule != rule.CotermExtendWindow || can.Window.IsZero():
		can.Window = d.Window
		d = can
		days := stays.Intersect(calendar.Until(renewal))
		if later && d.Remedy == policy.SwitchTermFirst && !v.reaches(calendar.ThreeYear, to, renewal, days) {
			d.Remedy = policy.ChooseEarlierTarget // a three-year term does not help
		}
	case open.IsZero():
		return v.never(reason{rule.CotermExtendFuture, v.otherTarget(to)})
	case v.endsBefore(to):
		d = v.beyondCancellation(can.Remedy)
	case can.Allowed() || d.Window.IsZero():
		d = v.decide(own.rule(), d.Window, 0, v.outOfReach(own, to, can.Remedy, open, d.Window))
	}
	switch {
	case !renews(d.Remedy):
	case later:
		d.Remedy = v.renewOrChoose(to, stays)
	default:
		d.Remedy = v.otherTarget(to)
	}
	return d
}

// otherTarget returns which other target to choose if this one is none, or stops being one too early: a later one, or
// an earlier one if no later one can be reached; or to buy a new subscription if none can.
func (v View) otherTarget(to calendar.Date) policy.Remedy {
	next := calendar.Latest(to, v.snapshot.renewal).AddDays(1)
	remedy := v.canExtendToDate(next, calendar.Until(next)).Remedy
	if remedy == policy.ChooseEarlierTarget || remedy == policy.BuyNew {
		return remedy
	}
	return policy.ChooseLaterTarget // it is allowed, or its remedy leads to it
}

// beyondCancellation refuses, on every day, a target that is later than a cancellation allows. The remedy is to choose
// a nearer one, unless first a renewal, or a new subscription, has to make room for an extension to any target.
func (v View) beyondCancellation(toAny policy.Remedy) answer {
	if !renews(toAny) && toAny != policy.BuyNew {
		toAny = policy.ChooseEarlierTarget
	}
	return v.never(reason{rule.RenewalCanceledFinal, toAny})
}

// reaches reports whether the limits of a length of term allow an extension from a renewal date to a target on some of
// the days.
func (v View) reaches(length calendar.Term, to, from calendar.Date, days calendar.Period) bool {
	return !v.limits(length).reaching(to, from).Intersect(days).IsZero()
}

// renewOrChoose returns the renewal after which the target can be reached; if no renewal does it, which other target to
// choose: a later one if this one is not after the new renewal date, an earlier one if it is beyond the limits even
// then, or another one if it will no longer be a target. It is asked only if some renewal makes room for an extension
// to some target.
func (v View) renewOrChoose(to calendar.Date, stays calendar.Period) policy.Remedy {
	remedy, _ := v.renewToExtend(to, stays)
	if remedy != 0 {
		return remedy
	}
	_, length := v.renewToExtend(calendar.Date{}, calendar.Period{})
	past, _ := v.renewedPast(length)
	if !to.After(past) {
		return policy.ChooseLaterTarget
	}
	if stayed, _ := v.renewToExtend(to, calendar.Period{}); stayed == 0 {
		return policy.ChooseEarlierTarget
	}
	return v.otherTarget(to)
}

// outOfReach returns why the limits refuse a target on the day. late is the remedy if there can be no extension at all,
// open has the days on which one can be bought, and days those on which the limits allow this one.
func (v View) outOfReach(own limits, to calendar.Date, late policy.Remedy, open, days calendar.Period) reason {
	renewal := v.snapshot.renewal
	switch {
	case !days.IsZero():
		return reason{own.rule(), policy.WaitForWindow}
	case !v.day.Before(renewal):
		return reason{own.rule(), late}
	case own.length == calendar.Annual && v.canChangeTerm().Allowed() &&
		v.reaches(calendar.ThreeYear, to, renewal, open):
		return reason{rule.CotermSwitchTermFirst, policy.SwitchTermFirst}
	}
	return reason{own.rule(), policy.ChooseEarlierTarget}
}

// isTarget reports whether other subscriptions can be aligned to the renewal date: whether this is a subscription with
// a term that is not Canceled.
func (v View) isTarget() bool {
	return !v.IsZero() && v.Kind() == policy.Subscription && v.Phase() != Canceled
}

// TargetDays returns the days on which other subscriptions can be aligned to the renewal date, by what is known on the
// day of the view: the days before that date, or before this subscription becomes Canceled, if that is earlier. The
// result is the zero Period if nothing can be aligned to it, because it is Canceled or is not a subscription with a
// term. Implements coterm.extend-future.
func (v View) TargetDays() calendar.Period {
	if !v.isTarget() {
		return calendar.Period{}
	}
	return calendar.Until(calendar.Earliest(v.snapshot.renewal, v.snapshot.on(v.day).canceled))
}

// ExtensionReach returns how far the subscription can be extended. The limits are those of the next term: if a change
// to three-year is pending, the three-year limits hold. A cancellation that was asked for is a limit, too: nothing can
// be bought that would last longer. If no extension can be bought on the day, the error is a
// [*policy.Refusal]. Implements coterm.extend-annual, coterm.extend-three-year and coterm.switch-term-first.
func (v View) ExtensionReach() (ExtensionReach, error) {
	if err := v.check("lifecycle.View.ExtensionReach"); err != nil {
		return ExtensionReach{}, err
	}
	if err := v.CanExtend().Err(); err != nil {
		return ExtensionReach{}, err
	}
	reach := ExtensionLimits(v.state.edition, v.nextLength(), v.day, v.snapshot.renewal)
	if v.endsBefore(reach.Latest) {
		reach.Latest = v.snapshot.ends
	}
	return reach, nil
}

func (v View) limits(length calendar.Term) limits { return limitsOf(v.state.edition, length) }
