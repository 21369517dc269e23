package lifecycle

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
)

// Subscription is facts that have been checked, bound to an edition. It is immutable, and its methods are pure:
// what is asked of a day is answered from what had happened by then, so that the past can be asked as it was, and
// the future as it will be if nothing more happens. The zero Subscription has no facts; every day of it is before
// the start.
type Subscription struct {
	_     [0]func() // two handles on equal facts would not be ==
	state *state
}

type state struct {
	// What most questions need stands together, at the front.
	now     epoch         // the last one, in which all facts are known
	first   calendar.Date // the first covered day
	edition policy.Edition
	facts   Facts
	epochs  []epoch
}

// New checks facts and binds them to an edition. Every bad fact is reported at once, joined, by field and value; see
// [billingrules.InputErrors].
func New(ed policy.Edition, facts Facts) (Subscription, error) {
	return build("lifecycle.New", ed, facts)
}

func build(op string, ed policy.Edition, facts Facts) (Subscription, error) {
	c := checker{op: op}
	if err := c.facts(ed, &facts); err != nil {
		return Subscription{}, err
	}
	s := &state{edition: ed, facts: facts.clone(), first: facts.Terms[0].Start}
	s.epochs = c.epochs(ed, &s.facts)
	if len(c.bad) > 0 {
		return Subscription{}, c.bad[0]
	}
	s.now = s.epochs[len(s.epochs)-1]
	return Subscription{state: s}, nil
}

// IsZero reports whether s has no facts.
func (s Subscription) IsZero() bool { return s.state == nil }

// Facts returns a copy of the facts.
func (s Subscription) Facts() Facts {
	if s.IsZero() {
		return Facts{}
	}
	return s.state.facts.clone()
}

// MarshalJSON writes the facts. The edition is not among them: its name or fingerprint is to be kept beside them. The
// zero Subscription is an error.
func (s Subscription) MarshalJSON() ([]byte, error) {
	if s.IsZero() {
		return nil, input.Missing("lifecycle.Subscription.MarshalJSON", "subscription")
	}
	return json.Marshal(s.state.facts)
}

// UnmarshalJSON is always an error, since facts answer nothing without their edition: read [Facts], and bind them
// with [New].
func (s *Subscription) UnmarshalJSON([]byte) error {
	return input.Errorf("lifecycle.Subscription.UnmarshalJSON", "edition", nil, input.ErrMissing, "is not in the facts: read lifecycle.Facts, and bind them with New")
}

// Kind returns what the subscription is: [policy.Subscription], Flex tokens or a trial; zero for the zero Subscription.
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

// first returns the first covered day.
func (s Subscription) first() calendar.Date { return s.state.first }

// at returns the epoch that a day lies in, or nil before the first order.
func (s Subscription) at(day calendar.Date) *epoch {
	if s.IsZero() {
		return nil
	}
	if !s.state.now.from.After(day) {
		return &s.state.now // what most ask about
	}
	i, found := slices.BinarySearchFunc(s.state.epochs, day, func(e epoch, d calendar.Date) int { return e.from.Compare(d) })
	if !found {
		i--
	}
	if i < 0 {
		return nil
	}
	return &s.state.epochs[i]
}

// Renewal returns the renewal date R as it is known on a day: the first day after what has been bought. It is the
// zero Date before the first order.
func (s Subscription) Renewal(day calendar.Date) calendar.Date {
	if e := s.at(day); e != nil {
		return e.renewal
	}
	return calendar.Date{}
}

// AutoRenew reports whether auto-renew is on, as it is known on a day: as it was last switched, and otherwise on
// for what was ordered under the edition. Implements renewal.auto-default.
func (s Subscription) AutoRenew(day calendar.Date) bool {
	e := s.at(day)
	return e != nil && e.autoRenew
}

// Seats returns the number of seats on a day; 0 before the first order, and for Flex tokens.
func (s Subscription) Seats(day calendar.Date) int {
	if s.at(day) == nil {
		return 0
	}
	return s.state.facts.seats(day, day)
}

// Offering returns the product on a day; "" before the first order.
func (s Subscription) Offering(day calendar.Date) string {
	if s.at(day) == nil {
		return ""
	}
	return s.state.facts.offering(day, day)
}

// Phases yields the phases from the first covered day on, each with its days: as they were, and after the last fact
// as they will be if nothing more happens. They tile time: each starts where the one before ends, and the last,
// Canceled, has no end.
func (s Subscription) Phases() iter.Seq2[calendar.Period, Phase] {
	return func(yield func(calendar.Period, Phase) bool) {
		if !s.IsZero() {
			s.phases(yield)
		}
	}
}

func (s Subscription) phases(yield func(calendar.Period, Phase) bool) {
	first := s.first()
	start := first
	phase := s.at(first).phase(first, first)
	for d := first; ; {
		// The next day on which the phase can differ: its end, or the next day on which something happened.
		next := s.at(d).end(first, phase)
		if i := slices.IndexFunc(s.state.epochs, func(e epoch) bool { return e.from.After(d) }); i >= 0 {
			next = sooner(next, s.state.epochs[i].from)
		}
		if next.IsZero() {
			break
		}
		if p := s.at(next).phase(first, next); p != phase {
			if !yield(between(start, next), phase) {
				return
			}
			start, phase = next, p
		}
		d = next
	}
	yield(calendar.Since(start), phase)
}

// between returns the days from start up to end; never where there are none.
func between(start, end calendar.Date) calendar.Period {
	return calendar.Since(start).Intersect(calendar.Until(end))
}

func itoa(n int) string { return strconv.Itoa(n) }
