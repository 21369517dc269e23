package main

import (
	"slices"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// bought reads the term of a row, and finds its anchor and whether it renews automatically.
func (k known) bought(m *imported) lifecycle.BoughtTerm {
	date := func(column string) calendar.Date {
		d, err := parseDate(m.cells[column], k.dates)
		if err != nil {
			m.refuse(column, "%v", err)
		}
		return d
	}
	before := len(m.Reasons)
	b := lifecycle.BoughtTerm{Start: date(start)}
	lastDay, renewal := date(end), date(renews)
	b.Ordered = calendar.Earliest(b.Start, k.on) // everything in the file was ordered by the day of the file
	var err error
	if m.Facts.Kind == policy.Subscription {
		if b.Length, err = parseTerm(m.cells[term]); err != nil {
			m.refuse(term, "%v", err)
		}
	}
	switch {
	case m.cells[start] == "":
		m.refuse(start, "is empty")
	case len(m.Reasons) > before:
	case renewal.IsZero() && lastDay.IsZero():
		m.refuse(end, "is empty, and so is %s", renews)
	case !renewal.IsZero() && !lastDay.IsZero() && lastDay.AddDays(1) != renewal:
		m.refuse(renews, "is not the day after the %s, %s", end, lastDay)
	}
	if len(m.Reasons) > before {
		return b
	}
	if b.End = renewal; renewal.IsZero() {
		b.End = lastDay.AddDays(1)
	}
	m.Facts.Anchor = b.Start
	if m.Facts.Kind == policy.Subscription {
		k.anchor(m, &b)
		m.renewsItself(!renewal.IsZero(), b.Ordered)
	}
	return b
}

// renewsItself records auto-renew: an auto-renewal date says that it is on; an expiration date says that it is off, if
// the subscription was bought online. For one that was not, or may not have been, it is unknown.
func (m *imported) renewsItself(on bool, asked calendar.Date) {
	m.Facts.Changes = []lifecycle.Change{
		{What: lifecycle.AutoRenewSwitched, Asked: asked, Effective: asked, AutoRenew: on},
	}
	if !on && (m.hasReseller() || !m.tellsReseller()) {
		m.Notes = append(m.Notes, noRenewal)
	}
}

// anchor finds the anchor of a term: the known one, or the only one with which its start, length and end agree. If
// there is none, a subscription with a reseller may have been co-termed; otherwise lifecycle.New says what is wrong.
func (k known) anchor(m *imported, b *lifecycle.BoughtTerm) {
	candidates := anchorsOf(*b)
	if anchor, given := k.anchors[m.ID]; given {
		m.Facts.Anchor, candidates = anchor, []calendar.Date{anchor}
	}
	agree := slices.DeleteFunc(candidates, func(anchor calendar.Date) bool {
		full, err := b.Length.Period(anchor, b.Start)
		return err != nil || full.End() != b.End
	})
	switch {
	case len(agree) == 1:
		m.Facts.Anchor = agree[0]
	case len(agree) > 1:
		m.refuse(start, "its anchor may be the 28th or the 29th of February: say which with -anchors")
	case !m.hasReseller() || !k.canBeCotermed(*b): // lifecycle.New says what is wrong
	case isLastOfFebruary(b.End):
		m.refuse(m.endColumn(), "is not a full term after the start, and the anchor of what it was aligned to may be "+
			"the 28th or the 29th of February")
	default:
		b.AlignedTo = b.End
		m.Notes = append(m.Notes, noHost)
	}
}

// anchorsOf returns the anchors that a term can have, by its start: the start itself and, if that is the last day of a
// shorter month, also the later days of a month. The years of an annual term differ only in their February.
func anchorsOf(b lifecycle.BoughtTerm) []calendar.Date {
	anchors := []calendar.Date{b.Start}
	add := func(year int, month time.Month, day int) bool {
		anchor, err := calendar.NewDate(year, month, day)
		if err == nil {
			anchors = append(anchors, anchor)
		}
		return err == nil
	}
	year, _, day := b.Start.Civil()
	switch {
	case b.Length == calendar.Monthly && isLastOfMonth(b.Start):
		year, month, _ := b.Start.AddMonths(-1).Civil() // has 31 days, and this month has fewer
		for day++; day <= 31; day++ {
			add(year, month, day)
		}
	case b.Length != calendar.Monthly && isLastOfFebruary(b.Start):
		for year--; !add(year, time.February, 29); year-- {
		}
	}
	return anchors
}

func isLastOfMonth(d calendar.Date) bool {
	_, _, next := d.AddDays(1).Civil()
	return next == 1
}

// isLastOfFebruary reports whether a day is the 28th of February of a year without a 29th.
func isLastOfFebruary(d calendar.Date) bool {
	_, month, day := d.Civil()
	return month == time.February && day == 28 && isLastOfMonth(d)
}

// canBeCotermed reports whether a term that is not a full one can have been aligned: cut short as a new product, or
// extended within the limits of the rules. A monthly term cannot.
func (k known) canBeCotermed(b lifecycle.BoughtTerm) bool {
	full, err := b.Length.Period(b.Start, b.Start)
	if err != nil || b.Length == calendar.Monthly || !b.Start.Before(b.End) {
		return false
	}
	if b.End.Before(full.End()) {
		return true
	}
	days, _ := lifecycle.ExtensionDays(k.edition, b.Length, full.End(), b.End)
	window := calendar.Span(full.End().AddDays(-k.edition.RenewalRules().WindowDays), full.End())
	return !days.Intersect(window).IsZero()
}
