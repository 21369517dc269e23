package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// snapshot is what is known from a day on until something more becomes known, with what follows from it. Within a
// snapshot every question is answered by comparing dates.
type snapshot struct {
	facts   *Facts        // without what was returned by then
	from    calendar.Date // the day on which something became known
	place   int32         // its index among the snapshots of the subscription
	ordered calendar.Date // the day of the latest order
	renewal calendar.Date // R
	due     calendar.Date // D, the due date of the earliest unpaid invoice that takes access; zero if there is none
	owed    calendar.Date // the same, of any unpaid invoice
	// opens is the first day of the renewal window. A window longer than the term does not reach back to before the
	// purchase.
	opens calendar.Date

	stages           // as the facts stand
	settled   stages // the same without unpaid invoices
	since     calendar.Date
	length    calendar.Term // of the latest term
	gated     bool          // the latest order is under the edition
	staged    bool          // the term that contains S has stages between Active and Canceled
	exempt    bool          // the offering of that term has no stages
	autoRenew bool
	charged   bool          // the automatic renewal is to be charged on R
	prepay    bool          // Canceled comes, or came, because of an invoice on net terms, alone or among other causes
	ends      calendar.Date // the effective day of a cancellation that was asked for; zero if none was
	returned  calendar.Date // the day of the return that took the last covered days; zero if none did
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

// on returns the stages that count for a decision on a day: with the unpaid invoices if one of them is overdue. An
// invoice that is not due yet is assumed to be paid by its due day.
func (s *snapshot) on(day calendar.Date) *stages {
	if s.overdue(day) {
		return &s.stages
	}
	return &s.settled
}

// overdue reports whether an invoice that takes access is past its due date on a day.
func (s *snapshot) overdue(day calendar.Date) bool { return !s.due.IsZero() && day.After(s.due) }

// lastAct returns the last day on which something was ordered, asked for, paid, tried or returned. An invoice that is
// issued later is not an act.
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

// known works out what follows from the facts that are known on a day, regardless of earlier snapshots.
func known(ed policy.Edition, f *Facts, held []holding, day calendar.Date) (s snapshot) {
	var p progress
	p.advance(f, day)
	last := s.derive(ed, &p, day)
	for _, owed := range f.debtsOver(ed, []calendar.Date{day}, held) {
		s.owe(ed, &held[0], last, owed)
	}
	return s
}

// derive fills in s, which is zero, from everything but the invoices, as known on the day to which p was advanced. It
// returns how the latest term lapses. The result depends only on the terms, the changes other than seats, the failed
// charges and the cancellation.
func (s *snapshot) derive(ed policy.Edition, p *progress, day calendar.Date) (last lapsing) {
	f, k := p.facts, p.facts.knownOn(ed, day)
	term := &f.Terms[max(p.terms, 1)-1]
	s.facts, s.from, s.since = f, day, day
	s.ordered, s.renewal, s.length = term.Ordered, term.End, term.Length
	s.opens = calendar.Latest(s.renewal.AddDays(-ed.RenewalRules().WindowDays), f.Terms[0].Ordered)
	s.gated = ed.Covers(s.ordered)
	s.autoRenew = f.Kind == policy.Subscription && !f.nothingLeft() && k.autoRenew(ed, p.switched, s.gated)
	last = term.lapsing(ed, f.Kind, p.offering(ed, day))
	s.staged, s.exempt = last.staged, last.exempt
	if c := f.Cancellation; !c.Asked.After(day) {
		s.ends = c.Effective
	}
	s.charged = s.autoRenew && !k.chargeFailed(s.renewal) && (s.ends.IsZero() || !s.ends.Before(k.newRenewal(ed, 0)))
	s.layOut(ed, last, calendar.Date{})
	s.cancel(s.ends)
	s.settled = s.stages
	return last
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

// ending returns the rule by which a subscription without stages ends.
func (s *snapshot) ending() rule.ID {
	switch {
	case s.exempt:
		return rule.LapseExempt
	case s.facts.Kind == policy.Trial:
		return rule.TrialConvert
	}
	return rule.EditionBefore
}
