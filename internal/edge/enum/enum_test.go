package enum_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/internal/edge/input"
)

// shape is an enumeration as the packages declare them, with one value taken out.
type shape uint8

const (
	round shape = iota + 1
	_
	square
	oval
)

func (v shape) text() string {
	return enum.At([]string{
		oval:   "oval", // the order of the rows does not matter
		round:  "round",
		square: "square",
	}, v)
}

func (shape) enum() enum.Type[shape] { return enum.Of("draw.Shape", "shape", shape.text) }

func (v shape) String() string                { return v.enum().String(v) }
func (v shape) MarshalText() ([]byte, error)  { return v.enum().MarshalText(v) }
func (v *shape) UnmarshalText(b []byte) error { return v.enum().UnmarshalText(v, b) }
func (v *shape) Scan(src any) error           { return v.enum().Scan(v, src) }
func (v shape) Value() (driver.Value, error)  { return v.enum().Value(v) }

var (
	_ encoding.TextMarshaler   = shape(0)
	_ encoding.TextUnmarshaler = (*shape)(nil)
	_ sql.Scanner              = (*shape)(nil)
	_ driver.Valuer            = shape(0)
)

func TestEveryValue(t *testing.T) {
	names := map[shape]string{round: "round", square: "square", oval: "oval"}
	for i := range 256 {
		v := shape(i)
		want, known := names[v]
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			if v.enum().IsValid(v) != known {
				t.Errorf("IsValid() = %v", !known)
			}
			said := want
			if !known {
				said = fmt.Sprintf("Shape(%d)", i)
			}
			if v.String() != said {
				t.Errorf("String() = %q, want %q", v, said)
			}
			text, errText := v.MarshalText()
			appended, errAppend := v.enum().AppendText([]byte("x:"), v)
			value, errValue := v.Value()
			errCheck := v.enum().Check("p.F", "field", v)
			if string(appended) != "x:"+want {
				t.Errorf("AppendText() = %q", appended)
			}
			if known {
				if err := errors.Join(errText, errAppend, errValue, errCheck); err != nil || string(text) != want ||
					value != want {
					t.Errorf("text %q, value %v: %v", text, value, err)
				}
				return
			}
			of, is := "", "is missing"
			if i != 0 {
				of, is = fmt.Sprint(" ", i), "is not known; one of: round, square, oval"
			}
			for op, err := range map[string]error{
				"draw.Shape.MarshalText: shape": errText, "draw.Shape.AppendText: shape": errAppend,
				"draw.Shape.Value: shape": errValue, "p.F: field": errCheck,
			} {
				t.Run(op, func(t *testing.T) {
					if want := op + of + ": " + is; err == nil || err.Error() != want {
						t.Errorf("got  %v\nwant %s", err, want)
					}
				})
			}
			if text != nil || value != nil {
				t.Errorf("text %q, value %v", text, value)
			}
		})
	}
}

func TestReading(t *testing.T) {
	huge := strings.Repeat("x", 1<<20)
	tests := []struct {
		name string
		src  any
		want shape
		err  error
		says string
	}{
		{"text", "square", square, nil, ""},
		{"bytes", []byte("oval"), oval, nil, ""},
		{"nothing", "", 0, input.ErrMissing, "draw.Shape.Scan: shape: is missing"},
		{"NULL", nil, 0, input.ErrMissing, "draw.Shape.Scan: shape: is missing"},
		{"a number", int64(3), 0, input.ErrSyntax, "draw.Shape.Scan: shape 3: must be text, not int64"},
		{"a digit", "3", 0, input.ErrUnknown, `draw.Shape.Scan: shape "3": is not known; one of: round, square, oval`},
		{"yes or no", true, 0, input.ErrSyntax, "draw.Shape.Scan: shape true: must be text, not bool"},
		{
			name: "another case", src: "Square", want: 0, err: input.ErrUnknown,
			says: `draw.Shape.Scan: shape "Square": is not known; one of: round, square, oval`,
		},
		{
			name: "a beginning", src: "squar", want: 0, err: input.ErrUnknown,
			says: `draw.Shape.Scan: shape "squar": is not known; one of: round, square, oval`,
		},
		{
			name: "with a space", src: "oval ", want: 0, err: input.ErrUnknown,
			says: `draw.Shape.Scan: shape "oval ": is not known; one of: round, square, oval`,
		},
		{
			name: "a megabyte", src: huge, want: 0, err: input.ErrUnknown,
			says: `draw.Shape.Scan: shape "` + huge[:64] + `"…: is not known; one of: round, square, oval`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			held := round
			err := held.Scan(test.src)
			if test.err == nil {
				if err != nil || held != test.want {
					t.Errorf("%v, %v", held, err)
				}
			} else if !errors.Is(err, test.err) || err.Error() != test.says || held != round {
				t.Errorf("%v, %v\nwant %s", held, err, test.says)
			}
			text, ok := test.src.(string)
			if !ok {
				return
			}
			held = round
			if err := held.UnmarshalText([]byte(text)); (err == nil) != (test.err == nil) || !errors.Is(err, test.err) {
				t.Errorf("UnmarshalText: %v, %v", held, err)
			}
			if v, err := held.enum().Parse("draw.ParseShape", "shape", text); v != test.want ||
				!errors.Is(err, test.err) {
				t.Errorf("Parse: %v, %v", v, err)
			}
		})
	}
}

func TestNothingIsAllocatedButTheResult(t *testing.T) {
	b := make([]byte, 0, 16)
	v, held, text := oval, round, []byte("square")
	for name, test := range map[string]struct {
		most float64
		run  func()
	}{
		"String":        {0, func() { _ = v.String() }},
		"AppendText":    {0, func() { _, _ = v.enum().AppendText(b, v) }},
		"MarshalText":   {1, func() { _, _ = v.MarshalText() }},
		"UnmarshalText": {0, func() { _ = held.UnmarshalText(text) }},
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, test.run); n > test.most {
				t.Errorf("%v allocations, want at most %v", n, test.most)
			}
		})
	}
}
