package answer_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// The second renewal would rest on the first, which has not come yet.
func TestOneRenewalIsExpected(t *testing.T) {
	t.Parallel()
	monthly := with(t, annual(), "term", "monthly", "autoRenew", "on")
	for day, want := range map[string]int{"2025-01-20": 2, "2025-02-15": 2, "2025-02-16": 1} {
		t.Run(day, func(t *testing.T) {
			starts := 0
			for _, s := range good(t, with(t, monthly, "day", day)).Sections {
				for _, r := range s.Rows {
					if s.ID == "dates" && strings.HasPrefix(r.ID, "term-starts") {
						starts++
					}
				}
			}
			if starts != want {
				t.Errorf("%s: %d terms start, want %d", day, starts, want)
			}
		})
	}
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	line := good(t, with(t, annual(), "day", "2025-01-25")).Timeline
	want := []answer.Stretch{
		{Phase: "active", On: "2025-01-15 through 2026-01-14", At: 0, Days: 365},
		{Phase: "expired", On: "2026-01-15 through 2026-01-29", At: 365, Days: 15},
		{Phase: "suspended", On: "2026-01-30 through 2026-02-28", At: 380, Days: 30},
		{Phase: "canceled", On: "from 2026-03-01 on", At: 410, Days: 28},
	}
	if !slices.Equal(line.Stretches, want) {
		t.Errorf("stretches %v, want %v", line.Stretches, want)
	}
	if line.Day != "2025-01-25" || line.At != 10 || line.Days != 438 {
		t.Errorf("axis of %d days, %s at %d", line.Days, line.Day, line.At)
	}
	if opens := (answer.Mark{At: 275, Text: "2025-10-17 early renewal opens"}); !slices.Contains(line.Marks, opens) {
		t.Errorf("marks %v, want %v among them", line.Marks, opens)
	}
	if first := (answer.Mark{At: 17, Text: "2025-02"}); line.Ticks[0] != first || len(line.Ticks) != 14 {
		t.Errorf("ticks %v", line.Ticks)
	}
}

// However long a subscription is, an axis has a few ticks and not hundreds.
func TestTicksOfALongLife(t *testing.T) {
	t.Parallel()
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Start: "2025-03-15", Last: "2035-06-09", Day: "2025-05-12",
	}
	ticks := good(t, flex).Timeline.Ticks
	if len(ticks) != 10 || ticks[0].Text != "2026-01" || ticks[9].Text != "2035-01" {
		t.Errorf("ticks %v", ticks)
	}
}
