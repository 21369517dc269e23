package main

import (
	"flag"
	"os"
	"os/exec"
	"strings"
	"testing"

	"example.com/billingrules/policy"
)

var update = flag.Bool("update", false, "write the answers in README.md again, and openapi.json")

// Every command of the README, one after the other, prints what stands under it, but that … stands for the fingerprint
// of the edition.
func TestReadme(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sh", "curl", "sed"} {
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
	lines := strings.Split(string(readme), "\n")
	var written []string
	ran := 0
	for i := 0; i < len(lines); i++ {
		written = append(written, lines[i])
		command, ok := strings.CutPrefix(lines[i], "    $ ")
		if !ok {
			continue
		}
		for goesOn(command) {
			i++
			command += "\n" + lines[i]
			written = append(written, lines[i])
		}
		var want []string
		for ; i+1 < len(lines) && strings.HasPrefix(lines[i+1], "    ") &&
			!strings.HasPrefix(lines[i+1], "    $ "); i++ {
			want = append(want, strings.TrimPrefix(lines[i+1], "    "))
		}
		got := printed(t, s, command)
		if strings.Join(want, "\n") != got {
			t.Errorf("%s\nprints:\n%s\nwant:\n%s", command, got, strings.Join(want, "\n"))
		}
		for _, line := range strings.Split(got, "\n") {
			written = append(written, "    "+line)
		}
		ran++
	}
	if ran < 15 {
		t.Errorf("only %d commands were found", ran)
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(strings.Join(written, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// goesOn reports whether a command continues on the next line.
func goesOn(command string) bool {
	return strings.HasSuffix(command, "\\") || strings.Count(command, "'")%2 == 1
}

// printed is what a command prints.
func printed(t *testing.T, s *server, command string) string {
	t.Helper()
	// The days ahead count from the day of the answers, not from today.
	command = "date() { case $2 in +30days) echo 2025-09-01;; +332days) echo 2026-06-30;; esac; }\n" +
		strings.ReplaceAll(command, "http://127.0.0.1:8093", s.base)
	shell := exec.CommandContext(t.Context(), "sh", "-c", command)
	shell.Env = append(os.Environ(), "NO_PROXY=*")
	got, err := shell.Output()
	if err != nil {
		t.Errorf("%s: %v", command, err)
	}
	return strings.TrimSuffix(strings.ReplaceAll(string(got), policy.Europe2024().Fingerprint().String(), "…"), "\n")
}
