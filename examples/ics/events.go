package ics

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// Subscription is what has days: a subscription on the day as of which the calendar is, and what only its owner knows.
type Subscription struct {
	ID      string // unique in the calendar
	View    lifecycle.View
	Returns []refund.Return      // of its purchases, in the order in which they were made
	Charges []invoice.Instalment // of its current term; where there are invoices, those are shown instead
}

// Event is something on one or more whole days.
type Event struct {
	// Key says which event of which subscription it is, never when: an event of the same key that has other days is the
	// same event, moved.
	Key      string
	Days     calendar.Period
	Summary  string
	Details  string
	Alarms   []int // at nine o'clock so many days before the first day
	Revision int   // grows with every change of the facts
}

// Events returns the events of a subscription. Those that were over on its day are left out, except for a renewal date
// while what ended can still be renewed, and an invoice that is unpaid.
func Events(s Subscription) []Event {
	e := lister{Subscription: s, facts: s.View.Subscription().Facts(), on: s.View.Day()}
	for term := range s.View.Terms() {
		// An extension moves the renewal but does not make it another renewal. If only an aligned term is known, it
		// counts as the first term.
		if term.AlignedTo.IsZero() || e.terms == 0 {
			e.terms++
		}
	}
	seats := s.View.Seats()
	e.name = s.View.Offering()
	if s.View.IsZero() { // before the order, of which the events are
		e.name, seats, e.terms = e.facts.Offering, e.facts.Seats, 1
	}
	if seats > 0 {
		e.name += fmt.Sprintf(" × %d", seats)
	}
	e.renewal()
	e.returns()
	e.invoices()
	e.cancellation()
	return e.list
}

type lister struct {
	Subscription
	facts lifecycle.Facts
	on    calendar.Date
	name  string // the product and its seats
	terms int    // how many terms were bought, not counting extensions
	list  []Event
}

// add adds an event; which distinguishes it from others of its kind.
func (e *lister) add(kind, which string, days calendar.Period, alarms []int, summary, details string, args ...any) {
	if days.IsZero() || days.Start().IsZero() || days.End().IsZero() {
		return
	}
	e.list = append(e.list, Event{
		Key: url.PathEscape(e.ID) + "." + kind + "." + url.PathEscape(which), Days: days, Summary: summary,
		Details: e.ID + ": " + fmt.Sprintf(details, args...), Alarms: alarms, Revision: revision(e.facts),
	})
}

// revision counts the entries of the facts, a number that only grows.
func revision(f lifecycle.Facts) int {
	n := len(f.Terms) + len(f.Changes) + len(f.Invoices) + len(f.FailedCharges) + len(f.Returns)
	for _, inv := range f.Invoices {
		if !inv.Paid.IsZero() {
			n++
		}
		if !inv.Returned.IsZero() {
			n++
		}
	}
	if !f.Cancellation.IsZero() {
		n++
	}
	return n
}

func day(d calendar.Date) calendar.Period { return calendar.Span(d, d.AddDays(1)) }

// renewal lists the renewal window and, depending on auto-renew, the renewal date or the last covered day.
func (e *lister) renewal() {
	v, which := e.View, fmt.Sprint(e.terms)
	if can := v.CanRenew(); !can.Window.LastDay().Before(e.on) {
		e.add("window", which, can.Window, []int{0}, e.name+" can be renewed", "from %s through %s (%s)",
			can.Window.Start(), can.Window.LastDay(), can.Rule)
	}
	r := v.Renewal()
	switch c, canceled := v.Cancellation(); {
	case v.Phase() == lifecycle.Canceled, canceled && !c.Effective.After(r):
	case v.AutoRenew() && v.Kind() == policy.Subscription:
		e.add("renewal", which, day(r), []int{7, 1}, e.name+" renews itself",
			"unless auto-renew is switched off before")
	default:
		e.add("renewal", which, day(r.AddDays(-1)), []int{7, 1}, e.name+" ends", "this is its last covered day")
	}
}

func (e *lister) returns() {
	for i, r := range e.Returns {
		if r.Decision.Allowed() && !r.Deadline.Before(e.on) {
			e.add("return", fmt.Sprint(i+1), day(r.Deadline), []int{7, 1}, "Last day to return "+e.name,
				"the return must be %s by the end of this day (%s)", r.By, r.Decision.Rule)
		}
	}
}

// invoices lists what is to be paid: the unpaid invoices or, if there are no invoices at all, the charges.
func (e *lister) invoices() {
	for _, inv := range e.facts.Invoices {
		paid := !inv.Paid.IsZero() && !inv.Paid.After(e.on)
		fallen := !inv.Returned.IsZero() && !inv.Returned.After(e.on)
		if !paid && !fallen && !inv.NothingOwed {
			e.add("invoice", inv.Number, day(inv.Due), []int{7, 0}, "Invoice "+inv.Number+" is due: "+e.name,
				"issued on %s", inv.Issued)
		}
	}
	for _, c := range e.Charges {
		if len(e.facts.Invoices) == 0 && !c.Due.Before(e.on) {
			e.add("charge", fmt.Sprintf("%d.%d", e.terms, c.Number), day(c.Due), []int{7},
				c.Amount.String()+" is due: "+e.name, "%d of %d, before tax", c.Number, c.Of)
		}
	}
}

func (e *lister) cancellation() {
	if c, ok := e.View.Cancellation(); ok && !c.Effective.Before(e.on) {
		e.add("cancellation", "1", day(c.Effective), []int{7, 1}, e.name+" is canceled", "asked for on %s", c.Asked)
	}
}

// inOrder sorts events by their days, and events of the same day by their keys.
func inOrder(events []Event) []Event {
	return slices.SortedFunc(slices.Values(events), func(a, b Event) int {
		if by := a.Days.Start().Compare(b.Days.Start()); by != 0 {
			return by
		}
		return strings.Compare(a.Key, b.Key)
	})
}
