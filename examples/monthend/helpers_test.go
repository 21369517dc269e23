package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.com/billingrules/examples/monthend/internal/run"
)

// asProgram makes this test binary the program itself: for tests that kill it, limit it, or have others start it.
const asProgram = "MONTHEND_AS_PROGRAM"

// diesIn makes the program kill itself as soon as it writes a partition into a folder.
const diesIn = "MONTHEND_DIES_IN"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		if folder := os.Getenv(diesIn); folder != "" {
			go die(folder)
		}
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func die(folder string) {
	for {
		if begun, err := filepath.Glob(folder + "/phases/*.aside-*"); err != nil || len(begun) > 0 {
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				_ = self.Kill() // it cannot fail, and does not end otherwise
			}
		}
		time.Sleep(time.Millisecond)
	}
}

// program is a command that runs the program.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "TMPDIR="+t.TempDir()) // Beam leaves an empty file there
	return cmd
}

// undisturbed makes an input of several partitions, with mistakes and duplicate IDs, and returns the flags of a run
// over it, and the results of an undisturbed run.
func undisturbed(t *testing.T) (flags func(out string) []string, want map[string]string) {
	t.Helper()
	in := t.TempDir()
	madeFile(t, in+"/in.ndjson", "-n", "3000", "-bad", "500", "-files", "2")
	madeFile(t, in+"/more.parquet", "-n", "500", "-seed", "2") // whose IDs are doubled
	flags = func(out string) []string {
		return []string{"-on", "2026-05-31", "-in", in, "-out", out, "-part-size", "60000", "-max-rejected", "50"}
	}
	out := filepath.Join(t.TempDir(), "undisturbed")
	if output, err := program(t, flags(out)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	return flags, tree(t, out)
}

// charge is an instalment of a result.
type charge struct {
	ID     string
	Date   string
	Due    string
	Amount money
}

// money is an amount as text.
type money string

func (m *money) UnmarshalJSON(data []byte) error {
	var a struct{ Amount, Currency string }
	err := json.Unmarshal(data, &a)
	*m = money(a.Currency + " " + a.Amount)
	return err
}

// phase is the phase of a subscription in a result.
type phase struct {
	ID, Phase, Renewal, WindowOpens string
	Days                            int
	Price                           money
}

// renewal is an upcoming renewal.
type renewal struct {
	ID, Renewal        string
	AutoRenew, Allowed bool
	Rule               string
	Length             string
	Seats              int
	Price              money
}

// outcome is the folder of a run.
type outcome struct {
	phases   map[string]phase
	due      map[string][]charge
	invoices map[string][]charge
	renewals map[string]renewal
	rejected []run.Rejected
	totals   run.Summary
	files    map[string]string // except what the run keeps for itself
}

// runOn runs the program in this process, and expects it to succeed.
func runOn(t *testing.T, day, in string, flags ...string) outcome {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	if err := runTo(t, out, day, in, flags...); err != nil {
		t.Fatal(err)
	}
	return read(t, out)
}

// runTo runs the program in this process.
func runTo(t *testing.T, out, day, in string, flags ...string) error {
	t.Helper()
	args := append([]string{"-on", day, "-in", in, "-out", out, "-max-rejected", "100"}, flags...)
	return command(t.Context(), args, io.Discard, io.Discard)
}

// read reads the folder of a run.
func read(t *testing.T, out string) outcome {
	t.Helper()
	o := outcome{
		phases: map[string]phase{}, due: map[string][]charge{}, invoices: map[string][]charge{},
		renewals: map[string]renewal{}, files: map[string]string{},
	}
	for name, text := range tree(t, out) {
		if strings.HasPrefix(name, "_work/") {
			continue
		}
		o.files[name] = text
		if strings.HasSuffix(name, ".parquet") {
			continue
		}
		for line := range strings.Lines(text) {
			o.add(t, strings.Split(name, "/")[0], line)
		}
	}
	if text, ok := o.files[run.TotalsFile]; ok {
		decode(t, text, &o.totals)
	}
	return o
}

func (o *outcome) add(t *testing.T, kind, line string) {
	t.Helper()
	switch kind {
	case "phases":
		var p phase
		decode(t, line, &p)
		if _, twice := o.phases[p.ID]; twice {
			t.Errorf("%s is there twice", p.ID)
		}
		o.phases[p.ID] = p
	case "due", "invoices":
		var c charge
		decode(t, line, &c)
		all := map[string]map[string][]charge{"due": o.due, "invoices": o.invoices}[kind]
		all[c.ID] = append(all[c.ID], c)
	case "renewals":
		var r renewal
		decode(t, line, &r)
		o.renewals[r.ID] = r
	case run.RejectedFile:
		o.rejected = append(o.rejected, run.Rejected{})
		decode(t, line, &o.rejected[len(o.rejected)-1])
	}
}

// tree returns all files below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		short, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(short)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

// same compares the files of two folders.
func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if other, ok := got[name]; !ok || other != text {
			t.Errorf("%s: is there %t, and is not the same", name, ok)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: is there besides", name)
		}
	}
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
}

// dues is what is due for a subscription, as "2026-05-20 EUR 4290.00".
func (o *outcome) dues(id string) string {
	var parts []string
	for _, c := range o.due[id] {
		parts = append(parts, c.Due+" "+string(c.Amount))
	}
	return strings.Join(parts, ", ")
}

// reasons are the faults of rejected lines, as "3 facts.seats 0: must be from 1 to 1000000".
func (o *outcome) reasons() []string {
	var all []string
	for _, r := range o.rejected {
		text := fmt.Sprint(r.Line)
		for _, part := range []string{r.Field, r.Value} {
			if part != "" {
				text += " " + part
			}
		}
		all = append(all, text+": "+r.Reason)
	}
	return all
}

// file writes a file into a folder of its own.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	write(t, path, text)
	return path
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// made returns made-up subscriptions, as the lines of a file.
func made(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := generateCommand(args, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// madeFile writes made-up subscriptions to a file.
func madeFile(t *testing.T, path string, args ...string) {
	t.Helper()
	if err := generateCommand(append(args, "-out", path), io.Discard); err != nil {
		t.Fatal(err)
	}
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
