package hostile_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"example.com/billingrules/calendar"
)

// A nil zone is a mistake in the program, not in its input: every function panics at once.
func TestNilZones(t *testing.T) {
	day := calendar.MustParseDate("2025-06-10")
	calls := map[string]func(){
		"calendar.DateOf":            func() { calendar.DateOf(time.Unix(0, 0), nil) },
		"calendar.Date.Start":        func() { day.Start(nil) },
		"calendar.Period.Instants":   func() { calendar.Since(day).Instants(nil) },
		"calendar.Period.Expiry":     func() { calendar.Until(day).Expiry(nil) },
		"lifecycle.View.ValidUntil":  func() { goodSub().On(day).ValidUntil(nil) },
		"lifecycle.View.Entitlement": func() { goodSub().On(day).Entitlement(nil) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it takes a nil zone")
				}
			}()
			call()
		})
	}
	takesZone := func(f function) bool { return slices.Contains(f.params, "*time.Location") }
	without, unknown := missing(functions(t), takesZone, slices.Collect(maps.Keys(calls)))
	if len(without) > 0 || len(unknown) > 0 {
		t.Errorf("not listed: %v; no function: %v", without, unknown)
	}
}
