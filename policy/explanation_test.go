package policy_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// A tree with everything in it.
func tree(t *testing.T) policy.Explanation {
	t.Helper()
	ed := policy.Europe2024()
	asked := calendar.MustParseDate("2025-05-12")
	x, err := ed.Explanation("renew", policy.Decision{
		Rule: rule.RenewalWindow, Asked: asked, Window: calendar.Span(asked, asked.AddDays(1)),
		Edition: ed.Fingerprint(),
	})
	if err != nil {
		t.Fatal(err)
	}
	x.Parts = []policy.Explanation{{
		Asks: "days <charged>", Value: "1 & more", How: "two\nlines",
		Rules: ed.ExplainedRules(rule.ProrationLeap, rule.TermAnniversary),
	}}
	return x
}

func TestExplanation_ReadsBack(t *testing.T) {
	x := tree(t)
	data, err := json.Marshal(x)
	var read policy.Explanation
	if err != nil || json.Unmarshal(data, &read) != nil || !reflect.DeepEqual(read, x) {
		t.Errorf("%s is read back as %+v, %v", data, read, err)
	}
	for name, into := range map[string]any{
		"explanation": &policy.Explanation{}, "rule": &policy.ExplainedRule{}, "reading": &policy.ChosenReading{},
	} {
		t.Run(name, func(t *testing.T) {
			if err := json.Unmarshal([]byte(`{"why": 1}`), into); !errors.Is(err, billingrules.ErrUnknown) {
				t.Error(err)
			}
		})
	}
}

// A rule or a reading that lacks what it must have, or has the passages of another rule, is not read. Every rule of an
// edition is.
func TestExplainedRule_UnmarshalJSON(t *testing.T) {
	ed, gone := policy.Europe2024(), testkit.Absent{}
	for r := range rule.All() {
		text := testkit.Must(json.Marshal(ed.ExplainedRules(r.ID)[0]))
		if err := json.Unmarshal(text, &policy.ExplainedRule{}); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	stored := testkit.Must(json.Marshal(ed.ExplainedRules(rule.ProrationLeap)[0]))
	for _, tt := range []struct {
		path  string
		value any
		want  string
	}{
		{"rule", "no.such.rule", "rule passages[0].rules"},
		{"rule", gone, "rule passages[0].rules"},
		{"says", "", "says"},
		{"standing", gone, "standing"},
		{"source", gone, "source"},
		{"passages[0].rules", []string{"term.length"}, "passages[0].rules"},
		{"readings[0].key", gone, "readings[0].key"},
		{"readings[0].says", gone, "readings[0].says"},
		{"readings[0].value", "", "readings[0].value"},
		{"readings[0].changes", gone, "readings[0].changes"},
		{"readings[0].meaning", gone, ""},
	} {
		t.Run(fmt.Sprint(tt.path, " ", tt.value), func(t *testing.T) {
			text := testkit.Must(testkit.Tamper(stored, tt.path, tt.value))
			if err := json.Unmarshal(text, &policy.ExplainedRule{}); testkit.Fields(err) != tt.want {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.want, err)
			}
		})
	}
}

// Every figure is two steps away from a passage of the page, or from the source that stands for one.
func TestOpen_EveryRuleLeadsToItsSource(t *testing.T) {
	ed := policy.Europe2024()
	for r := range rule.All() {
		t.Run(string(r.ID), func(t *testing.T) {
			opened := ed.ExplainedRules(r.ID, r.ID, "x")
			if len(opened) != 1 {
				t.Fatalf("%+v", opened)
			}
			o := opened[0]
			if o.Says != ed.Statement(r.ID) || o.Source != r.Source || o.Quote != r.Quote || o.Standing != r.Standing ||
				len(o.Passages) != len(r.ID.Passages()) {
				t.Errorf("%+v", o)
			}
			for _, c := range o.Readings {
				if reading(t, c.Key).Rule != r.ID || reading(t, c.Key).Of(ed) != c.Value || c.Changes == "" {
					t.Errorf("%+v", c)
				}
			}
		})
	}
	if list := (policy.Edition{}).ExplainedRules(rule.RenewalWindow); list != nil {
		t.Errorf("%+v", list)
	}
	acme := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 60 })
	if o := acme.ExplainedRules(rule.RenewalWindow)[0]; o.Quote != "" || !strings.Contains(o.Says, "60") {
		t.Errorf("quotes 90 days: %+v", o)
	}
}

func TestExplanation_Decisions(t *testing.T) {
	ed := policy.Europe2024()
	d := policy.Decision{
		Rule: rule.RenewalWindow, Asked: calendar.MustParseDate("2025-05-12"), Edition: ed.Fingerprint(),
	}
	x, err := ed.Explanation("renew", d)
	if err != nil || x.Value != "no" || x.Asks != "renew" {
		t.Errorf("%+v, %v", x, err)
	}
	if _, err := policy.NorthAmerica2024().Explanation("renew", d); !errors.Is(err, billingrules.ErrConflict) {
		t.Error(err)
	}
	if err := ed.Matches("edition", policy.Fingerprint{}); !errors.Is(err, billingrules.ErrConflict) {
		t.Error(err)
	}
	if err := (policy.Edition{}).Matches("edition", ed.Fingerprint()); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
	if err := ed.Matches("edition", ed.Fingerprint()); err != nil {
		t.Error(err)
	}
}

func TestExplanationString(t *testing.T) {
	want, err := os.ReadFile("testdata/explanation.txt")
	if got := tree(t).String() + "\n"; err != nil || got != string(want) {
		t.Errorf("got\n%s\nwant\n%s, %v", got, want, err)
	}
	if got := (policy.Explanation{}).String(); got != "no explanation" {
		t.Error(got)
	}
	if got := (policy.ChosenReading{}).String(); got != "no reading" {
		t.Error(got)
	}
}

// The fragment is well formed, opens in two steps, and lets no text through as markup.
func TestExplanationHTML(t *testing.T) {
	fragment := tree(t).HTML()
	depth, deepest, passages := 0, 0, 0
	for d := xml.NewDecoder(strings.NewReader(fragment)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, fragment)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "details" {
				depth++
				deepest = max(deepest, depth)
			}
			for _, a := range e.Attr {
				if a.Name.Local == "data-passage" {
					passages++
				}
			}
		case xml.EndElement:
			if e.Name.Local == "details" {
				depth--
			}
		}
	}
	if deepest != 3 || passages != 3 || !strings.Contains(fragment, "days &lt;charged&gt;: <strong>1 &amp; more") {
		t.Errorf("%d deep, %d passages: %s", deepest, passages, fragment)
	}
	if (policy.Explanation{}).HTML() != "" {
		t.Error("the zero Explanation has a fragment")
	}
}

// A rule is quoted only in an edition in which the page's passage is true.
func TestExplanationHTML_Quote(t *testing.T) {
	acme := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 60 })
	quote := policy.Europe2024().ExplainedRules(rule.RenewalWindow)[0].Quote
	for name, tt := range map[string]struct {
		ed     policy.Edition
		quotes int
	}{"as published": {policy.Europe2024(), 1}, "60 days": {acme, 0}} {
		t.Run(name, func(t *testing.T) {
			fragment := policy.Explanation{Asks: "renew", Rules: tt.ed.ExplainedRules(rule.RenewalWindow)}.HTML()
			if strings.Count(fragment, "<blockquote") != tt.quotes ||
				strings.Contains(fragment, html.EscapeString(quote)) != (tt.quotes == 1) {
				t.Errorf("it does not quote %d times: %s", tt.quotes, fragment)
			}
		})
	}
}
