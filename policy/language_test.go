package policy_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Another language has all texts of English, and is spoken with the same days and numbers.
func TestNewLanguage(t *testing.T) {
	dutch := policy.English().Texts()
	dutch["refused/yet"] = "{no}: {opens}.{remedy}"
	dutch["renewal.window/no"] = "{subject} kan nog niet worden verlengd"
	dutch["renewal.window/opens"] = "dat kan vanaf {first}, {renewal.windowDays days} voor de verlengingsdatum"
	dutch["days/many"], dutch["month/11"] = "{n} dagen", "november"
	dutch["coterm.monthly/why"] = "de teller staat op {renewal.windowDays}" // without a word for what is counted
	l, err := policy.NewLanguage(dutch)
	if err != nil {
		t.Fatal(err)
	}
	dutch["month/11"] = "later"
	l.Texts()["month/11"] = "later still"
	d := decided(rule.RenewalWindow, "2025-08-01", between("2025-11-02", "2026-03-17"), 0, policy.WaitForWindow)
	got, err := l.Sentence(policy.Europe2024(), d, "AutoCAD")
	want := "AutoCAD kan nog niet worden verlengd: dat kan vanaf 2 november 2025, 90 dagen voor de verlengingsdatum."
	if err != nil || got != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	d = decided(rule.CotermMonthly, "2025-08-01", calendar.Period{}, 0, 0)
	if got, err := l.Sentence(policy.Europe2024(), d, "Maya"); err != nil ||
		!strings.HasSuffix(got, ": de teller staat op 90.") {
		t.Errorf("%s, %v", got, err)
	}
	if l.IsZero() || !(policy.Language{}).IsZero() {
		t.Error("IsZero")
	}
}

func TestNewLanguage_Refused(t *testing.T) {
	for name, test := range map[string]struct {
		change   func(map[string]string)
		sentinel error
		says     string
	}{
		"a text is missing": {
			func(texts map[string]string) { delete(texts, "date") }, billingrules.ErrMissing, "texts[date]: is missing",
		},
		"an unknown key": {
			func(texts map[string]string) { texts["dates"] = "" }, billingrules.ErrUnknown,
			`texts["dates"]: is not a known key`,
		},
		"a placeholder of another text": {
			func(texts map[string]string) { texts["coterm.monthly/why"] = "{first}" }, billingrules.ErrUnknown,
			"texts[coterm.monthly/why]",
		},
		"an unknown unit": {
			func(texts map[string]string) { texts["opens"] = "{renewal.windowDays weeks}" }, billingrules.ErrUnknown,
			"texts[opens]",
		},
		"a text that contains itself": {
			func(texts map[string]string) { texts["days/many"] = "{renewal.windowDays days}" },
			billingrules.ErrConflict,
			`texts[days/many] "{renewal.windowDays days}": has "renewal.windowDays days" in braces: parameters are ` +
				"worded with this text, so it could contain itself",
		},
		"a text that contains itself through another": {
			func(texts map[string]string) {
				texts["hours/many"], texts["days/one"] = "{renewal.windowDays days}", "{order.processing}"
			}, billingrules.ErrConflict, `texts[days/one] "{order.processing}": has`,
		},
		"an open brace": {
			func(texts map[string]string) { texts["date"] = "{day" }, billingrules.ErrUnknown, "texts[date]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			texts := policy.English().Texts()
			test.change(texts)
			l, err := policy.NewLanguage(texts)
			said := err != nil && strings.HasPrefix(err.Error(), "policy.NewLanguage: "+test.says)
			if !l.IsZero() || !errors.Is(err, test.sentinel) || !said {
				t.Errorf("%v", err)
			}
		})
	}
	texts := policy.English().Texts()
	texts["opens"] = "from {renewal.windowDays} on, {firstDay}, {coterm.limits}, {order.cardCeilings}, {name}"
	if _, err := policy.NewLanguage(texts); err != nil {
		t.Errorf("a parameter cannot be used: %v", err)
	}
}

// Every text can have every parameter, with each unit and without one, or is refused by name. Whatever is accepted can
// be worded.
func TestNewLanguage_EveryParameterInEveryText(t *testing.T) {
	editions := []policy.Edition{policy.Europe2024(), allMoved(t)}
	parameter := regexp.MustCompile(`^(date$|month/|list/|value/|[a-z]+/(one|many)$)`)
	for _, unit := range []string{
		"", " days", " months", " hours", " minutes", " seconds", " seats", " instalments", " addresses",
	} {
		t.Run("unit"+unit, func(t *testing.T) {
			all, inner := "", policy.English().Texts()
			for _, l := range leaves() {
				all += "{" + l.name + unit + "}"
			}
			texts := policy.English().Texts()
			for key := range texts {
				if parameter.MatchString(key) {
					inner[key] += all
				} else {
					texts[key] += all
				}
			}
			l, err := policy.NewLanguage(texts)
			if err != nil {
				t.Fatal(err)
			}
			for _, ed := range editions {
				wordAll(t, l, ed)
			}
			_, err = policy.NewLanguage(inner)
			for key := range inner {
				refused := strings.Contains(fmt.Sprint(err), "texts["+key+"]")
				if refused != parameter.MatchString(key) {
					t.Errorf("%s: refused %t", key, refused)
				}
			}
		})
	}
}

// wordAll words every statement of an edition, and sentences of every rule, shape of window and remedy.
func wordAll(t *testing.T, l policy.Language, ed policy.Edition) {
	t.Helper()
	say := func(id rule.ID, window calendar.Period, remedy policy.Remedy) {
		d := policy.Decision{
			Rule: id, Asked: day("2025-05-12"), Window: window, Remedy: remedy, Edition: ed.Fingerprint(),
		}
		if says, err := l.Sentence(ed, d, "Maya"); err != nil || strings.ContainsAny(says, "{}") {
			t.Errorf("%s: %s, %v", id, says, err)
		}
	}
	for r := range rule.All() {
		if says := l.Statement(ed, r.ID); says == "" || strings.ContainsAny(says, "{}") {
			t.Errorf("%s: %s", r.ID, says)
		}
		say(r.ID, between("2025-11-05", "2025-12-07"), 0)
		say(r.ID, between("2025-01-02", "2025-02-04"), 0)
	}
	for remedy := policy.Remedy(1); remedy.IsValid(); remedy++ {
		say(rule.RenewalWindow, calendar.Period{}, remedy)
	}
}
