package subs

import (
	"maps"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Editions are the published ones of each region, in the order in which they came into force: made once, since making
// one is work.
type Editions map[policy.Region][]policy.Edition

// Published returns all editions of the library.
func Published() Editions {
	all := Editions{}
	for ed := range policy.Editions() {
		all[ed.Region()] = append(all[ed.Region()], ed)
	}
	return all
}

// On returns the edition for an act on a day, as policy.EditionOn does, for a region that has one.
func (e Editions) On(region policy.Region, day calendar.Date) policy.Edition {
	found := e[region][0]
	for _, ed := range e[region][1:] {
		if !ed.InForce().After(day) {
			found = ed
		}
	}
	return found
}

// Regions returns the regions, in the order of their names.
func (e Editions) Regions() []policy.Region { return slices.Sorted(maps.Keys(e)) }

func (e Editions) names() string {
	var names []string
	for _, region := range e.Regions() {
		names = append(names, string(region))
	}
	return strings.Join(names, ", ")
}
