package lifecycle_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// A wrong route is refused with the route that the action has, or in words if it has none.
func TestActions_RouteThatWasMeant(t *testing.T) {
	all := testkit.Must(json.Marshal(annual(t, "2024-10-01").On(day("2025-08-01")).Actions()))
	for path, tt := range map[string]struct {
		value any
		want  string
	}{
		"decisions.renew.route":        {"partner", "partner: must not be set"},
		"decisions.extend.route":       {"self-service", "self-service: must be partner"},
		"decisions.reduce-seats.route": {testkit.Absent{}, "Route(0): must be self-service"},
		"decisions.change-term.route":  {"partner", "partner: must be self-service"},
	} {
		t.Run(path, func(t *testing.T) {
			err := json.Unmarshal(testkit.Must(testkit.Tamper(all, path, tt.value)), new(lifecycle.Actions))
			if want := "lifecycle.Actions.UnmarshalJSON: " + path; err == nil || err.Error() != want+" "+tt.want {
				t.Errorf("got %v, want %s %s", err, want, tt.want)
			}
		})
	}
}
