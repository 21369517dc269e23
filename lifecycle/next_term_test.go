package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// change.term and change.seats-down: a pending change counts for the next term from the day on which it was asked for.
func TestView_NextTerm(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-09-01")).ChangeTerm(calendar.ThreeYear))
	s = must(t)(s.On(day("2025-09-03")).Renew(plain))
	year := lifecycle.NextTerm{
		Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.Annual,
		Seats: 3, Offering: "AutoCAD",
	}
	three := year
	three.Length = calendar.ThreeYear
	after := three
	after.Start, after.Follows = day("2028-10-01"), calendar.ThreeYear
	for on, want := range map[string]lifecycle.NextTerm{
		"2024-09-30": {}, "2024-10-01": year, "2025-08-31": year, "2025-09-01": three, "2025-09-02": three,
		"2025-09-03": after,
	} {
		t.Run(on, func(t *testing.T) {
			if got := s.On(day(on)).NextTerm(); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if got := s.On(day(on)).RenewalTerm(plain); got != want {
				t.Errorf("renewed, it gives %+v", got)
			}
		})
	}
}

// A next term that does not exist, or cannot, has no days.
func TestNextTerm_NoPeriod(t *testing.T) {
	for name, term := range map[string]lifecycle.NextTerm{
		"none": {}, "off its anchor": {Start: day("2025-01-14"), Anchor: day("2025-01-15"), Length: calendar.Annual},
		"beyond the calendar": {Start: day("9999-01-15"), Anchor: day("2025-01-15"), Length: calendar.Annual},
	} {
		t.Run(name, func(t *testing.T) {
			if got := term.Period(); !got.IsZero() {
				t.Errorf("it has the days %s", got)
			}
		})
	}
}
