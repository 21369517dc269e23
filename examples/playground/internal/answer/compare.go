package answer

import (
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
)

// Difference is a value that differs between the edition as published and as switched, for two columns.
type Difference struct {
	Section   string `json:"section"`
	What      string `json:"what"` // the label of its row, and its column if that has several
	Published string `json:"published"`
	Switched  string `json:"switched"`
	Moves     string `json:"moves,omitempty"`
}

// compare notes beside every value what it was before, and returns all that differ. Something that only one of the two
// has, such as a phase that never comes, differs as a whole.
func compare(now, published []Section) []Difference {
	var all []Difference
	for i := range now {
		compareRows(&now[i], published[i].Rows)
		for _, row := range now[i].Rows {
			for k, v := range row.Cells {
				if v.Was == "" {
					continue
				}
				d := Difference{now[i].Title, row.Label, v.Was, v.Text, v.Moves}
				if k > 0 {
					d.What += ", " + strings.ToLower(now[i].Columns[k+1])
				}
				all = append(all, d)
			}
		}
	}
	return all
}

// moves says by how many days or how much the dates and amounts of a text differ from before, if nothing else differs.
func moves(was, is string) string {
	if m := moved(was, is); m != "" {
		return m
	}
	before, now := figures(was), figures(is)
	if len(before) != len(now) {
		return ""
	}
	var list []string
	for i := range now {
		was, is = strings.Replace(was, before[i], "", 1), strings.Replace(is, now[i], "", 1)
	}
	if was != is {
		return ""
	}
	for i := range now {
		if m := moved(before[i], now[i]); m != "" {
			list = append(list, m)
		}
	}
	return strings.Join(list, ", ")
}

// figures finds the dates and the amounts of a text.
func figures(text string) []string {
	words := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" ,;:()…", c) })
	var list []string
	for i, word := range words {
		if _, err := calendar.ParseDate(word); err == nil {
			list = append(list, word)
		} else if _, err := money.ParseAmount(word + " " + words[min(i+1, len(words)-1)]); err == nil {
			list = append(list, word+" "+words[i+1])
		}
	}
	return list
}

// moved says by how many days or how much a date, an amount or a number of days differs from before.
func moved(was, is string) string {
	if was == is {
		return ""
	}
	from, fromErr := calendar.ParseDate(was)
	to, toErr := calendar.ParseDate(is)
	if fromErr == nil && toErr == nil {
		return moreDays(to.Sub(from))
	}
	few, fewErr := strconv.Atoi(was) // a number is a number of days
	many, manyErr := strconv.Atoi(is)
	if fewErr == nil && manyErr == nil {
		return moreDays(many - few)
	}
	before, beforeErr := money.ParseAmount(was)
	now, nowErr := money.ParseAmount(is)
	if beforeErr != nil || nowErr != nil {
		return ""
	}
	more, err := now.Sub(before)
	switch {
	case err != nil:
		return ""
	case more.Sign() > 0:
		return "+" + more.Number()
	}
	return "−" + more.Neg().Number()
}

func moreDays(n int) string {
	if n > 0 {
		return "+" + count(n, "day")
	}
	return "−" + count(-n, "day")
}

// absent is the text for a value whose row only one of the two answers has.
const absent = "not there"

func compareRows(s *Section, published []Row) {
	was := map[string][]Value{}
	for _, r := range published {
		was[r.ID] = r.Cells
	}
	for _, r := range s.Rows {
		cells := was[r.ID]
		for k := range r.Cells {
			before := absent
			if k < len(cells) {
				before = cells[k].Text
			}
			if before == r.Cells[k].Text {
				continue
			}
			if before == "" {
				before = "empty"
			}
			r.Cells[k].Was, r.Cells[k].Moves = before, moves(before, r.Cells[k].Text)
		}
		delete(was, r.ID)
	}
	for _, r := range published {
		if was[r.ID] == nil {
			continue
		}
		gone := Row{ID: r.ID, Label: r.Label}
		for _, v := range r.Cells {
			gone.Cells = append(gone.Cells, Value{Text: absent, Was: v.Text})
		}
		s.Rows = append(s.Rows, gone)
	}
}
