package billingtest

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// question is something that can be asked of a view: an action, or an act with its details.
type question struct {
	name   string
	ask    func(v lifecycle.View) policy.Decision
	action lifecycle.Action

	with  lifecycle.RenewalChanges                // of a renewal: the changes that it carries
	other func(lifecycle.RenewalChanges) question // of a renewal: the same with other changes

	to     calendar.Date                // of an extension: the renewal date of the host
	target func(calendar.Date) question // of an extension: the same to another host

	seats int // of fewer seats: how many are to remain
}

// questions lists the actions of the menu, and some acts with drawn details.
func questions(t *rapid.T, v lifecycle.View) []question {
	var all []question
	for action := range v.Actions().All() {
		q := question{
			name: action.String(), action: action,
			ask: func(v lifecycle.View) policy.Decision { return v.Decide(action) },
		}
		switch action { //nolint:exhaustive // the others have no details
		case lifecycle.ActionReduceSeats: // to the same number after a remedy
			q = reduceTo(v.Seats() - 1)
		case lifecycle.ActionRenew:
			q.other = renewWith
		case lifecycle.ActionExtend:
			q.target = extendTo
		case lifecycle.ActionRenewByInvoice:
			q.other = byInvoice(lifecycle.PayerOnFile, q.with).other
		}
		all = append(all, q)
	}
	var with lifecycle.RenewalChanges
	if v.Kind() == policy.Subscription {
		with = lifecycle.RenewalChanges{
			Seats:    rapid.IntRange(0, v.Edition().ChangeRules().MinimumSeats+1).Draw(t, "seats of a renewal"),
			Length:   rapid.SampledFrom(append(lengths(), 0, 0)).Draw(t, "length of a renewal"),
			Offering: rapid.SampledFrom([]string{"", "", "Revit", "Autodesk Docs"}).Draw(t, "product of a renewal"),
		}
		all = append(all, renewWith(with), reduceTo(rapid.IntRange(0, v.Seats()+2).Draw(t, "seats to be left")))
	}
	for payer := lifecycle.NoPayer; payer.IsValid(); payer++ {
		all = append(all, byInvoice(payer, lifecycle.RenewalChanges{}), byInvoice(payer, with))
	}
	edges := []calendar.Date{v.Renewal()}
	if c, ends := v.Cancellation(); ends {
		edges = append(edges, c.Effective)
	}
	to := rapid.OneOf(
		rapid.Map(rapid.IntRange(-400, 1500), v.Renewal().AddDays),
		Near(slices.Concat(edges, targets(v))...),
	).Draw(t, "target")
	if host, err := hostOf(v, to.Sub(v.Renewal())); err == nil && v.Day().Before(to) {
		all = append(all, extendTo(to), extendToLeaving(t, host))
	}
	return all
}

// extendToLeaving asks for an extension to a host that will be Canceled, for a debt or because that was asked for.
func extendToLeaving(t *rapid.T, host lifecycle.View) question {
	f := host.Subscription().Facts()
	if due := f.Terms[0].Ordered; due.Before(host.Day()) && rapid.Bool().Draw(t, "the host owes") {
		due = calendar.Latest(due, host.Day().AddDays(-rapid.IntRange(1, 60).Draw(t, "days overdue")))
		f = f.Bill(lifecycle.BilledInvoice{Number: "H", Issued: due, Due: due})
	} else {
		days := rapid.IntRange(0, 400).Draw(t, "days to the end of the host")
		f.Cancellation = lifecycle.Cancellation{Asked: host.Day(), Effective: host.Day().AddDays(days)}
	}
	s, err := lifecycle.New(host.Edition(), f)
	if err != nil {
		t.Fatalf("%v\n%+v", err, f)
	}
	return question{
		name:   fmt.Sprintf("extend to %s of a host that leaves: %+v", host.Renewal(), f),
		action: lifecycle.ActionExtend, to: host.Renewal(), target: extendTo,
		ask: func(v lifecycle.View) policy.Decision { return v.CanExtendTo(s.On(v.Day())) },
	}
}

func renewWith(changes lifecycle.RenewalChanges) question {
	return question{
		name: fmt.Sprintf("renew with %+v", changes), action: lifecycle.ActionRenew, with: changes, other: renewWith,
		ask: func(v lifecycle.View) policy.Decision { return v.CanRenewWith(changes) },
	}
}

func byInvoice(payer lifecycle.PayerStatus, changes lifecycle.RenewalChanges) question {
	return question{
		name: fmt.Sprintf("by invoice, %s, with %+v", payer, changes), action: lifecycle.ActionRenewByInvoice,
		with:  changes,
		other: func(changes lifecycle.RenewalChanges) question { return byInvoice(payer, changes) },
		ask:   func(v lifecycle.View) policy.Decision { return v.CanRenewByInvoice(payer, changes) },
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
		name: "extend to " + to.String(), action: lifecycle.ActionExtend, to: to, target: extendTo,
		ask: func(v lifecycle.View) policy.Decision {
			host, err := hostOf(v, to.Sub(v.Renewal()))
			if err != nil {
				return policy.Decision{}
			}
			return v.CanExtendTo(host)
		},
	}
}

// onNetTerms lists acts that are paid on net terms, which an overdue invoice blocks as well.
func onNetTerms(t *rapid.T, v lifecycle.View) []question {
	if v.Kind() != policy.Subscription {
		return nil // nothing of theirs has a price
	}
	terms, err := invoice.Net(30)
	if err != nil {
		t.Fatal(err)
	}
	srp := money.MustParseAmount("EUR 365.00")
	priced := func(v lifecycle.View, err error) policy.Decision {
		var no *policy.Refusal
		if err == nil {
			return policy.Decision{Asked: v.Day(), Window: calendar.Always()}
		}
		if errors.As(err, &no) {
			return no.Decision
		}
		t.Fatalf("on %s: %v\n%+v", v.Day(), err, v.Subscription().Facts())
		return policy.Decision{}
	}
	var extend func(to calendar.Date) question
	extend = func(to calendar.Date) question {
		return question{
			name: "extend on net terms to " + to.String(), action: lifecycle.ActionExtend, to: to, target: extend,
			ask: func(v lifecycle.View) policy.Decision {
				host, err := hostOf(v, to.Sub(v.Renewal()))
				if err != nil {
					return policy.Decision{}
				}
				_, err = coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: srp, NetTerms: terms})
				return priced(v, err)
			},
		}
	}
	add := question{name: "add seats on net terms", action: lifecycle.ActionAddSeats}
	add.ask = func(v lifecycle.View) policy.Decision {
		_, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: srp, NetTerms: terms})
		return priced(v, err)
	}
	return []question{add, extend(v.Renewal().AddDays(rapid.IntRange(1, 1500).Draw(t, "days to a target")))}
}

// remedyHelps does what each refusal advises, and asks again.
func remedyHelps(t *rapid.T, asked, told policy.Edition) {
	v := today(t, asked)
	w := under(t, told, v)
	for _, q := range append(questions(t, v), onNetTerms(t, v)...) {
		if d := q.ask(v); !d.Allowed() && d.Rule != "" && !q.helps(w, d) {
			t.Fatalf("on %s, %s: %s, which does not help\n%+v", v.Day(), q.name, d, v.Subscription().Facts())
		}
	}
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
