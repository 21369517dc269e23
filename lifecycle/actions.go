package lifecycle

import (
	"encoding/json"
	"iter"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Actions has every decision of one day, for the buttons of a portal. It is a plain comparable value.
type Actions struct {
	Day        calendar.Date
	answers    answers
	edition    policy.Fingerprint // the edition of all the answers
	validUntil calendar.Date
}

// answers are those of every action, in their order.
type answers [ActionRenewByInvoice]answer

// Actions decides about everything that may be asked for.
func (v View) Actions() (actions Actions) {
	actions.Day, actions.edition = v.day, v.fingerprint()
	v.decideAll(&actions.answers)
	actions.validUntil = v.actionsUntil(&actions.answers)
	return actions
}

func (v View) decideAll(all *answers) {
	last := len(all) - 1 // the renewal by invoice, which follows from the renewal
	for i := range last {
		all[i] = v.decideOn(Action(i + 1))
	}
	all[last] = v.byInvoice(all[ActionRenew-1], RenewalChanges{}, PayerOnFile)
}

// actionsUntil returns the first day on which a decision or the phase changes.
func (v View) actionsUntil(now *answers) calendar.Date {
	phase := v.Phase()
	var room [64]calendar.Date
	days := v.turns(room[:0], now)
	return v.firstDay(func(then View) bool { return then.Phase() != phase || then.decidesOther(now) }, days)
}

// turns appends the days on which a decision may change: the edges of the windows, the day after the earliest due date,
// the days on which a change takes effect or a term starts, and the first day of the edition.
func (v View) turns(days []calendar.Date, now *answers) []calendar.Date {
	if v.state == nil {
		return nil
	}
	days = append(days, v.state.edition.FirstDay())
	for i := range v.state.facts.Changes {
		days = append(days, v.state.facts.Changes[i].Effective)
	}
	for i := len(v.state.facts.Terms) - 1; i >= 0 && v.state.facts.Terms[i].Start.After(v.day); i-- {
		days = append(days, v.state.facts.Terms[i].Start)
	}
	later := v.state.oldest()
	if v.snapshot != nil {
		days = v.renewalTurns(v.snapshot.turns(days, now))
		later = v.state.after(v.snapshot)
	}
	for ; later != nil; later = v.state.after(later) {
		then := v.state.view(later, later.from)
		var decided answers
		then.decideAll(&decided)
		days = then.renewalTurns(later.turns(days, &decided))
	}
	return days
}

// turns appends the days of a snapshot on which one of its decisions may change.
func (s *snapshot) turns(days []calendar.Date, decided *answers) []calendar.Date {
	days = append(days, s.due.AddDays(1), s.owed.AddDays(1), s.ends)
	for i := range decided {
		days = append(days, decided[i].Window.Start(), decided[i].Window.End())
	}
	return days
}

// decidesOther reports whether the decisions of the view's day differ from the given ones in anything but the day
// itself. If the view's day has crossed an edge of one of the given windows, there is no need to decide again: either
// the window or the answer is different.
func (v View) decidesOther(now *answers) bool {
	for i := range now {
		if now[i].Window.Contains(v.day) != now[i].Allowed() {
			return true
		}
	}
	for i, was := range now {
		is := v.decideOn(Action(i + 1))
		allowed := was.Allowed()
		was.Asked = is.Asked
		if allowed != is.Allowed() || was != is {
			return true
		}
	}
	return false
}

// Of returns the decision about an action; the zero Decision, which is a refusal, if the action is not valid.
func (a Actions) Of(action Action) policy.Decision {
	if action < ActionRenew || int(action) > len(a.answers) {
		return policy.Decision{}
	}
	return a.answers[action-1].decision(a.edition)
}

// All yields every action with its decision, in the order of the actions.
func (a Actions) All() iter.Seq2[Action, policy.Decision] {
	return func(yield func(Action, policy.Decision) bool) {
		for i, d := range a.answers {
			if !yield(Action(i+1), d.decision(a.edition)) {
				return
			}
		}
	}
}

// ValidUntil returns the first day on which a decision or the phase changes, by all the facts, even those dated later.
// Until then the answers may be cached. It is the zero Date if nothing changes any more.
func (a Actions) ValidUntil() calendar.Date { return a.validUntil }

// actionsJSON is Actions in JSON.
type actionsJSON struct {
	Day        calendar.Date              `json:"day"`
	Decisions  map[Action]policy.Decision `json:"decisions"`
	ValidUntil calendar.Date              `json:"validUntil,omitzero"`
}

// MarshalJSON writes the day, its decisions by the texts of the actions, and the first day on which one of them
// changes.
func (a Actions) MarshalJSON() ([]byte, error) {
	j := actionsJSON{a.Day, make(map[Action]policy.Decision, len(a.answers)), a.validUntil}
	for action, d := range a.All() {
		j.Decisions[action] = d
	}
	return json.Marshal(j)
}
