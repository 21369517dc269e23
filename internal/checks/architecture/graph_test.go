package architecture_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "draw the imports into docs/imports.md")

// TestImportsAreDrawn checks that the picture in docs matches the code.
func TestImportsAreDrawn(t *testing.T) {
	t.Parallel()
	const fence = "```"
	path := filepath.Join(root, "docs", "imports.md")
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := bytes.Cut(page, []byte(fence+"mermaid\n"))
	_, after, closed := bytes.Cut(rest, []byte("\n"+fence+"\n"))
	if !opened || !closed {
		t.Fatalf("%s has no picture", path)
	}
	want := fmt.Appendf(nil, "%s%smermaid\n%s%s\n%s", before, fence, drawn(packages(t)), fence, after)
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil { //nolint:gosec // documentation
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(page, want) {
		t.Errorf("%s is not what the packages import: go test ./internal/checks/architecture -update", path)
	}
}

// drawn draws the packages of the library by floor, highest first, with an arrow to each imported package that is not
// also reached through another one.
func drawn(packs []pack) string {
	below := map[string][]string{}
	for _, p := range packs {
		name := strings.TrimPrefix(p.path, module+"/")
		if !isDrawn(name) {
			continue
		}
		below[name] = nil
		for _, path := range p.imports {
			if to := strings.TrimPrefix(path, module+"/"); isDrawn(to) && to != path {
				below[name] = append(below[name], to)
			}
		}
	}
	var names []string
	for name := range below {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(level(b), level(a)), cmp.Compare(a, b))
	})
	var out strings.Builder
	out.WriteString("graph TD\n")
	for _, name := range names {
		fmt.Fprintf(&out, "    %s[\"%s\"]\n", strings.ReplaceAll(name, "/", "_"), name)
	}
	for _, name := range names {
		for _, to := range below[name] {
			if !reached(below, name, to) {
				fmt.Fprintf(&out, "    %s --> %s\n", strings.ReplaceAll(name, "/", "_"), to)
			}
		}
	}
	return out.String()
}

// isDrawn reports whether a package is one that callers import. All of them import the root package, which is left out.
func isDrawn(name string) bool {
	floor, known := floorOf(strings.TrimSuffix(name, "/ubl"))
	return known && floor > ground && floor < examples && !strings.HasPrefix(name, "internal/")
}

func level(name string) int {
	floor, _ := floorOf(strings.TrimSuffix(name, "/ubl"))
	return floor
}

// reached reports whether one package reaches another through a third.
func reached(below map[string][]string, from, to string) bool {
	return slices.ContainsFunc(below[from], func(next string) bool {
		return next != to && (slices.Contains(below[next], to) || reached(below, next, to))
	})
}
