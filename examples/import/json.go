package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// readJSON reads the rows of a list of objects, which may be inside an object if it is the only list there.
func readJSON(data []byte) ([]row, error) {
	data = decoded(data)
	if !utf8.Valid(data) {
		return nil, errors.New("is not UTF-8")
	}
	list, err := objects(data)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, errNoRows
	}
	var rows []row
	var all []string
	for i, raw := range list {
		r := row{number: i + 1, cells: map[string]string{}}
		for name, text := range members(raw, &r.bad) {
			if known := canonical(name); slices.Contains(documented(), known) {
				name = known
			}
			_, aside := r.aside[name]
			if _, twice := r.cells[name]; twice || aside {
				r.bad = reason{Column: name, Value: shown(text), Reason: "is a duplicate"}
			}
			r.put(name, text, documented())
			if !slices.Contains(all, name) && slices.Contains(documented(), name) {
				all = append(all, name)
			}
		}
		rows = append(rows, r)
	}
	for _, r := range rows { // a member that only other rows have counts as blank, as in a table
		for _, name := range all {
			r.cells[name] += ""
		}
	}
	if _, err := newHeading(all, needed(), documented()); err != nil {
		return nil, fmt.Errorf("in no row: %w", err)
	}
	return rows, nil
}

// objects returns the entries of the list.
func objects(data []byte) ([]json.RawMessage, error) {
	var list []json.RawMessage
	if data = bytes.TrimSpace(data); len(data) == 0 || data[0] != '{' {
		return list, worded(json.Unmarshal(data, &list))
	}
	var within map[string]json.RawMessage
	if err := json.Unmarshal(data, &within); err != nil {
		return nil, worded(err)
	}
	found := false
	for _, raw := range within {
		if raw[0] == '[' {
			if found {
				return nil, errors.New("has more than one list")
			}
			found = true
			if err := json.Unmarshal(raw, &list); err != nil {
				return nil, worded(err)
			}
		}
	}
	if !found {
		return nil, errors.New("has no list of subscriptions")
	}
	return list, nil
}

func worded(err error) error {
	var at *json.SyntaxError
	if errors.As(err, &at) {
		return fmt.Errorf("is not JSON at byte %d: %w", at.Offset, err)
	}
	if err != nil {
		return errors.New("is not a list of subscriptions")
	}
	return nil
}

// members yields the members of an object as text: a number as it is written, null as no text.
func members(raw json.RawMessage, bad *reason) func(yield func(name, text string) bool) {
	return func(yield func(name, text string) bool) {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if token, err := d.Token(); err != nil || token != json.Delim('{') {
			*bad = reason{Value: shown(string(raw)), Reason: "is not an object"}
			return
		}
		for d.More() {
			token, err := d.Token()
			name, _ := token.(string)
			var value json.RawMessage
			if err = errors.Join(err, d.Decode(&value)); err != nil && !errors.Is(err, io.EOF) {
				*bad = reason{Value: shown(string(raw)), Reason: "is not JSON"}
				return
			}
			text := string(value)
			switch {
			case text == "null":
				text = ""
			case text[0] == '"':
				if err := json.Unmarshal(value, &text); err != nil {
					*bad = reason{Column: name, Value: shown(text), Reason: "is not text"}
					return
				}
			}
			if !yield(name, text) {
				return
			}
		}
	}
}
