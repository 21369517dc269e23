package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// failedCharges checks the days themselves; that a renewal was to be charged on each is checked with the snapshots.
func (c *checker) failedCharges(f *Facts) {
	for i, day := range f.FailedCharges {
		entry := at(failedChargeList, i)
		c.notBefore(entry, day, "the first order,", f.Terms[0].Ordered)
		switch {
		case f.Kind != policy.Subscription:
			c.refuse(entry, day, input.ErrConflict, "must not be set: only a subscription renews automatically")
		case i > 0 && !day.After(f.FailedCharges[i-1]) && !day.IsZero():
			c.refuse(entry, day, input.ErrConflict, "is not after the day listed before it")
		}
	}
}

// failedEarly reports a charge that failed before the renewal date that was known when the day began. It returns
// whether a charge failed on the day, not too early, and the field that says so.
func (c *checker) failedEarly(f *Facts, day, renewal calendar.Date) (entry field, inTime bool) {
	i, found := slices.BinarySearchFunc(f.FailedCharges, day, calendar.Date.Compare)
	entry = at(failedChargeList, i)
	if found && day.Before(renewal) {
		c.refuse(entry, day, input.ErrConflict,
			"is before the renewal date %s, on which an automatic renewal is charged", renewal)
	}
	return entry, found && !day.Before(renewal)
}

// failed reports a charge that failed on a day on which no renewal was to be charged: after the subscription could no
// longer be renewed, while auto-renew was switched off, or if a cancellation leaves no room for the renewal. It goes by
// what was known when the day began, since facts do not say in which order the acts of a day came. A charge can be
// tried again on later days. What ends on the renewal date anyway, without stages, can be charged on that day.
// Implements renewal.charge-failed.
func (c *checker) failed(ed policy.Edition, f *Facts, day calendar.Date, before *snapshot) {
	entry, inTime := c.failedEarly(f, day, before.renewal)
	if !inTime {
		return
	}
	const nothing = "no renewal was to be charged: "
	indebted := before.gone.Before(before.settled.gone)
	endsAnyway := day == before.gone && day == before.renewal && !indebted
	switch again := f.renewsAgainOn(day); {
	case !day.Before(before.gone) && !endsAnyway:
		c.refuse(entry, day, input.ErrConflict, nothing+"the subscription is already canceled, since %s",
			before.canceled)
	case !before.autoRenew && before.facts.switchedBefore(day) && !again && !f.switchesOn(day):
		c.refuse(entry, day, input.ErrConflict, nothing+"auto-renew was switched off")
	case !before.ends.IsZero() && !again:
		if end := before.facts.knownOn(ed, before.from).newRenewal(ed, 0); before.ends.Before(end) {
			c.refuse(entry, day, input.ErrConflict,
				nothing+"a cancellation takes effect on %s, before the end of the term that would follow, %s",
				before.ends, end)
		}
	}
}

// renewsAgainOn reports whether a renewal was ordered on a day for a term that is over by then, so that another renewal
// may have been charged on the same day.
func (f *Facts) renewsAgainOn(day calendar.Date) bool {
	return slices.ContainsFunc(f.Terms[1:], func(t BoughtTerm) bool { return t.Ordered == day && !t.End.After(day) })
}

// switchesOn reports whether a day has a switch of auto-renew to on, other than by a renewal, after which nothing is
// charged that day.
func (f *Facts) switchesOn(day calendar.Date) bool {
	return slices.ContainsFunc(f.Changes, func(c Change) bool {
		return c.What == AutoRenewSwitched && c.AutoRenew && !c.WithTerm && c.Asked == day
	})
}

// switchedBefore reports whether auto-renew was switched on or off before a day. What was bought before the edition may
// renew automatically without that (renewal.digital-direct).
func (f *Facts) switchedBefore(day calendar.Date) bool {
	return slices.ContainsFunc(f.Changes, func(c Change) bool {
		return c.What == AutoRenewSwitched && c.Asked.Before(day)
	})
}
