package main

import (
	"os"
	"strings"
	"testing"
)

// The README shows lines of the results of its first command, and of mistakes, as they are.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```json\n")
	block, _, _ = strings.Cut(block, "```")
	var all strings.Builder
	for _, in := range []string{"testdata/subscriptions.ndjson", "testdata/mistakes.ndjson"} {
		for _, text := range runOn(t, "2026-05-31", in).files {
			all.WriteString(text)
		}
	}
	n := 0
	for line := range strings.Lines(block) {
		if n++; !strings.Contains(all.String(), line) {
			t.Errorf("no result is %s", line)
		}
	}
	if n != 4 {
		t.Errorf("%d lines are shown", n)
	}
}
