package architecture_test

import (
	"slices"
	"strings"
	"testing"
)

const module = "example.com/billingrules"

// The floors of the building, by top-level folder. An import leads to a strictly lower floor, or stays within its
// folder.
const (
	cellar = iota // internal: what several packages share and callers must not see
	ground        // the errors that every package shares
	calendar
	money
	rule
	policy
	rules // proration, lifecycle and refund know nothing of each other
	invoice
	orders // coterm and order know nothing of each other
	batch  // for many subscriptions at once
	ambiguity
	billingtest
	examples // with conformance and internal/checks/testkit: they use the library, and only tests use them
)

// testkit is below internal, but tests share it: it may import the library, and the library may not import it.
const testkit = "internal/checks/testkit"

// prices is below internal too, and builds on money.
const prices = "internal/price"

func floorOf(folder string) (int, bool) {
	floor, ok := map[string]int{
		"internal":    cellar,
		"":            ground,
		testkit:       examples,
		prices:        rule,
		"calendar":    calendar,
		"money":       money,
		"rule":        rule,
		"policy":      policy,
		"proration":   rules,
		"lifecycle":   rules,
		"refund":      rules,
		"invoice":     invoice,
		"coterm":      orders,
		"order":       orders,
		"batch":       batch,
		"ambiguity":   ambiguity,
		"billingtest": billingtest,
		"conformance": examples,
		"examples":    examples,
	}[folder]
	return floor, ok
}

// pack is what the checks need to know about a package.
type pack struct {
	path    string   // import path
	imports []string // of its files other than tests
}

// folder returns the top-level folder of a package of this module, or testkit; false if path is outside this module.
func folder(path string) (string, bool) {
	rest, ok := strings.CutPrefix(path, module)
	if !ok || (rest != "" && rest[0] != '/') {
		return "", false
	}
	rest = strings.TrimPrefix(rest, "/")
	if rest == testkit || rest == prices {
		return rest, true
	}
	top, _, _ := strings.Cut(rest, "/")
	return top, true
}

// standard recognizes the standard library as the go command does: the first element of its paths has no dot.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// climbs lists the imports that do not lead down, and the packages that are on no floor.
func climbs(packs []pack) []string {
	var found []string
	for _, p := range packs {
		from, _ := folder(p.path)
		floor, ok := floorOf(from)
		if !ok {
			found = append(found, p.path+" stands on no floor")
			continue
		}
		for _, path := range p.imports {
			to, ours := folder(path)
			if !ours || to == from {
				continue
			}
			if below, ok := floorOf(to); !ok || below >= floor {
				found = append(found, p.path+" imports "+path)
			}
		}
	}
	return found
}

// strangers lists the imports from outside that a package may not have.
func strangers(packs []pack) []string {
	var found []string
	for _, p := range packs {
		from, _ := folder(p.path)
		var allowed []string
		if from != "internal" {
			allowed = append(allowed, "github.com/shopspring/decimal")
		}
		if from == "billingtest" {
			const cmp, cmpopts = "github.com/google/go-cmp/cmp", "github.com/google/go-cmp/cmp/cmpopts"
			allowed = append(allowed, cmp, cmpopts, "pgregory.net/rapid")
		}
		for _, path := range p.imports {
			if _, ours := folder(path); !ours && !standard(path) && !slices.Contains(allowed, path) {
				found = append(found, p.path+" imports "+path)
			}
		}
	}
	return found
}

// worldly lists the imports through which a library would read a clock's zones, files or the environment, write a log,
// use random numbers, or share state between goroutines. Programs under examples may do all of that.
func worldly(packs []pack) []string {
	// A path stands for itself; with a slash at its end, for everything below it.
	denied := []string{
		"C", "crypto/rand", "embed", "expvar", "flag", "log", "math/rand", "math/rand/", "net", "net/", "os", "os/",
		"path/filepath", "plugin", "runtime", "runtime/", "sync", "sync/", "syscall", "syscall/", "time/tzdata",
		"unsafe",
	}
	var found []string
	for _, p := range packs {
		if from, _ := folder(p.path); from == "examples" {
			continue
		}
		for _, path := range p.imports {
			if slices.ContainsFunc(denied, func(d string) bool {
				return path == d || strings.HasSuffix(d, "/") && strings.HasPrefix(path, d)
			}) {
				found = append(found, p.path+" imports "+path)
			}
		}
	}
	return found
}

func TestImportsPointDown(t *testing.T) {
	report(t, climbs(packages(t)), "an import points to a strictly lower floor")
}

func TestImportsFromOutside(t *testing.T) {
	report(t, strangers(packages(t)), "the library stands on the standard library and one decimal package")
}

func TestImportsOfTheOutsideWorld(t *testing.T) {
	report(t, worldly(packages(t)), "the library has no clock, files, network, log, chance or shared state")
}

func report(t *testing.T, found []string, must string) {
	t.Helper()
	for _, f := range found {
		t.Errorf("%s, but %s", f, must)
	}
}
