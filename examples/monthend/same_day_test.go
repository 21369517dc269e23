package main

import (
	"fmt"
	"testing"
)

// What was ordered on one day is billed in the order in which the facts list it. By hand: EUR 2145.00 ÷ 365 × 12 days ×
// 2 seats = 141.04; EUR 5925.01 × 5 seats ÷ 3 = 9875.02.
func TestOrdersOfOneDay(t *testing.T) {
	t.Parallel()
	const added = `{"what":"seats","asked":"2026-05-19","effective":"2026-05-19","seats":5}`
	const renewed = `{"ordered":"2026-05-19","start":"2026-05-31","end":"%s","length":"%s"}`
	oneYear := fmt.Sprintf(renewed, "2027-05-31", "annual")
	threeYears := fmt.Sprintf(renewed, "2029-05-31", "three-year")
	for name, test := range map[string]struct{ term, changes, want string }{
		"seats added, then renewed with fewer": {
			oneYear, added + `,{"what":"seats","asked":"2026-05-19","effective":"2026-05-31","seats":2,` +
				`"withTerm":true}`,
			"2026-05-19 EUR 4290.00, 2026-05-19 EUR 141.04",
		},
		"seats added, then renewed with another product": {
			oneYear, added + `,{"what":"product","asked":"2026-05-19","effective":"2026-05-31","offering":"Revit",` +
				`"withTerm":true}`,
			"2026-05-19 EUR 10725.00, 2026-05-19 EUR 141.04",
		},
		"seats added, then renewed for three years": {
			threeYears, added, "2026-05-19 EUR 9875.02, 2026-05-19 EUR 141.04",
		},
		"renewed with fewer, then seats added": {
			oneYear, `{"what":"seats","asked":"2026-05-19","effective":"2026-05-31","seats":2,"withTerm":true},` +
				added + `,{"what":"seats","asked":"2026-05-19","effective":"2026-05-31","seats":4,"withTerm":true}`,
			"2026-05-19 EUR 4290.00, 2026-05-19 EUR 4431.04",
		},
		"renewed late with more for three years": {
			`{"ordered":"2026-05-31","start":"2026-05-31","end":"2029-05-31","length":"three-year"}`,
			`{"what":"seats","asked":"2026-05-31","effective":"2026-05-31","seats":5,"withTerm":true}`,
			"2026-05-31 EUR 9875.02",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", file(t, "in.ndjson", fmt.Sprintf(`{"id":"a","region":"Europe","srp":{`+
				`"annual":{"amount":"2145.00","currency":"EUR"},"three-year":{"amount":"5925.01","currency":"EUR"}},`+
				`"facts":{"kind":"subscription","offering":"AutoCAD","anchor":"2025-05-31","seats":3,"terms":[`+
				`{"ordered":"2025-05-31","start":"2025-05-31","end":"2026-05-31","length":"annual"},%s],`+
				`"changes":[%s]}}`, test.term, test.changes)))
			if got := o.dues("a"); got != test.want || len(o.rejected) > 0 {
				t.Errorf("got %q, %v, want %q", got, o.rejected, test.want)
			}
		})
	}
}
