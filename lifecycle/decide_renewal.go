package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanRenew decides whether the subscription, or Flex tokens, can be renewed: early from the opening of the renewal
// window on, late until it is Canceled. Whether it goes through a partner or the account depends on the subscription,
// so the decision has no route. Implements renewal.window, renewal.late and renewal.canceled-final.
func (v View) CanRenew() policy.Decision { return v.canRenew(0) }

// canRenew decides about a renewal for a term of a length; zero for that which is due.
func (v View) canRenew(length calendar.Term) policy.Decision {
	if v.IsZero() {
		return v.never(reason{rule: rule.RenewalWindow})
	}
	if v.state.facts.Kind == policy.Trial {
		return v.never(reason{rule.TrialConvert, policy.BuyWithSameAccount})
	}
	s := v.snapshot
	if !s.ends.IsZero() && v.endsBefore(v.known().newRenewal(v.state.edition, length)) {
		return v.canceledFirst()
	}
	id := rule.RenewalWindow
	if !v.day.Before(s.renewal) {
		id = rule.RenewalLate
	}
	window := calendar.Span(v.windowOpens(), s.on(v.day).gone)
	return v.decide(id, window, 0, v.noRenewal(window))
}

// noRenewal returns why the subscription cannot be renewed on a day outside the window.
func (v View) noRenewal(window calendar.Period) reason {
	if !v.day.Before(v.snapshot.on(v.day).gone) {
		return v.over()
	}
	paid := calendar.Span(v.windowOpens(), v.snapshot.settled.gone)
	no := v.notYet(rule.RenewalWindow, window, paid)
	if no.remedy == 0 { // neither early renewal nor, without stages, late renewal: what helps is what will help on R
		no.remedy = v.over().remedy
	}
	return no
}

// CanRenewWith decides about a renewal that carries changes: early or late, with the route partner after the renewal
// date, where a partner's quote is the only way. Without any, the answer is that of [View.CanRenew]. Implements
// renewal.with-changes; after the renewal date also quote.available.
func (v View) CanRenewWith(changes RenewalChanges) policy.Decision {
	d := v.canRenew(changes.Length)
	changes.End = calendar.Date{}
	if v.IsZero() || changes == (RenewalChanges{}) || !d.Allowed() {
		return d
	}
	if no, wrong := v.wrongKind(rule.RenewalWithChanges); wrong {
		return v.never(no)
	}
	late := !v.day.Before(v.snapshot.renewal)
	switch {
	case late && !v.state.edition.Covers(v.day):
		return v.beforeEdition(d.Window.Intersect(calendar.Since(v.state.edition.FirstDay())))
	case changes.Seats != 0 && changes.Seats < v.state.edition.Change().MinimumSeats:
		return v.never(reason{rule.ChangeSeatsDown, policy.KeepMinimumSeats})
	case late:
		d.Route = policy.Partner
	}
	d.Rule = rule.RenewalWithChanges
	return d
}

// CanRenewByInvoice decides whether the renewal can be switched to pay by invoice: inside the renewal window, from the
// edition's first day on, if a payer is on file, or whatever else the edition takes for that. Without one, and after
// the window, it is renewed by quote. The zero PayerStatus counts as NoPayer. Implements invoice.by-renewal.
func (v View) CanRenewByInvoice(payer PayerStatus) policy.Decision {
	d := v.CanRenew()
	if v.IsZero() {
		return v.never(reason{rule: rule.InvoiceByRenewal})
	}
	gate := calendar.Since(v.state.edition.FirstDay())
	if v.state.facts.Kind == policy.FlexTokens {
		gate = calendar.Always()
	}
	window := d.Window.Intersect(calendar.Until(v.snapshot.renewal)).Intersect(gate)
	enough := payer == PayerOnFile ||
		payer == OtherByInvoice && v.state.edition.Invoice().RenewalPayer == policy.PayerOnFileOrOther
	if !enough {
		window = calendar.Period{} // no other day would do either
	}
	if !gate.Contains(v.day) && v.state.facts.Kind != policy.Trial {
		return v.beforeEdition(window)
	}
	if !d.Allowed() {
		d.Window = window
		if window.IsZero() && d.Remedy == policy.WaitForWindow {
			d.Remedy = policy.RenewByQuote
		}
		return d
	}
	return v.decide(rule.InvoiceByRenewal, window, policy.SelfService,
		reason{rule.InvoiceByRenewal, policy.RenewByQuote})
}

// CanReactivate decides whether paying what is overdue makes the subscription Active again: in a lapse, unless what was
// bought has ended as well. While an automatic renewal is awaited, it has not. Implements lapse.reactivate.
func (v View) CanReactivate() policy.Decision {
	if v.IsZero() {
		return v.never(reason{rule: rule.LapseReactivate})
	}
	if v.state.facts.Kind == policy.Trial {
		return v.never(reason{rule.TrialConvert, policy.BuyWithSameAccount})
	}
	s := v.snapshot
	var window calendar.Period
	if s.staged && !s.due.IsZero() && v.day.After(s.due) { // until then it is taken for paid
		ends := calendar.Latest(s.renewal, s.settled.awaited) // while a renewal is awaited, paying makes it Active too
		window = calendar.Span(s.due.AddDays(1), calendar.Earliest(ends, s.canceled))
	}
	no := reason{rule: rule.LapseReactivate} // nothing is overdue yet, or nothing that takes access
	switch {
	case !v.day.Before(s.canceled):
		no = v.over()
	case !v.day.Before(s.renewal):
		no.remedy = v.renewFirst()
	}
	return v.decide(rule.LapseReactivate, window, policy.SelfService, no)
}

// CanSwitchAutoRenew decides whether auto-renew can be switched on or off: until the end of Suspended. Implements
// renewal.auto-toggle.
func (v View) CanSwitchAutoRenew() policy.Decision {
	if v.IsZero() {
		return v.never(reason{rule: rule.RenewalAutoToggle})
	}
	if no, wrong := v.wrongKind(rule.RenewalAutoToggle); wrong {
		return v.never(no)
	}
	window := calendar.Span(v.firstOrder(), v.snapshot.on(v.day).canceled)
	return v.decide(rule.RenewalAutoToggle, window, policy.SelfService, v.over())
}

// CanConvertTrial decides whether a trial can become a paid subscription, by buying with the same account. Implements
// trial.convert.
func (v View) CanConvertTrial() policy.Decision {
	if v.IsZero() || v.state.facts.Kind != policy.Trial {
		return v.never(reason{rule: rule.TrialConvert})
	}
	return v.decide(rule.TrialConvert, calendar.Since(v.state.first), policy.SelfService,
		reason{rule.TrialConvert, policy.WaitForWindow})
}
