package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// term.length: the actions of a day before the first term are valid until it starts, whatever the kind.
func TestActions_ValidUntilTheFirstTerm(t *testing.T) {
	facts := map[string]lifecycle.Facts{
		"subscription": {Kind: policy.Subscription, Offering: "AutoCAD", Seats: 1},
		"tokens":       {Kind: policy.FlexTokens, Offering: "Flex tokens"},
		"trial":        {Kind: policy.Trial, Offering: "Maya", Seats: 1},
	}
	for name, f := range facts {
		t.Run(name, func(t *testing.T) {
			f.Anchor = day("2025-01-10")
			f.Terms = []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: f.Anchor, End: day("2026-01-10")}}
			if f.Kind == policy.Subscription {
				f.Terms[0].Length = calendar.Annual
			}
			s := subscription(t, europe, f)
			for _, on := range []string{"2025-01-01", "2025-01-05", "2025-01-09"} {
				if got := s.On(day(on)).Actions().ValidUntil(); got != f.Anchor {
					t.Errorf("on %s they are valid until %s", on, got)
				}
			}
		})
	}
}
