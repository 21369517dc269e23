package rule

import (
	"database/sql/driver"
	"encoding/json"
	"iter"
	"strings"

	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/internal/edge/input"
)

// ID names a rule of the rulebook: stable, lower case, "area.name". Callers match on it: texts for people may change,
// an ID does not. The zero ID names no rule.
type ID string

// Rule returns the row with this ID, and false if there is none.
func (id ID) Rule() (Rule, bool) {
	for _, r := range rulebook() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// Area returns the part of the ID before the dot: "renewal" for "renewal.window".
func (id ID) Area() string {
	area, _, _ := strings.Cut(string(id), ".")
	return area
}

// Rule is one row of the rulebook: what holds, how well founded that is, and which package implements it.
type Rule struct {
	ID        ID       `json:"id"`
	Class     Class    `json:"class"`
	Gated     bool     `json:"gated"`     // holds only for what was ordered on or after the edition's first day
	Statement string   `json:"statement"` // one sentence; numbers are left to the edition
	Standing  Standing `json:"standing"`
	Note      string   `json:"note,omitempty"`    // which part has which standing, if it is mixed
	Source    string   `json:"source"`            // the page and the section that the rule was read from
	Quote     string   `json:"quote,omitempty"`   // the page's own words, in Dutch; empty if the page is silent
	Package   string   `json:"package,omitempty"` // the package that implements the rule
}

// All yields every rule, in the order of the rulebook.
func All() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, r := range rulebook() {
			if !yield(r) {
				return
			}
		}
	}
}

// Explain returns one line for each ID: the ID, a colon and the statement of the rule. The line of an ID that names no
// rule is just that ID.
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

// Class says what a rule does to an answer. The zero Class is not a class.
type Class uint8

// The classes of rules.
const (
	Computed Class = iota + 1 // "computed": changes a number, a date or a yes/no
	Flag                      // "flag": an answer mentions it
	Advice                    // "advice": said in documentation and remedies only
)

// text is the table of the classes.
func (v Class) text() string {
	return enum.At([]string{
		Computed: "computed",
		Flag:     "flag",
		Advice:   "advice",
	}, v)
}

func (Class) enum() enum.Type[Class] { return enum.Of("rule.Class", "class", Class.text) }

// IsValid reports whether v is one of the constants above; the zero Class is not.
func (v Class) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "computed".
func (v Class) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value without a name, such as the zero Class, is an error.
func (v Class) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Class) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Class) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Class) Value() (driver.Value, error) { return v.enum().Value(v) }

// Standing says how well founded a rule is. It is a set: a rule can be quoted in one part and a reading in another, and
// its Note says which part is which. The zero Standing is empty.
type Standing uint8

// The members of a Standing.
const (
	Quoted Standing = 1 << iota // "quoted": the vendor's page says it
	// "corroborated": the page is silent or vague; other public pages of the same vendor say it.
	Corroborated
	Reading // "reading": our interpretation
)

// text is the table of the single standings.
func (s Standing) text() string {
	return enum.At([]string{
		Quoted:       "quoted",
		Corroborated: "corroborated",
		Reading:      "reading",
	}, s)
}

func (Standing) enum() enum.Type[Standing] {
	return enum.Of("rule.Standing", "standing", Standing.text)
}

// IsValid reports whether s has at least one standing, and none but those listed.
func (s Standing) IsValid() bool { return s != 0 && s&^(Quoted|Corroborated|Reading) == 0 }

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
			list = append(list, s.enum().String(s&(1<<bit)))
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
		if err := s.enum().Check("rule.Standing.MarshalJSON", "standing", s&(1<<bit)); err != nil {
			return nil, err
		}
	}
	return json.Marshal(append([]string{}, s.list()...))
}

// UnmarshalJSON reads a list of names; a duplicate name is an error.
func (s *Standing) UnmarshalJSON(data []byte) error {
	const op = "rule.Standing.UnmarshalJSON"
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return input.Errorf(op, "standing", data, input.ErrSyntax, "is not a list of names")
	}
	var set Standing
	for _, name := range names {
		part, err := set.enum().Parse(op, "standing", name)
		if err != nil {
			return err
		}
		if set.Has(part) {
			return input.Duplicate(op, "standing", name)
		}
		set |= part
	}
	*s = set
	return nil
}
