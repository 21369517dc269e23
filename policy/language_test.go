package policy_test

import (
	"errors"
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
