package answer

import (
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// view is the subscription on the day of the question.
func (f facts) view() lifecycle.View { return f.life.On(f.day) }

func (f facts) sections() []Section {
	return []Section{f.status(), f.capabilities(), f.actions(), f.seatPrice(), f.extension(), f.dates(), f.refund()}
}

func row(id, label string, texts ...string) Row {
	r := Row{ID: id, Label: label}
	for _, text := range texts {
		r.Cells = append(r.Cells, Value{Text: text})
	}
	return r
}

// opens returns the row with what its figure leads to.
func (r Row) opens(x policy.Explanation) Row {
	r.Opens = &x
	return r
}

// rests returns the row with the rules that its figure rests on, and anything else to say about it.
func (f facts) rests(r Row, how string, ids ...rule.ID) Row {
	x := policy.Explanation{Asks: r.Label, Value: r.Cells[0].Text, How: how}
	for i, id := range ids {
		if !slices.Contains(ids[:i], id) {
			x.Rules = append(x.Rules, f.rules[id])
		}
	}
	return r.opens(x)
}

// open is every rule of an edition, opened in advance: a page shows most of them, many in several rows.
func open(ed policy.Edition) map[rule.ID]policy.ExplainedRule {
	var ids []rule.ID
	for r := range rule.All() {
		ids = append(ids, r.ID)
	}
	rules := map[rule.ID]policy.ExplainedRule{} //nolint:exhaustive // filled below
	for _, r := range ed.ExplainedRules(ids...) {
		rules[r.Rule] = r
	}
	return rules
}

// decides returns the row with the decision that it shows, and for a refusal the day from which it will be allowed.
func (f facts) decides(r Row, d policy.Decision) Row {
	if d.Rule == "" { // before the start nothing can be asked
		return r
	}
	r.When = when(d)
	return f.rests(r, d.String(), d.Rule)
}

// when says on which day a refused action will be allowed, if everything else stays as it is.
func when(d policy.Decision) string {
	switch first := d.Window.Start(); {
	case d.Allowed():
		return ""
	case d.Window.IsZero():
		return "not on any day, as things are"
	case first.After(d.Asked):
		return "allowed from " + first.String() + " on, " + "in " + count(first.Sub(d.Asked), "day")
	}
	return "no more: the last day was " + d.Window.LastDay().String()
}

// words makes a name of the library readable.
func words(name string) string { return strings.ReplaceAll(name, "-", " ") }

func yes(allowed bool) string {
	if allowed {
		return "yes"
	}
	return "no"
}

func days(p calendar.Period) string {
	switch {
	case p.IsZero():
		return "no day"
	case p == calendar.Always():
		return "every day"
	case p.Start().IsZero():
		return "through " + p.LastDay().String()
	case p.LastDay().IsZero():
		return "from " + p.Start().String() + " on"
	}
	return p.Start().String() + " through " + p.LastDay().String()
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
