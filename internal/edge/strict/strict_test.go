package strict_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
)

type thing struct {
	Name  string
	Count int
	Parts []thing
	Of    *thing
	Extra map[string]string
	Dated map[when]string
	Done  bool
	When  when `json:"when,omitzero"`
	Rest  picky
	Price price
	Loose loose
	base
}

// loose reads everything.
type loose struct{}

func (*loose) UnmarshalJSON([]byte) error { return nil }

// base is an embedded part of thing; its keys are among those of thing.
type base struct{ Promoted int }

// when refuses every text.
type when struct{}

func (*when) UnmarshalText(text []byte) error {
	return input.Errorf("p.G", "when", text, input.ErrSyntax, "is bad")
}

// picky refuses everything as a bad input of its own.
type picky struct{}

func (*picky) UnmarshalJSON([]byte) error { return input.Missing("p.F", "x") }

// price is a text or an object with an amount, and refuses both.
type price struct{}

func (*price) UnmarshalText([]byte) error { return nil }

func (*price) UnmarshalJSON([]byte) error {
	return input.Errorf("p.H", "amount", nil, input.ErrSyntax, "is bad")
}

func decodeAll(t *testing.T, rows map[string]string) {
	t.Helper()
	for text, want := range rows {
		t.Run(text, func(t *testing.T) {
			var into thing
			err := strict.Decode("op.F", "thing", []byte(text), &into)
			if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: %v, want %s", text, err, want)
			}
		})
	}
}

func TestDecode_Keys(t *testing.T) {
	decodeAll(t, map[string]string{
		`{"name": "a", "count": 3, "parts": [{"name": "name"}, {"name": "b"}], "of": {"name": "name", "count": 1}}`: "",
		`{"extra": {"name": "x", "count": "name"}, "name": "extra"}`:                                                "",
		`null`:                                      "",
		`{"name": "a", "name": "b"}`:                "op.F: name: is a duplicate",
		`{"name": "a", "Name": "b"}`:                "op.F: Name: is a duplicate",
		`{"parts": [], "partſ": []}`:                "op.F: partſ: is a duplicate",
		`{"partſ": 1}`:                              "op.F: partſ 1: is not a list",
		`{"parts": [], "pärts": 1}`:                 "op.F: pärts 1: is not a known key",
		`{"parts": [{}, {"count": 1, "count": 2}]}`: "op.F: parts[1].count: is a duplicate",
		`{"of": {"of": {}, "of": {}}}`:              "op.F: of.of: is a duplicate",
		`{"extra": {"a": "b", "a": "b"}}`:           "op.F: extra.a: is a duplicate",
		`{"extra": {"a": 1}}`:                       "op.F: extra.a 1: is not a text",
		`{"loose": {"a": 1, "a": 1}}`:               "op.F: loose: has a duplicate key",
		`{"extra": []}`:                             "op.F: extra []: is not an object",
		`{"dated": {"x": "y", "z": 3}}`: "op.F: dated.x \"x\": is bad\nop.F: dated.z \"z\": is bad\n" +
			"op.F: dated.z 3: is not a text",
		`{"nam": "a"}`:                      `op.F: nam "a": is not a known key`,
		`{"parts": [{"of": {"nam": [1]}}]}`: `op.F: parts[0].of.nam [1]: is not a known key`,
		`{"na\nme": 1}`:                     `op.F: "na\nme" 1: is not a known key`,
	})
}

func TestDecode_Types(t *testing.T) {
	decodeAll(t, map[string]string{
		`{"count": "3"}`: `op.F: count "3": is not a whole number`,
		`{"count": 1.5, "name": 2, "parts": {}}`: "op.F: count 1.5: is not a whole number\n" +
			"op.F: name 2: is not a text\nop.F: parts {}: is not a list",
		`{"COUNT": 1, "Parts": [null, 3]}`:         "op.F: Parts[1] 3: is not an object",
		`{"of": true, "name": null, "name": null}`: "op.F: of true: is not an object\nop.F: name: is a duplicate",
		`{"done": 1, "extra": 1}`: "op.F: done 1: is not true or false\n" +
			"op.F: extra 1: is not an object",
		`{"when": "x", "rest": {}}`: `op.F: when "x": is bad`,
		`{"when": 1}`:               `op.F: when 1: is not a text`,
		`{"when": {}}`:              `op.F: when {}: is not a text`,
		`{"price": {"amount": 1}}`:  `op.F: price.amount: is bad`,
		`{"price": {}}`:             `op.F: price: is bad`,
		`{"price": "1"}`:            `op.F: price: is bad`,
		`{"rest": {"x": 1}}`:        "op.F: rest.x: is missing",
		`{"rest": 1}`:               "op.F: rest: is missing",
		`{"promoted": "1"}`:         `op.F: promoted "1": is not a whole number`,
		`{"base": 1}`:               `op.F: base 1: is not a known key`,
		`{`:                         "op.F: thing: cannot be read: unexpected EOF",
		``:                          "op.F: thing: cannot be read: EOF",
		"\ufeff{}":                  "op.F: thing: starts with a byte order mark",
		`{} {}`: "op.F: thing: cannot be read: " +
			"invalid character '{' after top-level value",
		`[]`: "op.F: thing []: is not an object",
	})
}

func TestDecode_NoObject(t *testing.T) {
	if err := strict.Decode("op.F", "thing", []byte(`{}`), new(picky)); !errors.Is(err, input.ErrMissing) ||
		err.Error() != "op.F: x: is missing" {
		t.Error(err)
	}
	for _, text := range []string{`3`, `"text"`, `["a", "a"]`} {
		t.Run(text, func(t *testing.T) { // what is not an object has no keys
			if err := strict.Decode("op.F", "thing", []byte(text), new(any)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestInto(t *testing.T) {
	got := thing{Name: "before"}
	if err := strict.Into("op.F", "thing", []byte(`{"count": 3, "nam": "a"}`), &got); err == nil ||
		got.Name != "before" || got.Count != 0 {
		t.Errorf("%v leaves %+v", err, got)
	}
	if err := strict.Into("op.F", "thing", []byte(`{"count": 3}`), &got); err != nil || got.Name != "" ||
		got.Count != 3 {
		t.Errorf("%v, %+v", err, got)
	}
}

// outer embeds a part that reads itself, whose reader is not that of outer with KeyByKey beside it.
type outer struct {
	part
	Name string
}

type part struct{ Seats int }

func (p *part) UnmarshalJSON([]byte) error { return input.Missing("p.F", "part") }

func TestKeyByKey(t *testing.T) {
	type plain outer
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode("op.F", "outer", []byte(`{"seats":3,"name":"a"}`), &read); err != nil ||
		read.Seats != 3 || read.Name != "a" {
		t.Errorf("%v, %v", read.plain, err)
	}
	const want = "op.F: seat 3: is not a known key\nop.F: name 4: is not a text\nop.F: KeyByKey 1: is not a known key"
	err := strict.Decode("op.F", "outer", []byte(`{"seat":3,"name":4,"KeyByKey":1}`), &read)
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if err := strict.Decode("op.F", "outer", []byte(`{}`), new(outer)); err == nil {
		t.Error("the reader of the part is not that of outer")
	}
}
