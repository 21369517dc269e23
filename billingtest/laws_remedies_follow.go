package billingtest

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// mostSteps is how many remedies may have to be followed one after the other, such as to choose another target, to
// renew with changes, to pay what is overdue and what is open, and to wait.
const mostSteps = 6

// helps follows the remedy of a refusal as far as that is possible here, and reports whether it leads to a yes, on that
// day or a later one. Where the remedy is to buy something new, and where there is none, no other may lead there. What
// somebody else has to do, such as a seller, is taken to help.
func (q question) helps(v lifecycle.View, d policy.Decision) bool {
	if d.Remedy == 0 || d.Remedy == policy.BuyNew {
		return q.nothingHelps(v)
	}
	return q.follow(v, d, mostSteps)
}

// leads reports whether the answer is yes, or a refusal whose remedies lead to one in so many steps.
func (q question) leads(v lifecycle.View, steps int) bool {
	d := q.ask(v)
	leadsOn := d.Remedy != 0 && d.Remedy != policy.BuyNew && steps > 0
	return d.Allowed() || q.isActive(v) || leadsOn && q.follow(v, d, steps)
}

// isActive reports whether the question is how to make a subscription Active, and it is.
func (q question) isActive(v lifecycle.View) bool {
	return q.action == lifecycle.ActionReactivate && v.Phase() == lifecycle.Active
}

// follow follows a remedy, and those that are named after it.
func (q question) follow(v lifecycle.View, d policy.Decision, steps int) bool {
	then := func(next lifecycle.Subscription, err error) bool {
		return err == nil && q.leads(next.On(v.Day()), steps-1)
	}
	switch d.Remedy { //nolint:exhaustive // of the others it is somebody else that helps
	case policy.WaitForWindow:
		return q.waitingHelps(v, d)
	case policy.PayOpenInvoice:
		return then(paidInTime(v), nil)
	case policy.PayOverdue:
		return then(v.Pay(overdue(v)...))
	case policy.RenewFirst:
		return then(renewedPast(v, 0))
	case policy.RenewWithChanges:
		return q.changesHelp(v, steps)
	case policy.KeepMinimumSeats:
		return q.minimumHelps(v, steps)
	case policy.RenewByQuote:
		return v.CanRenewWith(q.with).Allowed() && (v.Kind() == policy.FlexTokens || v.Edition().Covers(v.Day()))
	case policy.SwitchTermFirst:
		return then(v.ChangeTerm(calendar.ThreeYear))
	case policy.ChooseLaterTarget:
		return q.anotherTarget(v, calendar.Date.After, steps)
	case policy.ChooseEarlierTarget:
		return q.anotherTarget(v, calendar.Date.Before, steps)
	case policy.BuyWithSameAccount:
		paid, err := v.ConvertTrial(calendar.Annual, v.Edition().ChangeRules().MinimumSeats)
		return err == nil && q.ask(paid.On(v.Day())).Rule != d.Rule
	case policy.BuyTokens:
		return v.Kind() == policy.FlexTokens
	}
	return true
}

// nothingHelps reports whether no remedy that can be followed here leads to a yes, nor one after another.
func (q question) nothingHelps(v lifecycle.View) bool {
	switch {
	case q.isActive(v):
		return true
	case q.renewal() && q.shorterHelps(v):
		return false
	}
	all := q.steps(v)
	for _, w := range all {
		all = append(all, q.steps(w)...)
	}
	if slices.ContainsFunc(all, func(w lifecycle.View) bool { return q.leads(w, 1) }) {
		return false
	}
	return q.to.IsZero() || !q.anotherTarget(v, func(a, b calendar.Date) bool { return a != b }, 1)
}

func (q question) renewal() bool {
	return q.action == lifecycle.ActionRenew || q.action == lifecycle.ActionRenewByInvoice
}

// steps returns the view of the same day after each remedy that can be followed here. A renewal is no remedy for a
// question about one.
func (q question) steps(v lifecycle.View) []lifecycle.View {
	var all []lifecycle.View
	add := func(next lifecycle.Subscription, err error) {
		if err == nil {
			all = append(all, next.On(v.Day()))
		}
	}
	if numbers := overdue(v); len(numbers) > 0 {
		add(v.Pay(numbers...))
	}
	add(paidInTime(v), nil)
	if !q.renewal() {
		add(renewedPast(v, 0))
	}
	if v.Kind() != policy.Subscription {
		return all
	}
	add(v.ChangeTerm(calendar.ThreeYear))
	for _, length := range lengths() {
		if !q.renewal() {
			add(renewedPast(v, length))
		}
	}
	return all
}

// changesHelp reports whether a renewal can carry what was asked for, or whether it can be done after the renewal.
func (q question) changesHelp(v lifecycle.View, steps int) bool {
	var carried lifecycle.RenewalChanges
	switch q.action { //nolint:exhaustive // any of the others can be carried
	case lifecycle.ActionAddSeats, lifecycle.ActionExtend, lifecycle.ActionReactivate:
		return slices.ContainsFunc(lengths(), func(length calendar.Term) bool {
			next, err := renewedPast(v, length)
			return err == nil && q.leads(next.On(v.Day()), steps-1)
		})
	case lifecycle.ActionReduceSeats:
		carried.Seats = q.seats
	case lifecycle.ActionSwitchProduct:
		carried.Offering = "Maya"
	case lifecycle.ActionRenew, lifecycle.ActionRenewByInvoice:
		return slices.ContainsFunc(lengths(), func(length calendar.Term) bool {
			changes := q.with
			changes.Length = length
			return q.other(changes).leads(v, steps-1)
		})
	}
	return slices.ContainsFunc(lengths(), func(length calendar.Term) bool {
		carried.Length = length // a cancellation can leave room for short ones only
		_, err := v.Renew(carried)
		return err == nil && (q.action != lifecycle.ActionChangeTerm || length != v.NextTerm().Length)
	})
}

// shorterHelps reports whether a renewal of another length can carry what was asked for.
func (q question) shorterHelps(v lifecycle.View) bool {
	changes := q.with
	return v.Kind() == policy.Subscription && slices.ContainsFunc(lengths(), func(length calendar.Term) bool {
		changes.Length = length
		_, err := v.Renew(changes)
		return err == nil
	})
}

// minimumHelps reports whether fewer seats than the minimum were asked for; of a renewal also whether it can have the
// minimum.
func (q question) minimumHelps(v lifecycle.View, steps int) bool {
	least := v.Edition().ChangeRules().MinimumSeats
	if q.action == lifecycle.ActionReduceSeats {
		return q.seats < least
	}
	kept := q.with
	kept.Seats = least
	return q.with.Seats > 0 && q.with.Seats < least && q.other(kept).leads(v, steps-1)
}

// anotherTarget reports whether an extension is possible to a target that is other than the one in question, such as
// earlier.
func (q question) anotherTarget(v lifecycle.View, other func(a, b calendar.Date) bool, steps int) bool {
	beside := []calendar.Date{q.to.AddDays(-1), q.to.AddDays(1)}
	return slices.ContainsFunc(append(targets(v), beside...), func(to calendar.Date) bool {
		if !other(to, q.to) {
			return false
		}
		d := q.target(to).ask(v)
		chooses := d.Remedy == policy.ChooseLaterTarget || d.Remedy == policy.ChooseEarlierTarget
		return !chooses && q.target(to).leads(v, steps-1)
	})
}

// targets returns the first and the last targets that the limits allow for an extension that is bought on the day, from
// the renewal date and from those after a renewal.
func targets(v lifecycle.View) []calendar.Date {
	from := []calendar.Date{v.Renewal()}
	for _, length := range append(lengths(), 0) {
		if next, err := renewedPast(v, length); err == nil {
			from = append(from, next.On(v.Day()).Renewal())
		}
	}
	var all []calendar.Date
	for _, renewal := range from {
		all = append(all, renewal.AddDays(1))
		for _, length := range lengths() {
			last := lifecycle.ExtensionLimits(v.Edition(), length, v.Day(), renewal).Latest
			if !last.IsZero() {
				all = append(all, last)
			}
		}
	}
	return all
}

// waitingHelps asks again on the first day of the window. For a renewal by invoice without a window, it asks on the
// first day on which renewing is possible at all.
func (q question) waitingHelps(v lifecycle.View, d policy.Decision) bool {
	if d.Window.IsZero() && q.action == lifecycle.ActionRenewByInvoice {
		opens := v.CanRenewWith(q.with).Window.Start()
		return v.Day().Before(opens) && q.ask(paidInTime(v).On(opens)).Remedy == policy.RenewByQuote
	}
	opens := d.Window.Start()
	return v.Day().Before(opens) && q.ask(paidInTime(v).On(opens)).Allowed()
}

// renewedPast renews for a length of term, or for the one that is due if zero, until the renewal date is after the day:
// a late monthly renewal can buy days that are over.
func renewedPast(v lifecycle.View, length calendar.Term) (lifecycle.Subscription, error) {
	changes := lifecycle.RenewalChanges{Length: length}
	if v.Kind() == policy.FlexTokens {
		changes.End = lastEnd(v)
	}
	next, err := v.Renew(changes)
	for err == nil && !next.On(v.Day()).Renewal().After(v.Day()) {
		next, err = next.On(v.Day()).Renew(changes)
	}
	return next, err
}

// overdue returns the numbers of the invoices that are overdue.
func overdue(v lifecycle.View) []string {
	var numbers []string
	for b := range v.Overdue() {
		numbers = append(numbers, b.Number)
	}
	return numbers
}

// paidInTime returns the subscription after paying everything that is open but not overdue.
func paidInTime(v lifecycle.View) lifecycle.Subscription {
	var numbers []string
	for b := range v.Unpaid() {
		if !b.Due.Before(v.Day()) {
			numbers = append(numbers, b.Number)
		}
	}
	if len(numbers) == 0 {
		return v.Subscription()
	}
	next, err := v.Pay(numbers...)
	if err != nil {
		return lifecycle.Subscription{}
	}
	return next
}
