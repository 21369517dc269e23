package policy

import (
	"bytes"

	"example.com/billingrules/rule"
)

// Difference is one parameter in which two editions differ, in words.
type Difference struct {
	Parameter string  // its name in an edition file, such as "renewal.windowDays"
	Rule      rule.ID // the rule that it belongs to
	Says      string  // what it is, such as "days in Expired"

	// From and To are its values for people: a number, a day, a text, a list with commas, a reading with its meaning,
	// as "both (both must hold)", and "none" of an empty list and of what the zero Edition lacks.
	From, To string
}

// String returns the difference in one line, as "days in Expired: 15 → 20 (lapse.expired-days)".
// The zero Difference is "no difference".
func (d Difference) String() string {
	if d == (Difference{}) {
		return "no difference"
	}
	return d.Says + ": " + d.From + " → " + d.To + " (" + string(d.Rule) + ")"
}

// Diff lists the parameters in which two editions differ, in the order of the rulebook's areas; none if they are equal.
// The zero Edition differs in everything.
func Diff(from, to Edition) []Difference {
	var list []Difference
	a, b := from.read(), to.read()
	for _, f := range fields() {
		if !bytes.Equal(f.encode(a), f.encode(b)) {
			list = append(list, Difference{f.name, f.rule, f.says, f.words(a), f.words(b)})
		}
	}
	return list
}
