package invoice_test

import (
	"encoding/json"
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// A draft that is read back makes the same invoice as before; a misspelt, misplaced or doubled key is refused by its
// path and changes nothing.
func TestDraft_UnmarshalJSON(t *testing.T) {
	stored, err := json.Marshal(draft(t))
	if err != nil {
		t.Fatal(err)
	}
	var back invoice.Draft
	if err := json.Unmarshal(stored, &back); err != nil {
		t.Fatal(err)
	}
	if inv, err := invoice.New(policy.Europe2024(), back); err != nil || !inv.Equal(made(t)) {
		t.Errorf("%s makes %v, %v", stored, inv, err)
	}
	for name, tt := range map[string]struct {
		text, fields string
		is           error
	}{
		"misspelt":        {`{"number":"1","nettTerms":"net 30"}`, "nettTerms", billingrules.ErrUnknown},
		"misspelt within": {`{"items":[{"discout":1}]}`, "items[0].discout", billingrules.ErrUnknown},
		"a bad item": {
			`{"items":[{"description":"x"},{"discout":1}]}`, "items[0].charge items[0].taxes items[1].discout",
			billingrules.ErrMissing,
		},
		"misplaced": {`{"number":"1","taxes":"21%"}`, "taxes", billingrules.ErrUnknown},
		"doubled":   {`{"number":"1","number":"2"}`, "number", billingrules.ErrConflict},
		"bad taxes": {`{"items":[{"taxes":"21"}]}`, "items[0].taxes", billingrules.ErrSyntax},
		"no object": {`[]`, "draft", billingrules.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			kept := invoice.Draft{Number: "kept"}
			if err := json.Unmarshal([]byte(tt.text), &kept); fields(err) != tt.fields || !errors.Is(err, tt.is) ||
				kept.Number != "kept" {
				t.Errorf("%v leaves %+v", err, kept)
			}
		})
	}
}
