package architecture_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	rulebook "example.com/billingrules/rule"
)

// named returns the ids that appear in a test, fuzz target or example of the source, or in the comment above it. An id
// anywhere else in a file does not exercise a rule.
func named(t *testing.T, name string, source []byte, ids []string) []string {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || !regexp.MustCompile(`^(Test|Fuzz|Example)`).MatchString(f.Name.Name) {
			continue
		}
		start := f.Pos()
		if f.Doc != nil {
			start = f.Doc.Pos()
		}
		tests.Write(source[files.Position(start).Offset:files.Position(f.End()).Offset])
		tests.WriteString("\n")
	}
	var found []string
	for _, id := range ids {
		if regexp.MustCompile(`(^|[^a-z.-])` + regexp.QuoteMeta(id) + `($|[^a-z-])`).MatchString(tests.String()) {
			found = append(found, id)
		}
	}
	return found
}

// unexercised returns the rules that have a package but no test in it that names them.
func unexercised(t *testing.T, rules []rulebook.Rule, tests func(pkg string) map[string][]byte) []string {
	t.Helper()
	var missing []string
	for _, rule := range rules {
		if rule.Package == "" {
			continue
		}
		exercised := false
		for name, source := range tests(rule.Package) {
			exercised = exercised || len(named(t, name, source, []string{string(rule.ID)})) > 0
		}
		if !exercised {
			missing = append(missing, string(rule.ID))
		}
	}
	return missing
}

// Each rule that says which package implements it is named by a test of that package.
func TestImplementedRulesAreExercised(t *testing.T) {
	tests := func(pkg string) map[string][]byte {
		files, err := filepath.Glob(filepath.Join(root, pkg, "*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("package %s has no tests: %v", pkg, err)
		}
		sources := map[string][]byte{}
		for _, file := range files {
			if sources[file], err = os.ReadFile(file); err != nil {
				t.Fatal(err)
			}
		}
		return sources
	}
	if missing := unexercised(t, slices.Collect(rulebook.All()), tests); len(missing) > 0 {
		t.Errorf("no test of their packages names %s", strings.Join(missing, ", "))
	}
}

func TestUnexercised_FindsUntestedRules(t *testing.T) {
	source := []byte(`package p_test

const listed = "a.listed"

// a.above is exercised here.
func TestX(t *testing.T) { _ = "a.within a.longer-name" }

// a.helper is only mentioned.
func helper() {}
`)
	ids := []string{"a.listed", "a.above", "a.within", "a.longer", "a.longer-name", "a.helper"}
	if got := named(t, "x_test.go", source, ids); !slices.Equal(got, []string{"a.above", "a.within", "a.longer-name"}) {
		t.Errorf("named: %q", got)
	}
	rules := []rulebook.Rule{{ID: "a.above", Package: "p"}, {ID: "a.listed", Package: "p"}, {ID: "a.later"}}
	tests := func(string) map[string][]byte { return map[string][]byte{"x_test.go": source} }
	if got := unexercised(t, rules, tests); !slices.Equal(got, []string{"a.listed"}) {
		t.Errorf("unexercised: %q", got)
	}
}
