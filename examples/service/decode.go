package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"example.com/billingrules/calendar"
)

// field is a key of a JSON object, and where its value goes.
type field struct {
	name   string
	into   any
	needed bool
}

// readBody reads the body of a POST, which must be said to be JSON.
func (c *call) readBody() error {
	media, _, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil || media != mediaJSON {
		return newProblem(notJSON, "content type %q: is not application/json", shown(c.Header.Get("Content-Type")))
	}
	if encoding := c.Header.Get("Content-Encoding"); encoding != "" {
		return newProblem(notJSON, "content encoding %q: is not understood", shown(encoding))
	}
	c.body, err = io.ReadAll(c.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return err
	case err != nil:
		return wrongField("body", "", "did not arrive whole")
	case bytes.HasPrefix(c.body, []byte("\ufeff")):
		return wrongField("body", "", "starts with a byte order mark")
	case !utf8.Valid(c.body):
		return wrongField("body", "", "is not UTF-8")
	}
	return nil
}

// decode reads the body, which is one JSON object. Every mistake in it is reported at once.
func (c *call) decode(fields ...field) error {
	return blamed(decodeObject(c.body, fields...), func(field string) string { return cmp.Or(field, "body") })
}

// noBody refuses a body where none is read.
func noBody(r *http.Request) error {
	if data, err := io.ReadAll(io.LimitReader(r.Body, 1)); err != nil || len(data) > 0 {
		return wrongField("body", "", "cannot be given here")
	}
	return nil
}

// decodeObject reads a JSON object strictly: a key that is not known, is a duplicate, holds null or is missing is a
// mistake. Keys are compared exactly, as encoding/json by itself does not; within facts they are the library's, which
// takes either case.
func decodeObject(data []byte, fields ...field) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if start, err := dec.Token(); err != nil || start != json.Delim('{') {
		return wrongField("", shown(string(data)), "is not a JSON object")
	}
	var wrong mistakes
	seen := map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return notReadable(dec)
		}
		name := fmt.Sprint(key) // a key is always text
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return notReadable(dec)
		}
		k := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		switch {
		case k < 0:
			wrong = append(wrong, mistake{shown(name), shown(string(raw)), "is not a known field"})
		case seen[name]:
			wrong = append(wrong, mistake{Field: name, Value: shown(string(raw)), Detail: "is a duplicate"})
		default:
			wrong = append(wrong, decodeField(fields[k], raw)...)
		}
		seen[name] = true
	}
	if _, err := dec.Token(); err != nil {
		return notReadable(dec)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return wrongField("", "", "goes on after its object, at byte %d", dec.InputOffset())
	}
	for _, f := range fields {
		if f.needed && !seen[f.name] {
			wrong = append(wrong, mistake{Field: f.name, Detail: "is missing"})
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

func notReadable(dec *json.Decoder) error {
	return wrongField("", "", "is no longer JSON at byte %d", dec.InputOffset())
}

func decodeField(f field, raw json.RawMessage) mistakes {
	if string(raw) == "null" {
		return mistakes{{Field: f.name, Value: "null", Detail: "is not a value: leave the field out"}}
	}
	err := json.Unmarshal(raw, f.into)
	if err == nil {
		return nil
	}
	var inner mistakes
	if _, day := f.into.(*calendar.Date); raw[0] == '{' && !day {
		err = inRequest(f.name, err) // an object of its own, in which fields are named
	} else {
		err = inField(f.name, err)
	}
	if errors.As(err, &inner) {
		return inner
	}
	return mistakes{{Field: f.name, Value: shown(plain(string(raw))), Detail: "is not " + wanted(f.into)}}
}

// wanted is what should have stood there, in words.
func wanted(into any) string {
	switch into.(type) {
	case *int:
		return "a whole number"
	case *[]string:
		return "a list of texts"
	case *bool:
		return "true or false"
	case *string:
		return "a text"
	}
	return "of the form that is asked for here"
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
		case name == "on":
			day, err := calendar.ParseDate(values[0])
			if err != nil {
				return inField("on", err)
			}
			c.day = day
		}
	}
	return nil
}
