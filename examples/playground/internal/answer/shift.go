package answer

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
)

// shift moves the date of a field, so that the page need not know the calendar. It returns the question with the new
// date, and that date. A date that cannot be read or moved stays as it is; reading the question reports it.
func (q Question) shift() (Question, string) {
	fields := map[string]*string{"day": &q.Day, "start": &q.Start, "last": &q.Last}
	q.Steps = slices.Clone(q.Steps)
	for i := range q.Steps {
		fields[fmt.Sprintf("steps.%d.on", i)] = &q.Steps[i].On
	}
	field, ok := fields[q.Shifted]
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
