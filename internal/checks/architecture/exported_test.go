package architecture_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every exported function, method, constant and variable has a caller that a reader can look up: an example, a program
// under examples, the README, or another package of this module. What nobody calls is not kept for future callers.
// Types come with the functions that take and return them, and the values of an enumeration with the enumeration.
func TestExportedSymbolsHaveCallers(t *testing.T) {
	root := filepath.FromSlash(root)
	files := map[string]*ast.File{} // by path from the root
	words := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil || filepath.Ext(path) != ".go" && rel != "README.md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		words[rel] = word.FindAllString(string(data), -1)
		if filepath.Ext(path) == ".go" && !strings.HasSuffix(path, "_test.go") {
			files[rel], err = parser.ParseFile(token.NewFileSet(), path, data, parser.SkipObjectResolution)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	callers := map[string]map[string]bool{} // by folder: the words of the files that may call its symbols
	checked := 0
	for path, file := range files {
		folder, _, _ := strings.Cut(filepath.ToSlash(path), "/")
		if floor, ok := floorOf(folder); !ok || floor == cellar || floor == examples {
			continue
		}
		if callers[folder] == nil {
			callers[folder] = map[string]bool{}
			for other, some := range words {
				if mayCall(other, folder) {
					for _, w := range some {
						callers[folder][w] = true
					}
				}
			}
		}
		for _, name := range exported(file) {
			checked++
			if !callers[folder][name] {
				t.Errorf("%s: %s has no caller", path, name)
			}
		}
	}
	if checked < 300 {
		t.Errorf("only %d symbols were looked at", checked)
	}
}

// word matches anything that can be a name.
var word = regexp.MustCompile(`[0-9A-Za-z_]+`)

// mayCall reports whether a file counts as a caller of a folder's exported symbols.
func mayCall(path, folder string) bool {
	path = filepath.ToSlash(path)
	if strings.HasPrefix(path, testkit+"/") {
		return false
	}
	elsewhere, _, _ := strings.Cut(path, "/")
	isExample := strings.HasPrefix(filepath.Base(path), "example_") && strings.HasSuffix(path, "_test.go")
	return isExample || elsewhere == "examples" || elsewhere == "README.md" ||
		elsewhere != folder && !strings.HasSuffix(path, "_test.go")
}

// calledByInterface reports whether a name is called through interfaces of the standard library, not by name.
func calledByInterface(name string) bool {
	return slices.Contains([]string{
		"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "Scan", "Value", "LogValue", "Error",
		"Unwrap", "Is",
	}, name)
}

// exported lists the exported functions, methods, constants and variables that a file declares, except enumerations.
func exported(file *ast.File) []string {
	var names []string
	add := func(id *ast.Ident) {
		if id.IsExported() && !calledByInterface(id.Name) {
			names = append(names, id.Name)
		}
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			add(d.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				value, ok := spec.(*ast.ValueSpec)
				if !ok || value.Type != nil || len(value.Values) == 0 {
					continue // a type, or a constant of an enumeration
				}
				for _, id := range value.Names {
					add(id)
				}
			}
		}
	}
	return names
}
