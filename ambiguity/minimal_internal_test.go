package ambiguity

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// long lists the questions with so many cases that only the tag whole walks their whole spaces.
var long = []string{"added seats", "how far an extension reaches", "an annual extension"}

// found holds the findings for every reading of an edition, by the reading's key, worked out once for all tests.
var found = sync.OnceValue(func() map[string][]Finding {
	all := map[string][]Finding{}
	for _, f := range testkit.Must(Analyze(policy.Europe2024())) {
		all[f.Reading.Key] = append(all[f.Reading.Key], f)
	}
	return all
})

// measure gives the size of a case, computed independently of the code under test: what comes first counts most.
func measure(c Case) string {
	var first, last calendar.Date
	for _, d := range []calendar.Date{c.Ordered, c.Due, c.Renewed, c.Host, c.Expires, c.Day} {
		if d.IsZero() {
			continue
		}
		if first.IsZero() || d.Before(first) {
			first = d
		}
		if last.IsZero() || last.Before(d) {
			last = d
		}
	}
	days := 0
	for d := first; d != last; d = d.AddDays(1) {
		days++
	}
	units := int64(0)
	if !c.Price.Currency().IsZero() {
		units = testkit.Must(c.Price.Minor())
	}
	return fmt.Sprintf("%02d %04d %04d %02d %d %10s %10s %s", len(c.InWords()), days, units, c.Count, c.Length,
		c.Ordered, c.Day, c)
}

// Every witness is the smallest case of its space in which the answer of its rule differs. The test finds it again by
// going through the space from its end, with another measure.
func TestFind_SmallestOfItsSpace(t *testing.T) {
	ed := policy.Europe2024()
	for r := range policy.Readings() {
		t.Run(r.Key, func(t *testing.T) {
			if !testkit.Whole && slices.ContainsFunc(questions(), func(q question) bool {
				return slices.Contains(q.readings, r.Key) && slices.Contains(long, q.asks)
			}) {
				t.Skip("its spaces are walked with -tags whole")
			}
			for _, f := range found()[r.Key] {
				one, other := testkit.Must(r.With(ed, f.One)), testkit.Must(r.With(ed, f.Other))
				best := map[rule.ID]Case{}
				for _, q := range questions() {
					if !slices.Contains(q.readings, r.Key) {
						continue
					}
					cases := q.cases(ed)
					slices.Reverse(cases)
					for _, c := range cases {
						c.Asks = q.asks
						for id := range differing(q, one, other, c) {
							if now, ok := best[id]; !ok || measure(c) < measure(now) {
								best[id] = c
							}
						}
					}
				}
				if len(best) != len(f.Witnesses) {
					t.Errorf("%s or %s: %d rules differ, and %d have a witness", f.One, f.Other, len(best),
						len(f.Witnesses))
				}
				for _, w := range f.Witnesses {
					if want := best[w.Rule]; want.String() != w.Case.String() {
						t.Errorf("%s: %s, but %s is smaller", w.Rule, w.Case, want)
					}
				}
			}
		})
	}
}

// differing are the rules whose answers differ in a case.
func differing(q question, one, other policy.Edition, c Case) map[rule.ID]bool {
	differ := map[rule.ID]bool{}
	answers := q.ask(other, c)
	for _, a := range q.ask(one, c) {
		for _, b := range answers {
			if a.Asks == b.Asks && a.Says != b.Says {
				differ[a.Rule], differ[b.Rule] = true, true
			}
		}
	}
	return differ
}

// No reading moves the answer to a question that does not list the reading.
func TestQuestions_Readings(t *testing.T) {
	ed := policy.Europe2024()
	for _, q := range questions() {
		t.Run(q.asks, func(t *testing.T) {
			cases := q.inOrder(ed)
			for i, c := range cases {
				if i > 0 && cases[i-1].Compare(c) >= 0 {
					t.Fatalf("%s is not larger than %s", c, cases[i-1])
				}
				if len(cases) > 100 && i%193 != 0 {
					continue
				}
				for r := range policy.Readings() {
					if slices.Contains(q.readings, r.Key) {
						continue
					}
					for _, name := range values(ed, r) {
						if differ := differing(q, ed, testkit.Must(r.With(ed, name)), c); len(differ) > 0 {
							t.Errorf("%s: %s moves %v", c, r.Key, differ)
						}
					}
				}
			}
		})
	}
}
