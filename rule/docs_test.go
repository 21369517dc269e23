package rule_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/rule"
)

// ruleState returns the table of the README that says how far the rulebook is implemented.
func ruleState(rules []rule.Rule) string {
	type area struct {
		name     string
		all, has int
		packages []string
	}
	var areas []*area
	for _, row := range rules {
		name := row.ID.Area()
		i := slices.IndexFunc(areas, func(a *area) bool { return a.name == name })
		if i < 0 {
			i = len(areas)
			areas = append(areas, &area{name: name})
		}
		a := areas[i]
		a.all++
		if row.Package != "" {
			a.has++
			if !slices.Contains(a.packages, row.Package) {
				a.packages = append(a.packages, row.Package)
			}
		}
	}
	var b strings.Builder
	b.WriteString("| rules | implemented | in |\n|---|---|---|\n")
	for _, a := range areas {
		fmt.Fprintf(&b, "| %s.* | %d of %d | %s |\n", a.name, a.has, a.all, strings.Join(a.packages, ", "))
	}
	return b.String()
}

func TestDocsSayHowFarTheRulebookIsImplemented(t *testing.T) {
	page, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	want := ruleState(slices.Collect(rule.All()))
	if !strings.Contains(string(page), "\n"+want+"\n") {
		t.Errorf("docs/rules.md does not have this table:\n%s", want)
	}
}

func TestRuleState(t *testing.T) {
	got := ruleState(
		[]rule.Rule{{ID: "a.one", Package: "p"}, {ID: "a.two"}, {ID: "b.one"}, {ID: "a.three", Package: "q"}})
	want := "| rules | implemented | in |\n|---|---|---|\n| a.* | 2 of 3 | p, q |\n| b.* | 0 of 1 |  |\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
