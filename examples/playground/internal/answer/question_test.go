package answer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// mistaken is a question with one mistake in a field, and the message about it.
type mistaken struct {
	q           answer.Question
	field, says string
}

func holdMistakes(t *testing.T, tests map[string]mistaken) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := answer.To(tt.q)
			if len(a.Mistakes) != 1 || strings.HasPrefix(a.Mistakes[0].Text, ":") || a.Mistakes[0].Field != tt.field ||
				!strings.Contains(a.Mistakes[0].Text, tt.says) {
				t.Errorf("mistakes %+v, want one of %s that says %q", a.Mistakes, tt.field, tt.says)
			}
			if a.Sections != nil || a.Timeline != nil {
				t.Error("answered all the same")
			}
		})
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	holdMistakes(t, map[string]mistaken{
		"day that is none":    {with(t, annual(), "day", "2025-02-30"), "day", `"2025-02-30"`},
		"no day":              {with(t, annual(), "day", ""), "day", "is missing"},
		"start":               {with(t, annual(), "start", "15/01/2025"), "start", `"15/01/2025"`},
		"end of the calendar": {with(t, annual(), "start", "9999-06-01"), "start", "9999-06-01"},
		"lapse beyond it":     {with(t, annual(), "start", "9998-12-15"), "start", "9998-12-15"},
		"term":                {with(t, annual(), "term", "weekly"), "term", `"weekly"`},
		"auto-renew":          {with(t, annual(), "autoRenew", ""), "autoRenew", "on or off"},
		"channel":             {with(t, annual(), "channel", "mail"), "channel", "mail"},
		"offering":            {with(t, annual(), "offering", ""), "offering", ""},
		"edition":             {with(t, annual(), "edition", "Mars2030"), "edition", "not published"},
	})
}

func TestMistakes_SeatsAndPrice(t *testing.T) {
	t.Parallel()
	holdMistakes(t, map[string]mistaken{
		"no seats":          {with(t, annual(), "seats", "0"), "seats", "from 1 to 1000000"},
		"too many seats":    {with(t, annual(), "seats", "1000001"), "seats", "1000001"},
		"far too many":      {with(t, annual(), "seats", "99999999999999999999"), "seats", "from 1 to 1000000"},
		"seats with a plus": {with(t, annual(), "seats", "+3"), "seats", "not a whole number"},
		"seats with zeros":  {with(t, annual(), "seats", "003"), "seats", "not a whole number"},
		"seats in words":    {with(t, annual(), "seats", "three"), "seats", "not a whole number"},
		"seats to add":      {with(t, annual(), "add", "-1"), "add", "from 1 to 1000000"},
		"too many to add": {
			q: with(t, annual(), "seats", "999999", "add", "2"), field: "add",
			says: "2: must be at most 1, with the 999999 that there are",
		},
		"price":          {with(t, annual(), "price", "1,50"), "price", `"1,50"`},
		"negative price": {with(t, annual(), "price", "-1"), "price", "negative"},
		"currency":       {with(t, annual(), "currency", "EURO"), "currency", "EURO"},
	})
}

func TestMistakes_Steps(t *testing.T) {
	t.Parallel()
	holdMistakes(t, map[string]mistaken{
		"due":                  {with(t, annual(), "due", "soon"), "steps.0.on", "soon"},
		"due before the start": {with(t, annual(), "due", "2025-01-14"), "steps.0.on", "2025-01-14"},
		"renewed too early":    {with(t, annual(), "renewed", "2025-10-16"), "steps.0.on", "renewal.window"},
		"renewed too late":     {with(t, annual(), "renewed", "2026-03-01"), "steps.0.on", "renewal.canceled-final"},
		"renewed on no day":    {with(t, annual(), "renewed", "2025-02-30"), "steps.0.on", "2025-02-30"},
	})
}

func TestMistakes_KindsAndTokens(t *testing.T) {
	t.Parallel()
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Start: "2025-01-15", Last: "2025-06-09", Day: "2025-05-12",
	}
	holdMistakes(t, map[string]mistaken{
		"kind":                {with(t, flex, "kind", "lease"), "kind", "lease"},
		"kind without phases": {with(t, flex, "kind", "consulting"), "kind", "no phases"},
		"last before start":   {with(t, flex, "last", "2025-01-14"), "last", "before the start"},
		"last of all":         {with(t, flex, "last", "9999-12-31"), "last", "calendar"},
		"last but one":        {with(t, flex, "last", "9999-12-30"), "last", "9999-12-30: is too near"},
		"decades of tokens":   {with(t, flex, "last", "2125-01-01"), "last", ""},
		"tokens with a term":  {with(t, flex, "term", "annual"), "term", "flex-tokens"},
	})
}

func TestMistakes_Readings(t *testing.T) {
	t.Parallel()
	holdMistakes(t, map[string]mistaken{
		"reading": {
			q: with(t, annual(), "readings.proration.dayCount", "lunar"), field: "readings.proration.dayCount",
			says: "lunar",
		},
		"reading, no number": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "one"), field: "readings.renewal.awaitedDays",
			says: "one",
		},
		"reading, empty": {
			q: with(t, annual(), "readings.renewal.awaitedDays", ""), field: "readings.renewal.awaitedDays",
			says: "whole number",
		},
		"reading, a plus": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "+1"), field: "readings.renewal.awaitedDays",
			says: "+1",
		},
		"reading, a fraction": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "1.5"), field: "readings.renewal.awaitedDays",
			says: "1.5",
		},
		"reading, negative": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "-1"), field: "readings.renewal.awaitedDays",
			says: "-1",
		},
		"number, no reading": {
			q: with(t, annual(), "readings.renewal.windowDays", "10"), field: "readings.renewal.windowDays",
			says: "cannot be switched",
		},
	})
}

func TestAllMistakesAtOnce(t *testing.T) {
	t.Parallel()
	a := answer.To(
		with(t, annual(), "day", "x", "seats", "0", "price", "free", "due", "never", "readings.coterm.limits",
			"none"))
	var fields []string
	for _, m := range a.Mistakes {
		fields = append(fields, m.Field)
	}
	slices.Sort(fields)
	if want := []string{"day", "price", "readings.coterm.limits", "seats", "steps.0.on"}; !slices.Equal(fields, want) {
		t.Errorf("mistakes in %q, want %q", fields, want)
	}
}

func TestShift(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		shifted, from string
		by            int
		want          string
	}{
		{"day", "2025-02-28", 1, "2025-03-01"},
		{"day", "2025-03-01", -1, "2025-02-28"},
		{"start", "2024-12-31", 1, "2025-01-01"},
		{"day", "9999-12-31", 1, ""},
		{"day", "0001-01-01", -1, ""},
		{"day", "soon", 1, ""},
		{"seats", "3", 1, ""},
		{"", "", 1, ""},
	} {
		t.Run(fmt.Sprint(tt.shifted, " ", tt.from, " by ", tt.by), func(t *testing.T) {
			q := annual()
			q.Seats = "none" // a mistake elsewhere does not prevent a date from being moved
			if tt.shifted == "day" || tt.shifted == "start" {
				q = with(t, q, tt.shifted, tt.from)
			}
			q.Shifted, q.Shift = tt.shifted, tt.by
			if a := answer.To(q); a.Shifted != tt.want {
				t.Errorf("%s %s by %d: %q, want %q", tt.shifted, tt.from, tt.by, a.Shifted, tt.want)
			}
		})
	}
}
