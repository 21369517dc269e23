package coterm

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// RecordedPurchase is one purchase in the facts of a subscription, in the form that a return takes. The zero
// RecordedPurchase is not valid.
type RecordedPurchase struct {
	// What is the purchase in the form that [Return] takes: a term by its start, or the seats that were added on a day,
	// less those that were returned. If an order of that day moved the renewal date, set Until as well.
	What     lifecycle.ReturnedPurchase `json:"what"`
	Of       refund.Purchase            `json:"of"`                // as [refund.Check] takes it, without Paid
	Returned calendar.Date              `json:"returned,omitzero"` // the day on which it or its last seat was returned
	Fact     string                     `json:"fact"`              // where it is in the facts, such as "terms[1]"
}

// Purchases lists the purchases in the facts of a subscription, by the day of order: each term, and the seats that were
// added on each day. It assumes that all were bought through one channel. It includes what was returned, and facts
// dated in the future. The zero Subscription has none. Implements refund.scope.
//
// To ask whether a purchase can be returned, pass its Of to [refund.Check], unless it was Returned already: Check knows
// of no other returns. It refuses a purchase that cannot have been made, such as a renewal that was ordered too early.
func Purchases(sub lifecycle.Subscription, channel policy.Channel) []RecordedPurchase {
	f := sub.Facts()
	var list []RecordedPurchase
	for i := range f.Terms {
		p := boughtTerm(f, i)
		p.Returned = sub.TermReturned(i)
		p.Fact = fmt.Sprintf("terms[%d]", i)
		list = append(list, p)
	}
	for i, c := range f.Changes {
		known := func(p RecordedPurchase) bool { return p.What.Added == c.Asked }
		if c.What != lifecycle.SeatsChanged || c.Effective != c.Asked || slices.ContainsFunc(list, known) {
			continue // seats that take effect with a renewal are bought with it
		}
		p := addedSeats(sub, f.Terms, c.Asked)
		p.Fact = fmt.Sprintf("changes[%d]", i)
		if p.What.Seats > 0 {
			list = append(list, p)
		}
	}
	for _, r := range f.Returns {
		takeBack(list, r)
	}
	for i := range list {
		list[i].Of.Kind, list[i].Of.Channel = f.Kind, channel
	}
	slices.SortStableFunc(list, func(a, b RecordedPurchase) int { return a.Of.Ordered.Compare(b.Of.Ordered) })
	return list
}

// boughtTerm is the order of the i-th term of the facts, counted from 0: the first one, a renewal, or an extension.
// What it renews is the last of the terms before it that ends where it starts, returned or not, or one that is not in
// the facts.
func boughtTerm(f lifecycle.Facts, i int) RecordedPurchase {
	term := f.Terms[i]
	p := RecordedPurchase{
		What: lifecycle.ReturnedPurchase{Term: term.Start},
		Of:   refund.Purchase{Event: refund.Bought, Term: term.Length, Ordered: term.Ordered},
	}
	if !term.AlignedTo.IsZero() {
		p.Of.Event = refund.Aligned
		return p
	}
	if i == 0 && !renewsUnlisted(f, term.Start) {
		return p
	}
	p.Of.Event, p.Of.Renewal = refund.Renewed, term.Start
	for _, earlier := range slices.Backward(f.Terms[:i]) {
		if earlier.End != term.Start {
			continue
		}
		if earlier.Length != term.Length {
			p.Of.Renews = earlier.Length
		}
		break
	}
	return p
}

// renewsUnlisted reports whether the term that starts on a day is the first of the facts, but not the very first one.
func renewsUnlisted(f lifecycle.Facts, start calendar.Date) bool {
	return len(f.Terms) > 0 && f.Terms[0].Start == start && f.Anchor.Before(start)
}

// addedSeats is the purchase of the seats that were added on a day, to the term that covered it; it has 0 seats if
// there were none.
func addedSeats(sub lifecycle.Subscription, terms []lifecycle.BoughtTerm, day calendar.Date) RecordedPurchase {
	p := RecordedPurchase{
		What: lifecycle.ReturnedPurchase{Added: day, Seats: sub.On(day).SeatsAdded()},
		Of:   refund.Purchase{Event: refund.SeatsAdded, Ordered: day},
	}
	for _, term := range terms {
		if calendar.Span(term.Start, term.End).Contains(day) && !term.Ordered.After(day) {
			p.Of.Term = term.Length
		}
	}
	return p
}

// takeBack carries out a return of all or some of the seats that were added on a day.
func takeBack(list []RecordedPurchase, r lifecycle.ReturnedPurchase) {
	for i := len(list) - 1; i >= 0; i-- {
		p := &list[i]
		if !r.Term.IsZero() || p.What.Added != r.Added || !p.Returned.IsZero() {
			continue
		}
		if r.Seats < p.What.Seats {
			p.What.Seats -= r.Seats
		} else {
			p.Returned = r.Day
		}
		return
	}
}
