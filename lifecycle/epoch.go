package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
)

// epoch is a stretch of days in which nothing new becomes known, and what follows from what is known then. Between
// two days on which something happened every question is answered by comparing dates.
type epoch struct {
	from    calendar.Date // the day on which something happened
	ordered calendar.Date // the day of the latest order
	renewal calendar.Date // R
	due     calendar.Date // D; the zero Date where no invoice is unpaid
	length  calendar.Term // of the latest term

	service calendar.Service // the latest term; the zero Service of what has none

	lapse     calendar.Date // S: Active through this day
	awaited   calendar.Date // the first day that is no longer Active while auto-renewal is being charged; not after lapse + 1 where nothing is awaited
	expired   calendar.Date // the last day of Expired
	suspended calendar.Date // the last day of Suspended
	canceled  calendar.Date // the first day of Canceled
	gone      calendar.Date // the first day on which nothing can be ordered any more: canceled, or later where an exempt offering can be renewed late

	since     calendar.Date // the first day of the phase that from is in
	gated     bool          // the latest order is under the edition
	staged    bool          // there are stages between Active and Canceled
	exempt    bool          // the offering has none
	autoRenew bool
	prepay    bool // Canceled comes, or came, because of an invoice on net terms, alone or among other causes
}

// phase returns the phase on a day of the epoch, or on a later day if nothing more happens. first is the first
// covered day.
func (e *epoch) phase(first, d calendar.Date) Phase {
	switch {
	case d.Before(first):
		return 0
	case !d.Before(e.canceled):
		return Canceled
	case !d.After(e.lapse) || d.Before(e.awaited):
		return Active
	case !d.After(e.expired):
		return Expired
	}
	return Suspended
}

// end returns the first day after a phase if nothing more happens; the zero Date for Canceled, which has no end.
func (e *epoch) end(first calendar.Date, p Phase) calendar.Date {
	switch p {
	case Active:
		return latest(e.lapse.AddDays(1), e.awaited)
	case Expired:
		return e.expired.AddDays(1)
	case Suspended:
		return e.canceled
	case Canceled:
		return calendar.Date{}
	}
	return first
}

// start returns the first day of the phase that d is in, in the history up to d.
func (e *epoch) start(first, d calendar.Date) calendar.Date {
	var began calendar.Date
	switch e.phase(first, d) {
	case Active:
		began = first
	case Expired:
		began = latest(e.lapse.AddDays(1), e.awaited)
	case Suspended:
		began = latest(e.expired.AddDays(1), e.awaited)
	case Canceled:
		began = e.canceled
	}
	if began.After(e.from) {
		return began
	}
	return e.since
}

func latest(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func earliest(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// epochs works out every epoch of facts that are otherwise good. A term that was ordered when the subscription was
// canceled already is reported.
func (c *checker) epochs(ed policy.Edition, f *Facts) []epoch {
	first := f.Terms[0].Start
	var all []epoch
	for _, day := range eventDays(f) {
		e := known(ed, f, day)
		if n := len(all); n > 0 {
			before := &all[n-1]
			c.ordered(f, day, before)
			if before.phase(first, day) == Canceled && e.renewal == before.renewal {
				e.canceled, e.gone, e.prepay = before.canceled, earliest(before.gone, e.gone), before.prepay // for good, also if it is paid now
			}
			e.since = day
			if e.phase(first, day) == before.phase(first, day.AddDays(-1)) {
				e.since = before.start(first, day.AddDays(-1))
			}
		}
		all = append(all, e)
	}
	return all
}

// ordered reports the terms that were ordered on a day on which the subscription was canceled. Implements
// renewal.canceled-final.
func (c *checker) ordered(f *Facts, day calendar.Date, before *epoch) {
	if day.Before(before.gone) {
		return
	}
	for i, term := range f.Terms {
		if term.Ordered == day {
			c.refuse("terms["+itoa(i)+"].ordered", day, input.ErrConflict, "is a day on which it is canceled, since %s", before.canceled)
		}
	}
}

// eventDays lists the days on which something becomes known, each once, in order.
func eventDays(f *Facts) []calendar.Date {
	days := make([]calendar.Date, 0, len(f.Terms)+2*len(f.Invoices)+len(f.Changes))
	for _, term := range f.Terms {
		days = append(days, term.Ordered)
	}
	for _, invoice := range f.Invoices {
		days = append(days, invoice.Issued)
		if !invoice.Paid.IsZero() {
			days = append(days, invoice.Paid)
		}
	}
	for _, change := range f.Changes {
		days = append(days, change.Asked)
	}
	if !f.Canceled.IsZero() {
		days = append(days, f.Canceled)
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return slices.Compact(days)
}

// known works out what follows from the facts that are known on a day, none of the past considered.
func known(ed policy.Edition, f *Facts, day calendar.Date) epoch {
	e := epoch{from: day, since: day}
	last := 0 // the first term is known from the first day on
	for k, term := range f.Terms {
		if !term.Ordered.After(day) {
			last = k
		}
	}
	term := f.Terms[last]
	e.ordered, e.renewal, e.length = term.Ordered, term.End, term.Length
	e.service = f.service(ed, last, term.End)
	netTerms := calendar.Date{} // the earliest due date of what is unpaid on net terms
	for _, invoice := range f.Invoices {
		if invoice.Issued.After(day) || !invoice.Paid.IsZero() && !invoice.Paid.After(day) {
			continue
		}
		e.due = sooner(e.due, invoice.Due)
		if invoice.NetTerms {
			netTerms = sooner(netTerms, invoice.Due)
		}
	}
	e.gated = ed.Covers(e.ordered)
	e.autoRenew = f.Kind == policy.Subscription && e.gated // renewal.auto-default
	for _, change := range f.Changes {
		if change.What == AutoRenewSwitched && !change.Asked.After(day) {
			e.autoRenew = change.AutoRenew
		}
	}
	e.exempt = ed.IsExempt(f.offering(day, e.renewal.AddDays(-1)))
	unpaidStops := e.stages(ed, f.Kind)
	e.prepay = unpaidStops && !netTerms.IsZero() && netTerms.Before(e.canceled)
	if !f.Canceled.IsZero() && !f.Canceled.After(day) && f.Canceled.Before(e.gone) {
		e.prepay = e.prepay && !f.Canceled.Before(e.canceled)
		e.canceled, e.gone = earliest(e.canceled, f.Canceled), f.Canceled
	}
	return e
}

// sooner returns the earlier of two days, the first of which may not be there.
func sooner(a, b calendar.Date) calendar.Date {
	if a.IsZero() {
		return b
	}
	return earliest(a, b)
}

// stages lays out the phases, and reports whether an unpaid invoice takes access. Implements lapse.start,
// lapse.expired-days, lapse.suspended-days, lapse.canceled, lapse.exempt, edition.before and renewal.awaited.
func (e *epoch) stages(ed policy.Edition, kind policy.Kind) (unpaidStops bool) {
	rules := ed.Lapse()
	others := e.gated || rules.StagesBeforeEdition == policy.Yes // whether others of that day lapse in stages
	e.staged = kind != policy.Trial && !e.exempt && others
	e.lapse = e.renewal.AddDays(-1)
	unpaidStops = e.staged || kind != policy.Trial && e.exempt && rules.ExemptUnpaidStops == policy.Yes
	if unpaidStops && !e.due.IsZero() {
		e.lapse = earliest(e.lapse, e.due)
	}
	e.awaited = e.lapse
	if e.autoRenew && e.lapse == e.renewal.AddDays(-1) {
		e.awaited = e.renewal.AddDays(ed.Renewal().AwaitedDays)
		if unpaidStops && !e.due.IsZero() {
			e.awaited = earliest(e.awaited, e.due.AddDays(1))
		}
	}
	e.expired, e.suspended = e.lapse, e.lapse
	if e.staged {
		e.expired = e.lapse.AddDays(rules.ExpiredDays)
		e.suspended = e.expired.AddDays(suspendedDays(rules.SuspendedDays, kind, e.length))
	}
	e.canceled = latest(e.suspended.AddDays(1), e.awaited)
	e.gone = e.canceled
	if e.exempt && kind != policy.Trial && others && rules.ExemptLateRenewal == policy.Yes && e.lapse == e.renewal.AddDays(-1) {
		e.gone = latest(e.gone, e.renewal.AddDays(rules.ExpiredDays+suspendedDays(rules.SuspendedDays, kind, e.length)))
	}
	return unpaidStops
}

func suspendedDays(days policy.SuspendedDays, kind policy.Kind, length calendar.Term) int {
	if kind == policy.FlexTokens {
		return days.FlexTokens
	}
	return policy.PerTerm{Monthly: days.Monthly, Annual: days.Annual, ThreeYear: days.ThreeYear}.Of(length)
}

// inForce returns the change of a kind that counts on a day, as far as is known on another, and false where there
// is none.
func (f *Facts) inForce(what ChangeKind, knownOn, d calendar.Date) (change Change, found bool) {
	for _, c := range f.Changes {
		if c.What == what && !c.Asked.After(knownOn) && !c.Effective.After(d) && !c.Effective.Before(change.Effective) {
			change, found = c, true
		}
	}
	return change, found
}

// offering returns the product on a day, as far as is known on another.
func (f *Facts) offering(knownOn, d calendar.Date) string {
	if change, found := f.inForce(ProductSwitched, knownOn, d); found {
		return change.Offering
	}
	return f.Offering
}

// seats returns the number of seats on a day, as far as is known on another.
func (f *Facts) seats(knownOn, d calendar.Date) int {
	if change, found := f.inForce(SeatsChanged, knownOn, d); found {
		return change.Seats
	}
	return f.Seats
}
