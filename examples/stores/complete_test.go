package stores_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// readersOfColumns finds every exported type of the library with a method Scan or Value in the source.
func readersOfColumns(t *testing.T) map[string]bool {
	t.Helper()
	const root = "../.."
	elsewhere := []string{"internal", "examples", "tools", "testdata"}
	methods := map[string][]string{}
	files := token.NewFileSet()
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if slices.Contains(elsewhere, name) || path != "." && strings.HasPrefix(name, ".") {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(files, filepath.Join(root, path), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if of, method, ok := methodOf(d); ok {
				of = file.Name.Name + "." + of
				methods[of] = append(methods[of], method)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]bool{}
	for of, has := range methods {
		if !slices.Contains(has, "Scan") || !slices.Contains(has, "Value") {
			t.Errorf("%s has %v alone of Scan and Value", of, has)
		}
		types[of] = true
	}
	return types
}

// methodOf returns the exported type of a method Scan or Value.
func methodOf(d ast.Decl) (of, method string, ok bool) {
	f, ok := d.(*ast.FuncDecl)
	if !ok || f.Recv == nil || f.Name.Name != "Scan" && f.Name.Name != "Value" {
		return "", "", false
	}
	on := f.Recv.List[0].Type
	if pointer, ok := on.(*ast.StarExpr); ok {
		on = pointer.X
	}
	name, ok := on.(*ast.Ident)
	if !ok || !name.IsExported() {
		return "", "", false
	}
	return name.Name, f.Name.Name, true
}
