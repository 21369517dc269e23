package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

func (c *checker) changes(ed policy.Edition, f *Facts) {
	if len(f.Changes) == 0 {
		return
	}
	var room [1]holding
	var held []holding // made only if a change needs it
	latest := f.firstOrder()
	for i := range f.Changes {
		change := &f.Changes[i]
		if f.Kind != policy.Subscription || change.Asked.Before(latest) || !change.atOnce() {
			if held == nil {
				held = f.holdings(room[:0])
			}
			c.changeOf(ed, f, held, i)
		}
		latest = change.Asked
	}
}

// firstOrder returns the day of the first order. An order after the start of its term is a mistake of its own, and is
// taken for one on that day.
func (f *Facts) firstOrder() calendar.Date {
	return calendar.Earliest(f.Terms[0].Ordered, f.Terms[0].Start)
}

// changeOf checks the i-th change.
func (c *checker) changeOf(ed policy.Edition, f *Facts, held []holding, i int) {
	change, entry := &f.Changes[i], at(changeList, i)
	c.notBefore(entry.of("asked"), change.Asked, "the first order,", f.firstOrder())
	if i > 0 && !change.Asked.IsZero() && change.Asked.Before(f.Changes[i-1].Asked) {
		c.refuse(entry.of("asked"), change.Asked, input.ErrConflict, "is before the day of the change listed before it")
	}
	if f.Kind != policy.Subscription {
		c.refuse(entry.of("what"), change.What, input.ErrConflict,
			"must not be set: only a subscription can be changed")
		return
	}
	known := c.change(ed, change, entry)
	if c.date(entry.of("effective"), change.Effective) && known && !change.Asked.Before(f.firstOrder()) {
		c.effective(holdingOn(held, change.Asked).facts, change, entry)
		c.withTerm(f, change, entry)
	}
}

// atOnce reports whether a change of a subscription is a switch of auto-renew, or a number of seats that counts at
// once, and changeOf would report nothing about it, except possibly that it is out of order. It is a shortcut that
// covers most changes.
func (c *Change) atOnce() bool {
	plain := Change{What: c.What, Asked: c.Asked, Effective: c.Asked}
	switch c.What { //nolint:exhaustive // the others take effect with a term
	case AutoRenewSwitched:
		plain.AutoRenew = c.AutoRenew
	case SeatsChanged:
		plain.Seats = min(max(c.Seats, 1), maxSeats)
	default:
		return false
	}
	return *c == plain && inCalendar(c.Asked)
}

// effective checks the effective day of a change against its kind. Auto-renew is switched at once, and seats are added
// at once. Everything else takes effect on a day on which a term starts or would start, by what was known on the day of
// asking, or with the renewal of that day.
func (c *checker) effective(f *Facts, change *Change, entry field) {
	atOnce := change.Effective == change.Asked
	switch {
	case change.What == AutoRenewSwitched && !atOnce:
		c.refuse(entry.of("effective"), change.Effective, input.ErrConflict,
			"must be the day on which it was asked for, %s",
			change.Asked)
	case atOnce && (change.What == AutoRenewSwitched || change.What == SeatsChanged):
	case change.What == SeatsChanged && f.returnsSeatsAfter(change.Effective, change.Asked):
	case change.Effective.Before(change.Asked) && !f.renewedOn(change.Asked, change.Effective):
		c.refuse(entry.of("effective"), change.Effective, input.ErrConflict,
			"is before the day on which it was asked for, %s, and no renewal ordered on that day starts then",
			change.Asked)
	case !f.isBoundary(change.Effective, change.Asked):
		c.refuse(entry.of("effective"), change.Effective, input.ErrConflict,
			"is not a day on which a term starts or ends, as known on %s", change.Asked)
	}
}

// withTerm checks what came with the order of a term against the terms, including returned ones.
func (c *checker) withTerm(f *Facts, change *Change, entry field) {
	if change.WithTerm && !slices.ContainsFunc(f.Terms[1:], change.fitsOrder) {
		c.refuse(entry.of("withTerm"), change.WithTerm, input.ErrConflict,
			"must not be set: no further term was ordered on %s with which the change could take effect", change.Asked)
	}
	switch {
	case change.Withdrawn && !change.Effective.After(change.Asked):
		c.refuse(entry.of("withdrawn"), change.Withdrawn, input.ErrConflict,
			"must not be set: no such change is still pending on %s", change.Effective)
	case change.Withdrawn && change.WithTerm:
		c.refuse(entry.of("withTerm"), change.WithTerm, input.ErrConflict,
			"must not be set: a number of seats that is withdrawn does not go with a term")
	}
}

// fitsOrder reports whether a change can have come with the order of a further term.
func (c *Change) fitsOrder(t BoughtTerm) bool {
	return t.Ordered == c.Asked && (t.Start == c.Effective || c.What == AutoRenewSwitched)
}

// renewedOn reports whether a term that starts on a day was ordered on another.
func (f *Facts) renewedOn(ordered, start calendar.Date) bool {
	i := f.termStarting(start)
	return i > 0 && f.Terms[i].Ordered == ordered
}

// isBoundary reports whether a term that was ordered by a given day starts or ends on another.
func (f *Facts) isBoundary(day, by calendar.Date) bool {
	n := f.orderedBy(by)
	if n == 0 { // the order of the first term is dated after its start
		return false
	}
	i := f.termStarting(day)
	return i >= 0 && i < n || f.Terms[n-1].End == day
}

// change checks that a change has the value that its kind takes and no other, and returns whether the kind is valid.
func (c *checker) change(ed policy.Edition, change *Change, entry field) bool {
	rest := *change
	switch change.What {
	case SeatsChanged:
		if !change.Withdrawn {
			c.seats(entry.of("seats"), change.Seats)
			rest.Seats = 0
		}
		rest.Withdrawn = false
	case ProductSwitched:
		c.offering(ed, entry.of("offering"), change.Offering)
		rest.Offering = ""
	case TermChanged:
		if !change.Length.IsValid() {
			_, err := change.Length.MarshalText()
			c.addAt(entry.of("length"), err)
		}
		rest.Length = 0
	case AutoRenewSwitched:
		rest.AutoRenew = false
	default:
		_, err := change.What.MarshalText()
		c.addAt(entry.of("what"), err)
		return false
	}
	if rest.WithTerm = false; rest != (Change{What: change.What, Asked: change.Asked, Effective: change.Effective}) {
		c.refuse(entry.of("what"), change.What, input.ErrConflict,
			"comes with a value that belongs to another kind of change")
	}
	return true
}
