// Package strict reads JSON objects the way this library wants facts and documents to be read: a key that is not
// known, and one that stands twice, are errors, since a payment under a wrong name would be no payment.
package strict

import (
	"bytes"
	"encoding/json"
	"errors"

	"example.com/billingrules/internal/input"
)

// Decode reads an object. An error that is no bad input yet becomes one, of the operation and the field.
func Decode(op, field string, data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		if key, found := doubled(data); found {
			return input.Errorf(op, key, nil, input.ErrConflict, "stands twice")
		}
		return nil
	}
	var bad *input.Error
	if errors.As(err, &bad) {
		return err
	}
	return input.Errorf(op, field, nil, input.ErrSyntax, "cannot be read: %v", err)
}

// doubled returns a key that stands twice in one object of data, which is good JSON. Package json takes keys that
// differ in case alone for the same, and so they are here.
func doubled(data []byte) (key string, found bool) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	var open []map[string]bool // the keys of each object that is open; nil of a list
	value := false             // whether a value comes next, not a key
	for {
		token, err := decoder.Token()
		if err != nil {
			return "", false // the end
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
			folded := string(bytes.ToLower([]byte(token)))
			if keys[folded] {
				return token, true
			}
			keys[folded], value = true, true
		default:
			value = false
		}
	}
}

func top(open []map[string]bool) map[string]bool {
	if len(open) == 0 {
		return nil
	}
	return open[len(open)-1]
}
