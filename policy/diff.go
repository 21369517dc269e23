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
	From, To  string  // its values, as an edition file writes them
}

// String returns the difference in one line, as "days in Expired: 15 → 20 (lapse.expired-days)".
func (d Difference) String() string {
	return d.Says + ": " + d.From + " → " + d.To + " (" + string(d.Rule) + ")"
}

// Diff lists what moves between two editions, in the order of the rulebook's areas; nothing where they are equal.
// The zero Edition differs in everything.
func Diff(from, to Edition) []Difference {
	var list []Difference
	a, b := from.read(), to.read()
	for _, f := range fields() {
		was, is := f.encode(a), f.encode(b)
		if !bytes.Equal(was, is) {
			list = append(list, Difference{f.name, f.rule, f.says, string(was), string(is)})
		}
	}
	return list
}
