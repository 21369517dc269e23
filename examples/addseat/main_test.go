package main

import (
	"os"
	"strings"
	"testing"
)

func Example() {
	main()
	// Output:
	// EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
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
	if !strings.Contains(string(readme), "EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)\n") {
		t.Error("README.md shows another output")
	}
}
