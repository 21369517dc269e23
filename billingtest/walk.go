package billingtest

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// WalkedDay is one day of a [Walk].
type WalkedDay struct {
	Date        calendar.Date
	Phase       lifecycle.Phase
	Provisional bool // Active only because auto-renewal is being charged (renewal.awaited)
}

// Walk works out the life of a subscription the slow way: it goes day by day from the first covered day up to, not
// including, until, and counts how long the lapse has lasted. Its time grows with the number of days. For facts that
// [lifecycle.New] refuses the result is meaningless. Implements lapse.start, lapse.expired-days, lapse.suspended-days,
// lapse.canceled, lapse.exempt, renewal.awaited, edition.before and refund.effect, by the edition's numbers and
// readings.
func Walk(ed policy.Edition, f lifecycle.Facts, until calendar.Date) []WalkedDay {
	days, first := walk(ed, f, until), f.Terms[0].Start
	return slices.DeleteFunc(days, func(d WalkedDay) bool { return d.Date.Before(first) })
}

// walk goes through the days from the first order on. Of the days before the first covered day, only those in Canceled
// count.
func walk(ed policy.Edition, f lifecycle.Facts, until calendar.Date) []WalkedDay {
	p, ordered := ed.Parameters(), f.Terms[0].Ordered
	days := make([]WalkedDay, 0, max(until.Sub(ordered), 0))
	canceled := false
	for d := ordered; d.Before(until); d = d.AddDays(1) {
		// A subscription that is Canceled when a day begins stays Canceled, even if it is paid during that day. Only an
		// exempt offering can be renewed then, and only by a reading that is not the default; the facts of any other
		// such renewal are refused.
		if d.After(ordered) {
			overnight := look(&p, f, d, d.AddDays(-1))
			canceled = (canceled || overnight.Phase == lifecycle.Canceled) && !renewedOn(f, d)
		}
		day := look(&p, f, d, d)
		canceled = canceled || day.Phase == lifecycle.Canceled || uncovered(f, d)
		if canceled {
			day = WalkedDay{Date: d, Phase: lifecycle.Canceled}
		}
		days = append(days, day)
	}
	return days
}

// firstPhase returns the day on which the first phase starts: the first covered day, or Canceled before it.
func firstPhase(ed policy.Edition, f lifecycle.Facts) calendar.Date {
	first := f.Terms[0].Start
	for _, day := range walk(ed, f, first) {
		if day.Phase == lifecycle.Canceled {
			return day.Date
		}
	}
	return first
}

func renewedOn(f lifecycle.Facts, d calendar.Date) bool {
	return slices.ContainsFunc(left(f, d).Terms[1:], func(term lifecycle.BoughtTerm) bool { return term.Ordered == d })
}

// look works out the phase of a day from what is known on the same or another day. It looks at the end of what was
// bought, which lapses as the last term does, and at the earliest debt, which lapses as the term in which it was due
// does. The worse of the two counts.
func look(p *policy.Parameters, f lifecycle.Facts, d, known calendar.Date) WalkedDay {
	f = left(f, known)
	last := latest(f, known)
	if canceledBy(f, d, known) {
		return WalkedDay{Date: d, Phase: lifecycle.Canceled}
	}
	sinceEnd := d.Sub(last.End) + 1
	due, debtor := earliestDebt(p, f, last, known)
	indebted := !due.IsZero() && d.After(due)
	charging := sinceEnd >= 1 && sinceEnd <= p.Renewal.AwaitedDays && (!indebted || due.Before(last.End)) &&
		awaited(p, f, last, known)
	day := WalkedDay{Date: d, Phase: lifecycle.Active}
	if !charging {
		day.Phase = stage(p, f, last, sinceEnd, known)
	}
	if indebted {
		day.Phase = max(day.Phase, stage(p, f, debtor, d.Sub(due), known))
	}
	day.Provisional = charging && day.Phase == lifecycle.Active
	return day
}

// latest returns the last term that was ordered by a day.
func latest(f lifecycle.Facts, known calendar.Date) lifecycle.BoughtTerm {
	last := f.Terms[0]
	for _, term := range f.Terms {
		if !term.Ordered.After(known) {
			last = term
		}
	}
	return last
}

// canceledBy reports whether a cancellation that was asked for by one day is in effect on another.
func canceledBy(f lifecycle.Facts, d, known calendar.Date) bool {
	c := f.Cancellation
	return !c.IsZero() && !c.Asked.After(known) && !c.Effective.After(d)
}

// awaited reports whether an automatic renewal after a term is expected: auto-renew is on, the charge has not failed,
// and no cancellation would cut the next term short.
func awaited(p *policy.Parameters, f lifecycle.Facts, last lifecycle.BoughtTerm, known calendar.Date) bool {
	for _, failed := range f.FailedCharges {
		if !failed.Before(last.End) && !failed.After(known) {
			return false
		}
	}
	if c := f.Cancellation; !c.IsZero() && !c.Asked.After(known) && c.Effective.Before(nextEnd(p, f, last, known)) {
		return false
	}
	return autoRenewOn(p, f, known)
}

// nextEnd returns the end of the term that would follow a given term.
func nextEnd(p *policy.Parameters, f lifecycle.Facts, last lifecycle.BoughtTerm, known calendar.Date) calendar.Date {
	length, anchor := last.Length, f.Anchor
	for _, change := range f.Changes {
		if change.What == lifecycle.TermChanged && !change.Asked.After(known) &&
			effectiveDay(p, f, change, known) == last.End {
			length = change.Length
		}
	}
	for _, term := range f.Terms {
		if !term.Ordered.After(known) && !term.AlignedTo.IsZero() {
			if anchor = term.AlignedTo; p.Coterm.ReAnchor == policy.No {
				anchor = term.End
			}
		}
	}
	// Month by month from the anchor to the start, and then as many months as the term has.
	for months := 0; ; months++ {
		if !monthsAfter(anchor, months).Before(last.End) {
			return monthsAfter(anchor, months+length.Months())
		}
	}
}

// effectiveDay returns the day on which a change takes effect, by what is known on a day. Under the reading by which an
// early renewal moves what is pending, that is the renewal date after it, unless the change was replaced on the day of
// the renewal.
func effectiveDay(p *policy.Parameters, f lifecycle.Facts, change lifecycle.Change, known calendar.Date) calendar.Date {
	day := change.Effective
	if p.Change.FollowsEarlyRenewal == policy.No || !day.After(change.Asked) {
		return day
	}
	for _, term := range f.Terms {
		renewal := term.AlignedTo.IsZero() && !term.Ordered.After(known)
		replaced := slices.ContainsFunc(f.Changes, func(other lifecycle.Change) bool {
			return other.What == change.What && other.Effective == day && other.Asked == term.Ordered
		})
		if renewal && term.Start == day && term.Ordered.Before(day) && change.Asked.Before(term.Ordered) && !replaced {
			day = term.End
		}
	}
	return day
}

// happens reports whether a change counts from its effective day on: at once, or because a term starts on that day.
func happens(f lifecycle.Facts, change lifecycle.Change, day, known calendar.Date) bool {
	return !day.After(change.Asked) || slices.ContainsFunc(f.Terms, func(term lifecycle.BoughtTerm) bool {
		return term.Start == day && !term.Ordered.After(known)
	})
}

// offeringOn returns the product on one day, by the switches that were asked for by another.
func offeringOn(p *policy.Parameters, f lifecycle.Facts, d, known calendar.Date) string {
	name, since := f.Offering, calendar.Date{}
	for _, change := range f.Changes {
		day := effectiveDay(p, f, change, known)
		counts := change.What == lifecycle.ProductSwitched && !change.Asked.After(known) && !day.After(d)
		if counts && !day.Before(since) && happens(f, change, day, known) {
			name, since = change.Offering, day
		}
	}
	return name
}

// seatsOn returns the seats on one day, by what was asked for by another. After a withdrawn number those of the day
// before it count again, and what is returned in the stages counts after the last covered day.
func seatsOn(p *policy.Parameters, f lifecycle.Facts, d, known calendar.Date) int {
	var last *lifecycle.Change
	var since calendar.Date
	for i, change := range f.Changes {
		day := effectiveDay(p, f, change, known)
		counts := change.What == lifecycle.SeatsChanged && !change.Asked.After(known) && !day.After(d)
		late := day.Before(change.Asked) && !slices.ContainsFunc(f.Terms, func(term lifecycle.BoughtTerm) bool {
			return term.Ordered == change.Asked && term.Start == day
		})
		if counts && !day.Before(since) && happens(f, change, day, known) && (!late || d.After(day)) {
			last, since = &f.Changes[i], day
		}
	}
	switch {
	case last == nil:
		return f.Seats
	case last.Withdrawn:
		return seatsOn(p, f, since.AddDays(-1), known)
	}
	return last.Seats
}

// autoRenewOn goes through the days on which auto-renew was set. Every order under the edition switches it on, unless
// the edition leaves it as it was. A request to switch it takes precedence over an order of the same day.
func autoRenewOn(p *policy.Parameters, f lifecycle.Facts, known calendar.Date) bool {
	switched := false
	var last lifecycle.BoughtTerm
	for i, term := range f.Terms {
		if i > 0 && term.Ordered.After(known) {
			break
		}
		last = term
	}
	on := !last.Ordered.Before(p.FirstDay)
	var asked calendar.Date
	for _, change := range f.Changes {
		if change.What == lifecycle.AutoRenewSwitched && !change.Asked.After(known) {
			on, switched, asked = change.AutoRenew, true, change.Asked
		}
	}
	for i, term := range f.Terms {
		renewal := i > 0 && term.AlignedTo.IsZero() && !term.Ordered.After(known) && !term.Ordered.Before(p.FirstDay)
		if renewal && switched && term.Ordered.After(asked) && p.Renewal.SwitchesOnAgain == policy.Yes {
			on = true
		}
	}
	return on && f.Kind == policy.Subscription
}
