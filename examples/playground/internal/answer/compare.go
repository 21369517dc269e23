package answer

// compare notes beside every value what it was, and returns how many differ. What only one of the two has, such as a
// phase that never comes, differs as a whole.
func compare(now, published []Section) int {
	moved := 0
	for i := range now {
		moved += compareRows(&now[i], published[i].Rows)
	}
	return moved
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
			r.Cells[k].Was = before
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
