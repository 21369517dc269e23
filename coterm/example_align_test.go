package coterm_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/money"
)

// plans are the plans for two subscriptions, one of which has ended and is renewed late.
func plans() []coterm.Plan {
	const today = "2025-10-10"
	list, err := coterm.Align(coterm.Portfolio{
		Horizon: calendar.MustParseDate("2027-12-31"), Plans: 10,
		Members: []coterm.Member{
			{
				ID: "AutoCAD", View: owned("AutoCAD", calendar.Annual, "2024-10-01", today),
				SRP: money.MustParseAmount("EUR 2145.00"),
			},
			{
				ID: "Revit", View: owned("Revit", calendar.Annual, "2024-11-18", today),
				SRP: money.MustParseAmount("EUR 3339.00"),
			},
		},
	})
	if err != nil {
		panic(err)
	}
	return list
}

func ExampleAlign() {
	for _, plan := range plans() {
		fmt.Println(plan)
	}
	// Output:
	// 2026-10-01: 2 aligned, 0 not; EUR 15134.70, EUR 0.00 beyond renewing
	// 2026-11-18: 2 aligned, 0 not; EUR 17298.25, EUR 0.00 beyond renewing
	// 2027-10-01: 2 aligned, 0 not; EUR 31586.70, EUR 0.00 beyond renewing
	// 2027-11-18: 2 aligned, 0 not; EUR 33750.25, EUR 0.00 beyond renewing
}

// A plan with its moves is data: it can be stored and read back.
func ExamplePlan() {
	plan := plans()[0]
	text, err := json.Marshal(plan)
	if err != nil {
		panic(err)
	}
	var read coterm.Plan
	if err := json.Unmarshal(text, &read); err != nil {
		panic(err)
	}
	fmt.Println(read.Equal(plan))
	for _, m := range read.Moves {
		fmt.Println(m.ID, m.Cost, len(m.Steps))
	}
	// Output:
	// true
	// AutoCAD EUR 6435.00 1
	// Revit EUR 8699.70 1
}

func ExamplePlan_Equal() {
	list := plans()
	fmt.Println(list[0].Equal(plans()[0]), list[0].Equal(list[1]))
	// Output: true false
}

func ExamplePlan_Explain() {
	fmt.Println(plans()[0].Explain())
	// Output:
	// 2026-10-01: 2 aligned, 0 not; EUR 15134.70, EUR 0.00 beyond renewing
	// AutoCAD: 2025-10-10 renew until 2026-10-01: EUR 2145.00 × 3 = 6435.00
	// Revit: 2025-10-10 extend to 2026-10-01: EUR 3339.00 ÷ 365 × 317 days × 3 seats = 8699.6958… → 8699.70 (half up)
}

func ExamplePlan_String() {
	fmt.Println(plans()[1].String())
	// Output: 2026-11-18: 2 aligned, 0 not; EUR 17298.25, EUR 0.00 beyond renewing
}

func ExampleMove_Equal() {
	moves := plans()[0].Moves
	fmt.Println(moves[0].Equal(plans()[0].Moves[0]), moves[0].Equal(moves[1]))
	// Output: true false
}

func ExampleMove_String() {
	fmt.Println(plans()[0].Moves[1].String())
	// Output:
	// Revit: 2025-10-10 extend to 2026-10-01: EUR 3339.00 ÷ 365 × 317 days × 3 seats = 8699.6958… → 8699.70 (half up)
}

func ExampleStep_Equal() {
	first := plans()[0].Moves[0].Steps[0]
	later := first
	later.Day = later.Day.AddDays(1)
	fmt.Println(first.Equal(first), first.Equal(later))
	// Output: true false
}

func ExampleStep_String() {
	fmt.Println(plans()[1].Moves[0].Steps[0].String())
	// Output: 2025-10-10 renew until 2026-10-01: EUR 2145.00 × 3 = 6435.00
}

func ExampleStepKind() {
	fmt.Println(coterm.StepRenew, coterm.StepSwitchTerm, coterm.StepExtend)
	// Output: renew switch-term extend
}

func ExampleStepKind_IsValid() {
	fmt.Println(coterm.StepExtend.IsValid(), coterm.StepKind(0).IsValid())
	// Output: true false
}

func ExampleStepKind_String() {
	fmt.Println(coterm.StepSwitchTerm.String(), coterm.StepKind(9).String())
	// Output: switch-term StepKind(9)
}

func ExampleStepKind_MarshalText() {
	text, err := coterm.StepSwitchTerm.MarshalText()
	fmt.Println(string(text), err)
	// Output: switch-term <nil>
}

func ExampleStepKind_UnmarshalText() {
	var kind coterm.StepKind
	fmt.Println(kind.UnmarshalText([]byte("wait")))
	// Output: coterm.StepKind.UnmarshalText: do "wait": is not known; one of: renew, switch-term, extend
}

func ExampleStepKind_Scan() {
	var kind coterm.StepKind
	err := kind.Scan("extend")
	fmt.Println(kind, err)
	// Output: extend <nil>
}

func ExampleStepKind_Value() {
	fmt.Println(coterm.StepRenew.Value())
	// Output: renew <nil>
}

// A plan is stored as JSON and read back strictly: a step under a misspelt key would be lost.
func ExamplePlan_UnmarshalJSON() {
	var plan coterm.Plan
	err := json.Unmarshal([]byte(`{"renewal": "2026-06-10", "moves": [{"id": "S-1", "step": [{"do": "renew"}]}]}`),
		&plan)
	fmt.Println(err)
	// Output: coterm.Plan.UnmarshalJSON: moves[0].step [{"do": "renew"}]: is not a known key
}
