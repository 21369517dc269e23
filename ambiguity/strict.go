package ambiguity

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Strict is an edition that answers a question only if the answer does not depend on its readings: changing any one of
// them to another of the values that [Find] compares must give the same answer. These are not all values of a number:
// of renewal.awaitedDays only the least and the one after that of the edition are tried. [NewStrict] makes a Strict. It
// is immutable; the zero Strict is refused.
type Strict struct {
	edition policy.Edition
	others  []otherEdition
}

// otherEdition is the edition with another value of one reading.
type otherEdition struct {
	edition policy.Edition
	reading policy.Reading
	value   string
}

// NewStrict returns an edition that is strict about the given readings, or about all if none is given. A value that
// contradicts another parameter of the edition is left out, as in [Find]. The zero Edition and an unknown reading are
// errors.
func NewStrict(ed policy.Edition, readings ...policy.Reading) (Strict, error) {
	const op = "ambiguity.NewStrict"
	if len(readings) == 0 {
		for r := range policy.Readings() {
			readings = append(readings, r)
		}
	}
	s := Strict{edition: ed}
	for i, r := range readings {
		names, editions, err := readIn(op, ed, r)
		if err != nil {
			return Strict{}, input.Within(err, op, fmt.Sprintf("readings[%d].", i))
		}
		for k, name := range names {
			if name != r.Of(ed) {
				s.others = append(s.others, otherEdition{editions[k], r, name})
			}
		}
	}
	return s, nil
}

// Edition returns the edition itself; the zero Edition for the zero Strict.
func (s Strict) Edition() policy.Edition { return s.edition }

// Decide decides about an action of a subscription on a day. If two values of a reading that a [Strict] tries disagree
// on whether it is allowed, it refuses: the decision has the rule of the reading, no window and the remedy to ask
// support, and the error is a [*Disagreement], which names the reading. Bad facts and an unknown action are errors,
// too, without a decision.
func (s Strict) Decide(facts lifecycle.Facts, action lifecycle.Action, day calendar.Date) (policy.Decision, error) {
	const op = "ambiguity.Strict.Decide"
	if _, err := action.MarshalText(); err != nil {
		return policy.Decision{}, input.At(err, op, "action")
	}
	d, err := Agreed(s, func(ed policy.Edition) (policy.Decision, error) {
		sub, err := lifecycle.New(ed, facts)
		return sub.On(day).Decide(action), err
	}, func(a, b policy.Decision) bool { return a.Allowed() == b.Allowed() })
	var disagreement *Disagreement
	switch {
	case errors.As(err, &disagreement):
		disagreement.Asks = action.String()
		return policy.Decision{
			Rule: disagreement.Reading.Rule, Asked: day, Remedy: policy.AskSupport, Edition: s.edition.Fingerprint(),
		}, err
	case err != nil:
		return policy.Decision{}, input.Within(err, op, "")
	}
	return d, nil
}

// Agreed asks a question under the edition of a Strict, and again with each other value of its readings that a [Strict]
// tries, and returns the answer of the edition. If one of the other answers differs, or only one of the two is an
// error, the error is a *[Disagreement]. If all of them are errors, that of the edition is returned unchanged. The zero
// Strict is refused.
func Agreed[T any](s Strict, ask func(policy.Edition) (T, error), same func(a, b T) bool) (T, error) {
	var none T
	if s.edition.IsZero() {
		return none, input.Missing("ambiguity.Agreed", "edition")
	}
	own, err := ask(s.edition)
	for _, o := range s.others {
		other, otherErr := ask(o.edition)
		if (err == nil) == (otherErr == nil) && (err != nil || same(own, other)) {
			continue
		}
		return none, &Disagreement{
			Reading: o.reading, One: o.reading.Of(s.edition), Other: o.value,
			Says: says(own, err), OtherSays: says(other, otherErr),
		}
	}
	return own, err
}

func says(answer any, err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(answer)
}

// Disagreement is the error for a question that two values of a reading answer differently. Match it with [errors.As].
type Disagreement struct {
	Asks            string // the action, or empty
	Reading         policy.Reading
	One, Other      string // the value of the edition, and the one that disagrees
	Says, OtherSays string // the answers under them, or their errors
}

// Error returns the values and their answers in one line.
func (d *Disagreement) Error() string {
	return fmt.Sprintf("two readings of %s disagree: %s, by which %s; and %s, by which %s",
		d.Reading.Key, d.One, d.Says, d.Other, d.OtherSays)
}
