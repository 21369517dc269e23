package lifecycle_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// A status that says more than its day has a rule, and package rule knows it.
func TestStatus_UnmarshalJSON(t *testing.T) {
	const rest = `"provisional":false,"ended":false,"overdue":false,"prepay":false}`
	for text, field := range map[string]string{
		`{}`:                          "day rule",
		`{"day":"2025-01-01",` + rest: "",
		`{"day":"2025-01-01","phase":"active",` + rest:                        "rule",
		`{"day":"2025-01-01","phase":"active","rule":"lapse.start",` + rest:   "",
		`{"day":"2025-01-01","phase":"active","rule":"no.such.rule",` + rest:  "rule",
		`{"day":"2025-01-01","phase":"active","rules":"lapse.start",` + rest:  "rules",
		`{"day":"","phase":"active","rule":"lapse.start",` + rest:             "day",
		`{"phase":"active","rule":"lapse.start","renewal":"2025-10-01"` + "}": "day",
	} {
		t.Run(text, func(t *testing.T) {
			var s lifecycle.Status
			if err := json.Unmarshal([]byte(text), &s); testkit.Fields(err) != field {
				t.Errorf("%v, want %q", err, field)
			}
		})
	}
}
