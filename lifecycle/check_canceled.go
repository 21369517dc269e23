package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

func (c *checker) cancellation(f *Facts) {
	if f.Cancellation.IsZero() {
		return
	}
	c.notBefore(named("cancellation.asked"), f.Cancellation.Asked, "the first order,", f.Terms[0].Ordered)
	c.notBefore(named("cancellation.effective"), f.Cancellation.Effective, "the day on which it was asked for,",
		f.Cancellation.Asked)
	if asked := f.Cancellation.Asked; !asked.IsZero() && !f.Cancellation.Effective.Before(asked) {
		c.beyondCancellation(f)
	}
}

// beyondCancellation reports terms that were ordered after a cancellation was asked for and last longer than it allows.
// The facts do not say in which order the acts of a day came. Implements renewal.canceled-final.
func (c *checker) beyondCancellation(f *Facts) {
	asked, ends := f.Cancellation.Asked, f.Cancellation.Effective
	for i := range f.Terms {
		if term := &f.Terms[i]; term.Ordered.After(asked) && term.End.After(ends) {
			c.refuse(at(termList, i).of("end"), term.End, input.ErrConflict,
				"is after %s, for which a cancellation was asked for on %s, before the term was ordered", ends, asked)
		}
	}
}

// afterTheEnd reports what was done on a day on which the subscription was already canceled and could no longer be
// renewed: a term was ordered, seats were added, or a cancellation was asked for. A smaller number of seats was not
// added if it is left after a return on a day that the terms cover. Implements renewal.canceled-final.
func (c *checker) afterTheEnd(ed policy.Edition, f *Facts, day calendar.Date, before *snapshot) {
	over := func(entry field) {
		c.refuse(entry, day, input.ErrConflict, "the subscription is already canceled, since %s", before.canceled)
	}
	yesterday := day.AddDays(-1)
	for i := f.orderedBy(yesterday); i < f.orderedBy(day); i++ {
		over(at(termList, i).of("ordered"))
	}
	most := 0 // fewer seats than these can be left
	if f.seatsReturned(day) > 0 && day.Before(before.renewal) {
		most = before.facts.knownOn(ed, before.from).seats(day)
	}
	for i := f.askedBy(yesterday); i < f.askedBy(day); i++ {
		if change := &f.Changes[i]; change.movesSeatsOn(day) {
			if change.Seats >= most {
				over(at(changeList, i).of("asked"))
			}
			most = min(most, change.Seats)
		}
	}
	if f.Cancellation.Asked == day {
		over(named("cancellation.asked"))
	}
}
