package answer

import "example.com/billingrules/calendar"

// shift moves the date of a field, so that the page need not know the calendar. It returns the question with the new
// date, and that date; a date that cannot be read or moved stays as it is, and is named by whoever reads it.
func (q Question) shift() (Question, string) {
	field, ok := map[string]*string{
		"day": &q.Day, "start": &q.Start, "last": &q.Last, "due": &q.Due,
		"renewed": &q.Renewed,
	}[q.Shifted]
	if !ok {
		return q, ""
	}
	from, err := calendar.ParseDate(*field)
	if err != nil {
		return q, ""
	}
	to := from.AddDays(q.Shift)
	if to.IsZero() {
		return q, ""
	}
	*field = to.String()
	return q, to.String()
}
