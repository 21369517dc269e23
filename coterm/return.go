package coterm

import (
	"cmp"
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// ReturnRequest is a purchase of a subscription that is to be returned on the day of a view.
type ReturnRequest struct {
	// What is returned: a term by its start, or added seats; see [lifecycle.View.Return]. Leave What.Note empty; set
	// Note.
	What    lifecycle.ReturnedPurchase `json:"what"`
	Channel policy.Channel             `json:"channel"` // by which it was bought

	// Paid is what was paid for the purchase, and how much of that has already been given back: see
	// [invoice.Invoice.PaidLines]. Without lines there is no credit note. It must be for the seats that are returned.
	// If 2 of 5 seats are returned, it is what was paid for the 2, and each line must state its Seats: the lines of the
	// invoice, which are for 5, are refused.
	Paid     []refund.PaidLine `json:"paid,omitempty"`
	Invoices []string          `json:"invoices,omitempty"` // the numbers of its invoices in the facts, which fall away
	Note     string            `json:"note,omitempty"`     // the number of its credit note, which no other return has
	If       calendar.Date     `json:"if,omitzero"`        // the expected renewal date, to refuse repeats; zero for any
	IfSeats  int               `json:"ifSeats,omitzero"`   // the expected number of seats before it, likewise
}

// ReturnCredit is what is given back for a returned purchase, and the facts with the return. It is plain data, and
// reads back from JSON.
type ReturnCredit struct {
	Return refund.Return      `json:"return"`        // the decision, the deadline and the amounts
	Note   invoice.CreditNote `json:"note,omitzero"` // the zero CreditNote if nothing was paid
	Next   lifecycle.Facts    `json:"next"`          // the facts with the return
	Of     refund.Purchase    `json:"of"`            // what was returned, as passed to [refund.Check]
	// Seats is the number of seats for which Of was paid; 0 if its lines do not say. The facts do not always keep it:
	// the seats that a renewal carried are no longer on record if it is returned on the day of its order.
	Seats int `json:"seats,omitzero"`
}

// Return gives back what was paid for a purchase of a subscription, and records that it is returned on the day of the
// view. From that day on it counts as not bought. The facts say what it was (a first purchase, a renewal, an extension,
// added seats), when it was ordered and for which term. The decision is that of [refund.Check], the note that of
// [invoice.CreditReturn], and the facts those of [lifecycle.View.Return]. Implements refund.effect.
//
// Paid must be for the seats that are returned: all seats of a term, or as many of the added ones as are returned. Each
// instalment of a three-year subscription is for all those seats. The purchase must really have been paid: if the facts
// have invoices, one of them (of those that the request names, if it names any) must be paid and not have fallen away.
// The invoice of added seats falls away with the last of the seats, so name it only in the request that returns the
// last.
//
// If the purchase cannot be returned, the error is a [*policy.Refusal]; a trial can never be returned
// (refund.excluded).
func Return(v lifecycle.View, request ReturnRequest) (ReturnCredit, error) {
	const op = "coterm.Return"
	if err := errors.Join(checkView(op, v, request.If), checkSeats(op, v, request.IfSeats)); err != nil {
		return ReturnCredit{}, err
	}
	if err := request.numberNote(op); err != nil {
		return ReturnCredit{}, err
	}
	if v.Kind() == policy.Trial { // nothing was bought that the facts could show, whatever is asked for
		trial := refund.Purchase{Kind: policy.Trial, Channel: request.Channel, Event: refund.Bought}
		trial.Ordered = v.Subscription().Facts().Terms[0].Ordered
		no, err := refund.Check(v.Edition(), trial, v.Day())
		return ReturnCredit{}, cmp.Or(given(op, err), no.Decision.Err())
	}
	next, err := v.Return(request.What, request.Invoices...)
	if err != nil {
		return ReturnCredit{}, given(op, err)
	}
	facts := next.Facts()
	request.What.Until = facts.Returns[len(facts.Returns)-1].Until // for seats, even if the request leaves it out
	of := purchaseOf(v, request)
	seats, err := request.checkPaid(op, v, of)
	if err != nil {
		return ReturnCredit{}, err
	}
	credit := ReturnCredit{Of: of, Next: facts, Seats: seats}
	credit.Of.Paid = clonePaid(request.Paid)
	if credit.Return, err = refund.Check(v.Edition(), credit.Of, v.Day()); err != nil {
		return ReturnCredit{}, given(op, err)
	}
	if err := credit.Return.Decision.Err(); err != nil {
		return ReturnCredit{}, err
	}
	if len(request.Paid) == 0 {
		return credit, nil
	}
	if credit.Note, err = invoice.CreditReturn(credit.Return, request.Note, v.Day()); err != nil {
		return ReturnCredit{}, input.At(err, op, "note")
	}
	return credit, nil
}

// clonePaid copies what was paid, so that later changes by the caller do not change the return.
func clonePaid(paid []refund.PaidLine) []refund.PaidLine {
	paid = slices.Clone(paid)
	for i := range paid {
		paid[i].Taxes = slices.Clone(paid[i].Taxes)
	}
	return paid
}

// numberNote puts the number of the credit note into What, if there is to be one.
func (r *ReturnRequest) numberNote(op string) error {
	if r.What.Note != "" && r.What.Note != r.Note {
		return input.Errorf(op, "what.note", r.What.Note, input.ErrConflict, "must be %q, as in the request", r.Note)
	}
	if r.What.Note = r.Note; len(r.Paid) == 0 {
		r.What.Note = ""
	}
	return nil
}

// checkPaid checks what was paid against what is returned and the invoices in the facts, and returns the number of
// seats that was paid for.
func (r ReturnRequest) checkPaid(op string, v lifecycle.View, of refund.Purchase) (int, error) {
	what := r.What
	what.Day = calendar.Date{} // it is not on record yet
	seats, err := seatsPaid(op, "paid", of, what, v.Subscription().StartsWith, 0)
	if err := cmp.Or(r.checkPartPaid(op, v), err); err != nil {
		return 0, err
	}
	invoices := v.Subscription().Facts().Invoices
	if len(r.Paid) == 0 || len(invoices) == 0 {
		return seats, nil
	}
	isPaid := func(b lifecycle.BilledInvoice) bool { return r.isPaid(b, of.Ordered, v.Day()) }
	if !slices.ContainsFunc(invoices, isPaid) {
		return 0, input.Errorf(op, "paid", nil, input.ErrConflict,
			"must not be set: it has no invoice that is paid and not returned")
	}
	if len(r.Invoices) > 0 && r.leavesSeats(v) {
		return 0, input.Errorf(op, "invoices[0]", r.Invoices[0], input.ErrConflict,
			"falls away only with the last of the seats that were added on %s, and some are left", r.What.Added)
	}
	return seats, nil
}

// isPaid reports whether an invoice was paid by a day and has not fallen away before it, was not issued before the
// order, and is named if any are.
func (r ReturnRequest) isPaid(b lifecycle.BilledInvoice, ordered, day calendar.Date) bool {
	paid := b.NothingOwed || !b.Paid.IsZero() && !b.Paid.After(day)
	return paid && b.Returned.IsZero() && !b.Issued.Before(ordered) &&
		(len(r.Invoices) == 0 || slices.Contains(r.Invoices, b.Number))
}

// purchaseOf returns a purchase that can be returned as it is in the facts.
func purchaseOf(v lifecycle.View, request ReturnRequest) refund.Purchase {
	sub := v.Subscription()
	f := sub.Facts()
	p := refund.Purchase{Event: refund.SeatsAdded, Ordered: request.What.Added, Term: lengthUpTo(f, request.What)}
	if !request.What.Term.IsZero() {
		last := len(f.Terms) - 1
		for !sub.TermReturned(last).IsZero() {
			last-- // there is one that is not returned: the one that is to be
		}
		p = boughtTerm(f, last).Of
	}
	p.Kind, p.Channel, p.Paid = v.Kind(), request.Channel, request.Paid
	return p
}

// lengthUpTo returns the length of the term up to whose end seats were added, among the terms ordered by then.
func lengthUpTo(f lifecycle.Facts, seats lifecycle.ReturnedPurchase) calendar.Term {
	var length calendar.Term
	for _, term := range f.Terms {
		if term.End == seats.Until && !term.Ordered.After(seats.Added) {
			length = term.Length
		}
	}
	return length
}

// Rules returns the rules that the return rests on.
func (c ReturnCredit) Rules() []rule.ID { return append(c.Return.Rules(), rule.RefundEffect) }

// Explain returns what is given back, the credit note, and the statement of each rule.
func (c ReturnCredit) Explain() string {
	if c.Return.Decision == (policy.Decision{}) {
		return "no return"
	}
	text := c.Return.String()
	if len(c.Note.Lines) > 0 {
		text += "\n" + c.Note.String()
	}
	return text + "\n" + rule.Explain(c.Rules()...)
}
