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

// Every command of a pipeline is printed whole, and its own flags make sense.
func TestReadme_Beam(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(readme), "\\\n", "")
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	_, in, _ := strings.Cut(text, "    IN=$PWD/")
	in, _, _ = strings.Cut(in, "\n")
	n := 0
	for line := range strings.Lines(text) {
		command, found := strings.CutPrefix(strings.TrimSpace(line), "/tmp/monthend beam ")
		if !found {
			continue
		}
		n++
		own := command[strings.Index(command, "-on "):]
		if want := "-on 2026-05-31 -in $IN -out /tmp/"; !strings.HasPrefix(own, want) {
			t.Errorf("%s does not end in %s", command, want)
		}
	}
	if n != 3 {
		t.Errorf("%d commands", n)
	}
	flags := []string{"-on", "2026-05-31", "-in", here + "/" + in, "-out", t.TempDir() + "/out"}
	if output, err := pipeline(t, flags, nil); err != nil {
		t.Errorf("%v: %s", err, output)
	}
}
