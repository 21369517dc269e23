package answer_test

import (
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
	if r.Opens == nil || r.Opens.Value != "no" || len(r.Opens.Rules) != 1 || len(r.Opens.Rules[0].Sentences) == 0 {
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
		if r := rowOf(t, a, section, id); r.Opens == nil || r.When != "" {
			t.Errorf("%s/%s opens %+v, when %q", section, id, r.Opens, r.When)
		}
	}
	if r := rowOf(t, a, "actions", "convert-trial"); r.When != "not on any day, as things are" {
		t.Errorf("when: %q", r.When)
	}
	late := good(t, with(t, annual(), "day", "2026-12-01"))
	if r := rowOf(t, late, "actions", "renew"); !strings.HasPrefix(r.When, "no more: the last day was ") {
		t.Errorf("when: %q", r.When)
	}
}

// What moves says by how much.
func TestMoves(t *testing.T) {
	q := with(t, annual(), "readings.proration.rounding", "down")
	if v := rowOf(t, good(t, with(t, q, "day", "2025-05-12")), "price", "added").Cells[0]; v.Was != "" &&
		v.Moves == "" {
		t.Errorf("%+v", v)
	}
	q = with(t, with(t, annual(), "readings.renewal.awaitedDays", "3"), "autoRenew", "on")
	if v := rowOf(t, good(t, with(t, q, "day", "2026-01-01")), "dates", "expired-1").Cells[0]; v.Moves != "+2 days" {
		t.Errorf("%+v", v)
	}
}
