package main

import (
	"os"
	"strings"
	"testing"
)

// The README has lines of the page, and all flags.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, command, _ := strings.Cut(string(readme), "go -C examples/import run . ")
	command, _, _ = strings.Cut(command, "\n")
	page := printed(t, strings.Fields(command)...)
	shown := 0
	for line := range strings.Lines(string(readme)) {
		if text, indented := strings.CutPrefix(line, "    "); indented && !strings.HasPrefix(text, "go ") {
			shown++
			if !strings.Contains(page, text) {
				t.Errorf("the page has no line %q", text)
			}
		}
	}
	if shown < 5 {
		t.Errorf("only %d lines", shown)
	}
	main, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(main), `", "`) {
		if name := part[strings.LastIndex(part, `"`)+1:]; strings.HasSuffix(part, `.String("`+name) &&
			!strings.Contains(string(readme), "`-"+name) {
			t.Errorf("the flag -%s is not named", name)
		}
	}
}
