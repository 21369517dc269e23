package hostile_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	gotypes "go/types"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var packages = []string{
	"calendar", "money", "rule", "policy", "proration", "lifecycle", "refund", "invoice", "coterm", "order",
}

// function is an exported function or method, as declared in the source.
type function struct {
	pkg    string   // such as "money"
	name   string   // such as "money.Amount.Split" or "money.New"
	params []string // their types, such as "int", "[]int" or "decimal.Decimal"
}

// declarations yields everything that the files of the library declare, each with its package.
func declarations(t *testing.T) iter.Seq2[string, ast.Decl] {
	t.Helper()
	return func(yield func(string, ast.Decl) bool) {
		for _, pkg := range packages {
			err := filepath.WalkDir("../../../"+pkg, func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
					return err
				}
				file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
				if err != nil {
					return err
				}
				for _, decl := range file.Decls {
					if !yield(file.Name.Name, decl) { // the package of the folder, or of one below
						return fs.SkipAll
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// types yields the types that the library declares, each with its package.
func types(t *testing.T) iter.Seq2[string, *ast.TypeSpec] {
	t.Helper()
	return func(yield func(string, *ast.TypeSpec) bool) {
		for pkg, decl := range declarations(t) {
			group, ok := decl.(*ast.GenDecl)
			if !ok || group.Tok != token.TYPE {
				continue
			}
			for _, spec := range group.Specs {
				if one, ok := spec.(*ast.TypeSpec); ok && !yield(pkg, one) {
					return
				}
			}
		}
	}
}

// functions lists the exported functions of the library.
func functions(t *testing.T) []function {
	t.Helper()
	var list []function
	for pkg, decl := range declarations(t) {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || !f.Name.IsExported() {
			continue
		}
		name := pkg + "."
		if f.Recv != nil {
			receiver := strings.TrimPrefix(gotypes.ExprString(f.Recv.List[0].Type), "*")
			if !ast.IsExported(receiver) {
				continue
			}
			name += receiver + "."
		}
		read := function{pkg: pkg, name: name + f.Name.Name}
		for _, field := range f.Type.Params.List {
			read.params = append(read.params, gotypes.ExprString(field.Type))
		}
		list = append(list, read)
	}
	if len(list) < 300 {
		t.Fatalf("only %d functions", len(list))
	}
	return list
}

// small lists the exported types of the library that are a uint8, sorted: its enumerations.
func small(t *testing.T) []string {
	t.Helper()
	var list []string
	for pkg, one := range types(t) {
		if one.Name.IsExported() && gotypes.ExprString(one.Type) == "uint8" {
			list = append(list, pkg+"."+one.Name.Name)
		}
	}
	slices.Sort(list)
	return list
}

// numeric lists the types that can carry a number: the basic ones, and every struct of the library with a field of such
// a type, or of another such struct.
func numeric(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, basic := range []string{"int", "int64", "uint8", "time.Month", "time.Duration", "decimal.Decimal"} {
		all[basic] = true
	}
	fields := map[string][]string{} // the field types of each struct
	for pkg, one := range types(t) {
		list, ok := one.Type.(*ast.StructType)
		if !ok {
			continue
		}
		name := pkg + "." + one.Name.Name
		for _, f := range list.Fields.List {
			fields[name] = append(fields[name], qualified(pkg, gotypes.ExprString(f.Type)))
		}
	}
	for n := -1; n != len(all); {
		n = len(all)
		for name, list := range fields {
			if slices.ContainsFunc(list, func(field string) bool { return all[field] }) {
				all[name] = true
			}
		}
	}
	return all
}

// qualified is the name of a type as another package would write it; for a list, that of its elements.
func qualified(pkg, name string) string {
	name = strings.TrimLeft(name, "*[].")
	if strings.Contains(name, ".") || !ast.IsExported(name) {
		return name
	}
	return pkg + "." + name
}

// missing lists the chosen functions that have no entry, and the entries that are not functions.
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
