package strict_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/strict"
)

type thing struct {
	Name  string
	Count int
	Parts []thing
	Of    *thing
	Extra map[string]string
}

// picky refuses everything as a bad input of its own.
type picky struct{}

func (*picky) UnmarshalJSON([]byte) error { return input.Missing("p.F", "x") }

func TestDecode(t *testing.T) {
	for text, want := range map[string]string{
		`{"name": "a", "count": 3, "parts": [{"name": "name"}, {"name": "b"}], "of": {"name": "name", "count": 1}}`: "",
		`{"extra": {"name": "x", "count": "name"}, "name": "extra"}`:                                                "",
		`null`:                       "",
		`{"name": "a", "name": "b"}`: "op.F: name: stands twice",
		`{"name": "a", "Name": "b"}`: "op.F: Name: stands twice",
		`{"parts": [{}, {"count": 1, "count": 2}]}`: "op.F: count: stands twice",
		`{"of": {"of": {}, "of": {}}}`:              "op.F: of: stands twice",
		`{"extra": {"a": "b", "a": "b"}}`:           "op.F: a: stands twice",
		`{"nam": "a"}`:                              `op.F: thing: cannot be read: json: unknown field "nam"`,
		`{"count": "3"}`:                            "op.F: thing: cannot be read: json: cannot unmarshal",
		`{`:                                         "op.F: thing: cannot be read: unexpected EOF",
		``:                                          "op.F: thing: cannot be read: EOF",
		`[]`:                                        "op.F: thing: cannot be read: json: cannot unmarshal",
	} {
		var into thing
		err := strict.Decode("op.F", "thing", []byte(text), &into)
		if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	if err := strict.Decode("op.F", "thing", []byte(`{}`), new(picky)); !errors.Is(err, input.ErrMissing) || err.Error() != "p.F: x: is missing" {
		t.Error(err)
	}
	for _, text := range []string{`3`, `"text"`, `["a", "a"]`} { // what is no object has no keys
		if err := strict.Decode("op.F", "thing", []byte(text), new(any)); err != nil {
			t.Error(err)
		}
	}
}
