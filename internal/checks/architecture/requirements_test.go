package architecture_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// goMod is what the check needs to know about a go.mod file; its field names are those of go mod edit -json.
type goMod struct {
	Go        string
	Toolchain string
	Require   []requirement
	Replace   []any
	Exclude   []any
	Tool      []any
}

type requirement struct {
	Path     string
	Indirect bool
}

// surplus says how a go.mod file differs from the plain one of this module.
func surplus(m goMod) []string {
	var found []string
	say := func(broken bool, text string) {
		if broken {
			found = append(found, text)
		}
	}
	wanted := []string{"github.com/google/go-cmp", "github.com/shopspring/decimal", "pgregory.net/rapid"}
	var direct []string
	for _, r := range m.Require {
		direct = append(direct, r.Path)
		say(!slices.Contains(wanted, r.Path), "requires "+r.Path)
		say(r.Indirect, "requires "+r.Path+" only indirectly")
	}
	for _, path := range wanted {
		say(!slices.Contains(direct, path), "does not require "+path)
	}
	say(m.Go != "1.25.0", "says go "+m.Go)
	say(m.Toolchain != "", "names a toolchain")
	say(len(m.Replace) > 0, "replaces a module")
	say(len(m.Exclude) > 0, "excludes a version")
	say(len(m.Tool) > 0, "names a tool; tools/go.mod is the place")
	return found
}

func TestRequirements(t *testing.T) {
	visit(t)
	var m goMod
	if err := json.Unmarshal(run(t, "mod", "edit", "-json"), &m); err != nil {
		t.Fatal(err)
	}
	for _, s := range surplus(m) {
		t.Errorf("go.mod %s", s)
	}
}

// The check above must be able to fail.
func TestSurplus_FindsWrongRequirements(t *testing.T) {
	tests := []struct {
		spoil func(*goMod)
		want  []string
	}{
		{func(*goMod) {}, nil},
		{func(m *goMod) { m.Go = "1.26.0" }, []string{"says go 1.26.0"}},
		{func(m *goMod) { m.Toolchain = "go1.26.8" }, []string{"names a toolchain"}},
		{func(m *goMod) { m.Require = m.Require[1:] }, []string{"does not require github.com/shopspring/decimal"}},
		{func(m *goMod) { m.Require[2].Indirect = true }, []string{"requires pgregory.net/rapid only indirectly"}},
		{
			func(m *goMod) { m.Require = append(m.Require, requirement{"golang.org/x/text", true}) },
			[]string{"requires golang.org/x/text", "requires golang.org/x/text only indirectly"},
		},
		{func(m *goMod) { m.Replace = []any{"x"} }, []string{"replaces a module"}},
		{func(m *goMod) { m.Exclude = []any{"x"} }, []string{"excludes a version"}},
		{func(m *goMod) { m.Tool = []any{"x"} }, []string{"names a tool; tools/go.mod is the place"}},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.want), func(t *testing.T) {
			m := goMod{Go: "1.25.0", Require: []requirement{
				{Path: "github.com/shopspring/decimal"},
				{Path: "github.com/google/go-cmp"},
				{Path: "pgregory.net/rapid"},
			}}
			test.spoil(&m)
			if got := surplus(m); !slices.Equal(got, test.want) {
				t.Errorf("surplus(%+v) = %q, want %q", m, got, test.want)
			}
		})
	}
}
