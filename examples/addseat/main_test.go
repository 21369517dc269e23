package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

func Example() {
	main()
	// Output:
	// AutoCAD × 3: EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up); net 2115.62, tax 21% 444.28
	// invoice 2025-133 of 2025-08-02: EUR 2115.62 + tax 444.28 = 2559.90
	// 1 change, 1 invoice
}

// From a purchase to the invoice of more seats and the next facts it takes at most twelve statements.
func TestTakesTwelveStatements(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "main.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "main" && len(f.Body.List) > 12 {
			t.Errorf("%d statements", len(f.Body.List))
		}
	}
}

// The README shows this program, from its imports on, and what it prints.
func TestReadmeShowsThisProgram(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, program, _ := strings.Cut(string(source), "README.\n")
	if !strings.Contains(string(readme), "```go\n"+program+"```") {
		t.Error("README.md shows another program than examples/addseat/main.go")
	}
	if !strings.Contains(string(readme), "    invoice 2025-133 of 2025-08-02: EUR 2115.62 + tax 444.28 = 2559.90\n") {
		t.Error("README.md shows another output")
	}
}
