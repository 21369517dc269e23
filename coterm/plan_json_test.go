package coterm_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/coterm"
)

// A plan that says nothing, or contradicts its moves, is not read: each fault by its path.
func TestPlanJSON_Refused(t *testing.T) {
	const (
		euro = `{"amount":"0.00","currency":"EUR"}`
		step = `{"day":"2025-09-01","do":"renew","rule":"renewal.window","renewal":"2026-10-01","seats":1,` +
			`"amount":` + euro + `,"srp":` + euro + `}`
		good = `{"renewal":"2026-10-01","aligned":1,"unaligned":1,"cost":` + euro + `,"renewing":` + euro +
			`,"beyond":` + euro + `,"moves":[{"id":"S-1","aligned":true,"steps":[` + step + `],"cost":` + euro +
			`,"renewing":` + euro + `},` +
			`{"id":"S-2","aligned":false}]}`
	)
	for name, tt := range map[string]struct {
		old, new string
		field    string
		is       error
	}{
		"good":               {"", "", "", nil},
		"unaligned left out": {`"unaligned":1,`, "", "unaligned", billingrules.ErrConflict},
		"without a date":     {`"renewal":"2026-10-01","aligned":1`, `"aligned":1`, "renewal", billingrules.ErrMissing},
		"without its cost":   {`"cost":` + euro, `"cost":null`, "cost", billingrules.ErrMissing},
		"without renewing":   {`"renewing":` + euro + ",", "", "renewing", billingrules.ErrMissing},
		"without beyond":     {`"beyond":` + euro + ",", "", "beyond", billingrules.ErrMissing},
		"one too many":       {`"aligned":1`, `"aligned":2`, "aligned", billingrules.ErrConflict},
		"a negative number":  {`"unaligned":1`, `"unaligned":-1`, "unaligned", billingrules.ErrConflict},
		"a move without ID":  {`"id":"S-2",`, "", "moves[1].id", billingrules.ErrMissing},
		"two moves of one":   {`"id":"S-2"`, `"id":"S-1"`, "moves[1].id", billingrules.ErrConflict},
		"an ID of 200 bytes": {`"id":"S-2"`, `"id":"` + strings.Repeat("x", 200) + `"`, "", nil},
		"an ID of 201 bytes": {
			`"id":"S-2"`, `"id":"` + strings.Repeat("x", 201) + `"`, "moves[1].id", billingrules.ErrRange,
		},
		"an ID of two lines":    {`"id":"S-2"`, `"id":"S\n2"`, "moves[1].id", billingrules.ErrSyntax},
		"an ID that ends blank": {`"id":"S-2"`, `"id":"S-2 "`, "moves[1].id", billingrules.ErrSyntax},
		"an ID that is no text": {`"id":"S-2"`, `"id":2`, "moves[1].id", billingrules.ErrSyntax},
		"a step without day":    {`"day":"2025-09-01",`, "", "moves[0].steps[0].day", billingrules.ErrMissing},
		"a step of nothing":     {`"do":"renew",`, "", "moves[0].steps[0].do", billingrules.ErrMissing},
		"a step by no rule":     {`"rule":"renewal.window",`, "", "moves[0].steps[0].rule", billingrules.ErrMissing},
		"a step by another rule": {
			"renewal.window", "renewal.windox", "moves[0].steps[0].rule", billingrules.ErrUnknown,
		},
		"a step to no date": {
			`,"renewal":"2026-10-01","seats"`, `,"seats"`, "moves[0].steps[0].renewal", billingrules.ErrMissing,
		},
		"fewer than no seats": {`"seats":1`, `"seats":-1`, "moves[0].steps[0].seats", billingrules.ErrRange},
		"a refusal of nothing": {
			`"id":"S-2","aligned":false`, `"id":"S-2","aligned":false,"refused":{"rule":"","asked":""}`,
			"moves[1].refused.edition", billingrules.ErrMissing,
		},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(good, tt.old, tt.new, 1)
			var read coterm.Plan
			err := json.Unmarshal([]byte(text), &read)
			faults := billingrules.InputErrors(err)
			switch {
			case tt.is == nil && (err != nil || len(read.Moves) != 2):
				t.Errorf("got %v", err)
			case tt.is != nil && (!errors.Is(err, tt.is) || len(faults) != 1 || faults[0].Field != tt.field):
				t.Errorf("got %v, want %s", err, tt.field)
			case tt.is != nil && read.Moves != nil:
				t.Errorf("it was read as %v", read)
			}
		})
	}
	for _, text := range []string{"{}", "null"} {
		for _, into := range []any{new(coterm.Plan), new(coterm.Move), new(coterm.Step)} {
			if err := json.Unmarshal([]byte(text), into); !errors.Is(err, billingrules.ErrMissing) {
				t.Errorf("%s into %T: %v", text, into, err)
			}
		}
	}
}
