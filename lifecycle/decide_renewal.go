package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanRenew decides whether the subscription, or Flex tokens, can be renewed: early, once the renewal window has opened,
// and late, until it is Canceled. Whether it is renewed in the account or through a partner depends on the
// subscription, so the decision has no route. Implements renewal.window, renewal.late and renewal.canceled-final.
func (v View) CanRenew() (d policy.Decision) {
	v.put(&d, v.canRenew(RenewalChanges{}))
	return d
}

// canRenew decides about a renewal with what it carries, as far as that does not depend on the number of seats.
func (v View) canRenew(changes RenewalChanges) answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.RenewalWindow})
	}
	if v.state.facts.Kind == policy.Trial {
		return v.never(v.onlyConverts())
	}
	return v.onRecord(v.canRenewNow(changes), v.holdsRenewal(changes), reason{rule.RenewalNextTerm, policy.BuyNew})
}

// canRenewNow decides about a renewal of what can be renewed, without asking how much is on record.
func (v View) canRenewNow(changes RenewalChanges) answer {
	room, differs := v.room(changes), v.differsLate(changes)
	id, window := rule.RenewalWindow, calendar.Span(v.snapshot.opens, v.snapshot.on(v.day).gone).Intersect(room)
	late := !v.day.Before(v.snapshot.renewal)
	if late {
		id = rule.RenewalLate
	}
	if differs {
		window, _ = v.quoted(window)
	}
	if v.snapshot.facts.nothingLeft() {
		window = calendar.Period{}
	}
	switch {
	case differs && late && !v.state.edition.Covers(v.day):
		d := v.beforeEdition(window)
		if window.Start().After(v.day) {
			d.Remedy = policy.WaitForWindow
		}
		return d
	case !room.Contains(v.day):
		d := v.canceledFirst()
		switch d.Window = window; {
		case window.Start().After(v.day):
			d.Remedy = policy.WaitForWindow
		case d.Remedy == policy.BuyNew && v.endsInTime(changes):
			d.Remedy = policy.RenewWithChanges
		}
		return d
	}
	if window.Contains(v.day) {
		return v.decide(id, window, 0, reason{})
	}
	paid := calendar.Span(v.snapshot.opens, v.snapshot.settled.gone).Intersect(room)
	if differs {
		paid, _ = v.quoted(paid)
	}
	return v.decide(id, window, 0, v.noRenewal(window, paid))
}

// differsLate reports whether changes make a difference to the term that a late renewal buys: the next term, with what
// is pending.
func (v View) differsLate(changes RenewalChanges) bool {
	if changes == (RenewalChanges{End: changes.End}) {
		return false
	}
	next := v.NextTerm()
	return changes.over(next) != next
}

// quoted returns the part of a window in which a renewal can carry changes. After the renewal date that takes a
// partner's quote, which exists from the first day of the edition on. Of two parts it is the one that contains the day,
// else the next one, else the last one; other is the other part.
func (v View) quoted(window calendar.Period) (part, other calendar.Period) {
	renewal, first := v.snapshot.renewal, v.state.edition.FirstDay()
	if !first.After(renewal) {
		return window, calendar.Period{}
	}
	early, late := window.Intersect(calendar.Until(renewal)), window.Intersect(calendar.Since(first))
	if late.IsZero() || v.day.Before(renewal) && !early.IsZero() {
		return early, late
	}
	return late, early
}

// room returns the days on which a renewal, with what it carries, ends by the time a requested cancellation takes
// effect.
func (v View) room(changes RenewalChanges) calendar.Period {
	if v.snapshot.ends.IsZero() {
		return calendar.Always()
	}
	return v.endsOn(changes, func(end calendar.Date) bool { return !v.endsBefore(end) })
}

// endsOn returns the days on which a renewal, with what it carries, ends on an acceptable date. If it carries no
// length, and what is pending moves on with an early renewal, the length can differ between the late days and the early
// days after the day of the view; on the day itself it is that of one of them. Of two stretches the result is the one
// that contains the day.
func (v View) endsOn(changes RenewalChanges, willDo func(end calendar.Date) bool) calendar.Period {
	if !changes.End.IsZero() {
		return holds(willDo(changes.End))
	}
	s, k := v.snapshot, v.known()
	late := willDo(k.newRenewal(v.state.edition, changes.Length))
	if changes.Length != 0 || !k.moves {
		return holds(late)
	}
	earlyOn := func(day calendar.Date) bool {
		return willDo(k.newRenewal(v.state.edition, v.leftByEarly(day).length()))
	}
	tomorrow := v.day.AddDays(1)
	later := earlyOn(tomorrow)
	today := later
	if !v.day.Before(s.opens) {
		today = earlyOn(v.day)
	}
	if !tomorrow.Before(s.renewal) {
		later = today // there is no early day after it
	}
	switch {
	case today && later && late:
		return calendar.Always()
	case today && later:
		return calendar.Until(s.renewal)
	case today:
		return calendar.Until(tomorrow)
	case later:
		return calendar.Span(tomorrow, s.renewal)
	case late:
		return calendar.Since(s.renewal)
	}
	return calendar.Period{}
}

// endsInTime reports whether a renewal on the day can end by a cancellation if it carries another length as well.
func (v View) endsInTime(changes RenewalChanges) bool {
	for length := calendar.Monthly; length.IsValid(); length++ {
		changes.Length = length
		if v.room(changes).Contains(v.day) && v.canRenewNow(changes).Allowed() {
			return true
		}
	}
	return false
}

// noRenewal returns why the subscription cannot be renewed on a day outside window; paid is what the window would be if
// all were paid.
func (v View) noRenewal(window, paid calendar.Period) reason {
	if !v.day.Before(v.snapshot.on(v.day).gone) {
		return v.over()
	}
	no := v.notYet(rule.RenewalWindow, window, paid)
	if no.remedy == 0 { // neither early nor (without stages) late renewal: the remedy is that of R
		no.remedy = v.over().remedy
	}
	return no
}

// CanRenewWith decides about a renewal that carries changes, early or late. After the renewal date only a partner's
// quote can carry them, so the route is partner. If there are no changes, or only seats, a length or a product that the
// next term has anyway, the answer is that of [View.CanRenew]; what is pending is a change if an early renewal would
// leave it pending. The end date of Flex tokens does not count as a change, but must not be after a cancellation.
// Changes that would be bad input to [View.Renew] are refused on every day.
//
// There are quotes from the first day of the edition on. If that day is later than the renewal date, a late renewal can
// carry changes only from then on, and the window has either the days before the renewal date or those after the gap;
// [View.OtherRenewalDays] has the others. Implements renewal.with-changes; after the renewal date also quote.available.
func (v View) CanRenewWith(changes RenewalChanges) (d policy.Decision) {
	v.put(&d, v.renewsWith(changes))
	return d
}

func (v View) renewsWith(changes RenewalChanges) answer {
	switch carries := changes != (RenewalChanges{End: changes.End}); {
	case v.IsZero() || changes == (RenewalChanges{}):
		return v.canRenew(RenewalChanges{})
	case carries || v.Kind() == policy.Trial:
		if no, wrong := v.wrongKind(rule.RenewalWithChanges); wrong {
			return v.never(no)
		}
	}
	if v.checkChanges("", changes) != nil {
		return v.onNoDay(v.canRenew(RenewalChanges{}), reason{rule: rule.RenewalWithChanges})
	}
	carried := v.carried(changes)
	if carried == (RenewalChanges{End: changes.End}) {
		return v.canRenew(changes)
	}
	ask := func(v View) answer { return v.canRenewWith(changes, carried.Seats) }
	return v.paidFirst(ask(v), ask)
}

// canRenewWith decides about a renewal that carries changes; seats is their number of seats if it makes a difference,
// and 0 otherwise.
func (v View) canRenewWith(changes RenewalChanges, seats int) answer {
	d := v.canRenew(changes)
	if seats != 0 && seats < v.state.edition.ChangeRules().MinimumSeats {
		return v.onNoDay(d, reason{rule.ChangeSeatsDown, policy.KeepMinimumSeats})
	}
	if d.Allowed() {
		d.Rule = rule.RenewalWithChanges
		if !v.day.Before(v.snapshot.renewal) {
			d.Route = policy.Partner
		}
	}
	return d
}

// CanReactivate decides whether paying what is overdue makes the subscription Active again: during a lapse for a debt,
// unless what was bought has ended, too. What was bought has not ended while an automatic renewal is awaited.
// Implements lapse.reactivate.
func (v View) CanReactivate() (d policy.Decision) {
	v.put(&d, v.canReactivate())
	return d
}

func (v View) canReactivate() answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.LapseReactivate})
	}
	if v.state.facts.Kind == policy.Trial {
		return v.never(v.onlyConverts())
	}
	s := v.snapshot
	var window calendar.Period
	if s.staged && !s.due.IsZero() && v.day.After(s.due) { // until then it is assumed to be paid
		starts := calendar.Latest(s.due.AddDays(1), v.state.first)
		ends := calendar.Latest(s.renewal, s.settled.awaited) // while a renewal is awaited, paying makes it Active too
		window = calendar.Span(starts, calendar.Earliest(ends, s.canceled))
	}
	no := reason{rule: rule.LapseReactivate} // nothing is overdue that takes access
	switch {
	case !v.day.Before(s.canceled):
		no = v.over()
	case !v.day.Before(s.renewal):
		no.remedy = v.renewFirst()
	case window.Start().After(v.day): // the lapse has not started yet
		no.remedy = policy.WaitForWindow
	}
	return v.onRecord(v.decide(rule.LapseReactivate, window, policy.SelfService, no), calendar.Always(),
		reason{rule: rule.LapseReactivate})
}

// CanSwitchAutoRenew decides whether auto-renew can be switched on or off: until the end of Suspended. Implements
// renewal.auto-toggle.
func (v View) CanSwitchAutoRenew() (d policy.Decision) {
	v.put(&d, v.canSwitchAutoRenew())
	return d
}

func (v View) canSwitchAutoRenew() answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.RenewalAutoToggle})
	}
	if no, wrong := v.wrongKind(rule.RenewalAutoToggle); wrong {
		return v.never(no)
	}
	window := calendar.Span(v.firstOrder(), v.snapshot.on(v.day).canceled)
	var no reason
	if !window.Contains(v.day) {
		no = v.over()
	}
	d := v.decide(rule.RenewalAutoToggle, window, policy.SelfService, no)
	return v.onRecord(d, v.holdsChange(), reason{rule: rule.RenewalAutoToggle})
}
