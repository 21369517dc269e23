package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// Subscription is facts that have been checked, bound to an edition. It is immutable. All questions are about a day:
// see [Subscription.On]. The zero Subscription has no facts, and its views refuse everything.
type Subscription struct {
	_     [0]func() // makes == a compile error: two handles on equal facts would differ
	state *state
}

type state struct {
	// What most questions need comes first, and together.
	now     snapshot         // the last one, in which all facts are known
	service calendar.Service // its latest term; the zero Service if the kind has no terms
	first   calendar.Date    // the first covered day
	lastAct calendar.Date    // the last day on which something was ordered, asked for or paid
	edition policy.Edition
	facts   Facts
	earlier []snapshot    // those before now, in order
	term    [1]BoughtTerm // room for the terms, if there is only one
}

// New checks facts and binds them to an edition. All bad facts are reported at once, joined, each with field and value;
// see [example.com/billingrules.InputErrors].
//
// New refuses what cannot have happened, such as seats added on a day that nothing covered, or to a subscription that
// was already Canceled and could not be renewed any more, a charge that failed on a day on which no renewal was to be
// charged, or a withdrawal of a number of seats that was not pending. It does not ask again every decision about an
// act, such as whether an extension was within its limits, or whether a change that waits for a term could be asked for
// on its day.
func New(ed policy.Edition, facts Facts) (Subscription, error) {
	return bind("lifecycle.New", ed, &facts)
}

func build(op string, ed policy.Edition, facts Facts) (Subscription, error) {
	return bind(op, ed, &facts)
}

func bind(op string, ed policy.Edition, facts *Facts) (Subscription, error) {
	c := checker{op: op}
	s := newState(ed, facts)
	plain := s.facts.plain(ed, &s.service)
	if err := c.facts(ed, &s.facts, plain); err != nil {
		return Subscription{}, err
	}
	s.first, s.lastAct = facts.Terms[0].Start, facts.lastAct()
	s.own()
	c.history(s)
	if len(c.bad) > 0 {
		return Subscription{}, c.bad[0]
	}
	if !plain {
		bought := s.now.facts
		s.service = bought.service(ed, max(bought.orderedBy(s.now.from), 1)-1)
	}
	return Subscription{state: s}, nil
}

// stateWithChange is a state with room for a change, if there is only one.
type stateWithChange struct {
	state
	change [1]Change
}

func newState(ed policy.Edition, facts *Facts) *state {
	if len(facts.Changes) != 1 {
		return &state{edition: ed, facts: *facts}
	}
	s := &stateWithChange{change: [1]Change{facts.Changes[0]}}
	s.edition, s.facts = ed, *facts
	s.facts.Changes = s.change[:]
	return &s.state
}

// own gives the facts lists of their own. A single change has its own already.
func (s *state) own() {
	terms, changes := s.facts.Terms, s.facts.Changes
	if len(terms) == 1 {
		s.facts.Terms = nil
	}
	if len(changes) == 1 {
		s.facts.Changes = nil
	}
	s.facts.own()
	if len(terms) == 1 {
		s.term[0] = terms[0]
		s.facts.Terms = s.term[:]
	}
	if len(changes) == 1 {
		s.facts.Changes = changes
	}
}

// IsZero reports whether s has no facts.
func (s Subscription) IsZero() bool { return s.state == nil }

// On returns the view of a day, past or future: the subscription as known on that day. Facts dated later are not known,
// so the past can be asked as it was, and the future as it will be if nothing more happens.
func (s Subscription) On(day calendar.Date) View {
	v := View{state: s.state, day: day}
	if s.state != nil && !day.IsZero() {
		v.snapshot = s.state.at(day)
	}
	return v
}

// Facts returns a copy of the facts: what is to be stored.
func (s Subscription) Facts() Facts {
	if s.IsZero() {
		return Facts{}
	}
	return s.state.facts.clone()
}

// MarshalJSON writes the facts. They do not include the edition: store its name or fingerprint beside them. To read a
// subscription, read [Facts] and bind them with [New]: package json reads nothing into a Subscription and leaves it as
// it is. The zero Subscription is an error.
func (s Subscription) MarshalJSON() ([]byte, error) {
	if s.IsZero() {
		return nil, input.Missing("lifecycle.Subscription.MarshalJSON", "subscription")
	}
	return s.state.facts.AppendJSON(nil)
}

// Kind returns the kind: [policy.Subscription], Flex tokens or a trial; zero for the zero Subscription.
func (s Subscription) Kind() policy.Kind {
	if s.IsZero() {
		return 0
	}
	return s.state.facts.Kind
}

// Edition returns the edition that the facts are bound to.
func (s Subscription) Edition() policy.Edition {
	if s.IsZero() {
		return policy.Edition{}
	}
	return s.state.edition
}

// at returns the snapshot that a day is in, or nil before the first order.
func (s *state) at(day calendar.Date) *snapshot {
	if !s.now.from.After(day) {
		return &s.now // the most frequent question
	}
	i := firstAfter(len(s.earlier), day, func(i int) calendar.Date { return s.earlier[i].from })
	if i == 0 {
		return nil
	}
	return &s.earlier[i-1]
}

// oldest returns the first snapshot.
func (s *state) oldest() *snapshot { return s.place(0) }

// after returns the snapshot that follows one, or nil if none does.
func (s *state) after(one *snapshot) *snapshot { return s.place(int(one.place) + 1) }

// place returns the i-th snapshot, counted from 0, or nil if there is none.
func (s *state) place(i int) *snapshot {
	switch {
	case i < len(s.earlier):
		return &s.earlier[i]
	case i == len(s.earlier):
		return &s.now
	}
	return nil
}
