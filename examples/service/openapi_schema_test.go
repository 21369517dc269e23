package main

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/rule"
)

// bodyOf are the fields of the body of a POST.
func bodyOf(path string) []field {
	for _, a := range acts() {
		if a.path() == path {
			return fieldsOf(a.request(a), a.keys)
		}
	}
	return []field{{"subscriptions", new([]string), true}, {"horizon", new(calendar.Date), true}} // of alignments
}

func (d *description) body(fields []field) object {
	properties, required := object{}, []string{}
	for _, f := range fields {
		properties[f.name] = d.schema(reflect.TypeOf(f.into).Elem())
		if f.needed {
			required = append(required, f.name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// schema describes a type; it refers to a structure by name.
func (d *description) schema(t reflect.Type) object {
	if name, ok := d.named[t]; ok {
		return ref(name)
	}
	if t == reflect.TypeFor[rule.Standing]() { // a set, which is written as a list
		return object{"type": "array", "items": object{"type": "string"}}
	}
	if t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) && t != reflect.TypeFor[time.Time]() {
		return object{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return d.schema(t.Elem())
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": d.schema(t.Elem())}
	case reflect.Slice:
		if t == reflect.TypeFor[json.RawMessage]() {
			return object{"type": "object"}
		}
		return object{"type": "array", "items": d.schema(t.Elem())}
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return object{"type": "string", "format": "date-time"}
		}
		pkg := t.PkgPath()
		name := pkg[strings.LastIndex(pkg, "/")+1:] + "." + t.Name()
		d.named[t] = name
		s := object{}
		d.schemas[name] = s
		d.structure(s, t)
		return ref(name)
	}
	return object{"type": "string"}
}

// structure describes the fields of a structure; optional ones are not listed as required.
func (d *description) structure(s object, t reflect.Type) {
	properties, required := object{}, []string{}
	var walk func(t reflect.Type, always bool)
	walk = func(t reflect.Type, always bool) {
		for i := range t.NumField() {
			f := t.Field(i)
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case f.Anonymous && f.Type.Kind() == reflect.Pointer:
				walk(f.Type.Elem(), false)
			case f.Anonymous && name == "":
				walk(f.Type, always)
			case !f.IsExported() || name == "-":
			default:
				properties[name] = d.schema(f.Type)
				if always && !strings.Contains(options, "omit") {
					required = append(required, name)
				}
			}
		}
	}
	walk(t, true)
	slices.Sort(required)
	s["type"], s["properties"], s["additionalProperties"] = "object", properties, false
	if len(required) > 0 {
		s["required"] = required
	}
}

// field is a key of a body, and where its value goes.
type field struct {
	name   string
	into   any
	needed bool
}

// fieldsOf are the keys of a body, each with its place in a structure; those that are required end with !.
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
