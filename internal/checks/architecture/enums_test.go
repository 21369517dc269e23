package architecture_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// untold lists the constants of enumerations whose comment lacks their text in quotes, and counts the enumerations. An
// enumeration is recognized by its table, which is keyed by its constants and whose rows begin with the text.
func untold(folders map[string][]*ast.File) (found []string, enumerations int) {
	for folder, files := range folders {
		said := map[string]string{} // the comment of each constant
		for _, file := range files {
			for _, decl := range file.Decls {
				if block, ok := decl.(*ast.GenDecl); ok && block.Tok == token.CONST {
					for _, spec := range block.Specs {
						if one, ok := spec.(*ast.ValueSpec); ok {
							said[one.Names[0].Name] = one.Doc.Text() + one.Comment.Text()
						}
					}
				}
			}
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				f, ok := n.(*ast.FuncDecl)
				if !ok || f.Name.Name != "text" && f.Name.Name != "word" {
					return !ok
				}
				rows := 0
				ast.Inspect(f, func(n ast.Node) bool {
					row, ok := n.(*ast.KeyValueExpr)
					if !ok {
						return true
					}
					rows++
					if text := firstText(row.Value); !strings.Contains(said[types.ExprString(row.Key)], text) {
						found = append(found,
							fmt.Sprintf("%s.%s has no %s in its comment", folder, types.ExprString(row.Key), text))
					}
					return false
				})
				if rows > 0 {
					enumerations++
				}
				return false
			})
		}
	}
	slices.Sort(found)
	return found, enumerations
}

// firstText returns the first text of a row, in quotes.
func firstText(row ast.Expr) string {
	text := strconv.Quote("")
	ast.Inspect(row, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		if ok && literal.Kind == token.STRING && text == `""` {
			text = literal.Value
		}
		return true
	})
	return text
}

// The documentation of an enumeration shows the text of each constant beside its name.
func TestEnumerationsTellTheirTexts(t *testing.T) {
	found, enumerations := untold(library(t))
	report(t, found, "a constant of an enumeration tells its text")
	if enumerations < 32 {
		t.Errorf("only %d enumerations", enumerations)
	}
}

// The check above must be able to fail.
func TestUntold_FindsMissingTexts(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", `package p
const (
	A Kind = iota + 1 // "a"
	// B is told above: "b".
	B
	C // c
)
func (v Kind) word() word { return enum.At([]word{A: {"a", "b"}, B: {"b", "x"}, C: {"c", "x"}, D: {"d", "x"}}, v) }
func (v Kind) other() int { return enum.At([]string{A: "nothing"}, v) }
`, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found, enumerations := untold(map[string][]*ast.File{"p": {file}})
	want := []string{`p.C has no "c" in its comment`, `p.D has no "d" in its comment`}
	if !slices.Equal(found, want) || enumerations != 1 {
		t.Errorf("got %q of %d, want %q", found, enumerations, want)
	}
}
