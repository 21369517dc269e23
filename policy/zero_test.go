package policy_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// A zero value says in words that it is nothing, and a value with any field set no longer does.
func TestString_ZeroValues(t *testing.T) {
	for name, tt := range map[string]struct {
		value fmt.Stringer
		want  string
	}{
		"no difference": {policy.Difference{}, "no difference"},
		"a difference": {
			policy.Difference{Says: "days in Expired", Rule: rule.LapseExpiredDays, From: "15", To: "20"},
			"days in Expired: 15 → 20 (lapse.expired-days)",
		},
		"a difference of blanks": {policy.Difference{Parameter: "name"}, ":  →  ()"},
		"no reading":             {policy.Reading{}, "no reading"},
		"a number":               {policy.Reading{Says: "days", Least: 0, Most: 3660}, "days: from 0 to 3660"},
		"two values": {
			policy.Reading{
				Says:   "limits",
				Values: []policy.ReadingValue{{"both", "must hold"}, {"either", "one is enough"}},
			},
			"limits: both (must hold) or either (one is enough)",
		},
		"three values": {
			policy.Reading{Says: "days", Values: []policy.ReadingValue{{"a", "1"}, {"b", "2"}, {"c", "3"}}},
			"days: a (1), b (2) or c (3)",
		},
		"no value": {policy.ReadingValue{}, "no value"},
		"a value": {
			policy.ReadingValue{Name: "both", Meaning: "both must hold"}, "both (both must hold)",
		},
		"a value without a meaning": {policy.ReadingValue{Name: "both"}, "both ()"},
		"no decision":               {policy.Decision{}, "refused on no date by no rule (on no day)"},
		"no edition":                {policy.Edition{}, "no edition"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.value.String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// The zero Edition differs from any edition in every parameter that the edition has, in both directions, and from
// itself in none.
func TestDiff_ZeroEdition(t *testing.T) {
	to, from := policy.Diff(policy.Edition{}, policy.Europe2024()), policy.Diff(policy.Europe2024(), policy.Edition{})
	if len(to) == 0 || len(to) != len(from) {
		t.Fatalf("%d differences one way, %d the other", len(to), len(from))
	}
	for i, d := range to {
		back := from[i]
		back.From, back.To = back.To, back.From
		if d != back || d.From == d.To {
			t.Errorf("%s, and back %s", d, from[i])
		}
	}
	if same := policy.Diff(policy.Edition{}, policy.Edition{}); len(same) != 0 {
		t.Errorf("the zero Edition differs from itself: %v", same)
	}
}
