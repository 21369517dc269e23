package answer

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/rule"
)

// headline is what a screen reader says after a change.
func (f facts) headline() string {
	s := f.view().Status()
	switch {
	case s.Phase == 0:
		return fmt.Sprintf("%s: not started, begins in %s", f.day, count(f.start.Sub(f.day), "day"))
	case s.Until.IsZero():
		return fmt.Sprintf("%s: %s since %s, for good", f.day, s.Phase, s.Since)
	}
	return fmt.Sprintf("%s: %s, %s left, then %s", f.day, s.Phase, count(s.Until.Sub(f.day), "day"), s.NextPhase)
}

func (f facts) status() Section {
	v := f.view()
	s := v.Status()
	section := Section{ID: "status", Title: "Status", Columns: []string{"On " + f.day.String(), "Answer"}}
	add := func(id, label, text, how string, rules ...rule.ID) {
		section.Rows = append(section.Rows, f.rests(row(id, label, text), how, rules...))
	}
	if s.Phase == 0 {
		add("phase", "Phase", s.Phase.String(), "", rule.TermLength)
		starts := fmt.Sprintf("%s, in %s", f.start, count(f.start.Sub(f.day), "day"))
		add("starts", "Starts", starts, "", rule.TermLength)
	} else {
		add("phase", "Phase", s.Phase.String(), s.String(), s.Rule)
		add("since", "Since", s.Since.String(), "", s.Rule)
		add("left", "Days left, this one included", left(s), "", s.Rule)
		add("last", "Last day", lastDay(s.Until), "", s.Rule)
		add("next", "What follows", following(s), "", s.Rule)
		section.Rows = append(section.Rows, row("rule", "Rule", string(s.Rule)))
	}
	renewal := v.Renewal()
	if renewal.IsZero() {
		renewal = f.life.On(f.start).Renewal()
	}
	add("renewal", "Renewal date", renewal.String(), "the day after the last covered day",
		rule.TermRenewal, rule.TermLength)
	section.Rows = append(section.Rows, f.holds(v), f.flags(s))
	return section
}

// holds says until when all answers of the day hold, and which of them change then.
func (f facts) holds(v lifecycle.View) Row {
	now := v.Actions()
	until := now.ValidUntil()
	r := row("changes", "These answers hold until", lastDay(until))
	if until.IsZero() {
		return r
	}
	next := f.life.On(until)
	later := next.Actions()
	var what []string
	var rules []rule.ID
	if is := next.Status(); is.Phase != v.Phase() {
		what, rules = append(what, "the phase"), append(rules, is.Rule)
	}
	for action, d := range now.All() {
		if then := later.Of(action); d.Allowed() != then.Allowed() || d.Rule != then.Rule {
			what, rules = append(what, words(action.String())), append(rules, then.Rule)
		}
	}
	if len(rules) == 0 { // windows and remedies change, for example when an invoice becomes overdue
		what, rules = append(what, "what is known"), append(rules, next.Status().Rule)
	}
	return f.rests(r, "the next day changes: "+strings.Join(what, ", "), rules...)
}

func left(s lifecycle.Status) string {
	if s.Until.IsZero() {
		return "without end"
	}
	return fmt.Sprint(s.Until.Sub(s.Day))
}

// lastDay is the day before the first day on which something changes.
func lastDay(next calendar.Date) string {
	if next.IsZero() {
		return "without end"
	}
	return next.AddDays(-1).String()
}

func following(s lifecycle.Status) string {
	if s.Until.IsZero() {
		return "nothing"
	}
	return fmt.Sprintf("%s from %s on", s.NextPhase, s.Until)
}

func (f facts) flags(s lifecycle.Status) Row {
	var texts []string
	var rules []rule.ID
	for _, flag := range []struct {
		holds bool
		text  string
		rule  rule.ID
	}{
		{s.Provisional, "active only because the automatic renewal is being charged", rule.RenewalAwaited},
		{s.Overdue, "an invoice is overdue", rule.LapseStart},
		{s.Ended, "the renewal date has come", rule.TermRenewal},
		{s.Prepay, "the next order may have to be prepaid", rule.LapsePrepay},
		{s.Phase != 0 && !f.view().UnderEdition(), "ordered before the edition's first day", rule.EditionBefore},
		{f.edition.IsExempt(f.view().Offering()), "an exempt offering: no stages", rule.LapseExempt},
	} {
		if flag.holds {
			texts, rules = append(texts, flag.text), append(rules, flag.rule)
		}
	}
	if len(texts) == 0 {
		return row("flags", "To be noted", "nothing")
	}
	return f.rests(row("flags", "To be noted", strings.Join(texts, "; ")), "", rules...)
}

func (f facts) capabilities() Section {
	v := f.view()
	section := Section{
		ID: "capabilities", Title: "Capabilities",
		Columns: []string{"Capability", "Answer", "What is left"},
	}
	for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
		what, by := "nothing yet", rule.TermLength
		if v.Phase() != 0 {
			what, by = words(v.Access(c).String()), rule.LapseCapabilities
		}
		r := f.rests(row(c.String(), words(c.String()), yes(v.Can(c)), what), what, by)
		section.Rows = append(section.Rows, r)
	}
	return section
}
