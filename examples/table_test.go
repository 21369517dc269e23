// Package examples_test compares the examples with the table of them in README.md, and runs each of them as somebody
// would who has just cloned the repository: see clean_test.go.
package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// A row of the table of examples in README.md: the folder, what it shows, and its one command.
var exampleRow = regexp.MustCompile(
	"(?m)^\\| \\[`examples/([a-z]+)`\\]\\(examples/([a-z]+)\\) \\| (.+) \\| `(.+)` \\|$")

// outcome is what an example does: a program that ends has printed something and written files; one that serves answers
// a request.
type outcome struct {
	prints string
	leaves string // a file, in the folder of the results
	serves string // a path
}

// outcomes are the outcomes of all examples, each run with its one command.
var outcomes = map[string]outcome{
	"addseat":    {prints: "EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)"},
	"quickstart": {prints: "Invoices due"},
	"import":     {prints: "60 rows, 49 facts, 11 with reasons"},
	"monthend":   {prints: "13 subscriptions worked out, 0 lines rejected", leaves: "totals.json"},
	"service":    {serves: "/subscriptions/S-01/status"},
	"playground": {serves: "/playground.wasm"},
}

func TestDocumented(t *testing.T) {
	t.Parallel()
	for name, command := range documented(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if want := "examples/" + name; !regexp.MustCompile(`\b` + want + `\b`).MatchString(command) {
				t.Errorf("%q runs another example than %s", command, want)
			}
			if o := outcomes[name]; (o.prints == "") == (o.serves == "") {
				t.Errorf("it ends or it serves: %+v", o)
			}
		})
	}
}

// documented returns the command of each example, and checks that README.md names exactly the examples that exist.
func documented(t *testing.T) map[string]string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := map[string]string{}
	var rows []string
	for _, row := range exampleRow.FindAllStringSubmatch(string(readme), -1) {
		if row[1] != row[2] {
			t.Errorf("examples/%s links to examples/%s", row[1], row[2])
		}
		rows = append(rows, row[1])
		commands[row[1]] = row[4]
	}
	mains, err := filepath.Glob("*/main.go")
	if err != nil {
		t.Fatal(err)
	}
	var there, run []string
	for _, main := range mains {
		there = append(there, filepath.Dir(main))
	}
	for name := range outcomes {
		run = append(run, name)
	}
	slices.Sort(rows)
	slices.Sort(run)
	if !slices.Equal(rows, there) || !slices.Equal(run, there) {
		t.Fatalf("there are %v; README.md has %v, and %v are run", there, rows, run)
	}
	return commands
}
