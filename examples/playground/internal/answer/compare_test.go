package answer_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// Of the whole page, only what depends on the reading is marked.
func TestOnlyWhatMovesIsMarked(t *testing.T) {
	t.Parallel()
	a := good(t, with(t, annual(), "start", "2025-04-10", "term", "monthly", "price", "19.99", "day", "2025-04-25",
		"readings.proration.rounding", "down"))
	var marked []string
	for _, s := range a.Sections {
		for _, r := range s.Rows {
			for _, v := range r.Cells {
				if v.Was != "" {
					marked = append(marked, s.ID+"/"+r.ID)
				}
			}
		}
	}
	if want := []string{"price/added", "price/added"}; !slices.Equal(marked, want) || a.Moved != len(want) {
		t.Errorf("%d moved: %q", a.Moved, marked)
	}
	if len(a.Switched) != 1 || !strings.Contains(a.Switched[0], "proration.price") {
		t.Errorf("switched: %q", a.Switched)
	}
	if a.Timeline.Published != nil {
		t.Errorf("the phases as published are shown, though they are the same: %v", a.Timeline.Published)
	}
}

// A row that only one of the two editions has is marked as a whole, on either side.
func TestRowsThatComeAndGo(t *testing.T) {
	t.Parallel()
	q := with(t, annual(), "start", "2024-06-10", "day", "2025-06-01", "readings.lapse.stagesBeforeEdition", "yes")
	a := good(t, q)
	if v := cell(t, a, "dates/expired-1"); v.Text != "2025-06-10" || v.Was != "not there" {
		t.Errorf("expired starts: %+v", v)
	}
	// 2025-06-10 is day 365, and by stages Canceled would start on day 410: the axis has 28 days of that.
	published := []answer.Stretch{
		{Phase: "active", On: "2024-06-10 through 2025-06-09", At: 0, Days: 365},
		{Phase: "canceled", On: "from 2025-06-10 on", At: 365, Days: 73},
	}
	if len(a.Timeline.Stretches) != 4 || !slices.Equal(a.Timeline.Published, published) {
		t.Errorf("phases: %v, as published %v", a.Timeline.Stretches, a.Timeline.Published)
	}
	gone := good(t, with(t, annual(), "autoRenew", "on", "day", "2026-01-15", "readings.renewal.awaitedDays", "0"))
	if v := cell(t, gone, "dates/term-starts-2"); v.Text != "not there" || v.Was != "2026-01-15" {
		t.Errorf("the renewal that is no longer expected: %+v", v)
	}
}

func TestNothingToCompareWith(t *testing.T) {
	t.Parallel()
	q := with(t, annual(), "offering", "Autodesk Docs", "renewed", "2026-01-20", "day", "2026-01-20")
	if a := answer.To(q); len(a.Mistakes) != 1 || a.Mistakes[0].Field != "steps.0.on" {
		t.Errorf("as published: %v", a.Mistakes)
	}
	a := good(t, with(t, q, "readings.lapse.exemptLateRenewal", "yes"))
	if !strings.Contains(a.Note, "lapse.exempt") || a.Moved != 0 {
		t.Errorf("note %q, %d moved", a.Note, a.Moved)
	}
}
