package rule

import (
	"encoding/json"
	"iter"
	"strings"

	"example.com/billingrules/internal/enum"
	"example.com/billingrules/internal/input"
)

// ID names a rule of the rulebook: stable, lower case, "area.name". Callers match on it; texts for people may
// change, a ID does not. The zero ID names no rule.
type ID string

// Rule returns the row of the rulebook that id names, or false where there is none.
func (id ID) Rule() (Rule, bool) {
	for _, r := range rulebook() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// Area returns the part of the id before the dot: "renewal" for "renewal.window".
func (id ID) Area() string {
	area, _, _ := strings.Cut(string(id), ".")
	return area
}

// Rule is one row of the rulebook: what holds, why it is believed to hold, and which package answers for it.
type Rule struct {
	ID        ID       `json:"id"`
	Class     Class    `json:"class"`
	Gated     bool     `json:"gated"`     // holds only for what was ordered on or after the edition's first day
	Statement string   `json:"statement"` // one sentence; numbers are left to the edition
	Standing  Standing `json:"standing"`
	Note      string   `json:"note,omitempty"`    // which part has which standing, where it is mixed
	Source    string   `json:"source"`            // the page and the section that the rule was read from
	Quote     string   `json:"quote,omitempty"`   // the page's own words, in Dutch; empty where the page is silent
	Package   string   `json:"package,omitempty"` // the package that implements the rule; empty while none does
}

// Rules yields the rulebook in its own order.
func All() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, r := range rulebook() {
			if !yield(r) {
				return
			}
		}
	}
}

// Explain returns what each of the rules says, one line for each: its ID, a colon, and its statement. An ID that names
// no rule stands alone on its line.
func Explain(ids ...ID) string {
	lines := make([]string, len(ids))
	for i, id := range ids {
		lines[i] = string(id)
		if row, ok := id.Rule(); ok {
			lines[i] += ": " + row.Statement
		}
	}
	return strings.Join(lines, "\n")
}

// Class says what a rule does to an answer. The zero Class is no class.
type Class uint8

// The classes of rules.
const (
	Computed Class = iota + 1 // changes a number, a date or a yes/no
	Flag                      // an answer carries it
	Advice                    // said in documentation and remedies only
)

const classNames enum.Names = "computed,flag,advice"

// String returns the class's name, such as "computed".
func (c Class) String() string { return classNames.String("Class", uint8(c)) }

// MarshalText returns the class's name; a value that is no class is an error.
func (c Class) MarshalText() ([]byte, error) {
	return classNames.Append(nil, "rule.Class.MarshalText", "class", uint8(c))
}

// UnmarshalText reads a class's name; unknown text is an error and leaves the value as it was.
func (c *Class) UnmarshalText(text []byte) error {
	return enum.Unmarshal(classNames, c, "rule.Class.UnmarshalText", "class", text)
}

// Standing says how well founded a rule is. It is a set: a rule can be quoted in one part and a reading in another, and
// its Note says which part is which. The zero Standing is empty.
type Standing uint8

// The standings of which a [Standing] is made.
const (
	Quoted       Standing = 1 << iota // the vendor's page says it
	Corroborated                      // the page is silent or vague; other public pages of the same vendor say it
	Reading                           // our interpretation
)

// standingNames are in the order of the bits.
const standingNames enum.Names = "quoted,corroborated,reading"

// Has reports whether every standing in part is in s.
func (s Standing) Has(part Standing) bool { return s&part == part }

// String lists the standings, such as "quoted, reading"; "none" for the empty set.
func (s Standing) String() string {
	list := s.list()
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

func (s Standing) list() []string {
	var list []string
	for bit := range uint8(8) {
		if s&(1<<bit) != 0 {
			list = append(list, standingNames.String("Standing", bit+1))
		}
	}
	return list
}

// MarshalJSON writes the set as a list of names.
func (s Standing) MarshalJSON() ([]byte, error) {
	for bit := range uint8(8) {
		if s&(1<<bit) == 0 {
			continue
		}
		if err := standingNames.Check("rule.Standing.MarshalJSON", "standing", bit+1); err != nil {
			return nil, err
		}
	}
	return json.Marshal(append([]string{}, s.list()...))
}

// UnmarshalJSON reads a list of names; a name that stands twice is an error.
func (s *Standing) UnmarshalJSON(data []byte) error {
	const op = "rule.Standing.UnmarshalJSON"
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return input.Errorf(op, "standing", data, input.ErrSyntax, "is not a list of names")
	}
	var set Standing
	for _, name := range names {
		v, err := standingNames.Parse(op, "standing", name)
		if err != nil {
			return err
		}
		part := Standing(1) << (v - 1)
		if set.Has(part) {
			return input.Errorf(op, "standing", name, input.ErrConflict, "stands twice")
		}
		set |= part
	}
	*s = set
	return nil
}
