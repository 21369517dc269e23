//go:build unix && whole

package examples_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Every example, run as somebody would who has just cloned the repository. Building them all takes minutes.
func TestFromACleanClone(t *testing.T) {
	t.Parallel()
	clone := cleanCopy(t)
	commands := documented(t)
	ctx := t.Context()
	if deadline, ok := t.Deadline(); ok {
		var cancel context.CancelFunc // how long before go test gives up, so that a failure can still name what hangs
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-time.Minute))
		t.Cleanup(cancel)
	}
	for name, want := range outcomes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(clone, "examples", name)
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
				download(ctx, t, dir)
			}
			out := t.TempDir()
			command := strings.Fields(strings.ReplaceAll(commands[name], "/tmp/may", out))
			if want.serves != "" {
				serve(ctx, t, clone, append(command, "-addr", "127.0.0.1:0"), want.serves)
				return
			}
			got := run(ctx, t, clone, command)
			if !strings.Contains(got, want.prints) {
				t.Errorf("prints %s\nwithout %s", got, want.prints)
			}
			if _, err := os.Stat(filepath.Join(out, want.leaves)); err != nil {
				t.Error(err)
			}
		})
	}
}

// cleanCopy copies what a commit of the tree would contain, and nothing else.
func cleanCopy(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	list := exec.CommandContext(t.Context(), "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = ".."
	files, err := list.Output()
	if err != nil {
		t.Skipf("not in a clone: %v", err)
	}
	dir := t.TempDir()
	for name := range strings.SplitSeq(strings.TrimSuffix(string(files), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join("..", name))
		if os.IsNotExist(err) {
			continue // deleted, but not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil { //nolint:gosec // a copy that only this test sees
			t.Fatal(err)
		}
	}
	return dir
}

// download skips an example whose modules cannot be downloaded here, for example without a network.
func download(ctx context.Context, t *testing.T, dir string) {
	t.Helper()
	cmd := command(ctx, t, dir, []string{"go", "mod", "download"})
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("its modules cannot be had: %v: %s", err, out)
	}
}

func command(ctx context.Context, t *testing.T, dir string, args []string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // a command of README.md
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "TMPDIR="+t.TempDir()) // Beam leaves an empty file behind
	cmd.WaitDelay = 10 * time.Second
	// go run does not pass signals on, so its program is signaled through the process group, as a terminal would do.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd
}

func run(ctx context.Context, t *testing.T, dir string, args []string) string {
	t.Helper()
	out, err := command(ctx, t, dir, args).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// serve starts a program that serves, asks it for a path, and interrupts it.
func serve(ctx context.Context, t *testing.T, dir string, args []string, path string) {
	t.Helper()
	cmd := command(ctx, t, dir, args)
	output, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = output.Close() }() // it has been read to its end, or the test has failed
	cmd.Stdout, cmd.Stderr = writer, writer
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Error(err)
	}
	address := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	var printed strings.Builder
	found := ""
	for lines := bufio.NewScanner(output); found == "" && lines.Scan(); {
		printed.WriteString(lines.Text() + "\n")
		found = address.FindString(lines.Text())
	}
	if found == "" {
		t.Fatalf("%v: %v\n%s", args, cmd.Wait(), &printed)
	}
	get(ctx, t, "http://"+found+path)
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
		t.Error(err)
	}
	rest, err := io.ReadAll(output)
	// After an interrupt go run exits with 1, no matter what its program exits with.
	if wait := cmd.Wait(); err != nil || !cmd.ProcessState.Exited() {
		t.Errorf("%v: %v, %v\n%s%s", args, wait, err, &printed, rest)
	}
}

func get(ctx context.Context, t *testing.T, url string) {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Error(err)
		return
	}
	body, err := io.ReadAll(response.Body)
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	if err != nil || response.StatusCode != http.StatusOK || len(body) == 0 {
		t.Errorf("%s: %s, %v, %d bytes", url, response.Status, err, len(body))
	}
}
