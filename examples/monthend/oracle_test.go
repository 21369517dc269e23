package main

import (
	"encoding/json"
	"os/exec"
	"slices"
	"testing"
)

// To the cent, the totals are those of a program in another language that shares nothing with this one.
func TestTotalsAgainstAnotherLanguage(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip(err)
	}
	in := file(t, "in.ndjson", made(t, "-n", "10000", "-seed", "77"))
	for _, day := range []string{"2025-02-28", "2025-10-31", "2026-05-01", "2027-09-15"} {
		t.Run(day, func(t *testing.T) {
			t.Parallel()
			var want struct {
				Instalments int64
				Due         []string
			}
			out, err := exec.CommandContext(t.Context(), python, "testdata/oracle.py", in, day).Output()
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(out, &want); err != nil {
				t.Fatal(err)
			}
			got := runOn(t, day, in).totals
			var due []string
			for _, a := range got.Due {
				due = append(due, a.String())
			}
			if got.Instalments != want.Instalments || got.Instalments < 100 || !slices.Equal(due, want.Due) {
				t.Errorf("%d, %v; %d, %v in the other language", got.Instalments, due, want.Instalments, want.Due)
			}
		})
	}
}
