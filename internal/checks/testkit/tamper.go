package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Absent is passed to [Tamper] as the value to remove a key or an entry.
type Absent struct{}

// Tamper returns a JSON document in which the value at a path, such as lines[0].charge.seats, is replaced, or removed
// if the new value is [Absent]. A key that the document does not have is added. A path that leads nowhere is an error.
func Tamper(document []byte, path string, value any) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	var root any
	if err := d.Decode(&root); err != nil {
		return nil, err
	}
	keys := strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) })
	at := root
	for _, key := range keys[:len(keys)-1] {
		switch in := at.(type) {
		case map[string]any:
			at = in[key]
		case []any:
			k, err := strconv.Atoi(key)
			if err != nil || k < 0 || k >= len(in) {
				return nil, fmt.Errorf("%s: there is no entry %s", path, key)
			}
			at = in[k]
		}
	}
	in, ok := at.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s: is not in an object", path)
	}
	key := keys[len(keys)-1]
	if value == (Absent{}) {
		delete(in, key)
	} else {
		in[key] = value
	}
	return json.Marshal(root)
}
