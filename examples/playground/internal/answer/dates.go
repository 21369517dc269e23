package answer

import (
	"fmt"

	"example.com/billingrules/lifecycle"
)

func (f facts) dates() Section {
	section := Section{ID: "dates", Title: "Timeline", Columns: []string{"What happens", "Day", "Rule"}}
	of := map[string]int{}
	for _, e := range f.events {
		id := e.What.String()
		if e.What == lifecycle.PhaseStarts {
			id = e.Phase.String()
		}
		of[id]++
		r := row(fmt.Sprintf("%s-%d", id, of[id]), happens(e), e.Day.String(), string(e.Rule))
		section.Rows = append(section.Rows, f.rests(r, "", e.Rule))
	}
	return section
}

func happens(e lifecycle.Event) string {
	switch e.What {
	case lifecycle.TermStarts:
		if e.Projected {
			return "renews by itself, as expected"
		}
		return "a term starts"
	case lifecycle.Anniversary:
		return "anniversary: an instalment is due"
	case lifecycle.WindowOpens:
		return "early renewal opens"
	case lifecycle.ChangeTakesEffect:
		return "a change takes effect: " + e.Change.String()
	case lifecycle.LastDay:
		return "the last covered day"
	case lifecycle.PhaseStarts:
		return e.Phase.String() + " starts"
	case lifecycle.PurchaseReturned:
		return "a purchase is returned"
	}
	return e.What.String()
}
