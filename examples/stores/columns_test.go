package stores_test

import (
	"database/sql"
	"database/sql/driver"
	"reflect"
	"strings"
	"testing"
	"time"
)

// column is one type of the library in a column of its own.
type column struct {
	name string   // of the type, with its package: every error about a cell begins with it
	in   []string // the PostgreSQL types of columns that can hold it; in SQLite all are TEXT
	null bool     // whether NULL is its zero value; otherwise NULL is refused
	test func(t *testing.T, s store, c column)
	new  func() sql.Scanner
}

// stored is what every type that can be in a column does: T writes, and a pointer to it reads.
type stored[T any] interface {
	*T
	sql.Scanner
}

// of is the column of a type, with values that are written and read back.
func of[T driver.Valuer, P stored[T]](in string, null bool, values ...T) column {
	return column{
		name: reflect.TypeFor[T]().String(), in: strings.Fields(in), null: null,
		new: func() sql.Scanner { return P(new(T)) },
		test: func(t *testing.T, s store, c column) {
			t.Helper()
			if len(values) == 0 {
				t.Fatal("no values")
			}
			for _, v := range values {
				for _, in := range c.in {
					comesBack[T, P](t, s, in, v)
				}
			}
		},
	}
}

// enum is the column of an enumeration: text. Every value is written and read back, and no other number can be written.
func enum[E interface {
	~uint8
	driver.Valuer
	IsValid() bool
}, P stored[E]](null bool) column {
	var values []E
	var none []driver.Valuer
	for n := range 256 {
		if v := E(n); v.IsValid() {
			values = append(values, v)
		} else if n > 0 || !null {
			none = append(none, v)
		}
	}
	c := of[E, P]("text", null, values...)
	test := c.test
	c.test = func(t *testing.T, s store, c column) {
		t.Helper()
		test(t, s, c)
		for _, v := range none {
			if _, err := s.ExecContext(t.Context(), s.query("INSERT INTO cells (text) VALUES ($1)"), v); err == nil {
				t.Errorf("%d is written", v)
			}
		}
	}
	return c
}

// comesBack writes a value into a column, and reads it back, also as a nullable one.
func comesBack[T driver.Valuer, P stored[T]](t *testing.T, s store, in string, want T) {
	t.Helper()
	s.exec(t, "DELETE FROM cells")
	s.exec(t, "INSERT INTO cells ("+in+") VALUES ($1)", want)
	var got T
	var nullable, none sql.Null[T]
	s.read(t, "SELECT "+in+", "+in+", NULL FROM cells", P(&got), &nullable, &none)
	if !same(got, want) || !same(nullable.V, want) || !nullable.Valid || none.Valid {
		t.Errorf("%s: %v comes back as %v and %v", in, want, got, nullable)
	}
	value, err := want.Value()
	if err != nil {
		t.Fatal(err)
	}
	var text string
	s.read(t, "SELECT CAST("+in+" AS text) FROM cells", &text)
	if text != value && in != "jsonb" { // which sorts the keys of an object
		t.Errorf("%s: the column says %q, want %q", in, text, value)
	}
}

func same[T any](a, b T) bool {
	if e, ok := any(a).(interface{ Equal(b T) bool }); ok {
		return e.Equal(b)
	}
	return reflect.DeepEqual(a, b)
}

// Every type goes into its column and comes out again; a value that it cannot have is refused, with the name of the
// type.
func testColumns(t *testing.T, s store) {
	t.Helper()
	s.exec(t, cells(s))
	for _, c := range columns(t) {
		t.Run(c.name, func(t *testing.T) {
			c.test(t, s, c)
			badCells(t, s, c)
		})
	}
}

// cells is a table with a column of each kind.
func cells(s store) string {
	if s.postgres {
		return "CREATE TABLE cells (text text, date date, json json, jsonb jsonb)"
	}
	return "CREATE TABLE cells (text TEXT, date TEXT, json TEXT, jsonb TEXT) STRICT"
}

func badCells(t *testing.T, s store, c column) {
	t.Helper()
	refused := func(what string, into sql.Scanner, err error) {
		t.Helper()
		before := c.new()
		if err == nil || !strings.Contains(err.Error(), c.name+".Scan: ") || !reflect.DeepEqual(into, before) {
			t.Errorf("%s: read as %v, %v", what, into, err)
		}
	}
	cells := map[string]string{
		"a number": "SELECT 3", "a fraction": "SELECT 2.5", "a number as text": "SELECT '3'",
		"another text": "SELECT 'no such value'", "a text that ends in a blank": "SELECT 'active '",
		"another object": `SELECT '{"seat":3}'`, "a list": "SELECT '[]'",
	}
	if s.postgres {
		cells["yes"] = "SELECT true"
		cells["bytes"] = `SELECT '\x00ff'::bytea`
		cells["the first instant"] = "SELECT '0001-01-01 00:00:00'::timestamp"
		cells["the first day"] = "SELECT '0001-01-01'::date"
		cells["an object of a column of JSON"] = `SELECT '{"seat":3}'::jsonb`
	} else {
		cells["bytes"] = "SELECT x'00ff'"
	}
	for what, text := range cells {
		into := c.new()
		refused(what, into, s.QueryRowContext(t.Context(), text).Scan(into))
	}
	into := c.new()
	refused("no time", into, into.Scan(time.Time{})) // SQLite has none to give
	err := s.QueryRowContext(t.Context(), "SELECT NULL").Scan(into)
	if !c.null {
		refused("NULL", into, err)
	} else if err != nil || !reflect.DeepEqual(into, c.new()) {
		t.Errorf("NULL: read as %v, %v", into, err)
	}
}

// Every type of the library that has Scan and Value is among the columns.
func TestColumnsAreComplete(t *testing.T) {
	want, got := readersOfColumns(t), map[string]bool{}
	for _, c := range columns(t) {
		if got[c.name] {
			t.Errorf("%s is a duplicate", c.name)
		}
		got[c.name] = true
		if !want[c.name] {
			t.Errorf("%s is no type with Scan", c.name)
		}
	}
	for name := range want {
		if !got[name] {
			t.Errorf("%s is not stored", name)
		}
	}
}
