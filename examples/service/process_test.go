package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is the program, in a process of its own.
type process struct {
	command *exec.Cmd
	base    string
	log     chan []byte // the rest of its log, when it has ended
}

func startProcess(t *testing.T, args ...string) process {
	t.Helper()
	p := process{command: exec.CommandContext(t.Context(), os.Args[0], args...), log: make(chan []byte, 1)}
	p.command.Env = append(os.Environ(), asProgram+"=1")
	errs, err := p.command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	log := bufio.NewReader(errs)
	line, err := log.ReadBytes('\n')
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	var first struct{ Msg, Addr string }
	if err := json.Unmarshal(line, &first); err != nil || first.Msg != "listening" {
		t.Fatalf("%q: %v", line, err)
	}
	p.base = "http://" + first.Addr
	go func() {
		rest, err := io.ReadAll(log)
		if err != nil {
			rest = append(rest, err.Error()...)
		}
		p.log <- rest
	}()
	return p
}

func (p process) client(t *testing.T) *server {
	described(t)
	return &server{
		base: p.base, client: &http.Client{Transport: &http.Transport{}, Timeout: time.Minute}, seen: &answers,
	}
}

// end stops the process with a signal, and returns its log.
func (p process) end(t *testing.T) string {
	t.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	log := <-p.log // before Wait, which closes the pipe
	if err := p.command.Wait(); err != nil {
		t.Errorf("%v:\n%s", err, log)
	}
	return string(log)
}

func TestProcess(t *testing.T) {
	t.Parallel()
	file := newDatabase(t)
	p := startProcess(t, "-addr", "127.0.0.1:0", "-db", file)
	s := p.client(t)
	quote := s.post(t, "/subscriptions/S-01/quotes/seats", `{"seats": 3, "expires": "9999-12-30"}`,
		http.StatusCreated, &struct{}{})
	log := p.end(t)
	for _, want := range []string{
		`"quote":"Q-1"`, `"decision":{"allowed":true,"rule":"change.seats-up"`, `"msg":"stopping"`, `"msg":"stopped"`,
	} {
		if !strings.Contains(log, want) {
			t.Errorf("the log has no %s:\n%s", want, log)
		}
	}

	p = startProcess(t, "-addr", "127.0.0.1:0", "-db", file)
	s.base = p.base
	if again := s.get(t, "/quotes/Q-1", &struct{}{}); !bytes.Equal(again.body, quote.body) {
		t.Errorf("was %s, is %s", quote.body, again.body)
	}
	p.end(t)
}

func TestProgramRefuses(t *testing.T) {
	t.Parallel()
	newer := newFile(t)
	st, err := openStore(t.Context(), newer, nothing)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.writes.ExecContext(t.Context(), "PRAGMA user_version = 7000"); err != nil {
		t.Fatal(err)
	}
	if err := st.close(); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"x"}, `unexpected arguments ["x"]`},
		{[]string{"-db", "", "-addr", "127.0.0.1:0"}, `-db: database ""`},
		{[]string{"-zone", "Nowhere"}, "-zone: unknown time zone Nowhere"},
		{[]string{"-db", newFile(t), "-addr", "127.0.0.1:x"}, "-addr: "},
		{[]string{"-db", newFile(t), "-addr", "0.0.0.0:0"}, "then name that header with -trusted-proxy"},
		{[]string{"-record-back", "-1"}, "-record-back: is negative"},
		{[]string{"backup"}, `the one command is backup FILE`},
		{[]string{"-db", newer, "-addr", "127.0.0.1:0"}, "version 7000, and this program knows the versions 2 to 5"},
		{[]string{"-db", "postgres://127.0.0.1:1/x", "-addr", "127.0.0.1:0"}, "-db: database PostgreSQL"},
		{[]string{"-db", text, "-addr", "127.0.0.1:0"}, "-db: database "},
		{[]string{"-db", t.TempDir(), "-addr", "127.0.0.1:0"}, "-db: database "},
	} {
		t.Run(test.want, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			if err := run(ctx, test.args, io.Discard); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%q: %v", test.args, err)
			}
		})
	}
	command := exec.CommandContext(t.Context(), os.Args[0], "-x")
	command.Env = append(os.Environ(), asProgram+"=1")
	if out, err := command.CombinedOutput(); command.ProcessState.ExitCode() != 2 ||
		!strings.Contains(string(out), "Usage of service") {
		t.Errorf("%v: %s", err, out)
	}
}
