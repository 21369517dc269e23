package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/rule"
)

// Status is the state of a subscription on a day, by what is known on that day. It is a plain comparable value. The
// zero Status is that of a subscription about which nothing is known.
type Status struct {
	Day   calendar.Date `json:"day"`            // the day that was asked about
	Phase Phase         `json:"phase,omitzero"` // zero before the first covered day

	// Since is the first day of the phase, by all that has happened; zero before the first covered day, unless the
	// subscription is already Canceled.
	Since calendar.Date `json:"since,omitzero"`

	// Until is the first day after the phase, if nothing more happens; zero if it has no end.
	Until     calendar.Date `json:"until,omitzero"`
	NextPhase Phase         `json:"nextPhase,omitzero"` // the phase that follows then; zero if none does
	Rule      rule.ID       `json:"rule,omitempty"`     // the rule that the phase rests on

	// Provisional is whether it is Active only because the automatic renewal is being charged (renewal.awaited).
	Provisional bool `json:"provisional"`
	Ended       bool `json:"ended"`   // the renewal date has come without a renewal
	Overdue     bool `json:"overdue"` // an invoice is past its due date, whether or not that takes away access

	// Prepay is whether lapse.prepay applies: when the subscription was Canceled, an invoice on net terms was overdue,
	// alone or beside other causes, so the next order may have to be prepaid.
	Prepay  bool          `json:"prepay"`
	Renewal calendar.Date `json:"renewal,omitzero"` // the renewal date R
}

// Status returns the state of the subscription. If nothing is known, only the day is set.
func (v View) Status() (status Status) {
	if status.Day = v.day; v.IsZero() {
		return status
	}
	s, first := v.snapshot, v.state.first
	phase := v.Phase()
	status.Phase, status.Until, status.Rule = phase, s.end(first, phase), s.rule(phase, v.day)
	status.Renewal = s.renewal
	status.Provisional = s.provisional(v.day)
	status.Ended = !v.day.Before(s.renewal)
	status.Overdue = !s.owed.IsZero() && v.day.After(s.owed)
	status.Prepay = phase == Canceled && s.prepay
	if phase != 0 {
		status.Since = calendar.Latest(s.start(first, v.day), v.firstPhase())
	}
	if !status.Until.IsZero() {
		status.NextPhase = s.phase(first, status.Until)
	}
	return status
}

// String returns the status in one line, such as "expired since 2025-06-10, suspended from 2025-06-25 on
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
