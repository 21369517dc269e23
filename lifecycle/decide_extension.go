package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanExtend decides whether the renewal date can be moved at all, as far as that depends on this subscription alone:
// inside its renewal window, through a partner, and never while its term is monthly or is to be. Implements
// coterm.extend-window, coterm.monthly and coterm.extend-partner. To which date is asked with [View.CanExtendTo].
func (v View) CanExtend() policy.Decision {
	if v.IsZero() {
		return v.never(reason{rule: rule.CotermExtendWindow})
	}
	next := v.NextTerm()
	gate, reach := v.gate(v.state.edition.Gate().Extension), calendar.Always()
	if gate.Contains(v.day) && next.Length.IsValid() {
		switch {
		case next.Follows == calendar.Monthly || next.Length == calendar.Monthly:
			return v.never(reason{rule: rule.CotermMonthly})
		case v.endsBefore(next.Start.AddDays(1)): // every extension reaches beyond it
			return v.canceledFirst()
		}
		reach = v.limits(next.Length).reaching(next.Start.AddDays(1), next.Start) // room for a day at least
	}
	d := v.change(rule.CotermExtendWindow, v.windowOpens(), gate, reach, policy.Partner)
	if d.Remedy == policy.RenewWithChanges { // an extension is none of the changes that a renewal can carry
		d.Remedy = v.renewFirst()
		if v.state.edition.Renewal().WindowDays == 0 {
			d.Remedy = 0 // nor is there a window before the next renewal date
		}
	}
	return d
}

// CanExtendTo decides whether the renewal date can be moved to that of another subscription, as it is known on the same
// day: a later one, within the limits. Implements coterm.extend-future, coterm.extend-annual, coterm.extend-three-year
// and coterm.switch-term-first, and the rules of [View.CanExtend]. A target of another day is refused by
// coterm.extend-future.
func (v View) CanExtendTo(target View) policy.Decision {
	d := v.CanExtend()
	if !d.Allowed() {
		return d
	}
	next, to := v.NextTerm(), target.Renewal()
	if target.day != v.day || !target.IsTarget() || !to.After(next.Start) {
		return v.never(reason{rule.CotermExtendFuture, policy.ChooseLaterTarget})
	}
	if v.endsBefore(to) {
		return v.canceledFirst()
	}
	own := v.limits(next.Length)
	window := d.Window.Intersect(own.reaching(to, next.Start))
	three := v.limits(calendar.ThreeYear)
	no := reason{own.rule, policy.ChooseEarlierTarget}
	switch {
	case !window.IsZero():
		no.remedy = policy.WaitForWindow
	case own.length == calendar.Annual && !d.Window.Intersect(three.reaching(to, next.Start)).IsZero() &&
		v.CanChangeTerm().Allowed():
		no = reason{rule.CotermSwitchTermFirst, policy.SwitchTermFirst}
	}
	return v.decide(own.rule, window, policy.Partner, no)
}

// IsTarget reports whether there is a renewal date that another subscription can be aligned to: that of a subscription
// with a term, unless it is Canceled.
func (v View) IsTarget() bool {
	return !v.IsZero() && v.Kind() == policy.Subscription && v.Phase() != Canceled
}

// ExtensionReach returns how far the subscription can be extended: by the limits of an annual or three-year one,
// whichever the next term is, so that a pending switch to three-year counts. Implements coterm.extend-annual,
// coterm.extend-three-year and coterm.switch-term-first. If no extension can be bought on the day, it gives a
// [*policy.Refusal].
func (v View) ExtensionReach() (ExtensionReach, error) {
	if err := v.check("lifecycle.View.ExtensionReach"); err != nil {
		return ExtensionReach{}, err
	}
	if err := v.CanExtend().Err(); err != nil {
		return ExtensionReach{}, err
	}
	next := v.NextTerm()
	return v.limits(next.Length).on(v.day, next.Start), nil
}

func (v View) limits(length calendar.Term) limits { return limitsOf(v.state.edition.Coterm(), length) }
