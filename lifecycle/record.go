package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
)

// The bounds of the facts of one subscription. They are far beyond any real history, and keep a hostile one from taking
// long. A decision refuses what would exceed them, as the transition does.
const (
	maxTerms    = 1000
	maxInvoices = 10_000
	maxChanges  = 10_000
	maxReturns  = 100
	maxSeats    = 1_000_000
	maxName     = 200 // bytes

	// margin is how far every date must be from both ends of the calendar, in days, so that every stage and window is
	// within it.
	margin = 20_000
)

// inCalendar reports whether facts can hold a date: whether it is far enough from both ends of the calendar.
func inCalendar(d calendar.Date) bool {
	return !d.AddDays(margin).IsZero() && !d.AddDays(-margin).IsZero()
}

// lastInCalendar returns the last date that facts can hold.
func lastInCalendar() calendar.Date {
	return price.Sure(calendar.NewDate(9999, 12, 31)).AddDays(-margin)
}

// onRecord refuses an act on days on which the facts cannot hold it, and on days too near the end of the calendar.
func (v View) onRecord(d answer, days calendar.Period, no reason) answer {
	end := d.Window.End() // which may be open
	earlier, later := calendar.Earliest(v.day, end), calendar.Latest(v.day, end)
	if earlier.AddDays(-margin).IsZero() || later.AddDays(margin).IsZero() { // one of them is not inCalendar
		days = days.Intersect(calendar.Until(lastInCalendar().AddDays(1)))
	}
	switch days {
	case calendar.Always():
		return d
	case calendar.Period{}:
		return v.onNoDay(d, no)
	}
	allowed := d.Allowed()
	if d.Window = d.Window.Intersect(days); allowed && !d.Allowed() {
		d.Rule, d.Remedy, d.Route = no.rule, no.remedy, 0
	}
	return d
}

// holds returns all days or none.
func holds(yes bool) calendar.Period {
	if yes {
		return calendar.Always()
	}
	return calendar.Period{}
}

// holdsChange returns the days on which the facts can hold one more change.
func (v View) holdsChange() calendar.Period { return holds(v.state.facts.askedBy(v.day) < maxChanges) }

// holdsTerm returns the days on which the facts can hold one more term.
func (v View) holdsTerm() calendar.Period {
	f := &v.state.facts
	return holds(len(f.Terms) < maxTerms || f.orderedBy(v.day) < maxTerms)
}

// holdsRenewal returns the days on which the facts can hold a renewal, with the changes that it adds to them.
func (v View) holdsRenewal(changes RenewalChanges) calendar.Period {
	const most = 4            // seats, length, product, and auto-renew
	const longest = 3*365 + 1 // days of a term
	f := &v.state.facts
	if len(f.Changes) > maxChanges-most && // as nearly never
		f.askedBy(v.day)+len(v.renewed(f.clone(), changes).Changes)-len(f.Changes) > maxChanges {
		return calendar.Period{}
	}
	days := v.holdsTerm()
	if !inCalendar(v.snapshot.renewal.AddDays(longest)) {
		days = days.Intersect(v.endsOn(changes, inCalendar))
	}
	return days
}

// holdsSeat returns the days on which the facts can hold one more seat and the changes that adding it takes: at most
// one for each term and two for the day.
func (v View) holdsSeat() calendar.Period {
	f := &v.state.facts
	full := f.Seats >= maxSeats || slices.ContainsFunc(f.Changes, func(c Change) bool { return c.Seats >= maxSeats })
	n := f.askedBy(v.day)
	if !full && n+len(f.Terms)+2 <= maxChanges {
		return calendar.Always()
	}
	changes, most := v.added(1)
	return holds(most <= maxSeats && n+len(changes) <= maxChanges)
}
