package ambiguity

import (
	"errors"
	"slices"
	"strconv"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Finding is what changes between one pair of values of a reading. The zero Finding is not valid.
type Finding struct {
	Reading    policy.Reading
	One, Other string    // the names of the two values, or their numbers
	Witnesses  []Witness // one for each rule whose answers differ, in the order of the rulebook
}

// Rules returns the rules whose answers differ between the two values, in the order of the rulebook.
func (f Finding) Rules() []rule.ID {
	list := make([]rule.ID, len(f.Witnesses))
	for i, w := range f.Witnesses {
		list[i] = w.Rule
	}
	return list
}

// Witness is the smallest case in which an answer that rests on a rule differs. The zero Witness is not valid.
type Witness struct {
	Rule      rule.ID    // the rule of one of the answers that differ, or of both
	Case      Case       // what is asked
	Contrasts []Contrast // all answers that differ in the case, starting with that of Rule
}

// Analyze returns the findings of [Find] for every reading of an edition, in the order of [policy.Readings]. It asks
// several hundred thousand questions, and takes a few seconds. The zero Edition, and an edition whose first day is at
// an end of the calendar, are errors.
func Analyze(ed policy.Edition) ([]Finding, error) {
	var all []Finding
	for r := range policy.Readings() {
		found, err := Find(ed, r)
		if err != nil {
			return nil, input.At(err, "ambiguity.Analyze", "edition")
		}
		all = append(all, found...)
	}
	return all, nil
}

// Find returns what changes with one reading of an edition: for each pair of its values, the rules whose answers
// differ, each with the smallest case in which an answer differs. All other readings are those of the edition. For a
// number with more than three possible values it takes three: the least, the edition's, and the one after that. A value
// that contradicts another parameter of the edition is left out; if only one value is left, there is no pair.
//
// The cases are those of a small space, in the order of [Case.Compare], so that the first in which an answer differs is
// the smallest. The zero Edition, an unknown reading, and an edition whose first day is at an end of the calendar are
// errors.
func Find(ed policy.Edition, r policy.Reading) ([]Finding, error) {
	const op = "ambiguity.Find"
	names, editions, err := readIn(op, ed, r)
	if err != nil {
		return nil, err
	}
	if first := ed.FirstDay(); first.AddDays(-1).IsZero() || first.AddDays(room).IsZero() {
		return nil, input.Errorf(op, "edition", ed, input.ErrRange, "has a first day at an end of the calendar: %s",
			first)
	}
	var found []Finding
	for i, one := range names {
		for _, another := range names[i+1:] {
			found = append(found, Finding{Reading: r, One: one, Other: another})
		}
	}
	for _, q := range questions() {
		if slices.Contains(q.readings, r.Key) {
			q.walk(editions, q.inOrder(ed), found)
		}
	}
	for i := range found {
		found[i].Witnesses = smallest(found[i].Witnesses)
	}
	return found, nil
}

// room is the number of days after the first day of an edition that cases and their extensions need.
const room = 100 * 366

// readIn returns the values of a reading that are compared, each with the edition that has it. A value that contradicts
// another parameter of the edition is left out: it is no other reading of this edition.
func readIn(op string, ed policy.Edition, r policy.Reading) ([]string, []policy.Edition, error) {
	if ed.IsZero() {
		return nil, nil, input.Missing(op, "edition")
	}
	var names []string
	var editions []policy.Edition
	for _, name := range values(ed, r) {
		other, err := r.With(ed, name)
		switch {
		case errors.Is(err, input.ErrConflict):
		case err != nil:
			return nil, nil, input.At(err, op, "reading")
		default:
			names, editions = append(names, name), append(editions, other)
		}
	}
	if len(names) == 0 {
		return nil, nil, input.Missing(op, "reading")
	}
	return names, editions, nil
}

// few is the number of values up to which all of them are compared.
const few = 3

// values lists the values of a reading that are compared.
func values(ed policy.Edition, r policy.Reading) []string {
	var list []string
	for _, v := range r.Values {
		list = append(list, v.Name)
	}
	if len(list) > 0 || r.Most == 0 {
		return list
	}
	now, _ := strconv.Atoi(r.Of(ed)) // it is a number of the edition
	for n := r.Least; n <= r.Most; n++ {
		if r.Most-r.Least < few || n == r.Least || n == now || n == now+1 {
			list = append(list, strconv.Itoa(n))
		}
	}
	return list
}

// walk asks a question about each case under every edition, from the smallest case on, and adds the first case for each
// rule to the finding of each pair.
func (q question) walk(editions []policy.Edition, cases []Case, found []Finding) {
	answers := make([][]Figure, len(editions))
	seen := make([]map[rule.ID]bool, len(found))
	for i := range seen {
		seen[i] = make(map[rule.ID]bool)
	}
	for _, c := range cases {
		for i, ed := range editions {
			answers[i] = q.ask(ed, c)
		}
		pair := 0
		for i := range answers {
			for _, other := range answers[i+1:] {
				contrasts := contrastsOf(answers[i], other)
				for _, id := range rulesOf(contrasts) {
					if !seen[pair][id] {
						seen[pair][id] = true
						w := Witness{Rule: id, Case: c, Contrasts: ledBy(id, contrasts)}
						found[pair].Witnesses = append(found[pair].Witnesses, w)
					}
				}
				pair++
			}
		}
	}
}

// smallest keeps the smallest witness of each rule, in the order of the rulebook.
func smallest(all []Witness) []Witness {
	var list []Witness
	for r := range rule.All() {
		of := slices.DeleteFunc(slices.Clone(all), func(w Witness) bool { return w.Rule != r.ID })
		if len(of) > 0 {
			list = append(list, slices.MinFunc(of, func(a, b Witness) int { return a.Case.Compare(b.Case) }))
		}
	}
	return list
}
