package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// An order that is dated after the start of its term is one mistake: what was asked for in between is not reported as
// asked for before it, except that no term was known yet at whose end it could take effect.
func TestNew_FirstOrderAfterItsStart(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	f.Terms[0].Ordered = day("2024-10-20")
	for name, tt := range map[string]struct {
		change lifecycle.Change
		fields string
	}{
		"seats in between":       {seatsSet("2024-10-10", 9), "terms[0].ordered"},
		"seats before the start": {seatsSet("2024-09-30", 9), "terms[0].ordered changes[0].asked"},
		"a product from R on": {
			lifecycle.Change{
				What: lifecycle.ProductSwitched, Offering: "Maya",
				Asked: day("2024-10-10"), Effective: day("2025-10-01"),
			},
			"terms[0].ordered changes[0].effective",
		},
	} {
		t.Run(name, func(t *testing.T) {
			f.Changes = []lifecycle.Change{tt.change}
			if _, err := lifecycle.New(europe, f); testkit.Fields(err) != tt.fields {
				t.Error(err)
			}
		})
	}
}
