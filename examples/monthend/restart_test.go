package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Killed at any point and run again, a run comes to the bytes of one that was left alone.
func TestKilledAndRunAgain(t *testing.T) {
	t.Parallel()
	flags, want := undisturbed(t)
	random := rand.New(rand.NewPCG(1, 2))
	kills := 0
	for try := range 3 {
		out := filepath.Join(t.TempDir(), "out")
		for range 3 {
			cmd := program(t, flags(out)...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if killed(t, cmd, out, 1+random.IntN(len(want)), time.Duration(random.IntN(30))*time.Millisecond) {
				kills++
			}
			if got := tree(t, out); got["totals.json"] != "" {
				same(t, results(got), results(want)) // once these exist, everything does
			}
		}
		if output, err := program(t, flags(out)...).CombinedOutput(); err != nil {
			t.Fatalf("try %d: %v: %s", try, err, output)
		}
		same(t, tree(t, out), want)
	}
	if kills == 0 {
		t.Error("no run was killed before its end")
	}
}

// killed kills a run soon after it has written the given number of files, and reports whether that was before its end.
func killed(t *testing.T, cmd *exec.Cmd, out string, files int, soon time.Duration) bool {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			return err != nil
		case <-time.After(2 * time.Millisecond):
		}
		names, err := filepath.Glob(out + "/*/*")
		if err != nil {
			t.Fatal(err)
		}
		if len(names) >= files {
			time.Sleep(soon)
			_ = cmd.Process.Kill() // it may have ended by itself
			return <-ended != nil
		}
	}
}

// results are the files of a run that others read, without incomplete ones.
func results(files map[string]string) map[string]string {
	own := map[string]string{}
	for name, text := range files {
		if !strings.HasPrefix(name, "_work/") && !strings.Contains(name, ".aside-") {
			own[name] = text
		}
	}
	return own
}

// A run goes on with what is missing, and does what has changed again; what is done is not touched.
func TestOnlyWhatIsMissing(t *testing.T) {
	t.Parallel()
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	write(t, in+"/a.ndjson", good("a"))
	write(t, in+"/b.ndjson", "{")
	if err := runTo(t, out, "2026-05-31", in, "-max-rejected", "0"); exitCode(err) != exitRejected {
		t.Fatal(err) // the hashes of the IDs are kept, since the run is not complete
	}
	first, err := os.Stat(out + "/phases/part-00000.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	write(t, in+"/b.ndjson", good("b"))
	if err := runTo(t, out, "2026-05-31", in, "-max-rejected", "0"); err != nil {
		t.Fatal(err)
	}
	again, err := os.Stat(out + "/phases/part-00000.ndjson")
	if err != nil || !os.SameFile(first, again) {
		t.Errorf("the partition that had not changed was done again: %v", err)
	}
	if o := read(t, out); o.totals.Subscriptions != 2 || len(o.phases) != 2 || len(o.rejected) > 0 {
		t.Errorf("got %+v", o.totals)
	}
	if err := os.Remove(in + "/b.ndjson"); err != nil {
		t.Fatal(err)
	}
	if err := runTo(t, out, "2026-05-31", in); err != nil {
		t.Fatal(err)
	}
	if o := read(t, out); o.totals.Subscriptions != 1 || len(o.phases) != 1 {
		t.Errorf("of a file that is gone there is %+v", o.phases)
	}
}

// A folder has the results of one run: with other flags it is another, which does not mix with them.
func TestAnotherRunInTheFolder(t *testing.T) {
	t.Parallel()
	in, out := file(t, "in.ndjson", good("a")), filepath.Join(t.TempDir(), "out")
	if err := runTo(t, out, "2026-05-31", in); err != nil {
		t.Fatal(err)
	}
	want := tree(t, out)
	for name, flags := range map[string][]string{
		"another format": {"-format", "parquet"}, "fewer results": {"-only", "due"}, "another cut": {"-part-size", "9"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := runTo(t, out, "2026-05-31", in, flags...); err == nil ||
				!strings.Contains(err.Error(), "another run") {
				t.Error(err)
			}
		})
	}
	if err := runTo(t, out, "2026-06-30", in); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Error(err)
	}
	if err := runTo(t, out, "2026-05-31", in); err != nil {
		t.Error(err)
	}
	same(t, tree(t, out), want)
	other := t.TempDir()
	write(t, other+"/letter.txt", "")
	if err := runTo(t, other, "2026-05-31", in); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Error(err)
	}
}

// A disk that is full is named, nothing half written counts, and with room again the run goes on.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	in, out := file(t, "in.ndjson", made(t, "-n", "3000")), filepath.Join(t.TempDir(), "out")
	cmd := program(t)
	// No file may become larger than 64 kB: a write beyond that fails, as on a full disk.
	limited := exec.CommandContext(t.Context(), sh, "-c", `ulimit -f 128 && exec "$0" "$@"`, cmd.Path,
		"-on", "2026-05-31", "-in", in, "-out", out)
	limited.Env = cmd.Env
	output, err := limited.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !bytes.Contains(output, []byte("file too large")) ||
		!bytes.Contains(output, []byte("phases")) {
		t.Fatalf("%v: %s", err, output)
	}
	for name := range tree(t, out) {
		if !strings.HasPrefix(name, "_work/") {
			t.Errorf("%s is there", name)
		}
	}
	if err := runTo(t, out, "2026-05-31", in); err != nil {
		t.Fatal(err)
	}
	same(t, results(tree(t, out)), runOn(t, "2026-05-31", in).files)
}

// A partition that vanishes, that cannot be unpacked, or that is no table ends the run with its name.
func TestBrokenPartitions(t *testing.T) {
	t.Parallel()
	packed := file(t, "in.ndjson.gz", "")
	madeFile(t, packed, "-n", "100")
	whole, err := os.ReadFile(packed)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"in.ndjson.gz": string(whole[:len(whole)/2]), "in.ndjson.zst": "no zstd", "in.parquet": "no table",
		"in.csv": "id\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "out")
			err := runTo(t, out, "2026-05-31", file(t, name, text))
			if err == nil || exitCode(err) != exitFailed || !strings.Contains(err.Error(), name) {
				t.Errorf("got %v", err)
			}
			if got := results(tree(t, out)); len(got) > 0 {
				t.Errorf("leaves %d files", len(got))
			}
		})
	}
	t.Run("gone", func(t *testing.T) {
		t.Parallel()
		in := t.TempDir()
		write(t, in+"/a.ndjson", good("a"))
		write(t, in+"/b.ndjson", good("b"))
		a := asked{
			on: "2026-05-31", in: in, out: filepath.Join(t.TempDir(), "out"), format: "ndjson", only: "due",
			bytes: 99, workers: 1,
		}
		job, parts, err := a.job()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(in + "/b.ndjson"); err != nil {
			t.Fatal(err)
		}
		worker, err := job.Worker()
		if err != nil {
			t.Fatal(err)
		}
		_, err = worker.Process(t.Context(), &parts[len(parts)-1], func(int64, int64) {})
		if err == nil || !strings.Contains(err.Error(), "b.ndjson") {
			t.Errorf("got %v", err)
		}
	})
}
