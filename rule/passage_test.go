package rule_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/rule"
)

// Every passage of the page has a place, and either rules that exist or a reason.
func TestPassages(t *testing.T) {
	var last rule.Passage
	for s := range rule.Passages() {
		switch {
		case s.Number != last.Number+1:
			t.Errorf("%d comes after %d", s.Number, last.Number)
		case s.InLine == 1 && s.Line <= last.Line, s.InLine != 1 && (s.Line != last.Line || s.InLine != last.InLine+1):
			t.Errorf("%+v comes after %+v", s, last)
		case s.First == "" || len(s.First) > 40 || strings.TrimSpace(s.First) != s.First:
			t.Errorf("%d begins with %q", s.Number, s.First)
		case (len(s.Rules) > 0) == (s.OutOfScope != ""):
			t.Errorf("%d: rules %v, out of scope since %q", s.Number, s.Rules, s.OutOfScope)
		}
		for i, id := range s.Rules {
			if _, ok := id.Rule(); !ok || slices.Contains(s.Rules[:i], id) {
				t.Errorf("%d has %s", s.Number, id)
			}
		}
		last = s
	}
	if last.Number != 297 || last.Line != 397 {
		t.Errorf("the last one is %+v", last)
	}
	for range rule.Passages() {
		break // a caller may stop
	}
}

// Every rule that the page says has a passage, and every other one a source.
func TestPassages_EveryRule(t *testing.T) {
	for r := range rule.All() {
		t.Run(string(r.ID), func(t *testing.T) {
			list := r.ID.Passages()
			if r.Standing.Has(rule.Quoted) && len(list) == 0 {
				t.Error("is quoted, and no passage has it")
			}
			if r.Quote != "" && len(list) == 0 {
				t.Errorf("quotes %s, which no passage has", r.Quote)
			}
			if len(list) == 0 && r.Source == "" {
				t.Error("has neither a passage nor a source")
			}
			if strings.HasSuffix(r.Source, ", silent") && len(list) > 0 {
				t.Errorf("the page is silent, but for %+v", list)
			}
		})
	}
	if list := rule.ID("x").Passages(); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// A quote that begins where a passage does belongs to that passage.
func TestPassages_Quotes(t *testing.T) {
	found := 0
	for s := range rule.Passages() {
		for r := range rule.All() {
			if strings.HasPrefix(r.Quote, s.First) && !strings.HasPrefix(s.First, "De koper") && len(s.First) > 15 {
				if found++; !slices.Contains(s.Rules, r.ID) &&
					!slices.ContainsFunc(r.ID.Passages(), func(o rule.Passage) bool {
						return o.First == s.First
					}) {
					t.Errorf("%s quotes passage %d, which does not have it", r.ID, s.Number)
				}
			}
		}
	}
	if found < 15 {
		t.Errorf("only %d quotes were found", found)
	}
}

func TestPassagesAreData(t *testing.T) {
	for s := range rule.Passages() {
		text, err := json.Marshal(s)
		var read rule.Passage
		if err != nil || json.Unmarshal(text, &read) != nil || !reflect.DeepEqual(read, s) {
			t.Errorf("%s is read back as %+v, %v", text, read, err)
		}
	}
}
