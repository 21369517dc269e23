package answer_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// rowOf returns a row of an answer.
func rowOf(t *testing.T, a answer.Answer, section, id string) answer.Row {
	t.Helper()
	for _, s := range a.Sections {
		for _, r := range s.Rows {
			if s.ID == section && r.ID == id {
				return r
			}
		}
	}
	t.Fatalf("there is no row %s/%s", section, id)
	return answer.Row{}
}

// An annual subscription from 2025-01-15 can be renewed from 2025-10-17 on: it opens down to the sentences of the page.
func TestOpens(t *testing.T) {
	a := good(t, with(t, annual(), "day", "2025-05-12"))
	r := rowOf(t, a, "actions", "renew")
	if r.When != "allowed from 2025-10-17 on, in 158 days" {
		t.Errorf("when: %q", r.When)
	}
	if r.Opens == nil || r.Opens.Value != "refused" || len(r.Opens.Rules) != 1 || len(r.Opens.Rules[0].Passages) == 0 {
		t.Errorf("opens %+v", r.Opens)
	}
	marked := false
	for _, m := range a.Timeline.Marks {
		marked = marked || m.Allowed && strings.HasPrefix(m.Text, "2025-10-17 renew: ")
	}
	if !marked {
		t.Errorf("marks %+v", a.Timeline.Marks)
	}
	for section, id := range map[string]string{"status": "phase", "capabilities": "downloads", "price": "added"} {
		t.Run(section, func(t *testing.T) {
			if r := rowOf(t, a, section, id); r.Opens == nil || r.When != "" {
				t.Errorf("%s/%s opens %+v, when %q", section, id, r.Opens, r.When)
			}
		})
	}
	if r := rowOf(t, a, "actions", "convert-trial"); r.When != "not on any day, as things are" {
		t.Errorf("when: %q", r.When)
	}
	late := good(t, with(t, annual(), "day", "2026-12-01"))
	if r := rowOf(t, late, "actions", "renew"); !strings.HasPrefix(r.When, "no more: the last day was ") {
		t.Errorf("when: %q", r.When)
	}
}

// Every figure can be opened: within two steps, through a rule, it leads to the sentences of the page, or else to the
// source of the rule.
func opensDown(t *testing.T, section string, r answer.Row) {
	t.Helper()
	if figure := strings.ContainsAny(r.Cells[0].Text, "0123456789") ||
		slices.Contains([]string{"yes", "no", "allowed", "refused"}, r.Cells[0].Text); !figure {
		return
	}
	if r.Opens == nil || len(r.Opens.Rules) == 0 {
		t.Errorf("%s/%s, %q, opens %+v", section, r.ID, r.Cells[0].Text, r.Opens)
		return
	}
	for _, x := range append(r.Opens.Parts, *r.Opens) {
		for _, rule := range x.Rules {
			if rule.Says == "" || rule.Source == "" || rule.Quote != "" && len(rule.Passages) == 0 {
				t.Errorf("%s/%s opens %+v", section, r.ID, rule)
			}
		}
	}
	refused := slices.Contains([]string{"refused", "allowed"}, r.Cells[0].Text)
	if refused && (r.When == "") != (r.Cells[0].Text == "allowed") {
		t.Errorf("%s/%s, %s: when is %q", section, r.ID, r.Cells[0].Text, r.When)
	}
}

// On 2025-05-12 these answers hold until 2025-10-16: from the next day on it can be renewed, and what goes with that.
func TestOpens_HowLong(t *testing.T) {
	r := rowOf(t, good(t, annual()), "status", "changes")
	if r.Cells[0].Text != "2025-10-16" || !strings.HasPrefix(r.Opens.How, "the next day changes: renew, ") ||
		r.Opens.Rules[0].Rule == "" {
		t.Errorf("%s opens %+v", r.Cells[0].Text, r.Opens)
	}
	r = rowOf(t, good(t, with(t, annual(), "day", "2026-01-20")), "status", "changes")
	if r.Cells[0].Text != "2026-01-29" || !strings.HasPrefix(r.Opens.How, "the next day changes: the phase") {
		t.Errorf("%s opens %+v", r.Cells[0].Text, r.Opens)
	}
}

// Each part of a price in several opens with the rules of its own, and the limit of an extension with its readings.
func TestOpens_Parts(t *testing.T) {
	a := good(t, with(t, annual(), "term", "three-year"))
	for id, value := range map[string]string{"part1": "1 of 3", "part3": "3 of 3"} {
		t.Run(id, func(t *testing.T) {
			r := rowOf(t, a, "price", id)
			if r.Opens.Asks != "instalment "+value || r.Opens.Value != r.Cells[0].Text ||
				r.Opens.Rules[0].Rule != "coterm.multi-year" {
				t.Errorf("%s opens %+v", id, r.Opens)
			}
		})
	}
	r := rowOf(t, good(t, annual()), "extension", "opening")
	if len(r.Opens.Rules) != 1 || len(r.Opens.Rules[0].Readings) == 0 {
		t.Errorf("opens %+v", r.Opens)
	}
}

// What moves says by how much.
func TestMoves(t *testing.T) {
	q := with(t, annual(), "readings.proration.rounding", "down")
	if v := rowOf(t, good(t, with(t, q, "day", "2025-05-12")), "price", "added").Cells[0]; v.Was != "" &&
		v.Moves == "" {
		t.Errorf("%+v", v)
	}
	late := with(t, annual(), "readings.renewal.awaitedDays", "3", "autoRenew", "on", "day", "2026-01-16")
	if v := rowOf(t, good(t, late), "status", "left").Cells[0]; v.Was != "14" || v.Moves != "−12 days" {
		t.Errorf("%+v", v)
	}
	q = with(t, with(t, annual(), "readings.renewal.awaitedDays", "3"), "autoRenew", "on")
	if v := rowOf(t, good(t, with(t, q, "day", "2026-01-01")), "dates", "expired-1").Cells[0]; v.Moves != "+2 days" {
		t.Errorf("%+v", v)
	}
}
