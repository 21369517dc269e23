package validate_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules/examples/quickstart/desk"
)

// reported is what the quickstart prints on a day with -json.
func reported(t *testing.T, args ...string) any {
	t.Helper()
	var out, problems bytes.Buffer
	if desk.Run(append(args, "-json"), &out, &problems, nil) != 0 {
		t.Fatalf("%s: %s", args, &problems)
	}
	return parsed(t, out.Bytes())
}

// What the quickstart prints with -json is valid: before the first order, on its own day, in each phase, and after the
// last cancellation.
func TestReportIsValid(t *testing.T) {
	t.Parallel()
	s, seen := schema(t, "report"), map[string]bool{}
	for _, on := range []string{
		"2022-01-01", "2024-11-26", "2025-03-01", "2025-05-12", "2025-06-01", "2025-10-10", "2026-03-20", "2028-06-01",
	} {
		value := reported(t, "-on", on)
		mark(seen, "", value)
		t.Run(on, func(t *testing.T) {
			if err := s.Validate(value); err != nil {
				t.Error(err)
			}
		})
	}
	for _, path := range []string{
		"attention[].can.remedy", "attention[].invoices[]", "invoicesDue[].restore", "plan.none",
		"plan.best.moves[].refused.rule",
		"plan.invoices[].lines[].net", "subscriptions[].noSeat.rule", "subscriptions[].oneSeat.days",
		"subscriptions[].events[].phase", "subscriptions[].return.deadline",
	} {
		t.Run(path, func(t *testing.T) {
			if !seen[path] {
				t.Errorf("%s is on none of the days", path)
			}
		})
	}
}

// So is what it prints of a first purchase that was returned, and of one that waits for its start and its payment.
func TestReportIsValid_Reported(t *testing.T) {
	t.Parallel()
	s := schema(t, "report")
	for file, on := range map[string]string{"returned": "2025-04-15", "bought-ahead": "2025-06-19"} {
		t.Run(file, func(t *testing.T) {
			name := "../../../../examples/quickstart/desk/testdata/reported/" + file + "-portfolio.json"
			if err := s.Validate(reported(t, "-on", on, "-portfolio", name)); err != nil {
				t.Error(err)
			}
		})
	}
}

// mark notes the paths of a document.
func mark(seen map[string]bool, path string, value any) {
	seen[strings.TrimPrefix(path, ".")] = true
	switch value := value.(type) {
	case map[string]any:
		for key, member := range value {
			mark(seen, path+"."+key, member)
		}
	case []any:
		for _, one := range value {
			mark(seen, path+"[]", one)
		}
	}
}

// The schema refuses a report with an unknown key, without a key that is always there, or with a value of another type.
func TestReportThatIsChanged(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../../../examples/quickstart/desk/portfolio.json")
	if err != nil {
		t.Fatal(err)
	}
	owned := parsed(t, data).(map[string]any)
	all := owned["subscriptions"].([]any)
	owned["subscriptions"] = []any{all[1], all[4]}
	small := filepath.Join(t.TempDir(), "two.json")
	if err := os.WriteFile(small, encoded(owned), 0o600); err != nil {
		t.Fatal(err)
	}
	s, value, n, done := schema(t, "report"), reported(t, "-portfolio", small), 0, map[string]bool{}
	for _, c := range changes(value) {
		place := entry.ReplaceAllString(c.path, "[]") + c.what
		if !c.wrong || done[place] {
			continue
		}
		done[place] = true
		n++
		c.change()
		if s.Validate(value) == nil {
			t.Errorf("%s, %s: the schema takes it", c.path, c.what)
		}
		c.restore()
	}
	if n < 1000 {
		t.Errorf("only %d changes", n)
	}
}
