package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"example.com/billingrules/policy"
)

// Every command of the README, one after the other, prints what stands under it, but that … stands for the fingerprint
// of the edition.
func TestReadme(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sh", "curl", "head"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("the README's commands need %s: %v", name, err)
		}
	}
	help, err := exec.CommandContext(t.Context(), "curl", "--help", "all").Output()
	if err != nil || !strings.Contains(string(help), "--json") {
		t.Skipf("the README's commands need a curl that knows --json: %v", err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	s := start(t)
	ran := 0
	for _, block := range strings.Split(string(readme), "\n\n") {
		rest, ok := strings.CutPrefix(block, "    $ ")
		if !ok {
			continue
		}
		// A command goes on where it is indented further; an answer's first line never is.
		lines := strings.Split(rest, "\n    ")
		n := 1
		for n < len(lines) && strings.HasPrefix(lines[n], "    ") {
			n++
		}
		command := strings.ReplaceAll(strings.Join(lines[:n], "\n"), "http://127.0.0.1:8080", s.base)
		shell := exec.CommandContext(t.Context(), "sh", "-c", command)
		shell.Env = append(os.Environ(), "NO_PROXY=*")
		got, err := shell.Output()
		if err != nil {
			t.Errorf("%s: %v", command, err)
		}
		text := strings.ReplaceAll(string(got), policy.Europe2024().Fingerprint().String(), "…")
		if want := strings.Join(lines[n:], "\n") + "\n"; text != want {
			t.Errorf("%s\nprints:\n%s\nwant:\n%s", command, text, want)
		}
		ran++
	}
	if ran < 8 {
		t.Errorf("only %d commands were found", ran)
	}
}
