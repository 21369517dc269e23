package conformance_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
)

// question is one case; README.md says what its keys are.
type question struct {
	ID      string          `json:"id"`
	Rule    rule.ID         `json:"rule"`
	Edition string          `json:"edition"`
	Policy  json.RawMessage `json:"policy,omitempty"`
	Ask     string          `json:"ask"`
	Given   json.RawMessage `json:"given"`
	Expect  json.RawMessage `json:"expect"`
}

// answers says how the library is asked; every file of answers adds its own.
func answers() map[string]answer {
	all := map[string]answer{}
	for _, some := range []map[string]answer{dates(), prices(), lives(), seats(), returns(), commerce()} {
		for ask, a := range some {
			all[ask] = a
		}
	}
	return all
}

// answer answers one question under an edition, in values that encoding/json writes as README.md has them.
type answer func(ed policy.Edition, given json.RawMessage) (any, error)

// asked makes an answer from a function of facts in their own type, which are read strictly. An input error can be an
// answer too.
func asked[T any](f func(ed policy.Edition, given T) (any, error)) answer {
	return func(ed policy.Edition, data json.RawMessage) (any, error) {
		var given T
		var got any
		err := decode(data, &given)
		if err == nil {
			got, err = f(ed, given)
		}
		if field := badInput(err); field != "" {
			return object{"bad": field}, nil
		}
		return got, err
	}
}

// badInput returns the field that an error finds bad, if it is the only one and a case can ask about it; otherwise an
// empty text.
func badInput(err error) string {
	all := billingrules.InputErrors(err)
	if len(all) != 1 {
		return ""
	}
	field := all[0].Field[strings.LastIndex(all[0].Field, ".")+1:]
	why, ok := map[string]error{
		"offering": billingrules.ErrUnknown, "ordered": billingrules.ErrRange, "taxes": billingrules.ErrRange,
		"srp": money.ErrWithdrawn, "total": money.ErrWithdrawn,
		"tax": billingrules.ErrConflict, "returnedNet": billingrules.ErrConflict,
		"returnedTax": billingrules.ErrConflict,
	}[field]
	if ok && errors.Is(all[0], why) {
		return field
	}
	return ""
}

func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// object is the form in which an answer is written.
type object map[string]any

// refusedBy returns the answer that stands for a refusal; any other error is returned as it is.
func refusedBy(err error) (any, error) {
	var refusal *policy.Refusal
	if errors.As(err, &refusal) {
		return object{"refused": refusal.Decision.Rule}, nil
	}
	return nil, err
}

// edition finds an edition by its name and applies the changes, if there are any.
func edition(name string, changes json.RawMessage) (policy.Edition, error) {
	for ed := range policy.Editions() {
		if ed.Name() != name {
			continue
		}
		if len(changes) == 0 {
			return ed, nil
		}
		return policy.DecodeEdition(bytes.NewReader(changes), ed)
	}
	return policy.Edition{}, fmt.Errorf("%q is no edition", name)
}

// check puts a question to the library and says how the answer differs, or what went wrong.
func check(all map[string]answer, q question) string {
	a, ok := all[q.Ask]
	if !ok {
		return "nobody answers " + q.Ask
	}
	ed, err := edition(q.Edition, q.Policy)
	if err != nil {
		return err.Error()
	}
	got, err := a(ed, q.Given)
	if err != nil {
		return err.Error()
	}
	written, err := json.Marshal(got)
	if err != nil {
		return err.Error()
	}
	var is, want any
	if err := json.Unmarshal(written, &is); err != nil {
		return err.Error()
	}
	if err := json.Unmarshal(q.Expect, &want); err != nil {
		return err.Error()
	}
	if diff := cmp.Diff(want, is); diff != "" {
		return "(-want +got):\n" + diff
	}
	return ""
}

func read(t *testing.T, path string) []question {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []question }
	if err := decode(data, &file); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return file.Cases
}

func files(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("*.json")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, path := range all {
		if path != "schema.json" {
			paths = append(paths, path)
		}
	}
	if len(paths) < 6 {
		t.Fatalf("only %d files", len(paths))
	}
	return paths
}

func TestCases(t *testing.T) {
	all := answers()
	for _, path := range files(t) {
		for _, q := range read(t, path) {
			if problem := check(all, q); problem != "" {
				t.Errorf("%s: %s %s: %s", path, q.ID, q.Given, problem)
			}
		}
	}
}

// A runner that is told what is wrong says so.
func TestWrongExpectationsAreFound(t *testing.T) {
	all := answers()
	good := question{
		Edition: "Europe2024", Ask: "standard-days",
		Given: json.RawMessage(`{"term":"annual"}`), Expect: json.RawMessage(`{"days":365}`),
	}
	if problem := check(all, good); problem != "" {
		t.Error(problem)
	}
	for name, change := range map[string]func(*question){
		"another value":      func(q *question) { q.Expect = json.RawMessage(`{"days":366}`) },
		"a key too many":     func(q *question) { q.Expect = json.RawMessage(`{"days":365,"months":12}`) },
		"a key too few":      func(q *question) { q.Expect = json.RawMessage(`{}`) },
		"an unknown fact":    func(q *question) { q.Given = json.RawMessage(`{"term":"annual","srp":"EUR 1.00"}`) },
		"an unknown word":    func(q *question) { q.Given = json.RawMessage(`{"term":"yearly"}`) },
		"an unknown ask":     func(q *question) { q.Ask = "days" },
		"an unknown edition": func(q *question) { q.Edition = "Asia2024" },
		"an unknown reading": func(q *question) { q.Policy = json.RawMessage(`{"proration":{"dayCounts":"actual"}}`) },
	} {
		t.Run(name, func(t *testing.T) {
			bad := good
			change(&bad)
			if check(all, bad) == "" {
				t.Errorf("%s passes", name)
			}
		})
	}
}
