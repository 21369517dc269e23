package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The same bytes come out with any number of workers, and with partitions of text of any compression.
func TestWorkersDoNotMatter(t *testing.T) {
	t.Parallel()
	in := t.TempDir()
	madeFile(t, in+"/in.ndjson", "-n", "2000", "-bad", "100", "-files", "3")
	madeFile(t, in+"/more.ndjson.gz", "-n", "1100", "-seed", "2") // whose IDs are doubled
	want := runOn(t, "2026-05-31", in, "-workers", "1", "-part-size", "100000")
	if want.totals.Rejected != 2209 || want.totals.Partitions < 9 || want.totals.Subscriptions != 891 {
		// 1100 lines twice, 11 of which are also bad; of the other 900, 9 are bad.
		t.Errorf("%+v", want.totals)
	}
	for _, workers := range []string{"2", "7"} {
		t.Run(workers, func(t *testing.T) {
			t.Parallel()
			same(t, runOn(t, "2026-05-31", in, "-workers", workers, "-part-size", "100000").files, want.files)
		})
	}
}

// The same subscriptions in another order and in other files have the same results and totals.
func TestOrderAndFilesDoNotMatter(t *testing.T) {
	t.Parallel()
	text := made(t, "-n", "2000")
	want := runOn(t, "2026-05-31", file(t, "in.ndjson", text))
	if len(want.phases) != 2000 || len(want.rejected) > 0 {
		t.Fatalf("%d results, %v", len(want.phases), want.rejected)
	}
	lines := slices.Collect(strings.Lines(text))
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 0))
		random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		dir := t.TempDir()
		for i, rest := 0, lines; len(rest) > 0; i++ {
			n := min(len(rest), 1+random.IntN(1500))
			write(t, fmt.Sprintf("%s/in-%d.ndjson", dir, i), strings.Join(rest[:n], ""))
			rest = rest[n:]
		}
		got := runOn(t, "2026-05-31", dir)
		got.totals.Partitions = want.totals.Partitions
		if fmt.Sprint(got.totals) != fmt.Sprint(want.totals) {
			t.Errorf("totals\n%+v\n%+v", got.totals, want.totals)
		}
		for _, kind := range []string{"phases", "due", "invoices", "renewals"} {
			equal(t, kind, got.sorted(kind), want.sorted(kind))
		}
	}
}

// sorted returns the lines of a kind of results, sorted.
func (o *outcome) sorted(kind string) []string {
	var all []string
	for name, text := range o.files {
		if strings.HasPrefix(name, kind+"/") {
			all = append(all, slices.Collect(strings.Lines(text))...)
		}
	}
	slices.Sort(all)
	return all
}

// Every format of the input has the same answers.
func TestFormatsOfTheInput(t *testing.T) {
	t.Parallel()
	for _, mix := range []struct {
		plain bool
		names []string
	}{
		{false, []string{"in.ndjson", "in.ndjson.gz", "in.ndjson.zst", "in.parquet"}},
		{true, []string{"in.ndjson", "in.csv", "in.csv.gz", "in.csv.zst", "in.parquet"}},
	} {
		t.Run(fmt.Sprintf("plain=%t", mix.plain), func(t *testing.T) {
			t.Parallel()
			holdSameAnswers(t, mix.plain, mix.names)
		})
	}
}

// holdSameAnswers checks that the same subscriptions in files of several formats get the same answers.
func holdSameAnswers(t *testing.T, plain bool, names []string) {
	t.Helper()
	var want outcome
	for i, name := range names {
		path := filepath.Join(t.TempDir(), name)
		madeFile(t, path, "-n", "5000", "-bad", "1000", fmt.Sprintf("-plain=%t", plain))
		got := runOn(t, "2026-05-31", path)
		got.totals.Partitions = 1
		if i == 0 {
			want = got
		}
		for _, kind := range []string{"phases", "due", "invoices", "renewals"} {
			equal(t, name+" "+kind, got.sorted(kind), want.sorted(kind))
		}
		if fmt.Sprint(got.totals) != fmt.Sprint(want.totals) || got.totals.Rejected != 5 {
			t.Errorf("%s: totals\n%+v\n%+v", name, got.totals, want.totals)
		}
	}
}
