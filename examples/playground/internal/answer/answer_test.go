package answer_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// annual is a subscription that renews on 2026-01-15.
func annual() answer.Question {
	return answer.Question{
		Edition: "Europe2024", Kind: "subscription", Offering: "An ordinary offering", Channel: "online",
		Start: "2025-01-15", Term: "annual", Seats: "3", Add: "1", Price: "365.00", Currency: "EUR",
		AutoRenew: "off", Day: "2025-05-12",
	}
}

// with is a question with changed fields, by their JSON names; "readings.x" switches a reading.
func with(t *testing.T, q answer.Question, fields ...string) answer.Question {
	t.Helper()
	q.Readings = maps.Clone(q.Readings)
	if q.Readings == nil {
		q.Readings = map[string]string{}
	}
	for i := 0; i < len(fields); i += 2 {
		name, value := fields[i], fields[i+1]
		if key, ok := strings.CutPrefix(name, "readings."); ok {
			q.Readings[key] = value
			continue
		}
		if what, ok := map[string]string{"due": "miss-payment", "renewed": "renew"}[name]; ok {
			q.Steps = append(slices.Clone(q.Steps), answer.Step{What: what, On: value})
			continue
		}
		data, err := json.Marshal(map[string]string{name: value})
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &q); err != nil {
			t.Fatal(err)
		}
	}
	return q
}

func good(t *testing.T, q answer.Question) answer.Answer {
	t.Helper()
	a := answer.To(q)
	if len(a.Mistakes) > 0 {
		t.Fatalf("mistakes: %v", a.Mistakes)
	}
	return a
}

// cell returns a value by "section/row", or by "section/row/k" if it is not the first of its row.
func cell(t *testing.T, a answer.Answer, path string) answer.Value {
	t.Helper()
	parts := append(strings.Split(path, "/"), "0")
	return rowOf(t, a, parts[0], parts[1]).Cells[parts[2][0]-'0']
}

func TestJSON(t *testing.T) {
	t.Parallel()
	question, err := json.Marshal(annual())
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ question, says string }{
		"good":          {string(question), ""},
		"no JSON":       {"day=2025", "invalid"},
		"unknown field": {`{"dya": "2025-01-15"}`, "dya"},
		"wrong type":    {`{"seats": 3}`, "seats"},
		"more":          {string(question) + "{}", "after top-level value"},
		"too long":      {`{"offering": "` + strings.Repeat("x", 16<<10) + `"}`, "bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := answer.JSON([]byte(tt.question))
			if err != nil {
				t.Fatal(err)
			}
			var a answer.Answer
			if err := json.Unmarshal(data, &a); err != nil {
				t.Fatal(err)
			}
			switch {
			case tt.says == "" && (len(a.Mistakes) > 0 || len(a.Sections) != 7):
				t.Errorf("%d sections, mistakes %v", len(a.Sections), a.Mistakes)
			case tt.says != "" && (len(a.Mistakes) != 1 || !strings.Contains(a.Mistakes[0].Text, tt.says)):
				t.Errorf("mistakes %v", a.Mistakes)
			}
		})
	}
}

// Whatever the fields say, the answer is mistakes or whole tables, also at the ends of the calendar.
func TestEveryAnswerIsWhole(t *testing.T) {
	t.Parallel()
	days := []string{"0001-01-01", "2024-02-29", "2025-05-12", "9999-12-31"}
	answered := 0
	for _, q := range everyKind(t) {
		for _, start := range days {
			for _, day := range days {
				for _, optional := range []string{"", "due", "renewed"} {
					q := with(t, q, "start", start, "day", day)
					if optional != "" {
						q = with(t, q, optional, day)
					}
					a := answer.To(q)
					if len(a.Mistakes) == 0 {
						answered++
						whole(t, a)
					}
				}
			}
		}
	}
	if answered < 100 {
		t.Errorf("only %d of the questions were answered", answered)
	}
}

// everyKind is a question for each kind and term, as published and switched.
func everyKind(t *testing.T) []answer.Question {
	t.Helper()
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Last: "2025-06-09",
	}
	list := []answer.Question{flex, with(t, flex, "kind", "trial", "seats", "1")}
	for _, term := range []string{"monthly", "annual", "three-year"} {
		list = append(list, with(t, annual(), "term", term),
			with(t, annual(), "term", term, "offering", "Autodesk Docs",
				"autoRenew", "on"))
	}
	for _, q := range slices.Clone(list) {
		list = append(list, with(t, q, "readings.renewal.awaitedDays", "3", "readings.lapse.exemptUnpaidStops", "yes",
			"readings.lapse.stagesBeforeEdition", "yes"))
	}
	return list
}

func whole(t *testing.T, a answer.Answer) {
	t.Helper()
	for _, s := range a.Sections {
		seen := map[string]bool{}
		for _, r := range s.Rows {
			if len(r.Cells) != len(s.Columns)-1 || seen[r.ID] {
				t.Errorf("%s/%s: %d cells in %d columns, seen before: %t", s.ID, r.ID, len(r.Cells), len(s.Columns),
					seen[r.ID])
			}
			seen[r.ID] = true
			opensDown(t, s.ID, r)
			for _, v := range r.Cells {
				if strings.Contains(v.Text, "no date") || strings.Contains(v.Text, "-2147483648") {
					t.Errorf("%s/%s: %q", s.ID, r.ID, v.Text)
				}
			}
		}
	}
	total := 0
	for _, s := range a.Timeline.Stretches {
		if s.At != total || s.Days < 1 {
			t.Errorf("%s is at %d for %d days, after %d", s.Phase, s.At, s.Days, total)
		}
		total += s.Days
	}
	if total != a.Timeline.Days {
		t.Errorf("phases of %d days on an axis of %d", total, a.Timeline.Days)
	}
}
