package lifecycle

import (
	"cmp"
	"iter"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// EventKind is what happens on a day of a timeline. The zero EventKind is nothing.
type EventKind uint8

// The kinds of event, in the order in which those of one day are listed.
const (
	TermStarts        EventKind = iota + 1 // the first day of a term; also the renewal date of the one before
	Anniversary                            // of a three-year term, on which an instalment is due
	WindowOpens                            // the first day on which the renewal date that follows can be renewed early
	ChangeTakesEffect                      // a change that was pending
	LastDay                                // the last covered day, where no renewal follows
	PhaseStarts                            // the first day of a phase
)

const eventNames enum.Names = "term-starts,anniversary,window-opens,change-takes-effect,last-day,phase-starts"

// String returns the name, such as "term-starts".
func (k EventKind) String() string { return eventNames.String("EventKind", uint8(k)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (k EventKind) MarshalText() ([]byte, error) {
	return eventNames.Append(nil, "lifecycle.EventKind.MarshalText", "event", uint8(k))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (k *EventKind) UnmarshalText(text []byte) error {
	return enum.Unmarshal(eventNames, k, "lifecycle.EventKind.UnmarshalText", "event", text)
}

// Event is something that happens on a day. It is a plain comparable value.
type Event struct {
	Day       calendar.Date `json:"day"`
	What      EventKind     `json:"what"`
	Rule      rule.ID       `json:"rule"`
	Phase     Phase         `json:"phase,omitzero"`     // of PhaseStarts: which
	Change    ChangeKind    `json:"change,omitzero"`    // of ChangeTakesEffect: which
	Projected bool          `json:"projected,omitzero"` // it rests on a renewal that auto-renew is expected to make
}

// String returns the event in one line, as "2025-06-25 phase-starts suspended (lapse.suspended-days)".
func (e Event) String() string {
	text := e.Day.String() + " " + e.What.String()
	if e.Phase != 0 {
		text += " " + e.Phase.String()
	}
	if e.Change != 0 {
		text += " " + e.Change.String()
	}
	text += " (" + string(e.Rule) + ")"
	if e.Projected {
		text += ", projected"
	}
	return text
}

// maxHorizon bounds a timeline, in days: about thirty years, or 360 monthly renewals.
const maxHorizon = 11_000

// Timeline returns every dated event from one day through another, in order: what happened, and what will if
// nothing more does but the renewals that auto-renew makes, each on its renewal date and without an invoice. With
// auto-renew off it ends with Canceled. It can be walked any number of times. A zero date, a horizon before from,
// and one that is more than 11,000 days after it are errors.
func (s Subscription) Timeline(from, horizon calendar.Date) (iter.Seq[Event], error) {
	const op = "lifecycle.Subscription.Timeline"
	switch {
	case s.IsZero():
		return nil, input.Missing(op, "subscription")
	case from.IsZero():
		return nil, input.Missing(op, "from")
	case horizon.IsZero():
		return nil, input.Missing(op, "horizon")
	case horizon.Before(from):
		return nil, input.Errorf(op, "horizon", horizon, input.ErrConflict, "is before %s", from)
	case horizon.Sub(from) > maxHorizon:
		return nil, input.Errorf(op, "horizon", horizon, input.ErrRange, "is more than %d days after %s", maxHorizon, from)
	}
	projected, err := s.projected(op, horizon)
	if err != nil {
		return nil, err
	}
	events := projected.events(len(s.state.facts.Terms))
	events = slices.DeleteFunc(events, func(e Event) bool { return e.Day.Before(from) || e.Day.After(horizon) })
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.What, b.What)) })
	return slices.Values(events), nil
}

// projected returns the subscription with the renewals that auto-renew is expected to make up to a horizon. They are
// checked together: thirty years of months are 360 of them.
func (s Subscription) projected(op string, horizon calendar.Date) (Subscription, error) {
	f, e, ed := s.state.facts.clone(), *s.last(), s.state.edition
	for e.renewsItself(s.first()) && !e.renewal.After(horizon) {
		if len(f.Terms) == maxTerms {
			return Subscription{}, input.Errorf(op, "horizon", horizon, input.ErrRange, "is more than %d terms away", maxTerms)
		}
		term, err := f.following(op, ed, e.renewal, f.length(e.renewal, e.renewal))
		if err != nil {
			return Subscription{}, err
		}
		f.Terms = append(f.Terms, term)
		e = known(ed, &f, term.Ordered)
	}
	return build(op, ed, f)
}

// renewsItself reports whether auto-renew can be expected to make the next renewal, on the renewal date.
func (e *epoch) renewsItself(first calendar.Date) bool {
	return e.autoRenew && !e.renewal.Before(e.from) && e.phase(first, e.renewal) == Active
}

// last returns the epoch in which everything is known.
func (s Subscription) last() *epoch { return &s.state.now }

// events lists the events of all facts; terms from number known on are projected.
func (s Subscription) events(known int) []Event {
	var events []Event
	f := &s.state.facts
	anchor := f.Anchor
	for i, term := range f.Terms {
		projected := i >= known
		add := func(day calendar.Date, what EventKind, rule rule.ID) {
			events = append(events, Event{Day: day, What: what, Rule: rule, Projected: projected})
		}
		add(term.Start, TermStarts, rule.TermLength)
		for _, d := range s.instalmentDays(anchor, term) {
			add(d, Anniversary, rule.InvoiceAnnualInstalments)
		}
		// What is ordered within the window of its own renewal date finds it open from the order on.
		opens := latest(term.End.AddDays(-s.state.edition.Renewal().WindowDays), term.Ordered)
		if f.Kind != policy.Trial && opens.Before(term.End) {
			add(opens, WindowOpens, rule.RenewalWindow)
		}
		if i == len(f.Terms)-1 && !s.last().renewsItself(s.first()) {
			add(term.End.AddDays(-1), LastDay, rule.TermExpiry)
		}
		if !term.AlignedTo.IsZero() {
			anchor = nextAnchor(s.state.edition, term)
		}
	}
	for _, change := range f.Changes {
		if change.Effective.After(change.Asked) {
			events = append(events, Event{Day: change.Effective, What: ChangeTakesEffect, Change: change.What, Rule: change.What.rule()})
		}
	}
	for p, phase := range s.Phases() {
		e := s.at(p.Start())
		events = append(events, Event{Day: p.Start(), What: PhaseStarts, Phase: phase, Rule: e.rule(phase, p.Start()), Projected: len(f.Terms) > known && !p.Start().Before(f.Terms[known].Start)})
	}
	// Nothing follows Canceled, which is the last of the phases.
	canceled := events[len(events)-1].Day
	return slices.DeleteFunc(events, func(e Event) bool { return e.Day.After(canceled) })
}

// instalmentDays lists the anniversaries of a term on which an instalment is due. An extension is charged at once, and
// what was ordered before the edition in as many instalments as it says.
func (s Subscription) instalmentDays(anchor calendar.Date, term BoughtTerm) []calendar.Date {
	rules := s.state.edition.Invoice()
	n := rules.InstalmentsBefore
	if s.state.edition.Covers(term.Ordered) {
		n = rules.Instalments
	}
	if term.Length != calendar.ThreeYear || !term.AlignedTo.IsZero() || n < 2 {
		return nil
	}
	service, _ := calendar.NewService(term.Length, anchor, between(term.Start, term.End)) // its anchor was checked by New
	days := slices.Collect(service.Anniversaries())
	return days[:min(n-1, len(days))]
}

// rule returns the rule of a change that is known to be one.
func (k ChangeKind) rule() rule.ID {
	return [...]rule.ID{
		SeatsChanged:      rule.ChangeSeatsDown,
		ProductSwitched:   rule.ChangeProductSwitch,
		TermChanged:       rule.ChangeTerm,
		AutoRenewSwitched: rule.RenewalAutoToggle,
	}[k]
}
