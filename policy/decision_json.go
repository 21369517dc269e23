package policy

import (
	"encoding/json"
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/rule"
)

// decisionJSON is a Decision in JSON, with the answer beside its reasons. Keys that are always written are pointers, so
// that a missing key is not mistaken for a zero.
type decisionJSON struct {
	Allowed bool           `json:"allowed"`
	Rule    *rule.ID       `json:"rule"`
	Asked   *calendar.Date `json:"asked"`
	Window  *windowJSON    `json:"window,omitempty"` // absent if there are no such days
	Route   Route          `json:"route,omitzero"`
	Remedy  Remedy         `json:"remedy,omitzero"`
	Edition *Fingerprint   `json:"edition"`
}

// windowJSON is a window that is not empty, by its first and last day, both included; a side without a day is open.
type windowJSON struct {
	FirstDay calendar.Date `json:"firstDay,omitzero"`
	LastDay  calendar.Date `json:"lastDay,omitzero"`
}

// MarshalJSON writes the decision with its answer, and the window by its first and last day, both included:
//
//	{"allowed":true,"rule":"renewal.window","asked":"2025-05-12",
//	"window":{"firstDay":"2025-03-12","lastDay":"2025-06-09"},"route":"self-service","edition":"…"}
//
// An open side of the window has no key, so a window without bounds is {}; if the answer is no on every day, there is
// no window.
func (d Decision) MarshalJSON() ([]byte, error) {
	j := decisionJSON{d.Allowed(), &d.Rule, &d.Asked, nil, d.Route, d.Remedy, &d.Edition}
	if !d.Window.IsZero() {
		j.Window = &windowJSON{d.Window.Start(), d.Window.LastDay()}
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON writes, strictly. Errors are an unknown or duplicate key; a missing rule, asked
// or edition; a rule that package rule does not know; a window that ends before it begins; and an answer that the
// window contradicts. An error leaves the decision as it was. The zero Decision has the keys "rule", "asked" and
// "edition", all empty. A refusal may have an empty edition, as it has where nothing was known; an allowed decision
// may not.
func (d *Decision) UnmarshalJSON(data []byte) error {
	const op = "policy.Decision.UnmarshalJSON"
	var j decisionJSON
	if err := strict.Decode(op, "decision", data, &j); err != nil {
		return err
	}
	window, err := j.Window.period(op)
	if err := errors.Join(j.check(op), err); err != nil {
		return err
	}
	read := Decision{*j.Rule, *j.Asked, window, j.Route, j.Remedy, *j.Edition}
	if read != (Decision{}) {
		if err := input.Rule(op, "rule", read.Rule); err != nil {
			return err
		}
	}
	if read.Allowed() != j.Allowed {
		return input.Errorf(op, "allowed", j.Allowed, input.ErrConflict,
			"must be %t on %s, by the window (%s)", read.Allowed(), read.Asked, days(window))
	}
	switch {
	case read.Allowed() && read.Edition.IsZero():
		return input.Missing(op, "edition")
	case read.Allowed() && read.Remedy != 0:
		return input.Errorf(op, "remedy", read.Remedy, input.ErrConflict, "must not be set: the answer is yes")
	case !read.Allowed() && read.Route != 0:
		return input.Errorf(op, "route", read.Route, input.ErrConflict, "must not be set: the answer is no")
	}
	*d = read
	return nil
}

// check refuses a decision that lacks its rule, day or edition.
func (j decisionJSON) check(op string) error {
	var bad []error
	if j.Rule == nil {
		bad = append(bad, input.Missing(op, "rule"))
	}
	if j.Asked == nil {
		bad = append(bad, input.Missing(op, "asked"))
	}
	if j.Edition == nil {
		bad = append(bad, input.Missing(op, "edition"))
	}
	return errors.Join(bad...)
}

// period returns the days of a window; the zero Period if w is nil.
func (w *windowJSON) period(op string) (calendar.Period, error) {
	if w == nil {
		return calendar.Period{}, nil
	}
	p := calendar.Since(w.FirstDay)
	if w.FirstDay.IsZero() {
		p = calendar.Always()
	}
	if w.LastDay.IsZero() {
		return p, nil
	}
	end := w.LastDay.AddDays(1)
	switch {
	case end.IsZero():
		return p, input.Errorf(op, "window.lastDay", w.LastDay, input.ErrRange, "is too near the end of the calendar")
	case w.LastDay.Before(w.FirstDay):
		return p, input.Errorf(op, "window.lastDay", w.LastDay, input.ErrConflict, "is before the first day, %s",
			w.FirstDay)
	}
	return p.Intersect(calendar.Until(end)), nil
}
