package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// alone checks the contents of a directory: no incomplete file may be left behind.
func alone(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the directory holds %q, want %q", got, want)
	}
}

func check(t *testing.T, name, content string, mode fs.FileMode) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != content {
		t.Errorf("%s holds %q, %v; want %q", name, got, err, content)
	}
	if info, err := os.Lstat(name); err != nil || info.Mode() != mode {
		t.Errorf("%s: %v, %v; want %v", name, info.Mode(), err, mode)
	}
}

func TestReplaceFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "a.svg")
	for i, content := range []string{"new", "newer", ""} {
		t.Run(strconv.Quote(content), func(t *testing.T) {
			if i == 1 {
				if err := os.Chmod(name, 0o640); err != nil {
					t.Fatal(err)
				}
			}
			if err := replaceFile(name, []byte(content)); err != nil {
				t.Fatal(err)
			}
			check(t, name, content, []fs.FileMode{0o644, 0o640, 0o640}[i])
		})
	}
	alone(t, dir, "a.svg")
}

// Whoever has the old file open goes on reading the old content: it is another file, and was not written into.
func TestReplacedFileIsNotWrittenInto(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "a.svg")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	check(t, name, "new", 0o600)
	if after, err := os.Stat(name); err != nil || os.SameFile(before, after) {
		t.Errorf("it is the same file, %v", err)
	}
}

func TestReplaceFileFollowsALink(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name, link := filepath.Join(dir, "a.svg"), filepath.Join(dir, "link.svg")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.svg", link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := replaceFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	check(t, name, "new", 0o600)
	alone(t, dir, "a.svg", "link.svg")
	if target, err := os.Readlink(link); err != nil || target != "a.svg" {
		t.Errorf("the link points to %q, %v", target, err)
	}
}

func TestReplaceFileRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := replaceFile(dir, nil); err == nil || !strings.Contains(err.Error(), "is not a regular file") {
		t.Errorf("a directory: %v", err)
	}
	if err := replaceFile(os.DevNull, nil); err == nil || !strings.Contains(err.Error(), "is not a regular file") {
		t.Errorf("a device: %v", err)
	}
	if err := replaceFile(filepath.Join(dir, "missing", "a.svg"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing directory: %v", err)
	}
	alone(t, dir)
}

// A mistake in the portfolio, and a day that cannot be reported on, leave the picture of yesterday as it was.
func TestMistakesKeepTheOldPicture(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "a.svg")
	if err := os.WriteFile(name, []byte("yesterday"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-svg", name, "-portfolio", written(t, "[]")},
		{"-svg", name, "-on", "9999-12-31"},
		{"-svg", name, "-on", "9996-01-01"},
	} {
		t.Run(strings.Join(args[2:], " "), func(t *testing.T) {
			var out strings.Builder
			if err := run(args, &out, &out, nil); err == nil || out.Len() > 0 {
				t.Errorf("run(%q) gives %v and prints %q", args, err, out.String())
			}
		})
	}
	check(t, name, "yesterday", 0o644)
	alone(t, dir, "a.svg")
}
