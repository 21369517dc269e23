package main

import (
	"encoding"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/url"
	"slices"
	"strings"

	"example.com/billingrules"
)

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

// decode reads the body, one JSON object, strictly, as the library does. It has the keys that are given, with ! behind
// those that are needed; these are compared exactly. One that is missing or holds null is a mistake too, and every
// mistake is reported at once.
func (c *call) decode(structure any, keys string) error {
	wrong := mistakes(billingrules.Mistakes(billingrules.ReadJSON("body", c.body, structure)))
	var values map[string]json.RawMessage
	if json.Unmarshal(c.body, &values) != nil {
		return wrong
	}
	wants := map[string]bool{} // whether a key is needed
	for key := range strings.FieldsSeq(keys) {
		name, needed := strings.CutSuffix(key, "!")
		wants[name] = needed
		if _, ok := values[name]; needed && !ok {
			wrong = append(wrong, newMistake(name, "", "is missing"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		known := slices.ContainsFunc(wrong, func(m mistake) bool { return m.Field == name })
		if _, wanted := wants[name]; !wanted && !known {
			wrong = append(wrong, newMistake(shown(name), shown(string(values[name])), "is not a known key"))
		} else if string(values[name]) == "null" {
			wrong = append(wrong, newMistake(name, "null", "is not a value: leave the field out"))
		}
	}
	return wrong.orNil()
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
	return c.param("on", &c.day)
}

// param reads a parameter of the query, if it is given.
func (c *call) param(name string, into encoding.TextUnmarshaler) error {
	text := c.query.Get(name)
	switch {
	case !c.query.Has(name):
		return nil
	case text == "":
		return wrongField(name, "", "is missing")
	}
	return inField(name, into.UnmarshalText([]byte(text)))
}
