package enum_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules/internal/enum"
	"example.com/billingrules/internal/input"
)

const colours enum.Names = "red,green,blue"

type colour uint8

func TestNames(t *testing.T) {
	if colours.Len() != 3 || enum.Names("one").Len() != 1 {
		t.Errorf("%d and %d values", colours.Len(), enum.Names("one").Len())
	}
	for v, want := range map[uint8]string{0: "", 1: "red", 2: "green", 3: "blue", 4: "", 255: ""} {
		name, ok := colours.Lookup(v)
		if name != want || ok != (want != "") {
			t.Errorf("Lookup(%d) = %q, %v", v, name, ok)
		}
		text, err := colours.Append([]byte("x:"), "p.F", "colour", v)
		if ok != (err == nil) || string(text) != "x:"+want {
			t.Errorf("Append(%d) = %q, %v", v, text, err)
		}
		if check := colours.Check("p.F", "colour", v); ok != (check == nil) {
			t.Errorf("Check(%d) = %v", v, check)
		}
	}
	if got := colours.String("Colour", 9) + " " + colours.String("Colour", 2); got != "Colour(9) green" {
		t.Error(got)
	}
}

func TestValuesWithoutAName(t *testing.T) {
	for v, want := range map[uint8]string{0: "p.F: colour: is missing", 4: "p.F: colour 4: is not known; one of: red, green, blue"} {
		if err := colours.Check("p.F", "colour", v); err == nil || err.Error() != want {
			t.Errorf("Check(%d) = %v", v, err)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]uint8{"red": 1, "green": 2, "blue": 3} {
		if v, err := colours.Parse("p.F", "colour", text); v != want || err != nil {
			t.Errorf("Parse(%q) = %d, %v", text, v, err)
		}
	}
	for text, sentinel := range map[string]error{
		"": input.ErrMissing, "Red": input.ErrUnknown, "re": input.ErrUnknown, "red,green": input.ErrUnknown, ",": input.ErrUnknown,
		strings.Repeat("x", 1<<20): input.ErrUnknown,
	} {
		v, err := colours.Parse("p.F", "colour", text)
		if v != 0 || !errors.Is(err, sentinel) || len(err.Error()) > 200 {
			t.Errorf("Parse(%.10q) = %d, %v", text, v, err)
		}
		held := colour(2)
		if err := enum.Unmarshal(colours, &held, "p.F", "colour", []byte(text)); !errors.Is(err, sentinel) || held != 2 {
			t.Errorf("Unmarshal(%.10q) = %d, %v", text, held, err)
		}
	}
	var held colour
	if err := enum.Unmarshal(colours, &held, "p.F", "colour", []byte("blue")); err != nil || held != 3 {
		t.Errorf("Unmarshal = %d, %v", held, err)
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { colours.Lookup(3); _, _ = colours.Parse("p.F", "colour", "blue") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
