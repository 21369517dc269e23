package strict

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"iter"
	"reflect"
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// faults finds everything that is wrong with JSON that cannot be read into a value; encoding/json stops at the first
// fault and does not say where it is.
func faults(op, name string, data []byte, into any) error {
	f := finder{op: op, name: name}
	f.value("", data, reflect.TypeOf(into))
	return errors.Join(f.bad...)
}

// finder walks JSON together with the type that it should have.
type finder struct {
	op, name string
	bad      []error
}

func (f *finder) refuse(path string, value any, sentinel error, format string, args ...any) {
	if path == "" {
		path = f.name
	}
	f.bad = append(f.bad, input.Errorf(f.op, path, value, sentinel, format, args...))
}

func (f *finder) value(path string, raw []byte, t reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	raw = bytes.TrimSpace(raw)
	switch {
	case readsItself(t):
		f.leaf(path, raw, t)
	case t.Kind() == reflect.Struct && raw[0] == '{':
		f.object(path, raw, t)
	case t.Kind() == reflect.Map && raw[0] == '{':
		f.entries(path, raw, t)
	case t.Kind() == reflect.Slice && raw[0] == '[':
		f.list(path, raw, t.Elem())
	default:
		f.leaf(path, raw, t)
	}
}

func readsItself(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) || isText(t)
}

// leaf reads a value whose parts the walk does not know. Errors are put under the path of the value.
func (f *finder) leaf(path string, raw []byte, t reflect.Type) {
	err := json.Unmarshal(raw, reflect.New(t).Interface())
	if err == nil {
		if doubled(raw) {
			f.refuse(path, nil, input.ErrConflict, "has a duplicate key")
		}
		return
	}
	own := input.All(err)
	for _, e := range own {
		at := path
		if raw[0] == '{' && e.Field != "" && (!isText(t) || errors.Is(e, input.ErrMissing) || names(raw, e.Field)) {
			at = join(path, e.Field)
		}
		f.bad = append(f.bad, input.At(e, f.op, at))
	}
	if len(own) == 0 {
		f.refuse(path, input.Raw(raw), input.ErrSyntax, "is not %s", wanted(t))
	}
}

// names reports whether an object has a key.
func names(object []byte, key string) bool {
	var keys map[string]json.RawMessage
	_ = json.Unmarshal(object, &keys) // a good object
	_, found := keys[key]
	return found
}

// isText reports whether a type is read from text, even if it has parts as well, as an amount does.
func isText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

func wanted(t reflect.Type) string {
	if isText(t) {
		return "a text"
	}
	switch t.Kind() { //nolint:exhaustive // of the kinds that are read from JSON here
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	case reflect.Slice:
		return "a list"
	default:
		return "an object"
	}
}

func (f *finder) list(path string, raw []byte, t reflect.Type) {
	var entries []json.RawMessage
	_ = json.Unmarshal(raw, &entries) // a good list
	for i, entry := range entries {
		f.value(path+"["+strconv.Itoa(i)+"]", entry, t)
	}
}

// members yields the members of an object, which is valid JSON.
func members(raw []byte) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		d := json.NewDecoder(bytes.NewReader(raw))
		for _, err := d.Token(); err == nil && d.More(); {
			key, _ := d.Token()
			var value json.RawMessage
			_ = d.Decode(&value)
			name, _ := key.(string)
			yield(name, value)
		}
	}
}

// entries are the members of an object whose keys are values of a type that is read from a text.
func (f *finder) entries(path string, raw []byte, t reflect.Type) {
	seen := map[string]bool{}
	for name, value := range members(raw) {
		at := join(path, input.Key(name))
		if key, ok := reflect.New(t.Key()).Interface().(encoding.TextUnmarshaler); ok {
			for _, e := range input.All(key.UnmarshalText([]byte(name))) {
				f.bad = append(f.bad, input.At(e, f.op, at))
			}
		}
		if seen[name] {
			f.bad = append(f.bad, input.Duplicate(f.op, at, nil))
		}
		seen[name] = true
		f.value(at, value, t.Elem())
	}
}

func (f *finder) object(path string, raw []byte, t reflect.Type) {
	fields := keys(t)
	seen := map[string]bool{}
	for name, value := range members(raw) {
		folded := fold(name)
		at := join(path, input.Key(name))
		field, known := fields[folded]
		switch {
		case seen[folded]:
			f.bad = append(f.bad, input.Duplicate(f.op, at, nil))
		case !known:
			f.refuse(at, input.Raw(value), input.ErrUnknown, "is not a known key")
		default:
			f.value(at, value, field)
		}
		seen[folded] = true
	}
}

// keys are the types of a struct's fields by their keys, folded as package json compares them.
func keys(t reflect.Type) map[string]reflect.Type {
	all := map[string]reflect.Type{}
	for _, field := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" {
			name = field.Name
		}
		if field.IsExported() && (!field.Anonymous || field.Tag != "") {
			all[fold(name)] = field.Type
		}
	}
	return all
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
