// Package strict reads JSON objects strictly: an unknown or duplicate key is an error, since a payment under a misspelt
// key would be lost. [Decode] does so for any type, and names every fault; [Reader] is a fast path for plain JSON
// without faults. [Writer] is a fast writer.
package strict

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode"

	"example.com/billingrules/internal/edge/input"
)

// Decode reads an object. All faults are reported at once, each by its path from the object, such as terms[0].end. If
// the object itself cannot be read, the error has the given name.
func Decode(op, name string, data []byte, into any) error {
	if marked(data) {
		return input.Errorf(op, name, nil, input.ErrSyntax, "starts with a byte order mark")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		err = json.Unmarshal(data, new(json.RawMessage)) // nothing follows the object
	}
	if err == nil && !doubled(data) {
		return nil
	}
	var found error
	if !noJSON(err) {
		found = faults(op, name, data, into)
	}
	return cmp.Or[error](found, input.Errorf(op, name, nil, input.ErrSyntax, "cannot be read: %v", err))
}

// Into reads an object as [Decode] does; on an error the value stays as it was.
func Into[T any](op, name string, data []byte, into *T) error {
	var read T
	if err := Decode(op, name, data, &read); err != nil {
		return err
	}
	*into = read
	return nil
}

// KeyByKey is embedded beside a struct that itself embeds a type with a method UnmarshalJSON, whose reader would become
// that of the struct. With both, there are two such methods at the same depth, so that neither is promoted, and package
// json reads the struct key by key:
//
//	type plain SeatPrice // without its own reader, but with that of the Priced that it embeds
//	var read struct {
//		plain
//		strict.KeyByKey
//	}
type KeyByKey struct{ reader }

type reader interface{ UnmarshalJSON(data []byte) error }

// marked reports whether data starts with a byte order mark, which JSON does not allow.
func marked(data []byte) bool { return bytes.HasPrefix(data, []byte("\ufeff")) }

// noJSON reports whether an error means that data is not JSON at all.
func noJSON(err error) bool {
	var syntax *json.SyntaxError
	return errors.As(err, &syntax) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// doubled reports whether an object in data, which is valid JSON, has a duplicate key.
func doubled(data []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(data))
	var open []map[string]bool // the keys of each open object; nil for a list
	value := false             // whether a value comes next, not a key
	for {
		token, err := decoder.Token()
		if err != nil {
			return false // the end
		}
		switch token := token.(type) {
		case json.Delim:
			switch token {
			case '{':
				open = append(open, map[string]bool{})
			case '[':
				open = append(open, nil)
			default:
				open = open[:len(open)-1]
			}
			value = false
		case string:
			keys := top(open)
			if keys == nil || value {
				value = false
				continue
			}
			key := fold(token)
			if keys[key] {
				return true
			}
			keys[key], value = true, true
		default:
			value = false
		}
	}
}

// fold maps keys that encoding/json treats as equal, those that differ only in case, to the same text; "ſeats" and
// "seats" are two such keys.
func fold(key string) string {
	return strings.Map(func(r rune) rune {
		for {
			next := unicode.SimpleFold(r)
			if next <= r {
				return next // the first of the letters that are equal
			}
			r = next
		}
	}, key)
}

func top(open []map[string]bool) map[string]bool {
	if len(open) == 0 {
		return nil
	}
	return open[len(open)-1]
}
