package policy_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

func TestEditionsAreListedOldestFirst(t *testing.T) {
	var names []string
	last := calendar.Date{}
	for ed := range policy.Editions() {
		names = append(names, ed.Name())
		if ed.InForce().Before(last) {
			t.Errorf("%s is older than the one before", ed.Name())
		}
		last = ed.InForce()
	}
	if want := []string{"NorthAmerica2024", "Europe2024", "Europe2025"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	for range policy.Editions() {
		break // a caller may stop
	}
}

func TestEditionOn_Region(t *testing.T) {
	first := calendar.MustParseDate("2024-09-16")
	for region, want := range map[policy.Region]string{
		policy.Europe:       "Europe2024",
		policy.NorthAmerica: "NorthAmerica2024",
	} {
		t.Run(want, func(t *testing.T) {
			ed, err := policy.EditionOn(region, first)
			if err != nil || ed.Name() != want || ed.Region() != region {
				t.Errorf("EditionOn(%q) = %s, %v", region, ed, err)
			}
		})
	}
	for region, want := range map[policy.Region]error{
		"": billingrules.ErrMissing, "Asia": billingrules.ErrUnknown,
		"europe": billingrules.ErrUnknown,
	} {
		t.Run(fmt.Sprint(region), func(t *testing.T) {
			ed, err := policy.EditionOn(region, first)
			if !errors.Is(err, want) || !ed.IsZero() {
				t.Errorf("EditionOn(%q) = %s, %v; want %v", region, ed, err, want)
			}
		})
	}
}

// An edition is chosen by the day of the act.
func TestEditionOn_ChoosesByTheDay(t *testing.T) {
	tests := []struct {
		name   string
		region policy.Region
		day    string
		want   string
		err    error
	}{
		{"long before", policy.Europe, "0001-01-01", "Europe2024", nil},
		{"the page's own example", policy.Europe, "2024-06-10", "Europe2024", nil},
		{"the day before the first", policy.Europe, "2024-09-15", "Europe2024", nil},
		{"its first day", policy.Europe, "2024-09-16", "Europe2024", nil},
		{"the last day before the next", policy.Europe, "2025-12-28", "Europe2024", nil},
		{"the first day of the next", policy.Europe, "2025-12-29", "Europe2025", nil},
		{"long after", policy.Europe, "9999-12-31", "Europe2025", nil},
		{"North America before", policy.NorthAmerica, "2024-06-09", "NorthAmerica2024", nil},
		{"North America", policy.NorthAmerica, "2026-01-01", "NorthAmerica2024", nil},
		{"no region", "", "2025-01-01", "", billingrules.ErrMissing},
		{"unknown region", "Asia", "2025-01-01", "", billingrules.ErrUnknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ed, err := policy.EditionOn(test.region, day(test.day))
			if ed.Name() != test.want || !errors.Is(err, test.err) || (err == nil) != (test.err == nil) {
				t.Errorf("got %s, %v", ed, err)
			}
		})
	}
	t.Run("no day", func(t *testing.T) {
		if ed, err := policy.EditionOn(policy.Europe, calendar.Date{}); !ed.IsZero() ||
			!errors.Is(err, billingrules.ErrMissing) {
			t.Errorf("got %s, %v", ed, err)
		}
	})
}

// The gate stays where it is when the way of buying changes.
func TestEditionsOfARegionHaveOneGate(t *testing.T) {
	first := map[policy.Region]calendar.Date{}
	for ed := range policy.Editions() {
		if gate, known := first[ed.Region()]; known && gate != ed.FirstDay() {
			t.Errorf("the gated rules of %s begin on %s, not on %s", ed, ed.FirstDay(), gate)
		}
		first[ed.Region()] = ed.FirstDay()
	}
}

// edition.gate: the first day itself is under the edition.
func TestGateOpensOnItsFirstDay(t *testing.T) {
	tests := []struct {
		ed      policy.Edition
		ordered string
		want    bool
	}{
		{policy.Europe2024(), "2024-09-15", false},
		{policy.Europe2024(), "2024-09-16", true},
		{policy.Europe2024(), "2024-09-17", true},
		{policy.Europe2024(), "9999-12-31", true},
		{policy.Europe2024(), "0001-01-01", false},
		{policy.Europe2024(), "2024-06-10", false}, // the page's own example
		{policy.NorthAmerica2024(), "2024-06-09", false},
		{policy.NorthAmerica2024(), "2024-06-10", true},
		{policy.Edition{}, "2024-09-16", false},
	}
	for _, test := range tests {
		t.Run(test.ordered, func(t *testing.T) {
			if got := test.ed.Covers(calendar.MustParseDate(test.ordered)); got != test.want {
				t.Errorf("%s covers %s: %v", test.ed, test.ordered, got)
			}
		})
	}
	if policy.Europe2024().Covers(calendar.Date{}) {
		t.Error("no date is covered")
	}
}
