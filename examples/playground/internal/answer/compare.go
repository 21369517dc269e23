package answer

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
)

// compare notes beside every value what it was, and returns how many differ. What only one of the two has, such as a
// phase that never comes, differs as a whole.
func compare(now, published []Section) int {
	moved := 0
	for i := range now {
		moved += compareRows(&now[i], published[i].Rows)
	}
	return moved
}

// moves says by how many days or how much a text differs from what it was, if both are dates, or amounts.
func moves(was, is string) string {
	from, fromErr := calendar.ParseDate(was)
	to, toErr := calendar.ParseDate(is)
	if fromErr == nil && toErr == nil {
		if days := to.Sub(from); days > 0 {
			return "+" + count(days, "day")
		}
		return "−" + count(from.Sub(to), "day")
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

// absent is said of a value whose row only one of the two has.
const absent = "not there"

func compareRows(s *Section, published []Row) int {
	moved := 0
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
			moved++
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
			moved++
		}
		s.Rows = append(s.Rows, gone)
	}
	return moved
}
