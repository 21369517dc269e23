package lifecycle

import (
	"encoding/json"
	"iter"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/policy"
)

// Action is one of the things that may be asked for. The zero Action is none.
type Action uint8

// The actions, each with the decision that it asks for.
const (
	ActionRenew           Action = iota + 1 // CanRenew
	ActionSwitchProduct                     // CanSwitchProduct
	ActionChangeTerm                        // CanChangeTerm
	ActionAddSeats                          // CanAddSeats
	ActionReduceSeats                       // CanReduceSeats, by one seat
	ActionSwitchAutoRenew                   // CanSwitchAutoRenew
	ActionConvertTrial                      // CanConvertTrial
	ActionReactivate                        // CanReactivate
)

const actionNames enum.Names = "renew,switch-product,change-term,add-seats,reduce-seats,switch-auto-renew,convert-trial,reactivate"

// String returns the name, such as "renew".
func (a Action) String() string { return actionNames.String("Action", uint8(a)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (a Action) MarshalText() ([]byte, error) {
	return actionNames.Append(nil, "lifecycle.Action.MarshalText", "action", uint8(a))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (a *Action) UnmarshalText(text []byte) error {
	return enum.Unmarshal(actionNames, a, "lifecycle.Action.UnmarshalText", "action", text)
}

// Actions is every decision of one day, as a portal needs it to draw its buttons. It is a plain comparable value.
type Actions struct {
	Day       calendar.Date
	decisions [ActionReactivate]policy.Decision
	next      calendar.Date
}

// Actions decides about everything that may be asked for on a day.
func (s Subscription) Actions(day calendar.Date) Actions {
	a := s.asked(day)
	actions := Actions{Day: day, decisions: a.all(day)}
	if a.e != nil {
		actions.next = a.nextChange(day, actions.decisions)
	}
	return actions
}

// all decides about every action on a day, by what is known on a's.
func (a asked) all(day calendar.Date) [ActionReactivate]policy.Decision {
	seats := 0
	if a.e != nil {
		seats = a.facts.seats(a.known, day)
	}
	return [...]policy.Decision{
		a.renew(day), a.switchProduct(day), a.changeTerm(day), a.addSeats(day), a.reduceSeats(day, seats-1),
		a.switchAutoRenew(day), a.convertTrial(day), a.reactivate(day),
	}
}

// nextChange tries the days on which anything can change, in order, until an answer or the phase differs.
func (a asked) nextChange(day calendar.Date, now [ActionReactivate]policy.Decision) calendar.Date {
	e := a.e
	days := []calendar.Date{a.first, e.renewal, e.lapse.AddDays(1), e.awaited, e.expired.AddDays(1), e.suspended.AddDays(1), e.canceled, e.gone}
	if !e.due.IsZero() {
		days = append(days, e.due.AddDays(1))
	}
	for _, d := range now {
		days = append(days, d.Window.Start(), d.Window.End())
	}
	for _, change := range a.facts.Changes {
		if !change.Asked.After(a.known) {
			days = append(days, change.Effective)
		}
	}
	slices.SortFunc(days, calendar.Date.Compare)
	for _, d := range days {
		if d.After(day) && (a.differs(now, a.all(d)) || e.phase(a.first, d) != e.phase(a.first, day)) {
			return d
		}
	}
	return calendar.Date{}
}

// differs compares decisions but for the day on which they were asked.
func (a asked) differs(now, then [ActionReactivate]policy.Decision) bool {
	for i := range now {
		was, is := now[i], then[i]
		if was.Allowed() != is.Allowed() {
			return true
		}
		if was.Asked = is.Asked; was != is {
			return true
		}
	}
	return false
}

// Of returns the decision about an action; the zero Decision, which refuses, where it is none.
func (a Actions) Of(action Action) policy.Decision {
	if action < ActionRenew || action > ActionReactivate {
		return policy.Decision{}
	}
	return a.decisions[action-1]
}

// All yields every action with its decision, in the order of the actions.
func (a Actions) All() iter.Seq2[Action, policy.Decision] {
	return func(yield func(Action, policy.Decision) bool) {
		for i, d := range a.decisions {
			if !yield(Action(i+1), d) {
				return
			}
		}
	}
}

// Next returns the first day on which any decision or the phase comes out differently, if nothing more happens:
// until then the answers may be kept. It is the zero Date where nothing changes any more.
func (a Actions) Next() calendar.Date { return a.next }

// MarshalJSON writes the day, its decisions by the names of the actions, and the next day on which one of them changes.
func (a Actions) MarshalJSON() ([]byte, error) {
	decisions := make(map[string]policy.Decision, len(a.decisions))
	for action, d := range a.All() {
		decisions[action.String()] = d
	}
	return json.Marshal(struct {
		Day       calendar.Date              `json:"day"`
		Decisions map[string]policy.Decision `json:"decisions"`
		Next      calendar.Date              `json:"next,omitzero"`
	}{a.Day, decisions, a.next})
}
