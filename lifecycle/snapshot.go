package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// snapshot is what is known from one day on, until something more becomes known, and what follows from it. Within a
// snapshot every question is answered by comparing dates.
type snapshot struct {
	facts   *Facts        // without what was returned by then
	from    calendar.Date // the day on which something became known
	place   int           // among the snapshots of the subscription
	ordered calendar.Date // the day of the latest order
	renewal calendar.Date // R
	due     calendar.Date // D, the due date of the earliest unpaid invoice; the zero Date if there is none
	length  calendar.Term // of the latest term

	service calendar.Service // the latest term; the zero Service of what has no term

	stages           // as the facts stand
	settled   stages // the same without unpaid invoices
	since     calendar.Date
	gated     bool // the latest order is under the edition
	staged    bool // there are stages between Active and Canceled
	exempt    bool // the offering has none
	autoRenew bool
	prepay    bool          // Canceled comes, or came, because of an invoice on net terms, alone or among other causes
	ends      calendar.Date // the effective day of a cancellation that was asked for; zero if none was
	returned  calendar.Date // the day of the return that took the last covered days; zero if none did
}

// stages are the days between which the phases lie.
type stages struct {
	lapse     calendar.Date // S: Active through this day
	awaited   calendar.Date // the first day on which an automatic renewal is no longer awaited; lapse if none is
	expired   calendar.Date // the last day of Expired
	suspended calendar.Date // the last day of Suspended
	canceled  calendar.Date // the first day of Canceled

	// gone is the first day on which nothing can be ordered any more: canceled, or later for an exempt offering that
	// can be renewed late.
	gone calendar.Date
	void bool // all was returned, so that it is Canceled also before the first covered day
}

// phase returns the phase on a day of the snapshot, or on a later day if nothing more happens. first is the first
// covered day.
func (s *stages) phase(first, d calendar.Date) Phase {
	switch {
	case d.Before(first) && (!s.void || d.Before(s.canceled)):
		return 0
	case !d.Before(s.canceled):
		return Canceled
	case !d.After(s.lapse) || d.Before(s.awaited):
		return Active
	case !d.After(s.expired):
		return Expired
	}
	return Suspended
}

// provisional reports whether a day is Active only because an automatic renewal is awaited.
func (s *stages) provisional(d calendar.Date) bool {
	return d.After(s.lapse) && d.Before(s.awaited) && d.Before(s.canceled)
}

// end returns the first day after a phase if nothing more happens; the zero Date for Canceled, which has no end.
func (s *stages) end(first calendar.Date, p Phase) calendar.Date {
	switch p {
	case Active:
		return calendar.Earliest(calendar.Latest(s.lapse.AddDays(1), s.awaited), s.canceled)
	case Expired:
		return calendar.Earliest(s.expired.AddDays(1), s.canceled)
	case Suspended:
		return s.canceled
	case Canceled:
		return calendar.Date{}
	}
	return first
}

// start returns the first day of the phase that d is in, in the history up to d.
func (s *snapshot) start(first, d calendar.Date) calendar.Date {
	var began calendar.Date
	switch s.phase(first, d) {
	case Active:
		began = first
	case Expired:
		began = calendar.Latest(s.lapse.AddDays(1), s.awaited)
	case Suspended:
		began = calendar.Latest(s.expired.AddDays(1), s.awaited)
	case Canceled:
		began = s.canceled
	}
	if began.After(s.from) {
		return began
	}
	return s.since
}

// edges lists the days on which the phase, or whether it is provisional, can change within the snapshot.
func (s *snapshot) edges(first calendar.Date) [8]calendar.Date {
	return [...]calendar.Date{
		first,
		s.lapse.AddDays(1),
		s.renewal,
		s.awaited,
		s.expired.AddDays(1),
		s.suspended.AddDays(1),
		s.canceled,
		s.gone,
	}
}

// on returns the stages as they count for a decision of a day: with the unpaid invoices if one of them is overdue; an
// invoice that is not due yet is taken to be paid by its due day.
func (s *snapshot) on(day calendar.Date) *stages {
	if s.overdue(day) {
		return &s.stages
	}
	return &s.settled
}

// overdue reports whether an invoice is past its due date on a day.
func (s *snapshot) overdue(day calendar.Date) bool { return !s.due.IsZero() && day.After(s.due) }

// snapshots works out every snapshot of facts that are otherwise good. A term that was ordered when the subscription
// was canceled already, and a charge that failed before its renewal date, are reported.
func (c *checker) snapshots(ed policy.Edition, f *Facts) []snapshot {
	first := f.Terms[0].Start
	var all []snapshot
	c.failed(f, f.Terms[0].Ordered, f.Terms[0].End)
	held := f.holdings()
	for _, day := range f.eventDays() {
		s := known(ed, holdingOn(held, day), day)
		s.place = len(all)
		s.takeBack(f)
		if n := len(all); n > 0 {
			before := &all[n-1]
			c.ordered(f, day, before)
			c.failed(f, day, before.renewal)
			if before.phase(first, day) == Canceled && !s.renewal.After(before.renewal) {
				s.stay(before) // for good, also if it is paid now
			}
			s.since = day
			if s.phase(first, day) == before.phase(first, day.AddDays(-1)) {
				s.since = before.start(first, day.AddDays(-1))
			}
		}
		all = append(all, s)
	}
	return all
}

// stay keeps a subscription Canceled.
func (s *snapshot) stay(before *snapshot) {
	s.prepay = before.prepay
	s.canceled, s.gone = before.canceled, calendar.Earliest(before.gone, s.gone)
	s.settled.canceled, s.settled.gone = s.canceled, s.gone
	s.returned = before.returned
}

// takeBack ends everything on the day of the snapshot if that of a return is not covered any more. Implements
// refund.effect.
func (s *snapshot) takeBack(f *Facts) {
	void := s.facts.nothingLeft()
	if s.renewal.After(s.from) && !void || !f.returnsTermOn(s.from) {
		return
	}
	s.returned = s.from
	s.prepay = s.prepay && !s.returned.Before(s.canceled)
	s.cancel(s.returned)
	s.settled.cancel(s.returned)
	s.void, s.settled.void = void, void
}

// returnsTermOn reports whether a term was returned on a day.
func (f *Facts) returnsTermOn(day calendar.Date) bool {
	return slices.ContainsFunc(f.Returns, func(r ReturnedPurchase) bool { return !r.Term.IsZero() && r.Day == day })
}

// eventDays lists the days on which something becomes known, each once, in order.
func (f *Facts) eventDays() []calendar.Date {
	days := make([]calendar.Date, 0,
		len(f.Terms)+2*len(f.Invoices)+len(f.Changes)+len(f.FailedCharges)+1+len(f.Returns))
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
	days = append(days, f.FailedCharges...)
	for _, r := range f.Returns {
		days = append(days, r.Day)
	}
	if !f.Cancellation.IsZero() {
		days = append(days, f.Cancellation.Asked)
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return slices.Compact(days)
}

// lastAct returns the last day on which something was ordered, asked for, paid, tried or returned. An invoice that is to be
// issued later is no act.
func (f *Facts) lastAct() calendar.Date {
	last := calendar.Latest(f.Terms[len(f.Terms)-1].Ordered, f.Cancellation.Asked)
	for _, invoice := range f.Invoices {
		last = calendar.Latest(last, invoice.Paid)
	}
	if n := len(f.Changes); n > 0 {
		last = calendar.Latest(last, f.Changes[n-1].Asked)
	}
	for _, day := range f.FailedCharges {
		last = calendar.Latest(last, day)
	}
	if n := len(f.Returns); n > 0 {
		last = calendar.Latest(last, f.Returns[n-1].Day)
	}
	return last
}

// known works out what follows from the facts that are known on a day, none of the past considered.
func known(ed policy.Edition, f *Facts, day calendar.Date) snapshot {
	k := f.knownOn(ed, day)
	term := k.last()
	s := snapshot{facts: f, from: day, since: day, ordered: term.Ordered, renewal: term.End, length: term.Length}
	s.service = f.service(ed, max(f.orderedBy(day), 1)-1, term.End)
	netTerms := s.debts(f, day)
	s.gated = ed.Covers(s.ordered)
	s.autoRenew = f.Kind == policy.Subscription && !f.nothingLeft() && k.autoRenew(ed)
	s.exempt = ed.IsExempt(k.offering(s.renewal.AddDays(-1)))
	rules := ed.Lapse()
	others := s.gated || rules.StagesBeforeEdition == policy.Yes // whether others of that day lapse in stages
	s.staged = f.Kind != policy.Trial && !s.exempt && others
	unpaidStops := s.staged || f.Kind != policy.Trial && s.exempt && rules.ExemptUnpaidStops == policy.Yes
	late := s.exempt && f.Kind != policy.Trial && others && rules.ExemptLateRenewal == policy.Yes
	if c := f.Cancellation; !c.Asked.After(day) {
		s.ends = c.Effective
	}
	awaited := s.autoRenew && !k.chargeFailed(s.renewal) && (s.ends.IsZero() || !s.ends.Before(k.newRenewal(ed, 0)))
	s.settled = s.layOut(ed, f.Kind, calendar.Date{}, awaited, late)
	s.stages = s.settled
	if unpaidStops && !s.due.IsZero() {
		s.stages = s.layOut(ed, f.Kind, s.due, awaited, late)
		s.prepay = !netTerms.IsZero() && netTerms.Before(s.canceled)
	}
	if !s.ends.IsZero() {
		s.prepay = s.prepay && !s.ends.Before(s.canceled)
		s.cancel(s.ends)
		s.settled.cancel(s.ends)
	}
	return s
}

// debts notes the earliest due date of what is unpaid, and returns that of what is unpaid on net terms.
func (s *snapshot) debts(f *Facts, day calendar.Date) (netTerms calendar.Date) {
	for i := range f.Invoices {
		invoice := &f.Invoices[i]
		if !invoice.unpaidOn(day) {
			continue
		}
		s.due = calendar.Earliest(s.due, invoice.Due)
		if invoice.NetTerms {
			netTerms = calendar.Earliest(netTerms, invoice.Due)
		}
	}
	return netTerms
}

// unpaidOn reports whether an invoice was issued by a day and was not paid by then. Nothing is owed on an invoice of
// nothing, nor of what was returned.
func (b *BilledInvoice) unpaidOn(day calendar.Date) bool {
	settled := func(on calendar.Date) bool { return !on.IsZero() && !on.After(day) }
	return !b.NothingOwed && !b.Issued.After(day) && !settled(b.Paid) && !settled(b.Returned)
}

// autoRenew returns the switch as it was set last: by somebody, or by a purchase or renewal under the edition.
// Implements renewal.auto-default. If both were on one day, what somebody asked for counts.
func (k knowledge) autoRenew(ed policy.Edition) bool {
	var asked calendar.Date
	on := ed.Covers(k.last().Ordered)
	for i := range k.Changes {
		if c := &k.Changes[i]; c.What == AutoRenewSwitched && !c.Asked.After(k.day) {
			on, asked = c.AutoRenew, c.Asked
		}
	}
	if asked.IsZero() || ed.Renewal().SwitchesOnAgain == policy.No {
		return on
	}
	for i := k.orderedBy(k.day) - 1; i > 0 && k.Terms[i].Ordered.After(asked); i-- {
		if k.Terms[i].AlignedTo.IsZero() && ed.Covers(k.Terms[i].Ordered) {
			return true
		}
	}
	return on
}

// newRenewal returns the renewal date that a renewal for a term of a length would lead to, zero for that which is due;
// of what has no term, whose end is given, the day after the present one.
func (k knowledge) newRenewal(ed policy.Edition, length calendar.Term) calendar.Date {
	last := k.last()
	if length == 0 {
		length = k.length()
	}
	if full, err := length.Period(k.anchor(ed), last.End); err == nil {
		return full.End()
	}
	return last.End.AddDays(1)
}

// chargeFailed reports whether the charge of the automatic renewal on a renewal date has failed. Implements
// renewal.charge-failed.
func (k knowledge) chargeFailed(renewal calendar.Date) bool {
	return slices.ContainsFunc(k.FailedCharges, func(day calendar.Date) bool {
		return !day.Before(renewal) && !day.After(k.day)
	})
}

// layOut lays out the stages after the renewal date, or after a due date if that comes first. Implements lapse.start,
// lapse.expired-days, lapse.suspended-days, lapse.canceled, lapse.exempt, edition.before and renewal.awaited.
func (s *snapshot) layOut(ed policy.Edition, kind policy.Kind, due calendar.Date, awaited, late bool) stages {
	end := s.renewal.AddDays(-1)
	t := stages{lapse: calendar.Earliest(end, due)}
	t.awaited = t.lapse
	if awaited && t.lapse == end {
		t.awaited = s.renewal.AddDays(ed.Renewal().AwaitedDays)
		if !due.IsZero() {
			t.awaited = calendar.Earliest(t.awaited, due.AddDays(1))
		}
	}
	t.expired, t.suspended = t.lapse, t.lapse
	rules := ed.Lapse()
	suspended := suspendedDays(rules.SuspendedDays, kind, s.length)
	if s.staged {
		t.expired = t.lapse.AddDays(rules.ExpiredDays)
		t.suspended = t.expired.AddDays(suspended)
	}
	t.canceled = calendar.Latest(t.suspended.AddDays(1), t.awaited)
	t.gone = t.canceled
	if late && t.lapse == end {
		t.gone = calendar.Latest(t.gone, s.renewal.AddDays(rules.ExpiredDays+suspended))
	}
	return t
}

// cancel ends everything on the day on which a cancellation takes effect.
func (s *stages) cancel(effective calendar.Date) {
	if effective.Before(s.gone) {
		s.canceled, s.gone = calendar.Earliest(s.canceled, effective), effective
	}
}

func suspendedDays(days policy.SuspendedDays, kind policy.Kind, length calendar.Term) int {
	if kind == policy.FlexTokens {
		return days.FlexTokens
	}
	return policy.PerTerm{Monthly: days.Monthly, Annual: days.Annual, ThreeYear: days.ThreeYear}.Of(length)
}

// rule returns the rule that a phase rests on.
func (s *snapshot) rule(p Phase, day calendar.Date) rule.ID {
	switch {
	case s.provisional(day):
		return rule.RenewalAwaited
	case p == Active:
		return rule.LapseStart
	case p == Expired:
		return rule.LapseExpiredDays
	case p == Suspended:
		return rule.LapseSuspendedDays
	case p == Canceled && s.canceled == s.returned:
		return rule.RefundEffect
	case p == Canceled && s.canceled == s.ends:
		return rule.RenewalCanceledFinal
	case p == Canceled && s.staged:
		return rule.LapseCanceled
	case p == Canceled:
		return s.ending()
	}
	return rule.TermLength
}

// ending returns the rule by which what has no stages ends.
func (s *snapshot) ending() rule.ID {
	switch {
	case s.exempt:
		return rule.LapseExempt
	case s.length == 0:
		return rule.TrialConvert
	}
	return rule.EditionBefore
}
