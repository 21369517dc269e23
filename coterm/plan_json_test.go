package coterm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/coterm"
)

// A plan of three moves, one of them aligned by a step and one without, in which tests change a piece of text.
const (
	zeroEuro = `{"amount":"0.00","currency":"EUR"}`
	goodStep = `{"day":"2025-09-01","do":"renew","rule":"renewal.window","renewal":"2026-10-01","seats":1,` +
		`"amount":` + zeroEuro + `,"srp":` + zeroEuro + `}`
	goodPlan = `{"renewal":"2026-10-01","aligned":2,"unaligned":1,"cost":` + zeroEuro + `,"renewing":` + zeroEuro +
		`,"beyond":` + zeroEuro + `,"moves":[` +
		`{"id":"S-1","aligned":true,"from":"2025-10-01","steps":[` + goodStep + `],"cost":` + zeroEuro +
		`,"renewing":` + zeroEuro + `},` +
		`{"id":"S-2","aligned":false,"refused":` + goodRefusal + `},` +
		`{"id":"z-3","aligned":true,"from":"2026-10-01","cost":` + zeroEuro + `,"renewing":` + zeroEuro + `}]}`
	goodRefusal = `{"allowed":false,"rule":"coterm.monthly","asked":"2025-09-01",` +
		`"edition":"b08f05981627f041a4cc82db0b953756"}`
)

// planText is a change to the text of a plan, and the one field that it makes bad.
type planText struct {
	old, new string
	field    string
	is       error
}

func holdPlanTexts(t *testing.T, tests map[string]planText) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(goodPlan, tt.old) {
				t.Fatalf("the plan has no %s", tt.old)
			}
			var read coterm.Plan
			err := json.Unmarshal([]byte(strings.Replace(goodPlan, tt.old, tt.new, 1)), &read)
			faults := billingrules.InputErrors(err)
			if !errors.Is(err, tt.is) || len(faults) != 1 || faults[0].Field != tt.field {
				t.Errorf("got %v, want %s", err, tt.field)
			}
			if read.Moves != nil {
				t.Errorf("it was read as %v", read)
			}
		})
	}
}

// A plan that says nothing, or contradicts its moves, cannot be read: each fault is reported with its path.
func TestPlanJSON_Refused(t *testing.T) {
	holdPlanTexts(t, map[string]planText{
		"unaligned left out": {`"unaligned":1,`, "", "unaligned", billingrules.ErrConflict},
		"without a date":     {`"renewal":"2026-10-01","aligned":2`, `"aligned":2`, "renewal", billingrules.ErrMissing},
		"without its cost":   {`"cost":` + zeroEuro, `"cost":null`, "cost", billingrules.ErrMissing},
		"without renewing":   {`"renewing":` + zeroEuro + ",", "", "renewing", billingrules.ErrMissing},
		"without beyond":     {`"beyond":` + zeroEuro + ",", "", "beyond", billingrules.ErrMissing},
		"one too many":       {`"aligned":2`, `"aligned":3`, "aligned", billingrules.ErrConflict},
		"a negative number":  {`"unaligned":1`, `"unaligned":-1`, "unaligned", billingrules.ErrConflict},
	})
}

func TestPlanJSON_RefusedMoves(t *testing.T) {
	holdPlanTexts(t, map[string]planText{
		"a move without ID": {`"id":"S-2",`, "", "moves[1].id", billingrules.ErrMissing},
		"two moves of one":  {`"id":"S-2"`, `"id":"S-1"`, "moves[1].id", billingrules.ErrConflict},
		"an ID of 201 bytes": {
			`"id":"S-2"`, `"id":"` + strings.Repeat("x", 201) + `"`, "moves[1].id", billingrules.ErrRange,
		},
		"an ID of two lines":    {`"id":"S-2"`, `"id":"S\n2"`, "moves[1].id", billingrules.ErrSyntax},
		"an ID that ends blank": {`"id":"S-2"`, `"id":"S-2 "`, "moves[1].id", billingrules.ErrSyntax},
		"an ID that is no text": {`"id":"S-2"`, `"id":2`, "moves[1].id", billingrules.ErrSyntax},
		"a refusal of nothing": {
			goodRefusal, `{"rule":"","asked":""}`, "moves[1].refused.edition", billingrules.ErrMissing,
		},
		"no refusal": {`,"refused":` + goodRefusal, "", "moves[1].refused", billingrules.ErrMissing},
		"a refusal that is a yes": {
			`"allowed":false`, `"allowed":true,"window":{"firstDay":"2025-07-03","lastDay":"2025-09-30"}`,
			"moves[1].refused", billingrules.ErrConflict,
		},
		"not sorted": {`"id":"S-2"`, `"id":"S-0"`, "moves[1].id", billingrules.ErrConflict},
	})
}

// An ID that is there twice is told from one that is out of order.
func TestPlanJSON_WhyAnID(t *testing.T) {
	for id, want := range map[string]string{
		"S-1": `coterm.Plan.UnmarshalJSON: moves[1].id "S-1": is a duplicate`,
		"S-0": `coterm.Plan.UnmarshalJSON: moves[1].id "S-0": must come before S-1: moves are sorted by ID`,
	} {
		t.Run(id, func(t *testing.T) {
			var read coterm.Plan
			err := json.Unmarshal([]byte(strings.Replace(goodPlan, `"id":"S-2"`, `"id":"`+id+`"`, 1)), &read)
			if err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

func TestPlanJSON_RefusedSteps(t *testing.T) {
	holdPlanTexts(t, map[string]planText{
		"a step without day": {`"day":"2025-09-01",`, "", "moves[0].steps[0].day", billingrules.ErrMissing},
		"a step of nothing":  {`"do":"renew",`, "", "moves[0].steps[0].do", billingrules.ErrMissing},
		"a step by no rule":  {`"rule":"renewal.window",`, "", "moves[0].steps[0].rule", billingrules.ErrMissing},
		"a step by another rule": {
			"renewal.window", "renewal.windox", "moves[0].steps[0].rule", billingrules.ErrUnknown,
		},
		"an early first renewal by the rule of late ones": {
			"renewal.window", "renewal.late", "moves[0].steps[0].rule", billingrules.ErrConflict,
		},
		"a first step from no date": {`"from":"2025-10-01",`, "", "moves[0].from", billingrules.ErrMissing},
		"a step to no date": {
			`,"renewal":"2026-10-01","seats"`, `,"seats"`, "moves[0].steps[0].renewal", billingrules.ErrMissing,
		},
		"fewer than no seats": {`"seats":1`, `"seats":-1`, "moves[0].steps[0].seats", billingrules.ErrRange},
	})
}

// The valid side of the limits that make a plan bad.
func TestPlanJSON_Good(t *testing.T) {
	for name, id := range map[string]string{"unchanged": "S-2", "an ID of 200 bytes": strings.Repeat("x", 200)} {
		t.Run(name, func(t *testing.T) {
			var read coterm.Plan
			err := json.Unmarshal([]byte(strings.Replace(goodPlan, `"id":"S-2"`, `"id":"`+id+`"`, 1)), &read)
			if err != nil || len(read.Moves) != 3 || read.Moves[1].ID != id {
				t.Errorf("read as %v, %v", read, err)
			}
		})
	}
}

func TestPlanJSON_EmptyIsRefused(t *testing.T) {
	for _, text := range []string{"{}", "null"} {
		for _, into := range []any{new(coterm.Plan), new(coterm.Move), new(coterm.Step)} {
			t.Run(fmt.Sprintf("%s into %T", text, into), func(t *testing.T) {
				if err := json.Unmarshal([]byte(text), into); !errors.Is(err, billingrules.ErrMissing) {
					t.Error(err)
				}
			})
		}
	}
}
