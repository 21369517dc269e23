package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// knowledge is facts as known on a day, without what was asked for, ordered or issued later.
type knowledge struct {
	*Facts
	day   calendar.Date
	moves bool // pending changes move on with an early renewal: change.effective-fixed, read the other way
	carriedOut
}

// carriedOut says which pending changes count already.
type carriedOut struct {
	// carried is a renewal date whose pending changes count although no term starts on it yet: that of a provisional
	// renewal, or of a renewal under consideration. Otherwise the zero Date.
	carried calendar.Date
	since   calendar.Date // only changes asked for from this day on count that way; zero for all
}

func (f *Facts) knownOn(ed policy.Edition, day calendar.Date) knowledge {
	return knowledge{Facts: f, day: day, moves: ed.ChangeRules().FollowsEarlyRenewal == policy.Yes}
}

// renewedOn returns the knowledge with the pending changes of a renewal date carried out.
func (k knowledge) renewedOn(renewal calendar.Date) knowledge {
	k.carried = renewal
	return k
}

// effective returns the day on which a change takes effect. A change that is pending when the subscription is renewed
// early keeps its date, or moves to the next renewal date, depending on how the edition reads change.effective-fixed.
// What was asked for on the day of the renewal goes with it. What that replaced or withdrew is no longer pending, so it
// does not move.
func (k knowledge) effective(c Change) calendar.Date {
	day := c.Effective
	if !k.moves || !day.After(c.Asked) {
		return day
	}
	var ordered, replaced calendar.Date
	for i := max(k.termStarting(day), 0); i < len(k.Terms); i++ {
		t := &k.Terms[i]
		if t.Ordered != ordered {
			ordered, replaced = t.Ordered, k.firstReplaced(c.What, day, t.Ordered)
		}
		early := t.Start == day && t.Ordered.Before(t.Start) && t.AlignedTo.IsZero()
		if !early || t.Ordered.After(k.day) || !c.Asked.Before(t.Ordered) || day == replaced {
			break
		}
		day = t.End
	}
	return day
}

// firstReplaced returns the earliest renewal date from renewal on for which a change of the kind was asked for on a
// day; the zero Date if there is none. Implements change.pending.
func (k knowledge) firstReplaced(what ChangeKind, renewal, on calendar.Date) calendar.Date {
	var first calendar.Date
	for _, c := range k.Changes[k.askedBy(on.AddDays(-1)):k.askedBy(on)] {
		if c.What == what && !c.Effective.Before(renewal) {
			first = calendar.Earliest(first, c.Effective)
		}
	}
	return first
}

// takesEffect reports whether a change that is effective on a day counts from then on: at once, or with a term that
// starts on that day. Implements change.pending.
func (k knowledge) takesEffect(c Change, day calendar.Date) bool {
	if !day.After(c.Asked) || day == k.carried && !c.Asked.Before(k.since) {
		return true
	}
	i := k.termStarting(day)
	return i >= 0 && !k.Terms[i].Ordered.After(k.day)
}

// inForce returns the change of a kind that counts on a day, and since when; nil if none does. If a change was
// withdrawn, what counted before it stays in force.
func (k knowledge) inForce(what ChangeKind, d calendar.Date) (change *Change, since calendar.Date) {
	for i := range k.Changes[:k.askedBy(k.day)] {
		c := &k.Changes[i]
		if c.What != what {
			continue
		}
		if day := k.effective(*c); !day.After(d) && !day.Before(since) && k.takesEffect(*c, day) {
			change, since = c, day
		}
	}
	if change != nil && change.Withdrawn {
		return k.inForce(what, since.AddDays(-1))
	}
	return change, since
}

// step is a change with the day from which it counts.
type step struct {
	day    calendar.Date
	change *Change
}

// steps appends the changes of a kind that take effect, sorted by day. Of several on one day the last one counts, or
// none if it was withdrawn.
func (k knowledge) steps(what ChangeKind, steps []step) []step {
	for i := range k.Changes[:k.askedBy(k.day)] {
		c := &k.Changes[i]
		if c.What != what {
			continue
		}
		if day := k.effective(*c); k.takesEffect(*c, day) {
			steps = append(steps, step{day, c})
		}
	}
	if len(steps) > 1 {
		slices.SortStableFunc(steps, func(a, b step) int { return a.day.Compare(b.day) })
	}
	kept := steps[:0]
	for _, s := range steps {
		if s.change.Withdrawn {
			for len(kept) > 0 && kept[len(kept)-1].day == s.day {
				kept = kept[:len(kept)-1]
			}
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// seats returns the number of seats on a day.
func (k knowledge) seats(d calendar.Date) int {
	if c, _ := k.inForce(SeatsChanged, d); c != nil {
		return c.Seats
	}
	return k.Seats
}

// offering returns the product on a day.
func (k knowledge) offering(d calendar.Date) string {
	if c, _ := k.inForce(ProductSwitched, d); c != nil {
		return c.Offering
	}
	return k.Offering
}

// last returns the latest term that was ordered.
func (k knowledge) last() BoughtTerm { return k.Terms[max(k.orderedBy(k.day), 1)-1] }

// length returns the length of the term that would start on the renewal date: that of the last one, or that of a change
// of term that takes effect with it.
func (k knowledge) length() calendar.Term {
	last := k.last()
	if c, since := k.renewedOn(last.End).inForce(TermChanged, last.End); c != nil && since.After(last.Start) {
		return c.Length
	}
	return last.Length // it already has what took effect by its start
}

// anchor returns the anchor that the next term follows.
func (k knowledge) anchor(ed policy.Edition) calendar.Date { return k.anchorOf(ed, k.orderedBy(k.day)) }

// anchorOf returns the anchor that the n-th term, counted from 0, follows.
func (f *Facts) anchorOf(ed policy.Edition, n int) calendar.Date {
	for i := n - 1; i >= 0; i-- {
		if !f.Terms[i].AlignedTo.IsZero() {
			return nextAnchor(ed, f.Terms[i])
		}
	}
	return f.Anchor
}

// nextAnchor returns the anchor of the terms after an extension. Implements coterm.re-anchor.
func nextAnchor(ed policy.Edition, extension BoughtTerm) calendar.Date {
	if ed.CotermRules().ReAnchor == policy.Yes {
		return extension.AlignedTo
	}
	return extension.End
}
