package policy

import (
	"bytes"

	"example.com/billingrules/rule"
)

// Difference is one parameter in which two editions differ, worded for people.
type Difference struct {
	Parameter string  // its name in an edition file, such as "renewal.windowDays"
	Rule      rule.ID // the rule that it belongs to
	Says      string  // what it is, such as "days in Expired"

	// From and To are its values as text: a number, a day, a name, a list with commas, or a reading with its meaning,
	// such as "both (both must hold)". An empty list, and every value of the zero Edition, is "none".
	From, To string
}

// String returns the difference in one line, such as "days in Expired: 15 → 20 (lapse.expired-days)". The zero
// Difference is "no difference".
func (d Difference) String() string {
	if d == (Difference{}) {
		return "no difference"
	}
	return d.Says + ": " + d.From + " → " + d.To + " (" + string(d.Rule) + ")"
}

// Diff lists the parameters in which two editions differ, in the order of the rulebook's areas; nil if they are equal.
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
