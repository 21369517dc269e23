package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The same work as a pipeline: by Beam's runner in the program's own process, by a Prism job server in another one with
// its workers in the program (LOOPBACK), and with a worker process that Beam's boot program starts. All leave what one
// machine leaves, byte for byte.
func TestBeam(t *testing.T) {
	t.Parallel()
	flags, want := undisturbed(t)
	check := func(t *testing.T, beam ...string) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "out")
		if output, err := pipeline(t, flags(out), beam); err != nil {
			t.Fatalf("%v: %s", err, output)
		}
		same(t, tree(t, out), want)
	}
	t.Run("embedded", func(t *testing.T) { check(t) })
	endpoint := serve(t)
	t.Run("prism", func(t *testing.T) {
		check(t, "-runner", "universal", "-endpoint", endpoint, "-environment_type", "LOOPBACK")
	})
	t.Run("process", func(t *testing.T) { check(t, workerProcess(t, endpoint, "")...) })
}

// A worker process that dies in the middle of a partition fails the run with its name, and nothing that is half written
// counts. Run again, it comes to the bytes of a run that nothing has disturbed.
func TestBeam_WorkerDies(t *testing.T) {
	t.Parallel()
	flags, want := undisturbed(t)
	out := filepath.Join(t.TempDir(), "out")
	output, err := pipeline(t, flags(out), workerProcess(t, serve(t), out))
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed ||
		!bytes.Contains(output, []byte("worker disconnected")) {
		t.Fatalf("%v: %s", err, output)
	}
	left := tree(t, out)
	if left["totals.json"] != "" || len(results(left)) >= len(results(want))-1 {
		t.Errorf("it died too late: there are %d files", len(results(left)))
	}
	for name, text := range results(left) {
		if want[name] != text {
			t.Errorf("%s is not that of an undisturbed run", name)
		}
	}
	if output, err := pipeline(t, flags(out), workerProcess(t, serve(t), "")); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	same(t, tree(t, out), want)
}

// pipeline does a run as a pipeline, within a few minutes.
func pipeline(t *testing.T, flags, beam []string) ([]byte, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := program(t, append(append([]string{"beam"}, flags...), beam...)...)
	bounded := exec.CommandContext(ctx, cmd.Path, cmd.Args[1:]...)
	bounded.Env, bounded.WaitDelay = cmd.Env, time.Second
	return bounded.CombinedOutput()
}

// workerProcess returns Beam's flags for a worker in a process of its own. If a folder is given, the worker dies while
// it writes into it.
func workerProcess(t *testing.T, endpoint, dies string) []string {
	t.Helper()
	boot := tool(t, "container")
	script, err := filepath.Abs("testdata/worker.sh")
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf(`{"command":%q,"env":{"BOOT":%q,"STAGED":%q,%q:"1",%q:%q}}`, script, boot, t.TempDir(),
		asProgram, diesIn, dies)
	return []string{
		"-runner", "universal", "-endpoint", endpoint, "-environment_type", "PROCESS", "-environment_config", config,
		"-worker_binary", self,
	}
}

// tool builds one of Beam's programs, which go.mod names as a tool, or skips the test.
func tool(t *testing.T, name string) string {
	t.Helper()
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skipf("Beam's %s cannot be built: %v", name, err)
	}
	output, err := exec.CommandContext(t.Context(), goTool, "tool", "-n", name).CombinedOutput()
	if err != nil {
		t.Skipf("Beam's %s cannot be built: %v: %s", name, err, output)
	}
	return strings.TrimSpace(string(output))
}

// serve starts a Prism job server, and returns its endpoint.
func serve(t *testing.T) string {
	t.Helper()
	prism, port := tool(t, "prism"), freePort(t)
	ctx, stop := context.WithCancel(context.Background())
	var log bytes.Buffer
	server := exec.CommandContext(ctx, prism, "-job_port", fmt.Sprint(port), "-serve_http=false")
	server.Stdout, server.Stderr, server.WaitDelay = &log, &log, time.Second
	if err := server.Start(); err != nil {
		stop()
		t.Skipf("Prism does not start: %v", err)
	}
	t.Cleanup(func() {
		stop()
		_ = server.Wait() // it was killed
		if t.Failed() {
			t.Log(log.String())
		}
	})
	endpoint := fmt.Sprintf("localhost:%d", port)
	for range 100 {
		if conn, err := net.DialTimeout("tcp", endpoint, time.Second); err == nil {
			_ = conn.Close()
			return endpoint
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Skip("Prism does not answer")
	return ""
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}
