package billingtest

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// question is something that can be asked of a view: an action, or an act with its details.
type question struct {
	name   string
	ask    func(v lifecycle.View) policy.Decision
	action lifecycle.Action
	with   lifecycle.RenewalChanges // of a renewal that carries changes
	to     calendar.Date            // of an extension: the renewal date of the host
	seats  int                      // of fewer seats: how many are to remain
}

// questions lists the actions of the menu, and some acts with drawn details.
func questions(t *rapid.T, v lifecycle.View) []question {
	var all []question
	for action := range v.Actions().All() {
		ask := func(v lifecycle.View) policy.Decision { return v.Decide(action) }
		all = append(all, question{name: action.String(), ask: ask, action: action, seats: v.Seats() - 1})
	}
	for payer := lifecycle.NoPayer; payer.IsValid(); payer++ {
		ask := func(v lifecycle.View) policy.Decision { return v.CanRenewByInvoice(payer, lifecycle.RenewalChanges{}) }
		all = append(all,
			question{name: "by invoice, " + payer.String(), ask: ask, action: lifecycle.ActionRenewByInvoice})
	}
	if v.Kind() == policy.Subscription {
		all = append(all, renewWith(lifecycle.RenewalChanges{
			Seats: rapid.IntRange(1, v.Edition().ChangeRules().MinimumSeats+1).Draw(t, "seats of a renewal"),
			Length: rapid.SampledFrom([]calendar.Term{0, 0, calendar.Monthly, calendar.ThreeYear}).
				Draw(t, "length of a renewal"),
		}), reduceTo(rapid.IntRange(0, v.Seats()+2).Draw(t, "seats to be left")))
	}
	days := rapid.OneOf(rapid.IntRange(-400, 0), rapid.IntRange(1, 1500)).Draw(t, "days to the host")
	if _, err := hostOf(v, days); err == nil && v.Day().Before(v.Renewal().AddDays(days)) {
		all = append(all, extendTo(v.Renewal().AddDays(days)))
	}
	return all
}

func renewWith(changes lifecycle.RenewalChanges) question {
	return question{
		name: fmt.Sprintf("renew with %+v", changes), action: lifecycle.ActionRenew, with: changes,
		ask: func(v lifecycle.View) policy.Decision { return v.CanRenewWith(changes) },
	}
}

func reduceTo(seats int) question {
	return question{
		name: fmt.Sprintf("reduce to %d seats", seats), action: lifecycle.ActionReduceSeats, seats: seats,
		ask: func(v lifecycle.View) policy.Decision { return v.CanReduceSeats(seats) },
	}
}

// extendTo asks for an extension to a host that renews on a date, on whatever day it is asked.
func extendTo(to calendar.Date) question {
	return question{
		name: "extend to " + to.String(), action: lifecycle.ActionExtend, to: to,
		ask: func(v lifecycle.View) policy.Decision {
			host, err := hostOf(v, to.Sub(v.Renewal()))
			if err != nil {
				return policy.Decision{}
			}
			return v.CanExtendTo(host)
		},
	}
}

// remedyHelps does what each refusal advises, and asks again.
func remedyHelps(t *rapid.T, asked, told policy.Edition) {
	v := today(t, asked)
	w := under(t, told, v)
	for _, q := range questions(t, v) {
		if d := q.ask(v); !d.Allowed() && !q.helps(w, d) {
			t.Fatalf("on %s, %s: %s, which does not help\n%+v", v.Day(), q.name, d, v.Subscription().Facts())
		}
	}
}

// helps follows a remedy as far as that is possible here, and reports whether the answer is better then. A remedy that
// somebody else has to carry out, such as a seller, is taken to help.
func (q question) helps(v lifecycle.View, d policy.Decision) bool {
	another := func(is policy.Decision) bool {
		return is.Allowed() || is.Rule != "" && (is.Remedy != d.Remedy || is.Window != d.Window)
	}
	better := func(next lifecycle.Subscription, err error) bool {
		return err == nil && another(q.ask(next.On(v.Day())))
	}
	switch d.Remedy { //nolint:exhaustive // of the others it is somebody else, or another purchase, that helps
	case policy.WaitForWindow:
		return q.waitingHelps(v, d)
	case policy.PayOpenInvoice:
		return better(paidInTime(v), nil)
	case policy.PayOverdue:
		var numbers []string
		for b := range v.Overdue() {
			numbers = append(numbers, b.Number)
		}
		return better(v.Pay(numbers...))
	case policy.RenewFirst:
		next, err := renewedPast(v, 0)
		switch q.action { //nolint:exhaustive // for the others it is enough that the answer is another one
		case lifecycle.ActionReduceSeats:
			return err == nil && next.On(v.Day()).CanReduceSeats(q.seats).Allowed()
		case lifecycle.ActionExtend:
			return err == nil && q.opensAfter(next.On(v.Day()))
		}
		return better(next, err)
	case policy.RenewWithChanges:
		return q.changesHelp(v)
	case policy.KeepMinimumSeats:
		least := v.Edition().ChangeRules().MinimumSeats
		if q.action == lifecycle.ActionReduceSeats {
			return q.seats < least
		}
		kept := q.with
		kept.Seats = least
		return q.with.Seats < least && renewWith(kept).ask(v).Remedy != policy.KeepMinimumSeats
	case policy.RenewByQuote:
		return v.CanRenew().Allowed() && (v.Kind() == policy.FlexTokens || v.Edition().Covers(v.Day()))
	case policy.SwitchTermFirst:
		return better(v.ChangeTerm(calendar.ThreeYear))
	case policy.ChooseLaterTarget:
		return another(extendTo(v.Renewal().AddDays(1)).ask(v)) ||
			slices.ContainsFunc(append(lengths(), 0), func(length calendar.Term) bool {
				next, err := renewedPast(v, length)
				return err == nil && another(extendTo(next.On(v.Day()).Renewal().AddDays(1)).ask(v))
			})
	case policy.ChooseEarlierTarget:
		return another(extendTo(v.Renewal().AddDays(1)).ask(v))
	case policy.BuyNew:
		if q.action == lifecycle.ActionAddSeats {
			return v.Day().Before(v.Renewal()) || !q.lengthHelps(v)
		}
		if q.action == lifecycle.ActionRenew {
			return !q.shorterHelps(v)
		}
		if q.action == lifecycle.ActionExtend {
			return !q.to.IsZero() || !q.roomHelps(v)
		}
		_, err := renewedPast(v, 0)
		return q.with.Length != 0 || err != nil
	}
	return true
}

// changesHelp reports whether a renewal can carry what was asked for, or whether it can be done after the renewal.
func (q question) changesHelp(v lifecycle.View) bool {
	switch q.action { //nolint:exhaustive // any of the others can be carried
	case lifecycle.ActionAddSeats:
		return q.lengthHelps(v)
	case lifecycle.ActionExtend:
		return q.roomHelps(v)
	}
	changes := lifecycle.RenewalChanges{Seats: max(v.Seats()-1, v.Edition().ChangeRules().MinimumSeats)}
	if q.action == lifecycle.ActionReduceSeats {
		changes.Seats = q.seats
	}
	return slices.ContainsFunc(lengths(), func(length calendar.Term) bool {
		changes.Length = length // a cancellation can leave room for short ones only
		_, err := v.Renew(changes)
		return err == nil
	})
}

// roomHelps reports whether an extension can be bought after a renewal for some length of term.
func (q question) roomHelps(v lifecycle.View) bool {
	return slices.ContainsFunc(append(lengths(), 0), func(length calendar.Term) bool {
		next, err := renewedPast(v, length)
		return err == nil && q.opensAfter(next.On(v.Day()))
	})
}

// opensAfter reports whether an extension can be bought after a renewal, on that day or a later one, or else once
// another length of term is pending or what is owed is paid.
func (q question) opensAfter(v lifecycle.View) bool {
	d := q.ask(v)
	return !d.Window.Intersect(calendar.Since(v.Day())).IsZero() ||
		slices.Contains([]policy.Remedy{policy.SwitchTermFirst, policy.PayOverdue, policy.PayOpenInvoice}, d.Remedy)
}

// lengthHelps reports whether the answer is yes after a renewal, for some length of term that the renewal carries.
func (q question) lengthHelps(v lifecycle.View) bool {
	if v.Kind() != policy.Subscription {
		return false
	}
	return slices.ContainsFunc(append(lengths(), 0), func(length calendar.Term) bool {
		next, err := renewedPast(v, length)
		return err == nil && q.ask(next.On(v.Day())).Allowed()
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

// waitingHelps asks again on the first day of the window. For a renewal by invoice without a window, it asks on the
// first day on which renewing is possible at all.
func (q question) waitingHelps(v lifecycle.View, d policy.Decision) bool {
	if d.Window.IsZero() && q.action == lifecycle.ActionRenewByInvoice {
		opens := v.CanRenew().Window.Start()
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

// windowsTurn asks the same on later days, by what is known today and with everything open paid today, since a decision
// assumes that it is paid in time. It does not ask about fewer seats: how many can be given up depends on the day, too.
func windowsTurn(t *rapid.T, asked, told policy.Edition) {
	all, f := drawn(t, asked)
	today := knownSince(t, all, f)
	s, err := lifecycle.New(told, inTime(told, KnownOn(f, today), today))
	if err != nil {
		t.Fatalf("what was known on %s is refused: %v\n%+v", today, err, f)
	}
	for _, q := range questions(t, all.On(today)) {
		if q.action == lifecycle.ActionReduceSeats || q.action == lifecycle.ActionReactivate {
			continue
		}
		d := q.ask(all.On(today))
		for _, edge := range []calendar.Date{d.Window.Start(), d.Window.End(), today.AddDays(1)} {
			for _, at := range []calendar.Date{edge.AddDays(-1), edge} {
				if !at.After(today) {
					continue
				}
				if then := q.ask(s.On(at)); then.Rule != "" && then.Allowed() != d.Window.Contains(at) {
					t.Fatalf("%s: on %s %v, on %s %v\n%+v", q.name, today, d, at, then, f)
				}
			}
		}
	}
}
