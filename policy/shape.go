package policy

import (
	"example.com/billingrules/calendar"
)

// opensBefore reports whether a window can have opened WindowDays before a renewal date. If it ends earlier, it opened
// with the purchase, since the term is shorter than the window.
func opensBefore(ed Edition, window calendar.Period) bool {
	end := window.End()
	return end.IsZero() || !end.Before(window.Start().AddDays(ed.RenewalRules().WindowDays))
}

func routeName(r Route) string {
	if !r.IsValid() {
		return "none"
	}
	return r.text()
}

// allowedShape names the shape of a window that contains the day asked about.
func allowedShape(p calendar.Period) string {
	first, last := p.Start(), p.LastDay()
	switch {
	case first.IsZero() && last.IsZero():
		return "always"
	case first.IsZero():
		return "until"
	case last.IsZero():
		return "since"
	case first == last:
		return "day"
	}
	return "between"
}

// refusedShape says where the window of a refusal lies: nowhere, after the day asked about, or before it.
func refusedShape(d Decision) string {
	switch {
	case d.Window.IsZero():
		return "never"
	case d.Asked.Before(d.Window.Start()):
		return "yet"
	}
	return "over"
}
