package lifecycle

import (
	"iter"

	"example.com/billingrules/calendar"
)

// Phases yields the phases from the first covered day on, each with its days: as they were up to the day of the view,
// and after it as they will be if nothing more happens. There are no gaps: each starts when the one before ends, and
// the last, Canceled, has no end. If the subscription is Canceled before the first covered day, the phases start with
// Canceled.
func (v View) Phases() iter.Seq2[calendar.Period, Phase] {
	return func(yield func(calendar.Period, Phase) bool) {
		if !v.IsZero() {
			v.phases(yield)
		}
	}
}

func (v View) phases(yield func(calendar.Period, Phase) bool) {
	first := v.state.first
	start := v.firstPhase()
	phase := v.seen(start).phase(first, start)
	for d := start; ; {
		next := v.nextEdge(d, phase)
		if next.IsZero() {
			break
		}
		if p := v.seen(next).phase(first, next); p != phase {
			if !yield(calendar.Span(start, next), phase) {
				return
			}
			start, phase = next, p
		}
		d = next
	}
	yield(calendar.Since(start), phase)
}

// firstPhase returns the day on which the first phase starts: the first covered day, or Canceled before it.
func (v View) firstPhase() calendar.Date {
	return calendar.Earliest(v.state.first, v.snapshot.canceled)
}

// seen returns the snapshot of a day, or that of the view for later days.
func (v View) seen(d calendar.Date) *snapshot {
	if !d.Before(v.snapshot.from) {
		return v.snapshot
	}
	return v.state.at(d)
}

// nextEdge returns the next day on which the phase of a day can differ: its end, or that of the next snapshot.
func (v View) nextEdge(d calendar.Date, p Phase) calendar.Date {
	s := v.seen(d)
	next := s.end(v.state.first, p)
	if s != v.snapshot {
		next = calendar.Earliest(next, v.state.after(s).from)
	}
	return next
}
