package main

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/url"
	"reflect"
	"slices"
	"strings"

	strict "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.com/billingrules/calendar"
)

// field is a key of a JSON object, and where its value goes.
type field struct {
	name   string
	into   any
	needed bool
}

// fieldsOf are the keys of a body, with ! behind those that are needed, each with its place in a structure.
func fieldsOf(structure any, keys string) (list []field) {
	v := reflect.ValueOf(structure).Elem()
	for key := range strings.FieldsSeq(keys) {
		key, needed := strings.CutSuffix(key, "!")
		for _, f := range reflect.VisibleFields(v.Type()) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name == key {
				list = append(list, field{key, v.FieldByIndex(f.Index).Addr().Interface(), needed})
			}
		}
	}
	return list
}

// readBody reads the body of a POST, which must be said to be JSON; no other request has one.
func (c *call) readBody(post bool) error {
	media, _, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	switch encoding := c.Header.Get("Content-Encoding"); {
	case !post:
	case err != nil || media != mediaJSON:
		return newProblem(notJSON, "content type %q: is not application/json", shown(c.Header.Get("Content-Type")))
	case encoding != "":
		return newProblem(notJSON, "content encoding %q: is not understood", shown(encoding))
	}
	c.body, err = io.ReadAll(c.Body)
	switch {
	case !post && (err != nil || len(c.body) > 0):
		return wrongField("body", "", "cannot be given here")
	case err != nil && !isTooLarge(err):
		return wrongField("body", "", "did not arrive whole")
	}
	return err
}

// decode reads the body, one JSON object, strictly: a key that is not known, is a duplicate, holds null or is missing
// is a mistake, and every mistake is reported at once. Keys are compared exactly; within facts they are the library's,
// which takes either case.
func (c *call) decode(structure any, keys string) error {
	var values map[string]jsontext.Value
	err := strict.Unmarshal(c.body, &values)
	var at *jsontext.SyntacticError
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName) && errors.As(err, &at):
		return wrongField(strings.Join(slices.Collect(at.JSONPointer.Tokens()), "."), "", "is a duplicate")
	case errors.As(err, &at):
		return wrongField("body", "", "is no longer JSON at byte %d: %s", at.ByteOffset, at.Err)
	case err != nil, values == nil:
		return wrongField("body", shown(string(c.body)), "is not a JSON object")
	}
	var wrong mistakes
	for _, f := range fieldsOf(structure, keys) {
		raw, ok := values[f.name]
		delete(values, f.name)
		switch {
		case !ok && f.needed:
			wrong = append(wrong, mistake{Field: f.name, Detail: "is missing"})
		case ok:
			wrong = append(wrong, decodeField(f, raw)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		wrong = append(wrong, mistake{shown(name), shown(string(values[name])), "is not a known field"})
	}
	return wrong.orNil()
}

func decodeField(f field, raw []byte) mistakes {
	if string(raw) == "null" {
		return mistakes{{f.name, "null", "is not a value: leave the field out"}}
	}
	err := json.Unmarshal(raw, f.into)
	if err == nil {
		return nil
	}
	var inner mistakes
	if _, day := f.into.(*calendar.Date); (raw[0] == '{' || raw[0] == '[') && !day {
		err = inRequest(f.name, err) // objects of its own, in which fields are named
	} else {
		err = inField(f.name, err)
	}
	if errors.As(err, &inner) {
		return inner
	}
	wanted := "of the form that is asked for here"
	switch f.into.(type) {
	case *int:
		wanted = "a whole number"
	case *bool:
		wanted = "true or false"
	case *string:
		wanted = "a text"
	case *[]string:
		wanted = "a list of texts"
	}
	return mistakes{{f.name, shown(plain(string(raw))), "is not " + wanted}}
}

// shown cuts a value that a response or the log repeats.
func shown(value string) string {
	const longest = 64
	if len(value) > longest {
		return strings.ToValidUTF8(value[:longest], "") + "…"
	}
	return strings.ToValidUTF8(value, "�")
}

// readQuery reads the day that a request asks about, ?on=YYYY-MM-DD, and the parameters that its route has beside.
func (c *call) readQuery(known []string) (err error) {
	c.day = c.today
	if c.query, err = url.ParseQuery(c.URL.RawQuery); err != nil {
		return wrongField("query", shown(c.URL.RawQuery), "cannot be read")
	}
	for name, values := range c.query {
		switch {
		case name != "on" && !slices.Contains(known, name):
			return wrongField(shown(name), shown(values[0]), "is not a known parameter")
		case len(values) > 1:
			return wrongField(name, shown(values[1]), "is a duplicate")
		}
	}
	if day, err := c.dayIn("on"); err != nil || !day.IsZero() {
		c.day = day
		return err
	}
	return nil
}

// dayIn reads a day of the query; the zero Date where it is not given.
func (c *call) dayIn(name string) (calendar.Date, error) {
	if !c.query.Has(name) {
		return calendar.Date{}, nil
	}
	day, err := calendar.ParseDate(c.query.Get(name))
	return day, inField(name, err)
}
