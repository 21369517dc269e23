package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What the program ends with, and what it says.
func TestExitCodes(t *testing.T) {
	t.Parallel()
	in, out := file(t, "in.ndjson", good("a")+"\n{\n"), filepath.Join(t.TempDir(), "out")
	usual := []string{"-on", "2026-05-31", "-in", in, "-out", out}
	for name, test := range map[string]struct {
		args []string
		code int
		want string
	}{
		"no day":         {[]string{"-in", in, "-out", out}, exitUsage, "-on"},
		"no such day":    {[]string{"-on", "2026-02-30", "-in", in, "-out", out}, exitUsage, "-on"},
		"no input":       {[]string{"-on", "2026-05-31", "-out", out}, exitUsage, "-in: is needed"},
		"no output":      {[]string{"-on", "2026-05-31", "-in", in}, exitUsage, "-out: is needed"},
		"one too many":   {append(usual, "more"), exitUsage, `unexpected argument "more"`},
		"no such kind":   {append(usual, "-only", "phases,bills"), exitUsage, `"bills" is not a kind of result`},
		"no such format": {append(usual, "-format", "xml"), exitUsage, "must be ndjson or parquet"},
		"no per cent":    {append(usual, "-max-rejected", "many"), exitUsage, "is not a number of per cent"},
		"no workers":     {append(usual, "-workers", "0"), exitUsage, "must be 1 or more"},
		"no such file": {
			[]string{"-on", "2026-05-31", "-in", in + "x", "-out", out}, exitFailed, "there is no such file",
		},
		"half is rejected": {usual, exitRejected, "1 of 2 lines are rejected, more than 1 %"},
	} {
		t.Run(name, func(t *testing.T) {
			err := command(t.Context(), test.args, io.Discard, io.Discard)
			if err == nil || exitCode(err) != test.code || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := os.Stat(out + "/totals.json"); err == nil {
		t.Error("there are totals")
	}
	// If more lines may be rejected, the run is complete, and nothing has to be done again.
	if err := command(t.Context(), append(usual, "-max-rejected", "50"), io.Discard, io.Discard); err != nil {
		t.Error(err)
	}
}

// Where nothing can be read there is no good end, whatever may be rejected.
func TestNothingRead(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"nothing": "", "blanks": "\n\n", "no JSON": "a\nb\n"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := runTo(t, filepath.Join(t.TempDir(), "out"), "2026-05-31", file(t, "in.ndjson", text))
			if exitCode(err) != exitRejected || !strings.Contains(err.Error(), "lines could be read") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// Files that nobody can read are not passed over; those that programs leave for themselves are.
func TestFilesOfAFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir+"/year=2026/a.ndjson", good("a"))
	write(t, dir+"/_SUCCESS", "")
	write(t, dir+"/.hidden.txt", "")
	write(t, dir+"/_temporary/b.ndjson", good("b"))
	if o := runOn(t, "2026-05-31", dir); len(o.phases) != 1 {
		t.Errorf("got %v", o.phases)
	}
	if o := runOn(t, "2026-05-31", dir+"/*/*.ndjson"); len(o.phases) != 2 {
		t.Errorf("got %v", o.phases)
	}
	write(t, dir+"/letter.txt", "")
	err := runTo(t, filepath.Join(t.TempDir(), "out"), "2026-05-31", dir)
	if err == nil || !strings.Contains(err.Error(), "letter.txt: is none of") {
		t.Errorf("got %v", err)
	}
}

func TestGenerateIsTheSameForASeed(t *testing.T) {
	t.Parallel()
	first := made(t, "-n", "50", "-seed", "3")
	if made(t, "-n", "50", "-seed", "3") != first || made(t, "-n", "50", "-seed", "4") == first {
		t.Error("the seed does not decide")
	}
	if !strings.HasPrefix(made(t, "-n", "60", "-seed", "3"), first) || made(t, "-n", "0") != "" {
		t.Error("the number does not only cut")
	}
	for _, args := range [][]string{{"-n", "-1"}, {"-bad", "-1"}, {"more"}, {"-n", "x"}, {"-files", "2"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			if err := generateCommand(args, io.Discard); exitCode(err) != exitUsage {
				t.Error(err)
			}
		})
	}
}
