package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// The window of a decision has the days on which the answer is yes if everything else is as known on the day of the
// view. It is worked out from dates, not found by asking other days. An invoice that is not overdue is assumed to be
// paid by its due day.

// reason is why something is refused, and what to do about it.
type reason struct {
	rule   rule.ID
	remedy policy.Remedy
}

// answer is a [policy.Decision] without the edition, which is that of the view. It is small enough for the compiler to
// keep in registers while it goes from one check to the next.
type answer struct {
	Rule   rule.ID
	Asked  calendar.Date
	Window calendar.Period
	guidance
}

// guidance is where to go with a yes, or what helps after a no.
type guidance struct {
	Route  policy.Route
	Remedy policy.Remedy
}

// Allowed reports whether the answer is yes.
func (d answer) Allowed() bool { return d.Window.Contains(d.Asked) }

// decision returns an answer as it is given to callers.
func (d answer) decision(edition policy.Fingerprint) policy.Decision {
	return policy.Decision{
		Rule: d.Rule, Asked: d.Asked, Window: d.Window, Route: d.Route, Remedy: d.Remedy, Edition: edition,
	}
}

// put writes an answer, as it is given to callers, into the result of a method. A decision that is made first and then
// copied there takes longer: the copy has to wait for what was written field by field.
func (v View) put(d *policy.Decision, a answer) {
	d.Rule, d.Asked, d.Window, d.Route, d.Remedy = a.Rule, a.Asked, a.Window, a.Route, a.Remedy
	d.Edition = v.fingerprint()
}

// decide returns the answer of a rule with its window, or the refusal for a reason if the day is not in it.
func (v View) decide(id rule.ID, window calendar.Period, route policy.Route, no reason) (d answer) {
	d.Asked, d.Window = v.day, window
	if window.Contains(v.day) {
		d.Rule, d.Route = id, route
	} else {
		d.Rule, d.Remedy = no.rule, no.remedy
	}
	return d
}

// never refuses on every day.
func (v View) never(no reason) answer { return v.decide("", calendar.Period{}, 0, no) }

// paidFirst asks about a refused act again as if nothing were owed. If the remedy was to choose an earlier target, or
// none, and the act could then wait for its window or for another term, the remedy is to pay. If it was to pay, which
// would not help, the result is the refusal that would follow. If a partner would then have to be asked, that becomes
// the remedy, even if the act is allowed on later days; the rule stays the same, since the phase is checked first.
func (v View) paidFirst(d answer, ask func(View) answer) answer {
	pay := d.Remedy == policy.PayOverdue
	if d.Allowed() || !v.snapshot.overdue(v.day) ||
		!pay && d.Remedy != 0 && d.Remedy != policy.ChooseEarlierTarget {
		return d
	}
	then := ask(v.ifPaid())
	switch then.Remedy { //nolint:exhaustive // after the other remedies it is allowed, or they lead further
	case policy.WaitForWindow, policy.SwitchTermFirst:
		d.Remedy = policy.PayOverdue
	case policy.KeepMinimumSeats, policy.ChooseLaterTarget, policy.ChooseEarlierTarget:
		if pay && then.Window.IsZero() {
			return then
		}
	case policy.AskPartner:
		if pay {
			d.Remedy = policy.AskPartner
		}
	}
	return d
}

// payFirst returns a remedy, or to pay first if it is a renewal after which a debt would make it Canceled at once: that
// of an exempt offering that has ended, but can be renewed late.
func (v View) payFirst(remedy policy.Remedy) policy.Remedy {
	if renews(remedy) && v.snapshot.overdue(v.day) && !v.day.Before(v.snapshot.canceled) {
		return policy.PayOverdue
	}
	return remedy
}

// ifPaid returns the view as it would be if nothing were owed.
func (v View) ifPaid() View {
	paid := *v.snapshot
	paid.due, paid.owed, paid.stages = calendar.Date{}, calendar.Date{}, paid.settled
	v.snapshot = &paid
	return v
}

// onNoDay refuses an act that a further rule refuses on every day on which it would otherwise be allowed. It names the
// further rule, unless the day is before the edition or all is over. There is no window.
func (v View) onNoDay(otherwise answer, no reason) answer {
	still := !otherwise.Window.Intersect(calendar.Since(v.day)).IsZero()
	switch {
	case still && otherwise.Rule != rule.EditionBefore:
		return v.never(no)
	case still:
		otherwise.Remedy = policy.AskSeller // waiting for the edition would not help
	}
	otherwise.Window = calendar.Period{}
	return otherwise
}

func (v View) fingerprint() policy.Fingerprint {
	if v.state == nil {
		return policy.Fingerprint{}
	}
	return v.state.edition.Fingerprint()
}

// gate returns the days on which an act is under the edition. By the day of the act, that is every day from its first
// day on; by the day on which the current term was ordered, all days or none. Implements edition.gate.
func (v View) gate(by policy.GateDay) calendar.Period {
	switch {
	case by == policy.ByAct:
		return calendar.Since(v.state.edition.FirstDay())
	case v.snapshot.gated:
		return calendar.Always()
	}
	return calendar.Period{}
}

// beforeEdition refuses an act because the edition does not cover it. window has the days on which it could be asked
// for.
func (v View) beforeEdition(window calendar.Period) answer {
	return v.decide(rule.EditionBefore, window, 0, reason{rule.EditionBefore, policy.AskSeller})
}

// wrongKind returns why something that only a subscription can do is refused, and whether it is: a trial must be
// converted, and Flex tokens have no seats and no term.
func (v View) wrongKind(id rule.ID) (reason, bool) {
	kind := v.state.facts.Kind
	if kind == policy.Trial {
		return v.onlyConverts(), true
	}
	return reason{id, policy.BuyTokens}, kind == policy.FlexTokens
}

// onlyConverts returns why everything except converting is refused for a trial; converting helps once it is possible.
func (v View) onlyConverts() reason {
	if v.day.Before(v.state.first) {
		return reason{rule: rule.TrialConvert}
	}
	return reason{rule.TrialConvert, policy.BuyWithSameAccount}
}

// over returns why nothing can be done once the subscription has ended.
func (v View) over() reason {
	s := v.snapshot
	if s.staged || s.canceled == s.ends || s.canceled == s.returned {
		return reason{rule.RenewalCanceledFinal, policy.BuyNew}
	}
	id, stages := s.ending(), s.on(v.day)
	switch {
	case id == rule.EditionBefore:
		return reason{id, policy.AskSeller}
	case !v.day.Before(stages.canceled) && v.day.Before(stages.gone):
		return reason{id, v.payFirst(v.renewFirst())}
	}
	return reason{id, policy.BuyNew}
}

// notYet returns what helps on a day before a window: to wait; to pay first, if a debt would cancel the subscription
// before the window opens; or nothing, if the window has no days even if all is paid.
func (v View) notYet(id rule.ID, window, paid calendar.Period) reason {
	s := v.snapshot
	switch {
	case window.IsZero() && !paid.IsZero() && s.overdue(v.day) && s.lapse.Before(s.renewal.AddDays(-1)):
		return reason{id, policy.PayOverdue}
	case window.IsZero():
		return reason{id, 0}
	case !s.due.IsZero() && !window.Start().Before(s.canceled): // an open invoice would have ended it by then
		return reason{id, policy.PayOpenInvoice}
	}
	return reason{id, policy.WaitForWindow}
}

// firstOrder returns the day of the first order.
func (v View) firstOrder() calendar.Date { return v.state.facts.Terms[0].Ordered }

// endsBefore reports whether a requested cancellation takes effect before a day: nothing that would last longer can be
// bought.
func (v View) endsBefore(day calendar.Date) bool {
	ends := v.snapshot.ends
	return !ends.IsZero() && ends.Before(day)
}

// canceledFirst refuses, on every day, anything that would last longer than a cancellation allows.
func (v View) canceledFirst() answer {
	if v.day.Before(v.snapshot.on(v.day).gone) {
		return v.never(reason{rule.RenewalCanceledFinal, policy.BuyNew})
	}
	return v.never(v.over())
}
