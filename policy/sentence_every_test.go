package policy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Every rule × answer × shape of window × remedy × route has a sentence, with its days and nothing left in braces.
func TestSentence_EveryDecision(t *testing.T) {
	windows := map[string]calendar.Period{
		"never": {}, "always": calendar.Always(),
		"past": between("2025-01-02", "2025-02-04"), "future": between("2025-11-05", "2025-12-07"),
		"now": between("2025-05-08", "2025-06-10"), "today": between("2025-05-12", "2025-05-13"),
		"since the past": calendar.Since(day("2025-01-02")), "from the future on": calendar.Since(day("2025-11-05")),
		"up to the past": calendar.Until(day("2025-02-04")), "up to the future": calendar.Until(day("2025-12-07")),
	}
	ed, english := policy.Europe2024(), policy.English()
	form := regexp.MustCompile(`^[A-Z][^{}]*[a-z0-9)]\.( [A-Z][^{}.]*\.)?$`)
	for r := range rule.All() {
		t.Run(string(r.ID), func(t *testing.T) {
			for shape, window := range windows {
				t.Run(shape, func(t *testing.T) {
					for remedy := policy.Remedy(0); remedy == 0 || remedy.IsValid(); remedy++ {
						for route := policy.Route(0); route == 0 || route.IsValid(); route++ {
							if yes := window.Contains(day("2025-05-12")); yes && remedy != 0 || !yes && route != 0 {
								continue // a yes has no remedy, and a no has no route
							}
							d := decided(r.ID, "2025-05-12", window, route, remedy)
							got, err := english.Sentence(ed, d, "Maya")
							switch {
							case err != nil:
								t.Fatalf("%s: %v", shape, err)
							case !form.MatchString(got) || strings.Contains(got, "  ") ||
								!strings.Contains(got, "Maya"):
								t.Fatalf("%s: %s", shape, got)
							case d.Allowed() == strings.Contains(got, "cannot"):
								t.Fatalf("%s, %t: %s", shape, d.Allowed(), got)
							case shape == "future" && !strings.Contains(got, "5 November 2025"),
								shape == "past" && !strings.Contains(got, "3 February 2025"),
								shape == "now" && !strings.Contains(got, "from 8 May 2025 through 9 June 2025."):
								t.Fatalf("%s does not say its day: %s", shape, got)
							case !d.Allowed() && remedy != 0 && remedy != policy.WaitForWindow &&
								!strings.Contains(got, remedy.Advice()[1:]+"."):
								t.Fatalf("%s does not say %s: %s", shape, remedy, got)
							}
						}
					}
				})
			}
		})
	}
}

// deciding are the ways in which the packages above give a decision its rule.
var deciding = regexp.MustCompile(`(?:reason\{|reason\{rule: |decide\(|beforeEdition\(|never\(|condition\{|` +
	`refuse\(|wrongKind\(|Decision\{\s*Rule: |window\{rule: |[dw]\.Rule = |no\.Rule(?:, no\.Remedy)? = |` +
	`id := |id = |w\.rule, w\.days = |` +
	`rule\.ID = )rule\.([A-Z]\w+)`)

// Every rule that decides has words of its own, by the sources of the packages that decide.
func TestSentence_EveryRuleThatDecides(t *testing.T) {
	texts := policy.English().Texts()
	ids := map[string]rule.ID{}
	for r := range rule.All() {
		name := ""
		for _, word := range strings.FieldsFunc(string(r.ID), func(c rune) bool { return c == '.' || c == '-' }) {
			name += strings.ToUpper(word[:1]) + word[1:]
		}
		ids[name] = r.ID
	}
	found := map[rule.ID]bool{}
	for _, folder := range []string{"lifecycle", "coterm", "refund", "invoice", "order"} {
		files, err := filepath.Glob("../" + folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatal(folder, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, match := range deciding.FindAllSubmatch(source, -1) {
				id, known := ids[string(match[1])]
				if !known {
					t.Fatalf("%s: %s is no rule", file, match[1])
				}
				found[id] = true
				if _, ok := texts[string(id)+"/yes"]; !ok {
					t.Errorf("%s decides in %s and has no words of its own", id, file)
				}
			}
		}
	}
	if len(found) < 30 {
		t.Errorf("found only %d rules that decide: %v", len(found), found)
	}
}
