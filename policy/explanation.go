package policy

import (
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/rule"
)

// Explanation is a figure broken down: what it is, the figures that it is made of, and the rules that it rests on, each
// with the readings of the edition and the passages of the page. It is plain data; the zero Explanation explains
// nothing.
//
// The figures that this library works out have a method that makes one, under the edition by which they were worked
// out; the package documentation lists them under Explanations.
type Explanation struct {
	Asks  string          `json:"asks"`            // what the figure is, such as "price"
	Value string          `json:"value"`           // the figure, as text
	How   string          `json:"how,omitempty"`   // how it was worked out, or on which days it holds
	Rules []ExplainedRule `json:"rules,omitempty"` // the rules that it rests on, the one that decides first
	Parts []Explanation   `json:"parts,omitempty"` // the figures that it is made of
}

// ExplainedRule is a rule as an edition states it, with its sources. The zero ExplainedRule is not valid.
type ExplainedRule struct {
	Rule     rule.ID         `json:"rule"`
	Says     string          `json:"says"`               // what it says, with the numbers and readings of the edition
	Standing rule.Standing   `json:"standing"`           // how well founded it is
	Source   string          `json:"source"`             // the page and the section that it was read from
	Quote    string          `json:"quote,omitempty"`    // the page's words, if their numbers are the edition's
	Readings []ChosenReading `json:"readings,omitempty"` // the readings that belong to it
	Passages []rule.Passage  `json:"passages,omitempty"` // where it was read on the page; none if that is silent
}

// ChosenReading is a reading with the value that an edition has chosen. The zero ChosenReading is not valid.
type ChosenReading struct {
	Key     string `json:"key"`               // its name in an edition file
	Says    string `json:"says"`              // what the reading is about
	Value   string `json:"value"`             // the value that the edition has: its name, or its number
	Meaning string `json:"meaning,omitempty"` // what that value means; empty for a number
	Changes string `json:"changes"`           // what another value changes
}

// ExplainedRules returns the rules with the given IDs, with the numbers and readings of the edition, for an
// [Explanation]: each once, in the order given. An ID that names no rule is left out; the zero Edition returns nil.
func (e Edition) ExplainedRules(ids ...rule.ID) []ExplainedRule {
	if e.IsZero() {
		return nil
	}
	var list []ExplainedRule
	seen := make(map[rule.ID]bool) // the rules listed so far
	language := English()
	page := pageByRule() // once for all rules
	for _, id := range ids {
		row, ok := id.Rule()
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		r := ExplainedRule{
			Rule: id, Says: language.Statement(e, id), Standing: row.Standing, Source: row.Source,
			Readings: e.chosen(id), Passages: page[id],
		}
		if e.hasQuoted(row) {
			r.Quote = row.Quote
		}
		list = append(list, r)
	}
	return list
}

// pageByRule lists the passages of the page under the rules that were read from them, in their order.
func pageByRule() map[rule.ID][]rule.Passage {
	page := make(map[rule.ID][]rule.Passage)
	for s := range rule.Passages() {
		for _, id := range s.Rules {
			page[id] = append(page[id], s)
		}
	}
	return page
}

// chosen lists the readings of a rule with the edition's values.
func (e Edition) chosen(id rule.ID) []ChosenReading {
	var list []ChosenReading
	for _, f := range fields() {
		if f.rule == id && f.changes != "" {
			value, meaning := f.choice(e.read())
			list = append(list, ChosenReading{f.name, f.says, value, meaning, f.changes})
		}
	}
	return list
}

// Explanation breaks down a decision of this edition: what was asked, the answer with its days, and the rule. A
// decision made under another edition is an error.
func (e Edition) Explanation(asks string, d Decision) (Explanation, error) {
	if err := e.decided("policy.Edition.Explanation", d); err != nil {
		return Explanation{}, err
	}
	value := "no"
	if d.Allowed() {
		value = "yes"
	}
	return Explanation{Asks: asks, Value: value, How: d.String(), Rules: e.ExplainedRules(d.Rule)}, nil
}

// Matches returns an error, for the named field, if the fingerprint is not that of e. Code that explains a figure calls
// it first.
func (e Edition) Matches(field string, of Fingerprint) error {
	const op = "policy.Edition.Matches"
	switch {
	case e.IsZero():
		return input.Missing(op, "edition")
	case of != e.Fingerprint():
		return input.Errorf(op, field, of, input.ErrConflict, "must be %s, the edition that was asked", e)
	}
	return nil
}
