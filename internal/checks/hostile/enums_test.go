package hostile_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/rule"
)

// enumerated is what every enumeration can do, through a pointer to it.
type enumerated interface {
	textual
	stored
	IsValid() bool
	String() string
}

// Every enumeration has a text, in JSON and in a database, for the values from one on and for no others: zero, the
// value after the last, and the largest possible one are refused by name, and so are numbers from a database.
func TestEnumerations(t *testing.T) {
	var listed []string
	for _, r := range readers {
		of := reflect.TypeOf(r.new()).Elem()
		if of.Kind() != reflect.Uint8 {
			continue
		}
		listed = append(listed, of.String())
		if of == reflect.TypeFor[rule.Standing]() {
			continue // a set of values
		}
		t.Run(of.String(), func(t *testing.T) {
			value := func(n uint8) enumerated {
				v := reflect.New(of)
				v.Elem().SetUint(uint64(n))
				e, ok := v.Interface().(enumerated)
				if !ok {
					t.Fatalf("%s lacks a method of an enumeration", of)
				}
				return e
			}
			last := uint8(0)
			for value(last + 1).IsValid() {
				last++
				known(t, value(last), value(0))
			}
			if last < 2 {
				t.Errorf("it has %d values", last)
			}
			nullable := of == reflect.TypeFor[calendar.Term]() // since Flex tokens have no term
			refused(t, value(0), ": is missing", nullable)
			for _, n := range []uint8{last + 1, math.MaxUint8} {
				refused(t, value(n), fmt.Sprintf(" %d: is not known; one of: ", n), false)
			}
			for _, src := range []any{int64(1), 1.0, true, nil, "", []byte("no such value")} {
				if v := value(last); (v.Scan(src) == nil || !v.IsValid()) && (src != nil || !nullable) {
					t.Errorf("%v is read from a database, as %s", src, v)
				}
			}
		})
	}
	slices.Sort(listed)
	if all := small(t); !slices.Equal(listed, all) {
		t.Errorf("listed are %v, and there are %v", listed, all)
	}
}

// known checks that a value is written and read back, as text and by a database.
func known(t *testing.T, v, zero enumerated) {
	t.Helper()
	text, err := v.MarshalText()
	value, bad := v.Value()
	if err != nil || bad != nil || value != string(text) || v.String() != string(text) {
		t.Errorf("%s is written as %q, %v, and %q, %v", v, text, err, value, bad)
	}
	read := reflect.New(reflect.TypeOf(zero).Elem())
	if e, ok := read.Interface().(enumerated); !ok || e.Scan(value) != nil || !reflect.DeepEqual(e, v) {
		t.Errorf("%q is read from a database as %s, not %s", value, e, v)
	}
	if err := zero.UnmarshalText(text); err != nil || !reflect.DeepEqual(zero, v) {
		t.Errorf("%q is read as %s, %v", text, zero, err)
	}
}

// refused checks that a value is not written as text, nor to a database except as NULL where that is allowed.
func refused(t *testing.T, v enumerated, want string, null bool) {
	t.Helper()
	if _, err := v.MarshalText(); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %v, want %q", v, err, want)
	}
	switch value, err := v.Value(); {
	case null:
		if value != nil || err != nil {
			t.Errorf("%s: %v, %v, want NULL", v, value, err)
		}
	case err == nil || !strings.Contains(err.Error(), want):
		t.Errorf("%s: %v, %v, want %q", v, value, err, want)
	}
}
