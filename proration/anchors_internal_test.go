package proration

import (
	"testing"

	"example.com/billingrules/calendar"
)

// The dates on which a service year can begin are tried in an order that fits nearly all charges: the first day
// bought, then the anniversary of the end before it, which is what a seat added during a term needs.
func TestAnchors_Order(t *testing.T) {
	for name, tt := range map[string]struct{ bought, want string }{
		"ends in the same year, later":   {"2025-06-10/2025-08-31", "2024-08-31"},
		"ends in the next year, earlier": {"2025-06-10/2026-01-31", "2025-01-31"},
		"ends in the next year, later":   {"2025-06-10/2026-12-31", "2024-12-31"},
		"ends a full year on":            {"2025-06-10/2026-06-10", "2025-06-10"},
		"ends three years on":            {"2025-06-10/2028-01-31", "2025-01-31"},
	} {
		t.Run(name, func(t *testing.T) {
			bought, err := calendar.ParsePeriod(tt.bought)
			if err != nil {
				t.Fatal(err)
			}
			var tried []string
			for d := range anchors(calendar.Annual, bought) {
				if d.After(bought.Start()) {
					t.Errorf("%s is after the first day bought", d)
				}
				// 29 February, in the same year, can come in between.
				if tried = append(tried, d.String()); len(tried) == 3 {
					break
				}
			}
			if tried[0] != bought.Start().String() || tried[1] != tt.want && tried[2] != tt.want {
				t.Errorf("tried %v, want %s and %s", tried, bought.Start(), tt.want)
			}
		})
	}
}
