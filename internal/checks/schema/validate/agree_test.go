package validate_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"example.com/billingrules"
)

// schema compiles a schema from docs/schema.
func schema(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("../../../../docs/schema/" + file + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// draws is how many times documents of a kind are drawn, the same ones each time.
const draws = 8

// What the library writes is valid under the schema, and the library reads it.
func TestWhatIsWrittenIsValid(t *testing.T) {
	for _, d := range documents() {
		t.Run(d.file, func(t *testing.T) {
			t.Parallel()
			s, n := schema(t, d.file), 0
			for seed := range draws {
				for _, value := range rapid.Custom(d.draw).Example(seed) {
					n++
					data := encoded(value)
					if err := errors.Join(s.Validate(parsed(t, data)), d.read(data)); err != nil {
						t.Errorf("%s is written: %v", data, err)
					}
				}
			}
			if n < draws {
				t.Errorf("only %d documents", n)
			}
		})
	}
}

// If a document is changed in one place, the reader refuses whatever the schema refuses, so whatever the reader takes
// is valid. The schema refuses each unknown key, each value of another type, and each text that does not have the form
// of the texts in its place.
func TestWhatIsReadIsValid(t *testing.T) {
	for _, d := range documents() {
		t.Run(d.file, func(t *testing.T) {
			t.Parallel()
			s, n, done := schema(t, d.file), 0, map[string]int{}
			without := map[string]bool{} // the keys that the reader did without
			for seed := range draws {
				all := rapid.Custom(d.draw).Example(seed)
				if len(all) == 0 {
					continue
				}
				value := parsed(t, encoded(all[seed%len(all)]))
				for _, c := range changes(value) {
					place := entry.ReplaceAllString(c.path, "[]") + c.what
					if done[place]++; done[place] > c.often {
						continue // the result is the same for every entry of a list
					}
					n++
					c.change()
					d.compare(t, s, c, value)
					if c.what == "left out" && d.read(encoded(value)) == nil {
						without[entry.ReplaceAllString(c.path, "[]")] = true
					}
					c.restore()
				}
			}
			for _, key := range d.notDemanded {
				if !without[key] {
					t.Errorf("%s is always written and never read without: the schema can require it", key)
				}
			}
			if n < 150 {
				t.Errorf("only %d changes", n)
			}
		})
	}
}

// entry matches the number of an entry in a path.
var entry = regexp.MustCompile(`\[[0-9]+\]`)

// compare checks that the schema and the reader agree about a changed document.
func (d document) compare(t *testing.T, s *jsonschema.Schema, c change, value any) {
	t.Helper()
	data := encoded(value)
	invalid, refused := s.Validate(value), d.read(data)
	switch {
	case invalid != nil && refused == nil && !c.lenient:
		t.Errorf("%s, %s: the schema refuses it and the reader does not: %v\n%s", c.path, c.what, invalid, data)
	case invalid == nil && c.wrong:
		t.Errorf("%s, %s: the schema takes it\n%s", c.path, c.what, data)
	case invalid == nil && c.text && notOfItsForm(refused, c.path):
		t.Errorf("%s, %s: the schema takes it and the reader does not: %v", c.path, c.what, refused)
	}
}

// notOfItsForm reports whether a reader refuses a text itself, not only in combination with others.
func notOfItsForm(refused error, path string) bool {
	return slices.ContainsFunc(billingrules.InputErrors(refused), func(e *billingrules.InputError) bool {
		return e.Field == path && (errors.Is(e, billingrules.ErrUnknown) || errors.Is(e, billingrules.ErrSyntax))
	})
}

// change is a change of a document in one place.
type change struct {
	path, what      string
	change, restore func()

	often   int  // how many times it is tried in one place
	wrong   bool // it cannot be valid: another type, or an unknown key
	lenient bool // it stands for a missing key: a reader takes it if it can do without the key
	text    bool // it is a text in place of another
}

// substitutes are the values to put in place of another.
func substitutes() []any {
	return []any{
		nil, true, json.Number("-1"), json.Number("1.5"), json.Number("0"), "", "no such text", "2025-02-30",
		"2025-6-1",
		"1e3", "+1.00", "007.00", "1.", "EUR", "eur", "ANNUAL", "net 030", "21",
		[]any{},
		map[string]any{},
	}
}

// changes are all changes of a document.
func changes(value any) []change {
	var all []change
	switch value := value.(type) {
	case map[string]any:
		for key, member := range value {
			all = append(all,
				change{
					path: key, what: "left out", often: 8, change: func() { delete(value, key) },
					restore: func() { value[key] = member },
				},
				change{
					path: key, what: "misspelt", often: 1, wrong: true,
					change:  func() { delete(value, key); value[key+"x"] = member },
					restore: func() { delete(value, key+"x"); value[key] = member },
				})
			all = append(all, replaced(member, key, func(v any) { value[key] = v })...)
		}
	case []any:
		for i, entry := range value {
			all = append(all, replaced(entry, "["+strconv.Itoa(i)+"]", func(v any) { value[i] = v })...)
		}
	}
	return all
}

// replaced lists the changes of a value inside another one, and of everything in it.
func replaced(value any, at string, set func(any)) []change {
	var all []change
	for _, other := range substitutes() {
		all = append(all, change{
			path: at, what: string(encoded(other)), often: 1, change: func() { set(other) },
			restore: func() { set(value) },
			wrong:   kind(other) != kind(value),
			lenient: slices.Contains([]string{"null", `""`, "{}"}, string(encoded(other))),
			text:    kind(other) == "text",
		})
	}
	for _, c := range changes(value) {
		if c.path[0] != '[' {
			c.path = "." + c.path
		}
		c.path = at + c.path
		all = append(all, c)
	}
	return all
}

// kind is the type of a value in JSON, where a number that is not whole has a type of its own.
func kind(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "text"
	case json.Number:
		if _, err := value.Int64(); err != nil {
			return "fraction"
		}
		return "number"
	case []any:
		return "list"
	}
	return "object"
}

// encoded is a document as JSON.
func encoded(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return data
}

func parsed(t *testing.T, data []byte) any {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return value
}
