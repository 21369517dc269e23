package ambiguity_test

import (
	"flag"
	"os"
	"testing"

	"example.com/billingrules/ambiguity"
	"example.com/billingrules/policy"
)

var update = flag.Bool("update", false, "write docs/ambiguities.md")

// The document in docs is up to date: go test ./ambiguity -run TestReport -update rewrites it.
func TestReport(t *testing.T) {
	ed := policy.Europe2024()
	found, err := ambiguity.Analyze(ed)
	made, reportErr := ambiguity.Report(ed, found)
	if err != nil || reportErr != nil {
		t.Fatal(err, reportErr)
	}
	const path = "../docs/ambiguities.md"
	if *update {
		if err := os.WriteFile(path, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stands, err := os.ReadFile(path)
	if err != nil || string(stands) != made {
		t.Errorf("%s is not what is found (%v): go test ./ambiguity -run TestReport -update", path, err)
	}
}
