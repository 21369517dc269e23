package lifecycle_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// Reported by users: misspelt exempt names were accepted without an error, as offerings with stages.
func TestNew_ReportedNames(t *testing.T) {
	data, err := os.ReadFile("testdata/reported/exempt-names.json")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	if err := json.Unmarshal(data, &names); err != nil || len(names) != 8 {
		t.Fatalf("%d names, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(fmt.Sprintf("%q", name), func(t *testing.T) {
			meant := "Autodesk Docs"
			if strings.HasPrefix(name, "Build") {
				meant = "Autodesk Build 500"
			}
			f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
			f.Offering = name
			_, err := lifecycle.New(europe, f)
			want := fmt.Sprintf("lifecycle.New: offering %q: is not known: %q was probably meant", name, meant)
			if err == nil || err.Error() != want || !errors.Is(err, billingrules.ErrUnknown) {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}
