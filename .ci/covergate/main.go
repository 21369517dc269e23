// Command covergate reads a cover profile and fails where a statement was never run, unless the file of exceptions
// names the place and says why.
//
//	covergate MODULE PROFILE EXCEPTIONS
//
// An exception is a line "FILE:FIRST-LAST REASON", the file being named from the module's root, and excuses what lies
// wholly within those lines. An exception that excuses nothing fails too, so that none outlives its cause.
package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "covergate:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 3 {
		return fmt.Errorf("want MODULE PROFILE EXCEPTIONS, have %d arguments", len(args))
	}
	blocks, err := readProfile(args[1], args[0]+"/")
	if err != nil {
		return err
	}
	exceptions, err := readExceptions(args[2])
	if err != nil {
		return err
	}
	return judge(blocks, exceptions, out)
}

// place is a range of lines in a file that is named from the module's root.
type place struct {
	file        string
	first, last int
}

func (p place) String() string { return fmt.Sprintf("%s:%d-%d", p.file, p.first, p.last) }

// block is a run of statements without a branch, as the cover tool counts it.
type block struct {
	place
	columns    [2]int // where the block begins and ends within its lines
	statements int
}

// exception excuses the blocks within a place.
type exception struct {
	place
	used bool
}

// readProfile returns for each block whether any test ran it. A profile of several test binaries names a block once for
// each of them.
func readProfile(name, prefix string) (map[block]bool, error) {
	blocks := map[block]bool{}
	err := eachLine(name, func(line string) error {
		if strings.HasPrefix(line, "mode:") {
			return nil
		}
		var b block
		var count int
		file, rest, _ := strings.Cut(line, ":")
		_, err := fmt.Sscanf(rest, "%d.%d,%d.%d %d %d", &b.first, &b.columns[0], &b.last, &b.columns[1], &b.statements,
			&count)
		if err != nil {
			return err
		}
		b.file = strings.TrimPrefix(file, prefix)
		blocks[b] = blocks[b] || count > 0
		return nil
	})
	if err == nil && len(blocks) == 0 {
		err = fmt.Errorf("%s names no statement", name)
	}
	return blocks, err
}

func readExceptions(name string) ([]*exception, error) {
	var exceptions []*exception
	err := eachLine(name, func(line string) error {
		if line == "" || line[0] == '#' {
			return nil
		}
		var e exception
		var reason string
		file, rest, _ := strings.Cut(line, ":")
		if _, err := fmt.Sscanf(rest, "%d-%d %s", &e.first, &e.last, &reason); err != nil {
			return fmt.Errorf("want FILE:FIRST-LAST REASON: %w", err)
		}
		e.file = file
		exceptions = append(exceptions, &e)
		return nil
	})
	return exceptions, err
}

func eachLine(name string, do func(string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if err := do(strings.TrimSpace(lines.Text())); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return lines.Err()
}

// judge prints a line for each package and one for each statement that was missed.
func judge(blocks map[block]bool, exceptions []*exception, out io.Writer) error {
	type tally struct{ all, run int }
	packages := map[string]*tally{}
	var missed []place
	for b, ran := range blocks {
		t := packages[path.Dir(b.file)]
		if t == nil {
			t = &tally{}
			packages[path.Dir(b.file)] = t
		}
		t.all += b.statements
		switch {
		case ran:
			t.run += b.statements
		case b.statements > 0 && !excused(b.place, exceptions):
			missed = append(missed, b.place)
		}
	}

	names := make([]string, 0, len(packages))
	for name := range packages {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		t := packages[name]
		fmt.Fprintf(out, "%-24s %5d of %5d statements\n", name, t.run, t.all)
	}

	slices.SortFunc(missed, func(a, b place) int {
		return cmp.Or(strings.Compare(a.file, b.file), a.first-b.first, a.last-b.last)
	})
	for _, p := range missed {
		fmt.Fprintf(out, "%v was not run by any test\n", p)
	}
	stale := 0
	for _, e := range exceptions {
		if !e.used {
			stale++
			fmt.Fprintf(out, "%v needs no exception\n", e.place)
		}
	}
	if len(missed)+stale > 0 {
		return fmt.Errorf("%d places were missed, %d exceptions are stale", len(missed), stale)
	}
	return nil
}

func excused(p place, exceptions []*exception) bool {
	found := false
	for _, e := range exceptions {
		if e.file == p.file && e.first <= p.first && p.last <= e.last {
			e.used, found = true, true
		}
	}
	return found
}
