package hostile_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"go/ast"
	gotypes "go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"example.com/billingrules"
)

// Every exported struct that has JSON keys reads strictly, through a reader of its own that is in [readers]. So does
// one that embeds such a struct: otherwise the reader of that would be its own.
func TestStructsHaveReaders(t *testing.T) {
	var read []string
	for _, f := range functions(t) {
		if name, ok := strings.CutSuffix(f.name, ".UnmarshalJSON"); ok {
			read = append(read, name)
		}
	}
	found := 0
	for pkg, one := range types(t) {
		list, ok := one.Type.(*ast.StructType)
		name := pkg + "." + one.Name.Name
		if !ok || !one.Name.IsExported() || !slices.ContainsFunc(list.Fields.List, func(f *ast.Field) bool {
			part := gotypes.ExprString(f.Type)
			embeds := slices.Contains(read, part) || slices.Contains(read, pkg+"."+part)
			return f.Tag != nil || len(f.Names) == 0 && embeds
		}) {
			continue
		}
		if found++; !slices.Contains(read, name) {
			t.Errorf("%s has JSON keys and no reader", name)
		}
	}
	if found < 40 {
		t.Errorf("only %d structs have JSON keys", found)
	}
}

// readAs names the types that are read as another one. A subscription is written as its facts.
var readAs = map[string]string{"lifecycle.Subscription": "lifecycle.Facts"}

// What writes JSON, text or a database value reads it too, itself or as another type.
func TestWritersRead(t *testing.T) {
	var methods []string
	for _, f := range functions(t) {
		methods = append(methods, f.name)
	}
	for _, method := range methods {
		for writes, reads := range map[string]string{
			".MarshalJSON": ".UnmarshalJSON", ".MarshalText": ".UnmarshalText", ".Value": ".Scan",
		} {
			name, ok := strings.CutSuffix(method, writes)
			if as, other := readAs[name]; other {
				name = as
			}
			if ok && strings.Contains(name, ".") && !slices.Contains(methods, name+reads) {
				t.Errorf("%s writes what it does not read", method)
			}
		}
	}
}

// filled returns a value with something in every field, at every level, so that every key is written. The value need
// not be valid.
func filled(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	if sample, ok := samples()[t]; ok && (v.Kind() != reflect.Struct || writesItself(t)) {
		return sample
	}
	switch v.Kind() { //nolint:exhaustive // of the kinds that are in structs with JSON keys
	case reflect.Struct:
		for i := range v.NumField() {
			switch field := v.Type().Field(i); {
			case !field.IsExported():
			case field.Type.Kind() == reflect.Slice && field.Type.Elem() == t: // a tree, down to its second level
				v.Field(i).Set(reflect.Append(v.Field(i), reflect.Zero(t)))
			default:
				v.Field(i).Set(filled(field.Type))
			}
		}
	case reflect.Slice:
		v.Set(reflect.Append(v, filled(t.Elem())))
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(filled(t.Elem()))
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	default:
		panic("no value of " + t.String())
	}
	return v
}

func writesItself(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// samples are values of the types that read themselves, made from the texts in readers.
var samples = sync.OnceValue(func() map[reflect.Type]reflect.Value {
	all := make(map[reflect.Type]reflect.Value, len(readers))
	for _, r := range readers {
		v := r.new()
		var err error
		if text, ok := v.(encoding.TextUnmarshaler); ok {
			err = text.UnmarshalText([]byte(r.text))
		} else if r.text != "" {
			err = json.Unmarshal([]byte(r.text), v)
		}
		if err != nil {
			panic(err)
		}
		all[reflect.TypeOf(v).Elem()] = reflect.ValueOf(v).Elem()
	}
	return all
})

// A misspelt or doubled key is refused by its path: every key of every type that reads itself, at every level.
func TestKeysAreReadStrictly(t *testing.T) {
	all := samples()
	keys := 0
	for _, r := range readers {
		reader, ok := r.new().(json.Unmarshaler)
		if !ok {
			continue
		}
		kind := reflect.TypeOf(reader).Elem()
		value := all[kind]
		if kind.Kind() == reflect.Struct && !writesItself(kind) {
			value = filled(kind)
		}
		t.Run(kind.String(), func(t *testing.T) {
			data, err := json.Marshal(value.Interface())
			if err != nil {
				t.Fatal(err)
			}
			if data[0] != '{' {
				return // a text or a list
			}
			if kind.Kind() == reflect.Map {
				return // its keys are checked as values
			}
			for path, object := range objectsIn("", data) {
				for _, key := range object.keys {
					keys++
					misspelt := refusals(r.new, object.with(data, key.name+"x", key.value))
					if !slices.Contains(misspelt, join(path, key.name+"x")) {
						t.Errorf("%s: with the key misspelt %q is refused", join(path, key.name), misspelt)
					}
					doubled := refusals(r.new, object.with(data, key.name, key.value))
					if !slices.ContainsFunc(doubled, func(at string) bool {
						return at == join(path, key.name) || at == path || at != "" && strings.HasPrefix(path, at)
					}) {
						t.Errorf("%s: with the key doubled %q is refused", join(path, key.name), doubled)
					}
				}
			}
		})
	}
	if keys < 800 {
		t.Errorf("only %d keys", keys)
	}
}

// refusals are the fields that a reader reports, saying which of them are unknown and which are duplicates.
func refusals(zero func() any, data []byte) []string {
	var fields []string
	for _, e := range billingrules.InputErrors(json.Unmarshal(data, zero())) {
		duplicate := strings.Contains(e.Error(), "duplicate")
		if errors.Is(e, billingrules.ErrUnknown) || errors.Is(e, billingrules.ErrConflict) && duplicate ||
			errors.Is(e, billingrules.ErrSyntax) {
			fields = append(fields, e.Field)
		}
	}
	return fields
}

// object is a JSON object: where it ends, and its members.
type object struct {
	end  int // the place of its closing brace
	keys []member
}

type member struct {
	name  string
	value string
}

// with returns the JSON with one more member at the end of the object.
func (o object) with(data []byte, key, value string) []byte {
	return slices.Concat(data[:o.end], []byte(","+strconv.Quote(key)+":"+value), data[o.end:])
}

// objectsIn finds the objects in JSON, at every level, by their paths.
func objectsIn(path string, data []byte) map[string]object {
	all := map[string]object{}
	walk(all, path, data, 0)
	return all
}

func walk(all map[string]object, path string, data []byte, offset int) {
	d := json.NewDecoder(bytes.NewReader(data))
	start, err := d.Token()
	if err != nil {
		panic(err)
	}
	switch start {
	case json.Delim('{'):
		var found object
		for d.More() {
			key, _ := d.Token()
			var value json.RawMessage
			if err := d.Decode(&value); err != nil {
				panic(err)
			}
			name, _ := key.(string)
			found.keys = append(found.keys, member{name, string(value)})
			walk(all, join(path, name), value, offset+int(d.InputOffset())-len(value))
		}
		found.end = offset + len(data) - 1
		all[path] = found
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			var value json.RawMessage
			if err := d.Decode(&value); err != nil {
				panic(err)
			}
			walk(all, path+"["+strconv.Itoa(i)+"]", value, offset+int(d.InputOffset())-len(value))
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
