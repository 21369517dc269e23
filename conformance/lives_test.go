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

func lives() map[string]answer {
	return map[string]answer{
		"gate": asked(func(ed policy.Edition, given struct{ Ordered calendar.Date }) (any, error) {
			return object{"covered": ed.Covers(given.Ordered)}, nil
		}),
		"status": asked(func(ed policy.Edition, given onDay) (any, error) {
			v, err := given.view(ed)
			st := v.Status()
			return object{"phase": st.Phase, "renewal": st.Renewal, "provisional": st.Provisional, "overdue": st.Overdue, "prepay": st.Prepay}, err
		}),
		"access": asked(func(_ policy.Edition, given struct {
			Phase      lifecycle.Phase
			Capability lifecycle.Capability
		},
		) (any, error) {
			return object{"access": given.Phase.Access(given.Capability)}, nil
		}),
		"entitlement": asked(func(ed policy.Edition, given struct {
			onDay
			Capability lifecycle.Capability
		},
		) (any, error) {
			v, err := given.view(ed)
			return object{"access": v.Access(given.Capability)}, err
		}),
		"decide": asked(func(ed policy.Edition, given struct {
			onDay
			Action string
			To     int
			Payer  string
		},
		) (any, error) {
			v, err := given.view(ed)
			if err != nil {
				return nil, err
			}
			switch given.Action {
			case "reduce-seats":
				return decision(v.CanReduceSeats(given.To)), nil
			case "renew-by-invoice":
				return decision(v.CanRenewByInvoice(payerStatus(given.Payer))), nil
			}
			var action lifecycle.Action
			if err := action.UnmarshalText([]byte(given.Action)); err != nil {
				return nil, err
			}
			return decision(v.Decide(action)), nil
		}),
		"state": asked(func(ed policy.Edition, given onDay) (any, error) {
			v, err := given.view(ed)
			return object{"seats": v.Seats(), "offering": v.Offering(), "autoRenew": v.AutoRenew(), "renewal": v.Renewal()}, err
		}),
		"renew": asked(func(ed policy.Edition, given struct {
			onDay
			Seats    int
			Length   calendar.Term
			Offering string
		},
		) (any, error) {
			v, err := given.view(ed)
			if err != nil {
				return nil, err
			}
			next, err := v.Renew(lifecycle.RenewalChanges{Seats: given.Seats, Length: given.Length, Offering: given.Offering})
			if err != nil {
				return refusedBy(err)
			}
			terms := next.Facts().Terms
			last := terms[len(terms)-1]
			return object{"start": last.Start, "end": last.End, "length": last.Length}, nil
		}),
	}
}

// payerStatus reads what is known of a payer; no text is nothing.
func payerStatus(text string) lifecycle.PayerStatus {
	return map[string]lifecycle.PayerStatus{
		"none": lifecycle.NoPayer, "on-file": lifecycle.PayerOnFile, "other-by-invoice": lifecycle.OtherByInvoice,
	}[text]
}
