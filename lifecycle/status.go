package lifecycle

import (
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/rule"
)

// Status is where a subscription stands on a day, by what had happened by then. It is a plain comparable value. The
// zero Status is that of a subscription of which nothing is known.
type Status struct {
	Day         calendar.Date `json:"day"`              // the day that was asked about
	Phase       Phase         `json:"phase,omitzero"`   // zero before the first covered day
	Since       calendar.Date `json:"since,omitzero"`   // the first day of the phase, as it went; the zero Date before the first covered day
	Until       calendar.Date `json:"until,omitzero"`   // the first day after the phase, if nothing more happens; the zero Date where it has no end
	NextPhase   Phase         `json:"next,omitzero"`    // the phase that follows then; zero where none does
	Rule        rule.ID       `json:"rule,omitempty"`   // the rule that the phase rests on
	Provisional bool          `json:"provisional"`      // Active only because auto-renewal is being charged (renewal.awaited)
	Ended       bool          `json:"ended"`            // what was bought is over: the renewal date has come
	Overdue     bool          `json:"overdue"`          // an invoice is past its due date, whether or not that takes access
	Prepay      bool          `json:"prepay"`           // lapse.prepay: Canceled when net terms were unpaid; the next order may have to be prepaid
	Renewal     calendar.Date `json:"renewal,omitzero"` // the renewal date R
}

// On returns the status on a day, past or future. Before the first order it is zero but for the day.
func (s Subscription) On(day calendar.Date) Status {
	e := s.at(day)
	if e == nil {
		return Status{Day: day}
	}
	first := s.first()
	phase := e.phase(first, day)
	until := e.end(first, phase)
	status := Status{
		Day: day, Phase: phase, Until: until, Rule: e.rule(phase, day), Renewal: e.renewal,
		Provisional: phase == Active && day.After(e.lapse),
		Ended:       !day.Before(e.renewal),
		Overdue:     !e.due.IsZero() && day.After(e.due),
		Prepay:      phase == Canceled && e.prepay,
	}
	if phase != 0 {
		status.Since = e.start(first, day)
	}
	if !until.IsZero() {
		status.NextPhase = e.phase(first, until)
	}
	return status
}

// rule returns the rule that a phase rests on.
func (e *epoch) rule(p Phase, day calendar.Date) rule.ID {
	switch {
	case p == Active && day.After(e.lapse):
		return rule.RenewalAwaited
	case p == Expired:
		return rule.LapseExpiredDays
	case p == Suspended:
		return rule.LapseSuspendedDays
	case p == Canceled && e.staged:
		return rule.LapseCanceled
	case p == Canceled:
		return e.ending()
	case p == Active:
		return rule.LapseStart
	}
	return rule.TermLength
}

// ending returns the rule by which what has no stages ends.
func (e *epoch) ending() rule.ID {
	switch {
	case e.exempt:
		return rule.LapseExempt
	case e.length == 0:
		return rule.TrialConvert
	}
	return rule.EditionBefore
}

// Can reports whether a capability is there that day, for an entitlement check; see [Access.Allows].
func (s Status) Can(c Capability) bool { return s.Access(c).Allows() }

// Access returns what is left of a capability that day. Implements lapse.capabilities.
func (s Status) Access(c Capability) Access { return AccessIn(s.Phase, c) }

// GoodUntil returns the instant until which the phase, and with it every capability, holds if nothing more happens, in
// the zone of purchase: how long an entitlement may be kept. It is false where it holds for ever. A provisional phase
// holds to the end of its day only. A nil zone panics.
func (s Status) GoodUntil(zone *time.Location) (time.Time, bool) {
	until := s.Until
	switch {
	case s.Provisional:
		until = s.Day.AddDays(1)
	case s.Phase == Active && s.Day.Before(s.Renewal) && s.Renewal.Before(until):
		until = s.Renewal // from then on it is provisional
	}
	if until.IsZero() {
		return time.Time{}, false
	}
	return until.Start(zone), true
}

// String returns the status in one line, as "expired since 2025-06-10, suspended from 2025-06-25 on
// (lapse.expired-days)".
func (s Status) String() string {
	text := s.Phase.String()
	if !s.Since.IsZero() {
		text += " since " + s.Since.String()
	}
	if !s.Until.IsZero() {
		text += ", " + s.NextPhase.String() + " from " + s.Until.String() + " on"
	}
	if s.Rule != "" {
		text += " (" + string(s.Rule) + ")"
	}
	if s.Provisional {
		text += ", provisionally: the renewal is being charged"
	}
	return text
}
