package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// stages are the days between which the phases lie.
type stages struct {
	lapse     calendar.Date // S: Active through this day
	awaited   calendar.Date // the first day on which an automatic renewal is no longer awaited; lapse if none is
	expired   calendar.Date // the last day of Expired
	suspended calendar.Date // the last day of Suspended
	canceled  calendar.Date // the first day of Canceled

	// gone is the first day on which nothing can be ordered any more: canceled, or a later day for an exempt offering
	// that can be renewed late.
	gone calendar.Date
}

// phase returns the phase on a day of the snapshot, or on a later day if nothing more happens. first is the first
// covered day: before it only Canceled is a phase.
func (s *stages) phase(first, d calendar.Date) Phase {
	switch {
	case !d.Before(s.canceled):
		return Canceled
	case d.Before(first):
		return 0
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
	return calendar.Earliest(first, s.canceled)
}

// layOut sets the stages that a term has after the renewal date, or after a due date if that comes first. Implements
// lapse.start, lapse.expired-days, lapse.suspended-days, lapse.canceled, lapse.exempt, edition.before and
// renewal.awaited.
func (s *snapshot) layOut(ed policy.Edition, by lapsing, due calendar.Date) {
	end, t := s.renewal.AddDays(-1), &s.stages
	t.lapse = calendar.Earliest(end, due)
	t.awaited = t.lapse
	if s.charged && t.lapse == end {
		t.awaited = s.renewal.AddDays(ed.RenewalRules().AwaitedDays)
		if !due.IsZero() {
			t.awaited = calendar.Earliest(t.awaited, due.AddDays(1))
		}
	}
	t.expired, t.suspended = t.lapse, t.lapse
	if by.staged {
		t.expired = t.lapse.AddDays(int(by.expired))
		t.suspended = t.expired.AddDays(int(by.suspended))
	}
	t.canceled = calendar.Latest(t.suspended.AddDays(1), t.awaited)
	t.gone = t.canceled
	if by.late && t.lapse == end {
		t.gone = calendar.Latest(t.gone, s.renewal.AddDays(int(by.expired+by.suspended)))
	}
}

// cancel ends everything on the day on which a cancellation takes effect, if there is one.
func (s *stages) cancel(effective calendar.Date) {
	if !effective.IsZero() && effective.Before(s.gone) {
		s.canceled, s.gone = calendar.Earliest(s.canceled, effective), effective
	}
}
