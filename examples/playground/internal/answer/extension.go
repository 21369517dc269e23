package answer

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

func (f facts) extension() Section {
	section := Section{
		ID: "extension", Title: "Extension to another renewal date",
		Columns: []string{"Extension", "Latest new renewal date", "How"},
	}
	align := f.view().CanExtend()
	section.Rows = append(section.Rows, f.limit("today", "Bought on "+f.day.String(), f.day))
	if opens := align.Window.Start(); opens.After(f.day) {
		section.Rows = append(section.Rows, f.limit("opening", "Bought on the first day, "+opens.String(), opens))
	}
	section.Why = align.Explain()
	return section
}

func (f facts) limit(id, label string, day calendar.Date) Row {
	limit, err := f.life.On(day).ExtensionReach()
	var refusal *policy.Refusal
	switch {
	case errors.As(err, &refusal):
		return f.decides(row(id, label, "refused", refusal.Decision.String()), refusal.Decision)
	case err != nil:
		return row(id, label, "none", err.Error())
	}
	return f.rests(row(id, label, limit.Latest.String(), limit.String()), limit.String(), limit.Rule)
}
