package answer

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Reading is a question that the rulebook leaves to the edition, and that moves something on the page.
type Reading struct {
	Key       string   `json:"key"` // its name in an edition file
	Asks      string   `json:"asks"`
	Rule      rule.ID  `json:"rule"`
	Statement string   `json:"statement"` // what the rule says
	Published string   `json:"published"` // the choice of the published editions
	Choices   []string `json:"choices"`   // the others
}

// numbers is how many values are offered for a reading that is a number, from its smallest on.
const numbers = 4

// readings returns the readings that can be switched: all of the library's, except those that do not affect the answers
// of the page.
func readings() []Reading {
	var list []Reading
	for known := range policy.Readings() {
		if area, _, _ := strings.Cut(known.Key, "."); area == "invoice" || area == "order" {
			continue // the page bills nothing and orders nothing
		}
		row, _ := known.Rule.Rule()
		r := Reading{
			Key: known.Key, Asks: known.Says, Rule: known.Rule, Statement: row.Statement, Published: known.Default,
		}
		for _, value := range known.Values {
			r.Choices = append(r.Choices, value.Name)
		}
		for n := known.Least; len(known.Values) == 0 && n < known.Least+numbers; n++ {
			r.Choices = append(r.Choices, strconv.Itoa(n))
		}
		r.Choices = slices.DeleteFunc(r.Choices, func(choice string) bool { return choice == r.Published })
		list = append(list, r)
	}
	return list
}

// names lists the values of an enumeration.
func names[T interface {
	~uint8
	String() string
}](first, last T) []string {
	var list []string
	for v := first; v <= last; v++ {
		list = append(list, v.String())
	}
	return list
}

// edition returns a published edition with some readings switched. They are decoded like those of an edition file, so
// that the library refuses an invalid value.
func (r *reader) edition(name string, switched map[string]string) policy.Edition {
	for ed := range policy.Editions() {
		if ed.Name() != name {
			continue
		}
		if len(switched) == 0 {
			return ed
		}
		return r.switched(ed, switched)
	}
	r.mistake("edition", "%q: is not published", name)
	return policy.Edition{}
}

// switched sets readings one by one, so that the library refuses an invalid value.
func (r *reader) switched(ed policy.Edition, switched map[string]string) policy.Edition {
	for _, key := range slices.Sorted(maps.Keys(switched)) {
		if !slices.ContainsFunc(readings(), func(known Reading) bool { return known.Key == key }) {
			r.mistake("readings."+key, "cannot be switched here")
			continue
		}
		for known := range policy.Readings() {
			if known.Key != key {
				continue
			}
			other, err := known.With(ed, switched[key])
			for _, e := range billingrules.InputErrors(err) {
				r.wrong("readings."+e.Field, e.Value, e.Err)
			}
			if err == nil {
				ed = other
			}
		}
	}
	return ed
}
