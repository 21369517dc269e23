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

// comments are what the source says about types, with keys such as policy.Kind, and about their fields, with keys such
// as lifecycle.Facts.Kind: the first sentence of the comment above, or else the comment at the end of the line.
type comments map[string]string

// codes are the constants of closed types of text, in their order: those of the quickstart.
type codes map[string][]string

// read reads the constants of a group, each with its type.
func (c codes) read(pkg string, group *ast.GenDecl) {
	for _, spec := range group.Specs {
		one, _ := spec.(*ast.ValueSpec)
		of, ok := one.Type.(*ast.Ident)
		if !ok || len(one.Values) != 1 {
			continue
		}
		if text, ok := one.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
			name := pkg + "." + of.Name
			c[name] = append(c[name], strings.Trim(text.Value, `"`))
		}
	}
}

// read reads the comments of a package, and its codes if they are wanted.
func (c comments) read(t *testing.T, pkg string, constants codes) {
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
			group, ok := decl.(*ast.GenDecl)
			switch {
			case ok && group.Tok == token.TYPE:
				c.types(filepath.Base(pkg), group)
			case ok && group.Tok == token.CONST && constants != nil:
				constants.read(filepath.Base(pkg), group)
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

// of is the comment of a field or, if it has none, of the struct that the field holds.
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
