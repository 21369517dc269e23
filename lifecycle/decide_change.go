package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanSwitchProduct decides whether a switch to another product can be asked for: inside the renewal window, before the
// renewal date. The switch takes effect on the renewal date. Implements change.product-switch.
func (v View) CanSwitchProduct() (d policy.Decision) {
	v.put(&d, v.canSwitchProduct())
	return d
}

func (v View) canSwitchProduct() answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.ChangeProductSwitch})
	}
	d := v.change(rule.ChangeProductSwitch, v.snapshot.opens, v.gate(v.state.edition.GateRules().ProductSwitch),
		calendar.Always(), 0)
	return v.onRecord(d, v.holdsChange(), reason{rule: rule.ChangeProductSwitch})
}

// CanChangeTerm decides whether another term can be asked for: at any time before the renewal date. The change takes
// effect on the renewal date. Implements change.term.
func (v View) CanChangeTerm() (d policy.Decision) {
	v.put(&d, v.canChangeTerm())
	return d
}

func (v View) canChangeTerm() answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.ChangeTerm})
	}
	gate := v.gate(v.state.edition.GateRules().TermChange)
	d := v.change(rule.ChangeTerm, v.firstOrder(), gate, calendar.Always(), policy.SelfService)
	if d.Remedy == policy.RenewWithChanges && !v.renewsToOtherTerm() {
		d.Remedy = v.renewFirst()
	}
	return v.onRecord(d, v.holdsChange(), reason{rule: rule.ChangeTerm})
}

// change decides about an act that is asked for before the renewal date and takes effect on it: from the day opens on,
// under the edition, and within a further limit.
func (v View) change(id rule.ID, opens calendar.Date, gate, limit calendar.Period, route policy.Route) answer {
	s := v.snapshot
	window := calendar.Span(opens, calendar.Earliest(s.renewal, s.on(v.day).canceled)).Intersect(gate).Intersect(limit)
	no, wrong := v.wrongKind(id)
	if wrong {
		window = calendar.Period{}
	}
	switch {
	case !gate.Contains(v.day):
		return v.beforeEdition(window)
	case wrong:
		return v.never(no)
	}
	if !window.Contains(v.day) {
		paid := calendar.Span(opens, calendar.Earliest(s.renewal, s.settled.canceled)).Intersect(gate).Intersect(limit)
		no = v.noChange(id, window, paid)
	}
	return v.decide(id, window, route, no)
}

// noChange returns why nothing can be asked for on a day outside window; paid is what the window would be if all were
// paid. After the renewal date a change is possible only with a late renewal (renewal.with-changes).
func (v View) noChange(id rule.ID, window, paid calendar.Period) reason {
	s := v.snapshot
	switch {
	case !v.day.Before(s.on(v.day).canceled):
		no := v.over()
		if no.remedy == policy.RenewFirst && v.carriesLate() {
			no.remedy = policy.RenewWithChanges
		}
		return no
	case v.day.Before(s.renewal):
		return v.notYet(id, window, paid)
	case v.carriesLate():
		return reason{id, policy.RenewWithChanges}
	}
	return reason{id, v.renewFirst()}
}

// carriesLate reports whether a late renewal on the day can carry changes: before the edition there are no quotes.
func (v View) carriesLate() bool {
	return v.canRenew(RenewalChanges{}).Allowed() && v.state.edition.Covers(v.day) || v.renewsToOtherTerm()
}

// CanReduceSeats decides whether the number of seats can be reduced to the given number from the renewal date on. The
// given number must be smaller than the present one, and not below the minimum. If another number is pending, the
// present number is allowed, too, and withdraws the pending one. After the renewal date every number is refused; a late
// renewal can carry another number: see [View.CanRenewWith]. The window is one stretch of days: if the numbers of seats
// that are pending go down and up again, there can be further days after it. Implements change.seats-down and
// change.pending.
func (v View) CanReduceSeats(to int) (d policy.Decision) {
	v.put(&d, v.canReduceSeats(to))
	return d
}

func (v View) canReduceSeats(to int) answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.ChangeSeatsDown})
	}
	return v.paidFirst(v.canReduceTo(to), func(v View) answer { return v.canReduceTo(to) })
}

// canReduceTo decides about a number of seats without asking what would be if nothing were owed.
func (v View) canReduceTo(to int) answer {
	d := v.change(rule.ChangeSeatsDown, v.firstOrder(), calendar.Always(), calendar.Always(), policy.SelfService)
	d = v.onRecord(d, v.holdsChange(), reason{rule: rule.ChangeSeatsDown})
	d.Remedy = v.afterRenewal(to, d.Remedy)
	if d.Window.IsZero() {
		return d
	}
	inTime := d.Allowed()
	d.Window = v.reducibleTo(to, d.Window)
	if inTime && !d.Allowed() {
		d.Route = 0
		switch {
		case to < v.state.edition.ChangeRules().MinimumSeats:
			d.Remedy = policy.KeepMinimumSeats
		case d.Window.Start().After(v.day): // an early renewal will have more seats
			d.Remedy = policy.WaitForWindow
		}
	}
	return d
}

// afterRenewal returns the remedy for a refused number of seats, given the remedy for a number that can be asked for.
// No renewal carries fewer seats than the minimum or more than the maximum, and renewing first helps only if there are
// more seats afterwards.
func (v View) afterRenewal(to int, remedy policy.Remedy) policy.Remedy {
	switch {
	case remedy != policy.RenewWithChanges && remedy != policy.RenewFirst:
		return remedy
	case to < v.state.edition.ChangeRules().MinimumSeats:
		return policy.KeepMinimumSeats
	case remedy == policy.RenewFirst && to >= v.NextTerm().Seats, to > maxSeats:
		return 0
	}
	return remedy
}

// reducibleTo returns the part of window in which the number of seats can be reduced to the given one: the part that
// contains the day, else the next one, else the last one; the zero Period if the number is below the minimum.
func (v View) reducibleTo(to int, window calendar.Period) calendar.Period {
	if to < v.state.edition.ChangeRules().MinimumSeats {
		return calendar.Period{}
	}
	k := v.known()
	var room [16]step
	steps, n := k.steps(SeatsChanged, room[:0]), k.Seats
	var found calendar.Period
	var end calendar.Date
	var asked, withdraws bool // asked once, and only if it matters
	for start := window.Start(); window.Contains(start); start = end {
		for ; len(steps) > 0 && !steps[0].day.After(start); steps = steps[1:] {
			n = steps[0].change.Seats
		}
		if end = window.End(); len(steps) > 0 {
			end = calendar.Earliest(end, steps[0].day)
		}
		if n == to && !asked {
			asked, withdraws = true, k.withdraws(to, v.snapshot.renewal)
		}
		reducible := n > to || n == to && withdraws
		switch {
		case reducible && found.End() == start:
			found = calendar.Span(found.Start(), end)
		case found.End().After(v.day):
			return found
		case reducible:
			found = calendar.Span(start, end)
		}
	}
	return found
}

// withdraws reports whether a number of seats other than to is pending for the renewal date.
func (k knowledge) withdraws(to int, renewal calendar.Date) bool {
	k = k.renewedOn(renewal)
	var room [16]step
	return k.seats(renewal) != to && slices.ContainsFunc(k.steps(SeatsChanged, room[:0]),
		func(s step) bool { return s.day == renewal })
}

// CanAddSeats decides whether seats can be added at once, prorated to the renewal date: while Active, under the
// edition, and if everything bought up to the renewal date has one length and one product, since added seats have one
// list price. If there are already 1,000,000 seats the answer is no. It does not ask how many are to be added:
// [View.AddSeats] allows at most 1,000,000 in all. Implements change.seats-up and coterm.same-product.
func (v View) CanAddSeats() (d policy.Decision) {
	v.put(&d, v.canAddSeats())
	return d
}

func (v View) canAddSeats() answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.ChangeSeatsUp})
	}
	return v.paidFirst(v.canAddNow(), View.canAddNow)
}

func (v View) canAddNow() answer {
	return v.onRecord(v.canAddToTerm(), v.holdsSeat(), reason{rule.ChangeSeatsUp, policy.BuyNew})
}

// canAddToTerm decides about added seats without asking how many there are already.
func (v View) canAddToTerm() answer {
	s, first := v.snapshot, v.state.first
	stages := s.on(v.day)
	ends := stages.lapse.AddDays(1)
	if v.state.edition.ChangeRules().AddSeatsWhileExpired == policy.Yes {
		ends = stages.expired.AddDays(1)
	}
	window := calendar.Span(first, calendar.Earliest(calendar.Earliest(ends, s.renewal), stages.canceled))
	gate := v.gate(v.state.edition.GateRules().AddedSeats)
	no, wrong := v.wrongKind(rule.ChangeSeatsUp)
	if !wrong && v.endsBefore(s.renewal) { // they would not last to the end of the days charged
		no, wrong = reason{rule.ChangeSeatsUp, policy.BuyNew}, true
		if !v.day.Before(stages.canceled) {
			no = v.over()
		}
	}
	if wrong {
		window = calendar.Period{}
	}
	switch {
	case !gate.Contains(v.day):
		return v.beforeEdition(window.Intersect(gate).Intersect(v.oneSRP()))
	case wrong:
		return v.never(no)
	}
	alike := gate.Intersect(v.oneSRP())
	no = reason{rule.CotermSameProduct, policy.AskPartner}
	if !window.Contains(v.day) {
		paid := calendar.Span(first, calendar.Earliest(s.renewal, s.settled.canceled))
		no = v.noMoreSeats(window.Intersect(alike), paid.Intersect(alike))
	}
	return v.decide(rule.ChangeSeatsUp, window.Intersect(alike), policy.SelfService, no)
}

// noMoreSeats returns why no seats can be added on a day outside window; paid is what the window would be if all were
// paid.
func (v View) noMoreSeats(window, paid calendar.Period) reason {
	s := v.snapshot
	switch {
	case !v.day.Before(s.canceled):
		return v.over()
	case v.day.Before(v.state.first):
		return v.notYet(rule.ChangeSeatsUp, window, paid)
	}
	remedy := v.renewFirst()
	if s.overdue(v.day) && (v.day.Before(s.renewal) || renews(remedy)) {
		remedy = policy.PayOverdue
	}
	return reason{rule.ChangeSeatsUp, remedy}
}
