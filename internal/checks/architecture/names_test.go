package architecture_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// library parses the files of the library, except tests, by folder from the root.
func library(t *testing.T) map[string][]*ast.File {
	t.Helper()
	all := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		if d.IsDir() && rel != "." {
			floor, ok := floorOf(top)
			if !ok || floor == cellar || floor == examples || d.Name() == "testdata" {
				return fs.SkipDir
			}
		}
		if d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err == nil {
			folder := filepath.ToSlash(filepath.Dir(rel))
			all[folder] = append(all[folder], file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 12 {
		t.Fatalf("the library is %d folders", len(all))
	}
	return all
}

// homonyms lists the exported types that share a name, with the folders that declare them. An alias of a type under the
// same name, as in the root package, is the same thing.
func homonyms(folders map[string][]*ast.File) []string {
	homes := map[string][]string{}
	for folder, files := range folders {
		for _, file := range files {
			for _, decl := range file.Decls {
				types, ok := decl.(*ast.GenDecl)
				if !ok || types.Tok != token.TYPE {
					continue
				}
				for _, spec := range types.Specs {
					if one, ok := spec.(*ast.TypeSpec); ok && one.Name.IsExported() && !one.Assign.IsValid() {
						homes[one.Name.Name] = append(homes[one.Name.Name], folder)
					}
				}
			}
		}
	}
	var found []string
	for name, list := range homes {
		if len(list) > 1 {
			slices.Sort(list)
			found = append(found, fmt.Sprintf("%s is a type of %s", name, strings.Join(list, " and ")))
		}
	}
	slices.Sort(found)
	return found
}

// misleading lists the exported functions and methods that have the name of an exported type, but do not return one: a
// name that is a date here and a group of parameters there. Return is excused: refund.Return is the answer about what
// the functions do.
func misleading(folders map[string][]*ast.File) []string {
	names, found := map[string]bool{}, []string(nil)
	for _, files := range folders {
		for _, file := range files {
			for _, decl := range file.Decls {
				if group, ok := decl.(*ast.GenDecl); ok && group.Tok == token.TYPE {
					for _, spec := range group.Specs {
						if one, ok := spec.(*ast.TypeSpec); ok {
							names[one.Name.Name] = true
						}
					}
				}
			}
		}
	}
	for folder, files := range folders {
		for _, file := range files {
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok || !f.Name.IsExported() || f.Recv != nil && !ast.IsExported(receiver(f)) {
					continue
				}
				if name := f.Name.Name; names[name] && name != "Return" && !gives(f, name) {
					found = append(found, fmt.Sprintf("%s.%s does not return a %s", folder, name, name))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// gives reports whether a result of a function is of a type of that name, or has one in it, as a list does.
func gives(f *ast.FuncDecl, name string) (yes bool) {
	if f.Type.Results == nil {
		return false
	}
	ast.Inspect(f.Type.Results, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			yes = true
		}
		return true
	})
	return yes
}

// A function or method with the name of a type returns one.
func TestFunctionsWithTheNameOfATypeReturnIt(t *testing.T) {
	report(t, misleading(library(t)), "one name stands for one thing")
}

// One name, one thing: a reader who meets Line, Term or Request knows which one it is without its package.
func TestTypeNamesStandForOneThing(t *testing.T) {
	report(t, homonyms(library(t)), "one name stands for one thing")
}

// misplaced lists the exported functions and methods whose edition is not the first parameter (after that of a test),
// or whose day or days are not the last. The calendar is about days, and has its own order.
func misplaced(folders map[string][]*ast.File) []string {
	var found []string
	for folder, files := range folders {
		if folder == "calendar" {
			continue
		}
		for _, file := range files {
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok || !f.Name.IsExported() || f.Recv != nil && !ast.IsExported(receiver(f)) {
					continue
				}
				params := parameters(f)
				if len(params) > 0 && (params[0] == "*testing.T" || params[0] == "*rapid.T") {
					params = params[1:]
				}
				name := folder + "." + f.Name.Name
				if f.Recv != nil {
					name = folder + "." + receiver(f) + "." + f.Name.Name
				}
				if edition := slices.Index(params, "policy.Edition"); edition > 0 {
					found = append(found, fmt.Sprintf("%s takes its edition as parameter %d", name, edition+1))
				}
				day := slices.Index(params, "calendar.Date")
				if day >= 0 && slices.ContainsFunc(params[day:], func(p string) bool { return p != "calendar.Date" }) {
					found = append(found, fmt.Sprintf("%s takes its day as parameter %d", name, day+1))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// receiver returns the name of a method's type.
func receiver(f *ast.FuncDecl) string {
	e := f.Recv.List[0].Type
	if generic, ok := e.(*ast.IndexExpr); ok {
		e = generic.X
	}
	return strings.TrimPrefix(types.ExprString(e), "*")
}

// parameters lists the types of a function's parameters, one per parameter.
func parameters(f *ast.FuncDecl) []string {
	var list []string
	for _, field := range f.Type.Params.List {
		for range max(len(field.Names), 1) {
			list = append(list, types.ExprString(field.Type))
		}
	}
	return list
}

// A caller who has called one function of the library knows where the next one wants the edition, and where the day.
func TestParametersAreInOrder(t *testing.T) {
	report(t, misplaced(library(t)), "the edition comes first and the day last")
}

// The checks above must be able to fail.
func TestNameChecks(t *testing.T) {
	folders := map[string][]*ast.File{}
	for folder, source := range map[string]string{
		".":        "type Error = input.Error",
		"calendar": "type Term uint8\ntype term int\nfunc NewService(term Term, anchor Date, covered Period) {}",
		"order": "type Term struct{}\ntype Line struct{}\n" +
			"func Check(t *testing.T, ed policy.Edition) {}\n" +
			"func CanPay(ed policy.Edition, r Line, day calendar.Date) {}\n" +
			"func Compose(day calendar.Date, ed policy.Edition) {}\n" +
			"func (q *Line) Accept(day calendar.Date, who string) {}\n" +
			"func (q line) Accept(day calendar.Date, who string) {}\nfunc accept(day calendar.Date, who string) {}",
		"invoice": "type (\n\tterm int\n\tLine int\n\tError struct{}\n)\n" +
			"func (b Line) Between(n int, from, to calendar.Date) {}\n" +
			"func Line() {}\nfunc (b Line) Term() int {}\nfunc (b Line) Error() *rapid.Generator[input.Error] {}\n" +
			"func (b line) Term() int {}",
	} {
		t.Run(folder, func(t *testing.T) {
			file, err := parser.ParseFile(token.NewFileSet(), folder+".go", "package p\n"+source, 0)
			if err != nil {
				t.Fatal(err)
			}
			folders[folder] = append(folders[folder], file)
		})
	}
	want := []string{"Line is a type of invoice and order", "Term is a type of calendar and order"}
	if got := homonyms(folders); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	want = []string{"invoice.Line does not return a Line", "invoice.Term does not return a Term"}
	if got := misleading(folders); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	want = []string{
		"order.Compose takes its day as parameter 1", "order.Compose takes its edition as parameter 2",
		"order.Line.Accept takes its day as parameter 1",
	}
	if got := misplaced(folders); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
