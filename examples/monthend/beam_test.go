package main

import (
	"bytes"
	"context"
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
	in := t.TempDir()
	madeFile(t, in+"/in.ndjson", "-n", "2000", "-bad", "500", "-files", "2")
	madeFile(t, in+"/more.parquet", "-n", "100", "-seed", "2") // whose IDs are doubled
	flags := func(out string) []string {
		return []string{"-on", "2026-05-31", "-in", in, "-out", out, "-part-size", "200000", "-max-rejected", "50"}
	}
	one := filepath.Join(t.TempDir(), "one")
	if output, err := program(t, flags(one)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	want := tree(t, one)
	check := func(t *testing.T, beam ...string) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "out")
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		cmd := program(t, append(append([]string{"beam"}, flags(out)...), beam...)...)
		bounded := exec.CommandContext(ctx, cmd.Path, cmd.Args[1:]...)
		bounded.Env, bounded.WaitDelay = cmd.Env, time.Second
		if output, err := bounded.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, output)
		}
		same(t, tree(t, out), want)
	}
	t.Run("embedded", func(t *testing.T) { check(t) })
	prism := tool(t, "prism")
	endpoint := serve(t, prism)
	t.Run("prism", func(t *testing.T) {
		check(t, "-runner", "universal", "-endpoint", endpoint, "-environment_type", "LOOPBACK")
	})
	t.Run("process", func(t *testing.T) {
		boot := tool(t, "container")
		script, err := filepath.Abs("testdata/worker.sh")
		if err != nil {
			t.Fatal(err)
		}
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		config := fmt.Sprintf(`{"command":%q,"env":{"BOOT":%q,"STAGED":%q,%q:"1"}}`, script, boot, t.TempDir(),
			asProgram)
		check(t, "-runner", "universal", "-endpoint", endpoint, "-environment_type", "PROCESS",
			"-environment_config", config, "-worker_binary", self)
	})
}

// tool builds a program of Beam's, which go.mod names as a tool, or skips the test.
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
func serve(t *testing.T, prism string) string {
	t.Helper()
	port := freePort(t)
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
