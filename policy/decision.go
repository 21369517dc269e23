package policy

import (
	"log/slog"

	"example.com/billingrules/calendar"
	"example.com/billingrules/rule"
)

// Decision is the answer to "may this be done?": yes or no, and why. "No" is an answer, not an error; [Decision.Err]
// turns it into an error for a caller who wants one. Decisions are plain comparable values; the zero Decision is a
// refusal.
//
// The answer itself is not stored: it is yes if Window contains Asked, so that the two cannot disagree. Window is one
// stretch of days. If there are several stretches on which the answer is yes, it is the one that contains Asked, else
// the next one, else the last one.
type Decision struct {
	Rule    rule.ID         // the rule that the answer rests on
	Asked   calendar.Date   // the day that was asked about
	Window  calendar.Period // the days on which the answer is yes, all other facts fixed; zero if there are none
	Route   Route           // where an allowed request goes; zero for a refusal, or if that does not matter
	Remedy  Remedy          // what to do after a refusal; zero if nothing helps
	Edition Fingerprint     // the edition that decided
}

// Allowed reports whether the answer is yes: whether the window contains the day asked about.
func (d Decision) Allowed() bool { return d.Window.Contains(d.Asked) }

// Err returns nil if the answer is yes, otherwise a [*Refusal] with the decision.
func (d Decision) Err() error {
	if d.Allowed() {
		return nil
	}
	return &Refusal{Decision: d}
}

// String returns the answer in one line, such as
//
//	allowed on 2025-05-12 by renewal.window (2025-03-12 through 2025-06-09)
//	refused on 2025-01-02 by renewal.window (2025-03-12 through 2025-06-09): wait for the window to open
func (d Decision) String() string {
	s := "refused on "
	if d.Allowed() {
		s = "allowed on "
	}
	s += d.Asked.String() + " by " + d.ruleName() + " (" + days(d.Window) + ")"
	switch advice := d.Remedy.Advice(); {
	case !d.Allowed() && advice != "":
		s += ": " + advice
	case d.Allowed() && d.Route != 0:
		s += ": " + d.Route.String()
	}
	return s
}

// Explain returns the reasoning for a person who asks why: the answer, what the rule says, and its source, with the
// page's own words unless they state a number. [Edition.Explain] also has the numbers of the edition.
func (d Decision) Explain() string {
	r, ok := d.Rule.Rule()
	if !ok {
		return d.String() + "."
	}
	return d.explained(r, r.Statement, len(quoted(r.ID)) == 0)
}

// explained returns the reasoning by a rule with the given statement and, if quote is set, the page's words.
func (d Decision) explained(r rule.Rule, statement string, quote bool) string {
	s := d.String() + ".\n" + statement + "\nSource (" + r.Standing.String() + "): " + r.Source + "."
	if quote && r.Quote != "" {
		s += "\n\u201c" + r.Quote + "\u201d"
	}
	return s
}

func (d Decision) ruleName() string {
	if d.Rule == "" {
		return "no rule"
	}
	return string(d.Rule)
}

// days describes a window for people, by its first and last day, both included.
func days(p calendar.Period) string {
	first, last := p.Start(), p.LastDay()
	switch {
	case p.IsZero():
		return "on no day"
	case first.IsZero() && last.IsZero():
		return "on any day"
	case first.IsZero():
		return "through " + last.String()
	case last.IsZero():
		return "from " + first.String() + " on"
	case first == last:
		return "on " + first.String() + " only"
	}
	return first.String() + " through " + last.String()
}

// LogValue groups the decision for a structured log. Implements [slog.LogValuer].
func (d Decision) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.Bool("allowed", d.Allowed()),
		slog.String("rule", string(d.Rule)),
		slog.String("asked", d.Asked.String()),
		slog.String("window", d.Window.String()),
	}
	if d.Route != 0 {
		attrs = append(attrs, slog.String("route", d.Route.String()))
	}
	if d.Remedy != 0 {
		attrs = append(attrs, slog.String("remedy", d.Remedy.String()))
	}
	return slog.GroupValue(append(attrs, slog.String("edition", d.Edition.String()))...)
}
