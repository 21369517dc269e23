package conformance_test

import (
	"bufio"
	"bytes"
	"flag"
	"os/exec"
	"strconv"
	"testing"
)

var (
	sampled = flag.Int("sampled", 10, "random cases of every question, worked out by the programs in oracle/")
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
	if out, err := exec.Command(python, "-c", needed).CombinedOutput(); err != nil { //nolint:noctx,gosec // it ends by itself
		t.Skipf("python3 is too old, or has no zone database: %v %s", err, out)
	}
	cmd := exec.Command(python, append([]string{"-B", "oracle"}, args...)...) //nolint:noctx,gosec // as above
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, stderr.Bytes())
	}
	return out
}

func TestOracleAgreesWithTheCases(t *testing.T) {
	t.Logf("%s", oracle(t, append([]string{"check"}, files(t)...)...))
}

// A random sample, which oracle/ works out anew each time.
func TestOracleAgreesWithASample(t *testing.T) {
	all, asked := answers(), map[string]int{}
	lines := bufio.NewScanner(bytes.NewReader(oracle(t, "sample", strconv.Itoa(*sampled), strconv.FormatInt(*seed, 10))))
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
