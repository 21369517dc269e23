package conformance_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// onDay is a subscription and a day.
type onDay struct {
	Facts lifecycle.Facts
	On    calendar.Date
}

func (g onDay) view(ed policy.Edition) (lifecycle.View, error) {
	s, err := lifecycle.New(ed, g.Facts)
	return s.On(g.On), err
}

// carried is what a renewal changes for the next term; if it is empty, the subscription renews as it is.
type carried struct {
	Seats    int
	Length   calendar.Term
	Offering string
}

func (c carried) changes() lifecycle.RenewalChanges {
	return lifecycle.RenewalChanges{Seats: c.Seats, Length: c.Length, Offering: c.Offering}
}

// decision writes a decision as the cases have it.
func decision(d policy.Decision) object {
	first, last := calendar.Date{}, calendar.Date{}
	if !d.Window.IsZero() {
		first, last = d.Window.Start(), d.Window.LastDay()
	}
	return object{"allowed": d.Allowed(), "rule": d.Rule, "first": dateText(first), "last": dateText(last)}
}

func dateText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// decide decides about an action, with what is asked of it.
func decide(
	v lifecycle.View, action lifecycle.Action, seats int, payer lifecycle.PayerStatus, carried lifecycle.RenewalChanges,
) policy.Decision {
	switch {
	case action == lifecycle.ActionReduceSeats:
		return v.CanReduceSeats(seats)
	case action == lifecycle.ActionRenewByInvoice:
		return v.CanRenewByInvoice(payer, lifecycle.RenewalChanges{})
	case carried != lifecycle.RenewalChanges{}:
		return v.CanRenewWith(carried)
	}
	return v.Decide(action)
}

func lives() map[string]answer {
	return map[string]answer{
		"gate":        asked(askGate),
		"status":      asked(askStatus),
		"access":      asked(askAccess),
		"entitlement": asked(askEntitlement),
		"decide":      asked(askDecide),
		"state":       asked(askState),
		"renew":       asked(askRenew),
	}
}

func askGate(ed policy.Edition, given struct{ Ordered calendar.Date }) (any, error) {
	return object{"covered": ed.Covers(given.Ordered)}, nil
}

func askStatus(ed policy.Edition, given onDay) (any, error) {
	v, err := given.view(ed)
	st := v.Status()
	return object{
		"phase": st.Phase, "renewal": st.Renewal,
		"provisional": st.Provisional, "overdue": st.Overdue, "prepay": st.Prepay,
	}, err
}

func askAccess(_ policy.Edition, given struct {
	Phase      lifecycle.Phase
	Capability lifecycle.Capability
},
) (any, error) {
	return object{"access": given.Phase.Access(given.Capability)}, nil
}

func askEntitlement(ed policy.Edition, given struct {
	onDay
	Capability lifecycle.Capability
},
) (any, error) {
	v, err := given.view(ed)
	return object{"access": v.Access(given.Capability)}, err
}

func askDecide(ed policy.Edition, given struct {
	onDay
	carried
	Action lifecycle.Action
	To     int
	Payer  optional[lifecycle.PayerStatus]
},
) (any, error) {
	v, err := given.view(ed)
	if err != nil {
		return nil, err
	}
	return decision(decide(v, given.Action, given.To, given.Payer.value, given.changes())), nil
}

func askState(ed policy.Edition, given onDay) (any, error) {
	v, err := given.view(ed)
	return object{"seats": v.Seats(), "offering": v.Offering(), "autoRenew": v.AutoRenew(), "renewal": v.Renewal()}, err
}

func askRenew(ed policy.Edition, given struct {
	onDay
	carried
},
) (any, error) {
	v, err := given.view(ed)
	if err != nil {
		return nil, err
	}
	next, err := v.Renew(given.changes())
	if err != nil {
		return refusedBy(err)
	}
	terms := next.Facts().Terms
	last := terms[len(terms)-1]
	// The first day of the next term, or the day of the order if that is later.
	first := next.On(v.Renewal())
	if first.Day().Before(given.On) {
		first = next.On(given.On)
	}
	all := object{
		"start": last.Start, "end": last.End, "length": last.Length,
		"seats": first.Seats(), "offering": first.Offering(),
	}
	if route := v.CanRenewWith(given.changes()).Route; route != 0 {
		all["route"] = route
	}
	return all, nil
}
