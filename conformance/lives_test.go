package conformance_test

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// onDay is a subscription and a day.
type onDay struct {
	Facts lifecycle.Facts
	On    calendar.Date
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
			s, err := lifecycle.New(ed, given.Facts)
			st := s.On(given.On)
			return object{"phase": st.Phase, "renewal": st.Renewal, "provisional": st.Provisional, "overdue": st.Overdue, "prepay": st.Prepay}, err
		}),
		"access": asked(func(_ policy.Edition, given struct {
			Phase      lifecycle.Phase
			Capability lifecycle.Capability
		},
		) (any, error) {
			return object{"access": lifecycle.AccessIn(given.Phase, given.Capability)}, nil
		}),
		"entitlement": asked(func(ed policy.Edition, given struct {
			onDay
			Capability lifecycle.Capability
		},
		) (any, error) {
			s, err := lifecycle.New(ed, given.Facts)
			return object{"access": s.On(given.On).Access(given.Capability)}, err
		}),
		"decide": asked(func(ed policy.Edition, given struct {
			onDay
			Action string
			To     int
		},
		) (any, error) {
			s, err := lifecycle.New(ed, given.Facts)
			if err != nil {
				return nil, err
			}
			decide := map[string]func(calendar.Date) policy.Decision{
				"renew": s.CanRenew, "switch-product": s.CanSwitchProduct, "change-term": s.CanChangeTerm, "add-seats": s.CanAddSeats,
				"reduce-seats":      func(d calendar.Date) policy.Decision { return s.CanReduceSeats(d, given.To) },
				"switch-auto-renew": s.CanSwitchAutoRenew,
				"convert-trial":     s.CanConvertTrial,
				"reactivate":        s.CanReactivate,
				"align":             s.CanAlign,
			}[given.Action]
			if decide == nil {
				return nil, fmt.Errorf("%q is no action", given.Action)
			}
			return decision(decide(given.On)), nil
		}),
		"state": asked(func(ed policy.Edition, given onDay) (any, error) {
			s, err := lifecycle.New(ed, given.Facts)
			return object{
				"seats": s.Seats(given.On), "offering": s.Offering(given.On), "autoRenew": s.AutoRenew(given.On), "renewal": s.Renewal(given.On),
			}, err
		}),
		"renew": asked(func(ed policy.Edition, given struct {
			onDay
			End calendar.Date
		},
		) (any, error) {
			s, err := lifecycle.New(ed, given.Facts)
			if err != nil {
				return nil, err
			}
			next, err := s.Renew(given.On, lifecycle.Order{})
			if err != nil {
				return refusedBy(err)
			}
			terms := next.Facts().Terms
			last := terms[len(terms)-1]
			return object{"start": last.Start, "end": last.End, "length": last.Length}, nil
		}),
	}
}
