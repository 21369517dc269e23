package main

import (
	"os"
	"strings"
	"testing"
)

// The README shows a result of its first command as it is, but that … stands for the fingerprint of the edition.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```json\n")
	block, _, _ = strings.Cut(block, "```")
	var want strings.Builder
	for line := range strings.Lines(block) {
		want.WriteString(strings.TrimSpace(line))
	}
	r := runOn(t, "2026-05-31", "testdata/subscriptions.ndjson").results["by-invoice"]
	if got := strings.ReplaceAll(text(t, r), r.Edition.String(), "…"); got != want.String() {
		t.Errorf("got  %s\nwant %s", got, &want)
	}
}
