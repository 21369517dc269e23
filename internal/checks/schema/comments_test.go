package schema_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// comments are what the source says of types, as policy.Kind, and of their fields, as lifecycle.Facts.Kind: of a
// comment above it the first sentence, and otherwise the comment behind it.
type comments map[string]string

// read reads the comments of a package of the library.
func (c comments) read(t *testing.T, pkg string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, pkg, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no files: %v", pkg, err)
	}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range tree.Decls {
			if types, ok := decl.(*ast.GenDecl); ok && types.Tok == token.TYPE {
				c.types(pkg, types)
			}
		}
	}
}

func (c comments) types(pkg string, types *ast.GenDecl) {
	for _, spec := range types.Specs {
		one, _ := spec.(*ast.TypeSpec)
		name := pkg + "." + one.Name.Name
		c[name] = first(types.Doc.Text())
		list, ok := one.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, field := range list.Fields.List {
			text := strings.Join(strings.Fields(plain(field.Comment.Text())), " ")
			if field.Doc != nil {
				text = first(field.Doc.Text())
			}
			for _, id := range field.Names {
				c[name+"."+id.Name] = text
			}
		}
	}
}

// first is the first sentence of a comment.
func first(text string) string { return new(doc.Package).Synopsis(plain(text)) }

// plain is a comment without the brackets of its links.
func plain(text string) string {
	return regexp.MustCompile(`\[([\w.*]+)\]`).ReplaceAllString(text, "$1")
}

// of is what is said of a field; where that is nothing, what is said of a struct that the field holds.
func (c comments) of(t reflect.Type, field reflect.StructField) string {
	if said := c[name(t)+"."+field.Name]; said != "" {
		return said
	}
	if field.Type.Kind() == reflect.Struct && special(field.Type) == nil {
		return c[name(field.Type)]
	}
	return ""
}

// name is the name of a type with its package.
func name(t reflect.Type) string { return t.String() }
