package lifecycle

import (
	"cmp"
	"iter"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// maxHorizon bounds a timeline, in days: about thirty years, or 360 monthly renewals.
const maxHorizon = 11_000

// Timeline returns every dated event from one day through another, in order, by what is known on the day of the view:
// what has happened, and what will happen if there are only automatic renewals. Each of those renewals is on its
// renewal date and has no invoice; once a renewal date has passed without a renewal, none is expected any more. With
// auto-renew off, the timeline ends with Canceled. It includes a change only if the change is in force and makes a
// difference.
//
// The sequence can be iterated any number of times. A zero date, a horizon before from, and one more than 11,000 days
// after it are errors; so is a horizon before which a renewal would be the 1,001st term, or end too near the end of the
// calendar.
func (v View) Timeline(from, horizon calendar.Date) (iter.Seq[Event], error) {
	const op = "lifecycle.View.Timeline"
	if err := v.check(op); err != nil {
		return nil, err
	}
	switch {
	case from.IsZero():
		return nil, input.Missing(op, "from")
	case horizon.IsZero():
		return nil, input.Missing(op, "horizon")
	case horizon.Before(from):
		return nil, input.Errorf(op, "horizon", horizon, input.ErrConflict, "is before %s", from)
	case horizon.Sub(from) > maxHorizon:
		return nil, input.Errorf(op, "horizon", horizon, input.ErrRange, "is more than %d days after %s", maxHorizon,
			from)
	case v.IsZero():
		return slices.Values([]Event(nil)), nil // nothing is known yet
	}
	p, err := v.project(op, horizon)
	if err != nil {
		return nil, err
	}
	events := p.events()
	events = slices.DeleteFunc(events, func(e Event) bool { return e.Day.Before(from) || e.Day.After(horizon) })
	slices.SortStableFunc(events,
		func(a, b Event) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.What, b.What)) })
	return slices.Values(events), nil
}

// projection is a subscription with the renewals that auto-renew is expected to make.
type projection struct {
	View        // of a day on which everything is known
	bought int  // the number of terms that are not projected
	open   bool // another renewal is expected after the horizon
}

// project adds to the facts that are known the renewals that auto-renew is expected to make up to a horizon. They are
// checked together, since thirty years of months are 360 renewals.
func (v View) project(op string, horizon calendar.Date) (projection, error) {
	all := v.state.facts.asKnown(v.day) // with what was returned
	p := projection{bought: len(all.Terms)}
	st := &state{edition: v.state.edition, first: v.state.first, facts: v.snapshot.facts.asKnown(v.day)}
	now, last, held := *v.snapshot, v.day, []holding{{facts: &st.facts}}
	for {
		then := st.view(&now, calendar.Latest(now.renewal, v.day))
		if p.open = then.renewsItself(v.day); !p.open || now.renewal.After(horizon) {
			break
		}
		if len(all.Terms) == maxTerms {
			return p, input.Errorf(op, "horizon", horizon, input.ErrRange, "is more than %d terms away", maxTerms)
		}
		next := then.RenewalTerm(RenewalChanges{})
		full, err := next.Length.Period(next.Anchor, next.Start)
		if err != nil {
			return p, input.At(err, op, "horizon")
		}
		renewed := BoughtTerm{Ordered: then.day, Start: next.Start, End: full.End(), Length: next.Length}
		st.facts.Terms, all.Terms = append(st.facts.Terms, renewed), append(all.Terms, renewed)
		last = then.day
		now = known(st.edition, &st.facts, held, last)
	}
	s, err := build(op, st.edition, all)
	p.View = s.On(last)
	return p, err
}

// renewsItself reports whether auto-renew is expected to make the next renewal, by what is known on a day: the renewal
// date is still to come, or it is that day and the renewal is being charged.
func (v View) renewsItself(known calendar.Date) bool {
	s := v.snapshot
	waits := known.Before(s.renewal) && s.phase(v.state.first, s.renewal.AddDays(-1)) == Active
	charging := v.day == s.renewal && s.provisional(v.day)
	return s.autoRenew && (waits || charging) && v.canRenewNow(RenewalChanges{}).Allowed() // too many are told
}

// asKnown returns the facts that are known on a day.
func (f *Facts) asKnown(day calendar.Date) Facts {
	then := f.clone()
	then.Terms = then.Terms[:f.orderedBy(day)]
	then.Invoices = slices.DeleteFunc(then.Invoices, func(b BilledInvoice) bool { return b.Issued.After(day) })
	for i := range then.Invoices {
		then.Invoices[i] = then.Invoices[i].asKnown(day)
	}
	then.Returns = slices.DeleteFunc(then.Returns, func(r ReturnedPurchase) bool { return r.Day.After(day) })
	then.Changes = slices.DeleteFunc(then.Changes, func(c Change) bool { return c.Asked.After(day) })
	then.FailedCharges = slices.DeleteFunc(then.FailedCharges, func(d calendar.Date) bool { return d.After(day) })
	if f.Cancellation.Asked.After(day) {
		then.Cancellation = Cancellation{}
	}
	return then
}

// asKnown returns the invoice as it is known on a day.
func (b BilledInvoice) asKnown(day calendar.Date) BilledInvoice {
	if b.Paid.After(day) {
		b.Paid = calendar.Date{}
	}
	if b.Returned.After(day) {
		b.Returned = calendar.Date{}
	}
	return b
}

// events lists the events of all facts, in any order.
func (p projection) events() []Event {
	var events []Event
	f := &p.state.facts
	returned := f.returnedTerms()
	for i, term := range f.Terms {
		k, ends := p.known(), returned[i]
		if !ends.IsZero() {
			if !term.Ordered.Before(ends) {
				continue // bought and returned on one day
			}
			then := p.state.at(ends.AddDays(-1))
			k = then.facts.knownOn(p.state.edition, ends.AddDays(-1))
		}
		happened := k.termEvents(p.state.edition, k.termStarting(term.Start))
		for _, e := range happened {
			e.Projected = i >= p.bought
			if ends.IsZero() || e.Day.Before(ends) {
				events = append(events, e)
			}
		}
	}
	cut := p.snapshot.facts.nothingLeft() // or the last day is the one before a return
	for _, r := range f.Returns {
		events = append(events, Event{Day: r.Day, What: PurchaseReturned, Rule: rule.RefundEffect})
		cut = cut || !r.Term.IsZero() && r.Term.Before(r.Day)
	}
	if !cut && !p.open {
		day := p.snapshot.renewal.AddDays(-1)
		events = append(events,
			Event{Day: day, What: LastDay, Rule: rule.TermExpiry, Projected: len(f.Terms) > p.bought})
	}
	canceled := calendar.Date{}
	for days, phase := range p.Phases() {
		canceled = days.Start() // the last of the phases
		projected := len(f.Terms) > p.bought && !canceled.Before(f.Terms[p.bought].Start)
		id := p.seen(canceled).rule(phase, canceled)
		events = append(events, Event{Day: canceled, What: PhaseStarts, Phase: phase, Rule: id, Projected: projected})
	}
	return slices.DeleteFunc(events, func(e Event) bool { // nothing follows Canceled except a return
		return e.Day.After(canceled) && e.What != PurchaseReturned
	})
}

// termEvents lists the events of the n-th term, counted from 0, except its last day.
func (k knowledge) termEvents(ed policy.Edition, n int) []Event {
	term := k.Terms[n]
	events := []Event{{Day: term.Start, What: TermStarts, Rule: rule.TermLength}}
	for _, d := range k.instalmentDays(ed, n) {
		events = append(events, Event{Day: d, What: Anniversary, Rule: rule.InvoiceAnnualInstalments})
	}
	// What is ordered within the window of its own renewal date finds it open from the order on.
	opens := calendar.Latest(term.End.AddDays(-ed.RenewalRules().WindowDays), term.Ordered)
	if k.Kind != policy.Trial && opens.Before(term.End) && !k.renewedBefore(n, opens) && !k.keptShut(ed, n, opens) {
		events = append(events, Event{Day: opens, What: WindowOpens, Rule: rule.RenewalWindow})
	}
	for _, what := range k.changesWith(n) {
		events = append(events, Event{Day: term.Start, What: ChangeTakesEffect, Change: what, Rule: what.rule()})
	}
	return events
}

// renewedBefore reports whether the n-th term, counted from 0, was renewed or extended before a day, so that a window
// that would open on that day is that of another renewal date.
func (k knowledge) renewedBefore(n int, day calendar.Date) bool {
	return k.orderedBy(day.AddDays(-1)) > n+1
}

// keptShut reports whether a cancellation that is known when the renewal window of the n-th term opens, counted from 0,
// leaves no room for a renewal.
func (k knowledge) keptShut(ed policy.Edition, n int, opens calendar.Date) bool {
	c, then := k.Cancellation, k.knownOn(ed, opens)
	if c.IsZero() || c.Asked.After(opens) || then.orderedBy(opens) > n+1 {
		return false
	}
	if then.moves {
		then.since = opens // what was asked for earlier moves on
	}
	return c.Effective.Before(then.newRenewal(ed, 0))
}

// TermReturned returns the day on which the i-th term of the facts, counted from 0, was returned; the zero Date if it
// was not, or if there is no such term. It distinguishes terms that start on the same day. Implements refund.effect.
func (s Subscription) TermReturned(i int) calendar.Date {
	if s.state == nil {
		return calendar.Date{}
	}
	return s.state.facts.returnedTerms()[i]
}

// returnedTerms returns the days on which terms were returned, by index.
func (f *Facts) returnedTerms() map[int]calendar.Date {
	l := ledger{facts: f}
	for i := range f.Terms {
		l.buy(i)
	}
	if n := len(f.Returns); n > 0 {
		l.takeBack(f.Returns[n-1].Day)
	}
	days := make(map[int]calendar.Date, len(l.taken))
	for _, t := range l.taken {
		days[t.place] = t.day
	}
	return days
}

// changesWith lists what changes with the n-th term, counted from 0.
func (k knowledge) changesWith(n int) []ChangeKind {
	if n == 0 {
		return nil
	}
	var changed []ChangeKind
	term := k.Terms[n]
	before := term.Start.AddDays(-1)
	if c, found := k.startingWith(SeatsChanged, term.Start); found && c.Seats != k.seats(before) {
		changed = append(changed, SeatsChanged)
	}
	if c, found := k.startingWith(ProductSwitched, term.Start); found && c.Offering != k.offering(before) {
		changed = append(changed, ProductSwitched)
	}
	if term.Length != k.Terms[n-1].Length {
		changed = append(changed, TermChanged)
	}
	return changed
}

// startingWith returns the change of a kind that takes effect with the term that starts on a day, and false if none
// does. It ignores seats that are added on that very day. If that term was ordered on the day, the first number of the
// day is the one that its renewal began with.
func (k knowledge) startingWith(what ChangeKind, start calendar.Date) (change Change, found bool) {
	begins := k.renewedLate(start)
	for _, c := range k.Changes {
		atOnce := c.movesSeatsOn(c.Asked)
		if atOnce && begins && c.Asked == start {
			atOnce, begins = false, false
		}
		if c.What == what && !atOnce && !c.Asked.After(k.day) && k.effective(c) == start {
			change, found = c, !c.Withdrawn
		}
	}
	return change, found
}

// instalmentDays lists the anniversaries of the n-th term, counted from 0, on which an instalment is due. An extension
// is charged at once, or yearly as the edition says, and what was ordered before the edition in as many instalments as
// it says.
func (k knowledge) instalmentDays(ed policy.Edition, n int) []calendar.Date {
	term := k.Terms[n]
	parts := ed.InvoiceRules().InstalmentsBefore
	if ed.Covers(term.Ordered) {
		parts = ed.InvoiceRules().Instalments
	}
	if !term.AlignedTo.IsZero() && ed.CotermRules().ExtendCharge == policy.ChargeAtOnce {
		parts = 1
	}
	if term.Length != calendar.ThreeYear || parts < 2 {
		return nil
	}
	days := slices.Collect(k.service(ed, n).Anniversaries())
	return days[:min(parts-1, len(days))]
}
