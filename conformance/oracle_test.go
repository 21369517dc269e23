package conformance_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/rule"
)

var (
	sampled = flag.Int("sampled", 2, "random cases of every question, worked out by the programs in oracle/")
	seed    = flag.Int64("seed", 1, "what the random cases start from")
)

// oracle runs the programs in oracle/, which need Python 3.9 or later with its zone database.
func oracle(t *testing.T, args ...string) []byte {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to work the cases out a second time")
	}
	const needed = "import sys, zoneinfo; zoneinfo.ZoneInfo('Europe/Brussels'); sys.exit(sys.version_info < (3, 9))"
	out, err := exec.Command(python, "-c", needed).CombinedOutput() //nolint:noctx,gosec // it ends by itself
	if err != nil {
		t.Skipf("python3 is too old, or has no zone database: %v %s", err, out)
	}
	cmd := exec.Command(python, append([]string{"-B", "oracle"}, args...)...) //nolint:noctx,gosec // as above
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if out, err = cmd.Output(); err != nil {
		t.Fatalf("%v\n%s%s", err, out, stderr.Bytes())
	}
	return out
}

// All cases, or a sample that has one at least of every rule.
func TestOracleAgreesWithTheCases(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	args := []string{"check"}
	cases := 0
	for _, path := range files(t) {
		known := map[rule.ID]bool{}
		isFirst := func(q question) bool {
			first := !known[q.Rule]
			known[q.Rule] = true
			return first
		}
		some := slices.Collect(testkit.Spread(slices.Values(read(t, path)), 13, isFirst))
		data, err := json.Marshal(map[string]any{"cases": some})
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, filepath.Join(dir, path))
		if err := os.WriteFile(args[len(args)-1], data, 0o600); err != nil {
			t.Fatal(err)
		}
		cases += len(some)
	}
	t.Logf("%d cases: %s", cases, oracle(t, args...))
}

// A random sample, which oracle/ works out anew each time.
func TestOracleAgreesWithASample(t *testing.T) {
	t.Parallel()
	all, asked := answers(), map[string]int{}
	lines := bufio.NewScanner(
		bytes.NewReader(oracle(t, "sample", strconv.Itoa(*sampled), strconv.FormatInt(*seed, 10))))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q question
		if err := decode(lines.Bytes(), &q); err != nil {
			t.Fatalf("%v: %s", err, lines.Bytes())
		}
		asked[q.Ask]++
		if problem := check(all, q); problem != "" {
			t.Errorf("%s: %s", lines.Bytes(), problem)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for ask := range all {
		if asked[ask] == 0 && !constant[ask] {
			t.Errorf("nothing was sampled of %s", ask)
		}
	}
}

// constant are the questions that have too few answers to be sampled.
var constant = map[string]bool{"rule": true}
