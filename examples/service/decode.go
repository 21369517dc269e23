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

// decodeBody reads the body of a request, which is one JSON object. Every mistake in it is reported at once.
func decodeBody(r *http.Request, fields ...field) error {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		return newProblem(notJSON, "content type %q: is not application/json", shown(r.Header.Get("Content-Type")))
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" {
		return newProblem(notJSON, "content encoding %q: is not understood", shown(encoding))
	}
	data, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return err
	case err != nil:
		return wrongField("body", "", "did not arrive whole")
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return wrongField("body", "", "starts with a byte order mark")
	case !utf8.Valid(data):
		return wrongField("body", "", "is not UTF-8")
	}
	return blamed(decodeObject(data, fields...), func(field string) string { return cmp.Or(field, "body") })
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

// dayOf is the day that a request asks about: that of ?on=YYYY-MM-DD, or else today.
func (s *service) dayOf(r *http.Request) (calendar.Date, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return calendar.Date{}, wrongField("query", shown(r.URL.RawQuery), "cannot be read")
	}
	for name, values := range query {
		if name != "on" {
			return calendar.Date{}, wrongField(shown(name), shown(values[0]), "is not a known parameter")
		}
	}
	switch days := query["on"]; len(days) {
	case 0:
		return calendar.DateOf(s.now(), s.zone), nil
	case 1:
		day, err := calendar.ParseDate(days[0])
		return day, inField("on", err)
	default:
		return calendar.Date{}, wrongField("on", shown(days[1]), "is a duplicate")
	}
}
