package lifecycle

import (
	"iter"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// View is a subscription as known on a day. Everything that can be asked about the day, and everything that can be done
// on it, is a method. A View is a small plain value. Neither making one nor asking it for the phase or the status
// allocates memory; nor does a decision, unless the life is long or an offering has nearly the name of an exempt one.
//
// A decision about a past day is what it was on that day, even if something has happened since. A transition on such a
// day is an error, since it would change the past; only [View.Bill] is not, since invoices have dates of their own.
//
// The zero View and a View of the zero Date refuse everything, and so does one of a day before the first order, apart
// from [View.Bill].
type View struct {
	_        [0]func() // makes == a compile error: two views of equal facts would differ
	state    *state
	snapshot *snapshot // nil if nothing is known
	day      calendar.Date
}

// known returns the facts as they are known on the day.
func (v View) known() knowledge {
	k := v.snapshot.facts.knownOn(v.state.edition, v.snapshot.from)
	if v.snapshot.provisional(v.day) && !v.day.Before(v.snapshot.renewal) {
		return k.renewedOn(v.snapshot.renewal)
	}
	return k
}

// Day returns the day.
func (v View) Day() calendar.Date { return v.day }

// IsZero reports whether nothing is known: the zero View, the zero Date, or a day before the first order.
func (v View) IsZero() bool { return v.snapshot == nil }

// Subscription returns the subscription, with all its facts.
func (v View) Subscription() Subscription { return Subscription{state: v.state} }

// Edition returns the edition that the facts are bound to.
func (v View) Edition() policy.Edition { return v.Subscription().Edition() }

// Kind returns the kind of the subscription; zero for the zero View.
func (v View) Kind() policy.Kind { return v.Subscription().Kind() }

// IsCurrent reports whether nothing was ordered, asked for, paid or returned after the day, so that acts can be done on
// it.
func (v View) IsCurrent() bool { return !v.IsZero() && !v.day.Before(v.state.lastAct) }

// Phase returns the phase; zero before the first covered day.
func (v View) Phase() Phase {
	if v.IsZero() {
		return 0
	}
	return v.snapshot.phase(v.state.first, v.day)
}

// Can reports whether a capability is granted, for an entitlement check; see [Access.Allows].
func (v View) Can(c Capability) bool { return v.Access(c).Allows() }

// Access returns what is left of a capability. Implements lapse.capabilities.
func (v View) Access(c Capability) Access { return v.Phase().Access(c) }

// Provisional reports whether the phase is Active only because the automatic renewal is being charged. Implements
// renewal.awaited.
func (v View) Provisional() bool { return !v.IsZero() && v.snapshot.provisional(v.day) }

// Renewal returns the renewal date R: the first day after what has been bought; the zero Date if nothing is known.
func (v View) Renewal() calendar.Date {
	if v.IsZero() {
		return calendar.Date{}
	}
	return v.snapshot.renewal
}

// AutoRenew reports whether auto-renew is on. Implements renewal.auto-default.
func (v View) AutoRenew() bool { return !v.IsZero() && v.snapshot.autoRenew }

// Seats returns the number of seats; 0 if nothing is known, and for Flex tokens. On a provisional renewal date a
// pending number counts. Implements change.pending.
func (v View) Seats() int {
	if v.IsZero() {
		return 0
	}
	return v.known().seats(v.day)
}

// Offering returns the product; "" if nothing is known. On a provisional renewal date a pending switch counts.
// Implements change.pending.
func (v View) Offering() string {
	if v.IsZero() {
		return ""
	}
	return v.known().offering(v.day)
}

// UnderEdition reports whether the current term was ordered on or after the first day of the edition. Implements
// edition.gate for acts that go by the term.
func (v View) UnderEdition() bool { return !v.IsZero() && v.snapshot.gated }

// Cancellation returns the cancellation that was asked for, and false if none was.
func (v View) Cancellation() (Cancellation, bool) {
	if v.IsZero() || v.snapshot.ends.IsZero() {
		return Cancellation{}, false
	}
	return v.state.facts.Cancellation, true
}

// Terms yields the terms that were bought by the day, in order, without those that were returned by then. Implements
// refund.effect.
func (v View) Terms() iter.Seq[BoughtTerm] {
	return func(yield func(BoughtTerm) bool) {
		if v.IsZero() || v.snapshot.facts.nothingLeft() {
			return
		}
		k := v.known()
		for _, term := range k.Terms[:k.orderedBy(v.day)] {
			if !yield(term) {
				return
			}
		}
	}
}

// Unpaid yields the invoices that were issued by the day of the view and not paid by then, due or not, in the order of
// the facts. If an invoice was paid or fell away only after that day, its Paid or Returned is zero here.
func (v View) Unpaid() iter.Seq[BilledInvoice] {
	return func(yield func(BilledInvoice) bool) {
		for b, state := range v.Invoices() {
			if (state == InvoiceOpen || state == InvoiceOverdue) && !yield(b) {
				return
			}
		}
	}
}

// Overdue yields the invoices that are unpaid and past their due date; on the due date itself an invoice is not.
func (v View) Overdue() iter.Seq[BilledInvoice] {
	return func(yield func(BilledInvoice) bool) {
		for b, state := range v.Invoices() {
			if state == InvoiceOverdue && !yield(b) {
				return
			}
		}
	}
}

// ValidUntil returns how long an entitlement may be cached: the instant until which the phase, and with it every
// capability, stays the same and does not become provisional, in the zone of purchase. It takes into account all the
// facts, even those dated later. A provisional phase is valid to the end of its day. The result is false if nothing
// changes any more. A nil zone panics.
func (v View) ValidUntil(zone *time.Location) (time.Time, bool) {
	day := v.validUntil()
	if day.IsZero() {
		return time.Time{}, false
	}
	return day.Start(zone), true
}

// validUntil returns the first day on which the phase, or whether it is provisional, changes.
func (v View) validUntil() calendar.Date {
	return v.firstUnlike(func(then View) bool { return then.Phase() != v.Phase() }, nil)
}

// firstUnlike returns the first day on which a condition holds, as [View.firstDay] does, or which is provisional. A
// view that is provisional already lasts for its day alone.
func (v View) firstUnlike(differs func(View) bool, others []calendar.Date) calendar.Date {
	if v.Provisional() {
		return v.day.AddDays(1)
	}
	return v.firstDay(func(then View) bool { return then.Provisional() || differs(then) }, others)
}

// firstDay returns the first day after that of the view for which a condition holds, by all facts at hand. It tries the
// days on which anything can change: the edges of the snapshots, and the others given.
func (v View) firstDay(differs func(View) bool, others []calendar.Date) calendar.Date {
	if v.state == nil {
		return calendar.Date{}
	}
	s := v.snapshot
	if s == nil { // before the first order
		s = v.state.oldest()
		if then := v.state.view(s, s.from); s.from.After(v.day) && differs(then) {
			return s.from
		}
	}
	for ; s != nil; s = v.state.after(s) {
		var end calendar.Date
		if next := v.state.after(s); next != nil {
			end = next.from
		}
		if day := v.firstWithin(s, end, differs, others); !day.IsZero() {
			return day
		}
	}
	return calendar.Date{}
}

func (s *state) view(one *snapshot, day calendar.Date) View {
	return View{state: s, snapshot: one, day: day}
}

// soonest returns the earliest of next and of the days that are after another day; next may be zero.
func soonest(next calendar.Date, days []calendar.Date, after calendar.Date) calendar.Date {
	for _, d := range days {
		if d.After(after) && (next.IsZero() || d.Before(next)) {
			next = d
		}
	}
	return next
}

// firstWithin is firstDay among the days of one snapshot, which ends before a day.
func (v View) firstWithin(
	s *snapshot, end calendar.Date, differs func(View) bool, others []calendar.Date,
) calendar.Date {
	edges := s.edges(v.state.first)
	for last := calendar.Latest(v.day, s.from.AddDays(-1)); ; {
		next := soonest(soonest(calendar.Date{}, edges[:], last), others, last)
		if s.from.After(last) {
			next = calendar.Earliest(next, s.from)
		}
		if !end.IsZero() && !next.Before(end) {
			return calendar.Date{}
		}
		if next.IsZero() || differs(v.state.view(s, next)) {
			return next
		}
		last = next
	}
}
