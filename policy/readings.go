package policy

import (
	"encoding/json"
	"iter"
	"strconv"
	"strings"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/rule"
)

// Reading is a parameter that settles a point on which the page is unclear or silent: an edition chooses one of its
// values. The zero Reading is not valid.
type Reading struct {
	Key     string  // its name in an edition file, such as "proration.dayCount"
	Rule    rule.ID // the rule that it belongs to
	Says    string  // what the reading is about, such as "day count"
	Changes string  // what another value changes: a number, a date or a yes/no
	Default string  // the value that [Europe2024] has: its name, or its number

	Values      []ReadingValue // the values that it can have; nil for a number
	Least, Most int            // the bounds of a number; otherwise 0 and 0
}

// ReadingValue is one of the values of a [Reading].
type ReadingValue struct {
	Name    string // as in an edition file, such as "no-leap-day"
	Meaning string // for people, such as "the real days without any 29 February"
}

// Readings yields every reading, in the order of [Parameters]. The other parameters are published facts.
func Readings() iter.Seq[Reading] {
	return func(yield func(Reading) bool) {
		defaults := Europe2024().Parameters()
		for _, f := range fields() {
			if f.changes == "" {
				continue
			}
			name, _ := f.choice(&defaults)
			r := Reading{
				Key: f.name, Rule: f.rule, Says: f.says, Changes: f.changes, Default: name,
				Values: f.choices(), Least: f.min, Most: f.max,
			}
			if !yield(r) {
				return
			}
		}
	}
}

// Of returns the edition's value of the reading, by its name or number; "" if r is not a reading or ed is the zero
// Edition.
func (r Reading) Of(ed Edition) string {
	for _, f := range fields() {
		if f.name == r.Key && f.changes != "" && !ed.IsZero() {
			name, _ := f.choice(ed.read())
			return name
		}
	}
	return ""
}

// String returns the reading in one line, such as
//
//	limits of an extension that must hold: both (both must hold) or either (one of them is enough)
//	days that count as Active while auto-renewal is being charged: from 0 to 3660
//
// The zero Reading is "no reading".
func (r Reading) String() string {
	if r.Says == "" {
		return "no reading"
	}
	if len(r.Values) == 0 {
		return r.Says + ": from " + strconv.Itoa(r.Least) + " to " + strconv.Itoa(r.Most)
	}
	words := make([]string, len(r.Values))
	for i, v := range r.Values {
		words[i] = v.String()
	}
	last := len(words) - 1
	return r.Says + ": " + strings.Join(words[:last], ", ") + " or " + words[last]
}

// String returns the name with its meaning, as "both (both must hold)". The zero ReadingValue is "no value".
func (v ReadingValue) String() string {
	if v == (ReadingValue{}) {
		return "no value"
	}
	return v.Name + " (" + v.Meaning + ")"
}

// choices lists the values of an enumeration or a YesNo; nil for other fields.
func (f field) choices() []ReadingValue {
	switch {
	case f.values != nil:
		return f.values()
	case f.yes != "":
		return []ReadingValue{{No.text(), f.no}, {Yes.text(), f.yes}}
	}
	return nil
}

// choice returns the value of f in p: its name, number or text, and its meaning if it is one of several.
func (f field) choice(p *Parameters) (name, meaning string) {
	switch v := f.at(p).(type) {
	case *int:
		return strconv.Itoa(*v), ""
	case *string:
		return *v, ""
	case *Region:
		return string(*v), ""
	case *time.Duration:
		return v.String(), ""
	case *calendar.Date:
		return v.String(), ""
	case *[]string:
		return strings.Join(*v, ", "), ""
	case *[]money.Amount:
		return strings.Join(texts(*v), ", "), ""
	}
	_ = json.Unmarshal(f.encode(p), &name) // an enumeration; without a name it is the zero value of the zero Edition
	for _, v := range f.choices() {
		if v.Name == name {
			meaning = v.Meaning
		}
	}
	return name, meaning
}

// words returns the value of f in p for people.
func (f field) words(p *Parameters) string {
	switch name, meaning := f.choice(p); {
	case name == "":
		return "none"
	case meaning != "":
		return ReadingValue{name, meaning}.String()
	default:
		return name
	}
}

// choices lists the values of an enumeration with their meanings.
func choices[E interface {
	~uint8
	word() word
}]() []ReadingValue {
	var all []ReadingValue
	for v := E(1); v.word().name != ""; v++ {
		all = append(all, ReadingValue{v.word().name, v.word().means})
	}
	return all
}

func modes() []ReadingValue {
	var all []ReadingValue
	for m := money.Mode(1); m.IsValid(); m++ {
		all = append(all, ReadingValue{m.String(), m.Meaning()})
	}
	return all
}

func texts(amounts []money.Amount) []string {
	list := make([]string, len(amounts))
	for i, a := range amounts {
		list[i] = a.String()
	}
	return list
}
