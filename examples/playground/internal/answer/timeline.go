package answer

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// Timeline is the life of a subscription on an axis of days: everything on it is a whole number of days from its start.
type Timeline struct {
	Days      int       `json:"days"`
	Day       string    `json:"day"` // the day asked about
	At        int       `json:"at"`  // where that is; outside of 0 to Days−1 where the axis does not show it
	Stretches []Stretch `json:"stretches"`
	Published []Stretch `json:"published,omitempty"` // those of the edition as published, where they differ
	Marks     []Mark    `json:"marks"`
	Ticks     []Mark    `json:"ticks"`
}

// Stretch is a phase.
type Stretch struct {
	Phase string `json:"phase"`
	On    string `json:"on"` // its days, in words
	At    int    `json:"at"`
	Days  int    `json:"days"` // as many as the axis shows
}

// Mark is something on one day.
type Mark struct {
	At      int    `json:"at"`
	Text    string `json:"text"`
	Step    bool   `json:"step,omitempty"`    // whether it is a step of the question
	Allowed bool   `json:"allowed,omitempty"` // whether something that is refused now is allowed from it on
}

// canceledShown is how many days of Canceled, which has no end, are drawn.
const canceledShown = 28

// whole is the subscription with everything that the page says about it, as known on the day of the question or, if
// that is later, on the day of the last step.
func (f facts) whole() lifecycle.View { return f.life.On(calendar.Latest(f.day, f.known)) }

// axis finds the days to draw, and what happens on them.
func (r *reader) axis(f *facts) {
	last := f.start
	for days := range f.whole().Phases() {
		last = days.Start()
	}
	end := last.AddDays(canceledShown)
	if end.IsZero() {
		r.mistake("start", "%s: the calendar ends before all of it is over", f.start)
		return
	}
	events, err := f.whole().Timeline(f.start, end.AddDays(-1))
	if err != nil {
		r.refused("last", err)
		return
	}
	f.axis = calendar.Since(f.start).Intersect(calendar.Until(end))
	expecting := f.view().Phase() <= lifecycle.Active
	for e := range events {
		switch {
		case e.What == lifecycle.PhaseStarts: // those of Phases, which do not depend on a renewal that may not come
		case e.Projected && (!expecting || e.What != lifecycle.TermStarts):
		default:
			f.events = append(f.events, e)
			// One renewal is expected; the next one depends on it.
			expecting = expecting && !e.Projected
		}
	}
	for days, phase := range f.whole().Phases() {
		rule := f.life.On(days.Start()).Status().Rule
		f.events = append(f.events,
			lifecycle.Event{Day: days.Start(), What: lifecycle.PhaseStarts, Phase: phase, Rule: rule})
	}
	slices.SortStableFunc(f.events, func(a, b lifecycle.Event) int { return a.Day.Compare(b.Day) })
}

func (f facts) timeline() *Timeline {
	total, _ := f.axis.Days()
	t := &Timeline{Days: total, Day: f.day.String(), At: f.at(f.day), Stretches: f.stretches(f.axis)}
	for _, e := range f.events {
		if e.What != lifecycle.PhaseStarts {
			t.Marks = append(t.Marks, Mark{At: f.at(e.Day), Text: e.Day.String() + " " + happens(e)})
		}
	}
	for _, s := range f.done {
		if on, err := calendar.ParseDate(s.On); err == nil && f.axis.Contains(on) {
			t.Marks = append(t.Marks, Mark{At: f.at(on), Text: s.On + " " + s.Text, Step: true})
		}
	}
	for action, d := range f.view().Actions().All() {
		if first := d.Window.Start(); !d.Allowed() && first.After(f.day) && f.axis.Contains(first) {
			text := first.String() + " " + words(action.String()) + ": allowed from here on"
			t.Marks = append(t.Marks, Mark{At: f.at(first), Text: text, Allowed: true})
		}
	}
	t.Ticks = f.ticks(total)
	return t
}

// stretches returns the phases, as far as they are within an axis that starts with the first of them.
func (f facts) stretches(axis calendar.Period) []Stretch {
	var list []Stretch
	for span, phase := range f.whole().Phases() {
		if shown, _ := span.Intersect(axis).Days(); shown > 0 {
			list = append(list, Stretch{Phase: phase.String(), On: days(span), At: f.at(span.Start()), Days: shown})
		}
	}
	return list
}

func (f facts) at(d calendar.Date) int { return d.Sub(f.axis.Start()) }

// ticks are first days of months, few enough to be readable.
func (f facts) ticks(total int) []Mark {
	const most = 40
	months := 1
	for total/(months*28) > most {
		months *= 12
	}
	year, month, _ := f.axis.Start().Civil()
	if months > 1 {
		month = 1
	}
	first, err := calendar.NewDate(year, month, 1)
	if err != nil {
		return nil
	}
	grid, err := calendar.NewSeries(first, months, calendar.Months)
	if err != nil {
		return nil
	}
	var ticks []Mark
	for d := range grid.In(f.axis) {
		ticks = append(ticks, Mark{At: f.at(d), Text: d.String()[:len("2025-01")]})
	}
	return ticks
}
