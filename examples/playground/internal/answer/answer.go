// Package answer works out everything that the page of the playground shows: from the text of its fields to sections of
// rows, each value beside the one that the edition as published would give. It knows nothing of browsers.
package answer

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.com/billingrules"
	"example.com/billingrules/policy"
)

// Answer is what the page shows for a question. Where there are mistakes it answers nothing else.
type Answer struct {
	Mistakes []Mistake    `json:"mistakes,omitempty"`
	Shifted  string       `json:"shifted,omitempty"`  // the date of a field that was moved, also with mistakes
	Headline string       `json:"headline,omitempty"` // the answer in one sentence, to be read aloud
	Steps    []Done       `json:"steps,omitempty"`    // the purchase, and each step after it
	Sections []Section    `json:"sections,omitempty"`
	Timeline *Timeline    `json:"timeline,omitempty"`
	Switched []string     `json:"switched,omitempty"` // what was switched, in words
	Moved    int          `json:"moved"`              // how many values differ from those of the edition as published
	Compared []Difference `json:"compared,omitempty"` // those values, under the edition as published and as switched
	Note     string       `json:"note,omitempty"`     // why there is nothing to compare with
}

// Mistake is something wrong with a field of the question.
type Mistake struct {
	// Field is the JSON name of the field; a reading as "readings.proration.dayCount"; empty for the whole question.
	Field string `json:"field"`
	Text  string `json:"text"`
}

// Section is a table of the page.
type Section struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Columns []string `json:"columns"` // the first is that of the labels
	Rows    []Row    `json:"rows"`
	Why     string   `json:"why,omitempty"` // the reasoning, line by line
}

// Row is a line of a table. Its ID is unique in its section.
type Row struct {
	ID    string              `json:"id"`
	Label string              `json:"label"`
	Cells []Value             `json:"cells"`
	Opens *policy.Explanation `json:"opens,omitempty"` // the figure of the row with its rules and the page's sentences
	When  string              `json:"when,omitempty"`  // of what is refused: from when it is allowed, or never
}

// Value is what stands in a cell.
type Value struct {
	Text  string `json:"text"`
	Was   string `json:"was,omitempty"`   // the text under the edition as published, where that differs
	Moves string `json:"moves,omitempty"` // by how many days or how much it differs, if both are dates or amounts
}

// maxQuestion is the largest size of a question in bytes; a larger one is refused unread.
const maxQuestion = 16 << 10

// JSON answers a question that is written in JSON, in JSON.
func JSON(question []byte) ([]byte, error) {
	var q Question
	if err := decode(question, &q); err != nil {
		return json.Marshal(Answer{Mistakes: []Mistake{{Text: err.Error()}}})
	}
	return json.Marshal(To(q))
}

func decode(data []byte, q *Question) error {
	if len(data) > maxQuestion {
		return fmt.Errorf("question of %d bytes: more than %d", len(data), maxQuestion)
	}
	return billingrules.ReadJSON("question", data, q)
}

// To answers a question.
func To(q Question) Answer {
	q, shifted := q.shift()
	now, mistakes := read(q, q.Readings)
	if len(mistakes) > 0 {
		return Answer{Mistakes: mistakes, Shifted: shifted}
	}
	now.rules = open(now.edition)
	a := Answer{
		Shifted: shifted, Headline: now.headline(), Steps: now.done, Sections: now.sections(), Timeline: now.timeline(),
	}
	if len(q.Readings) == 0 {
		return a
	}
	// Something that is possible only with the switched readings, such as a late renewal, cannot be compared.
	published, mistakes := read(q, nil)
	if len(mistakes) > 0 {
		a.Note = "As published this case cannot be: " + mistakes[0].Text
		return a
	}
	for _, d := range policy.Diff(published.edition, now.edition) {
		a.Switched = append(a.Switched, d.String())
	}
	a.Compared = compare(a.Sections, published.sections())
	a.Moved = len(a.Compared)
	if stretches := published.stretches(now.axis); !slices.Equal(stretches, a.Timeline.Stretches) {
		a.Timeline.Published = stretches
	}
	return a
}
