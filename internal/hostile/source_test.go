package hostile_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var packages = []string{"calendar", "money", "rule", "policy", "proration", "lifecycle", "refund", "invoice", "coterm", "order"}

// function is an exported function or method, as its source has it.
type function struct {
	pkg    string   // such as "money"
	name   string   // such as "money.Amount.Split" or "money.New"
	params []string // their types, such as "int", "[]int" or "decimal.Decimal"
}

// functions reads the exported functions of the library from its source.
func functions(t *testing.T) []function {
	t.Helper()
	var list []function
	for _, pkg := range packages {
		err := filepath.WalkDir("../../"+pkg, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok || !f.Name.IsExported() {
					continue
				}
				name := pkg + "."
				if f.Recv != nil {
					receiver := strings.TrimPrefix(typeName(f.Recv.List[0].Type), "*")
					if !ast.IsExported(receiver) {
						continue
					}
					name += receiver + "."
				}
				read := function{pkg: pkg, name: name + f.Name.Name}
				for _, field := range f.Type.Params.List {
					read.params = append(read.params, typeName(field.Type))
				}
				list = append(list, read)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(list) < 300 {
		t.Fatalf("only %d functions", len(list))
	}
	return list
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + typeName(e.X)
	case *ast.ArrayType:
		return "[]" + typeName(e.Elt)
	case *ast.Ellipsis:
		return "..." + typeName(e.Elt)
	case *ast.SelectorExpr:
		return typeName(e.X) + "." + e.Sel.Name
	}
	return "another"
}

// missing lists the functions that are chosen and have no entry, and the entries that are no function.
func missing(all []function, chosen func(function) bool, entries []string) (without, unknown []string) {
	var names []string
	for _, f := range all {
		names = append(names, f.name)
		if chosen(f) && !slices.Contains(entries, f.name) {
			without = append(without, f.name)
		}
	}
	for _, name := range entries {
		if !slices.Contains(names, name) {
			unknown = append(unknown, name)
		}
	}
	return without, unknown
}
