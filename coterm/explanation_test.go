package coterm_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/coterm"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func ExamplePlan_Explanation() {
	x, err := plans()[0].Explanation(policy.Europe2024())
	fmt.Println(x.Asks, x.Value, err)
	for _, move := range x.Parts {
		fmt.Println(move.Asks, move.Value)
		for _, step := range move.Parts {
			fmt.Println("  ", step.Asks, step.Value, step.Rules[0].Rule, len(step.Parts))
		}
	}
	// Output:
	// common renewal date 2026-10-01 <nil>
	// AutoCAD EUR 6435.00
	//    renew on 2025-10-10 EUR 6435.00 renewal.late 0
	// Revit EUR 8699.70
	//    extend on 2025-10-10 EUR 8699.70 coterm.extend-annual 1
}

// A free step says so, and a member that stays where it is says why.
func TestPlanExplanation_FreeAndRefused(t *testing.T) {
	p := plans()[0]
	p.Moves = []coterm.Move{
		{ID: "A", Aligned: true, Steps: []coterm.Step{{Do: coterm.StepSwitchTerm, Rule: rule.CotermSwitchTermFirst}}},
		{ID: "B", Refused: policy.Decision{Rule: rule.CotermMonthly}},
	}
	x, err := p.Explanation(policy.Europe2024())
	if err != nil || x.Parts[0].Parts[0].Value != "free of charge" || x.Parts[1].Value != "is not aligned" ||
		x.Parts[1].Rules[0].Rule != rule.CotermMonthly {
		t.Errorf("%s, %v", x, err)
	}
}

func TestPlanExplanation_Refused(t *testing.T) {
	p := plans()[0]
	_, err := p.Explanation(policy.NorthAmerica2024())
	if list := billingrules.InputErrors(err); len(list) != 1 || list[0].Field != "moves[1].steps[0].charge.edition" {
		t.Error(err)
	}
	if _, err := p.Explanation(policy.Edition{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
}
