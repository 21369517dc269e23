package coterm

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/refund"
)

// checkOf refuses a purchase that is not the one that is given back, and facts that do not return it.
func (c ReturnCredit) checkOf(op string) error {
	var bad []error
	differs := func(field string, got, want any, what string) {
		if got != want {
			bad = append(bad, input.Errorf(op, field, got, input.ErrConflict, "must be %[2]v, as in %[1]s", what, want))
		}
	}
	bad = append(bad, input.Within(c.Return.CheckOf(c.Of), op, "return."))
	n := len(c.Next.Returns) - 1
	if n < 0 {
		return errors.Join(append(bad, input.Missing(op, "next.returns"))...)
	}
	last := c.Next.Returns[n]
	differs(fmt.Sprintf("next.returns[%d].day", n), last.Day, c.Return.Decision.Asked, "the decision")
	differs("next.kind", c.Next.Kind, c.Of.Kind, "the purchase")
	ordered, renewal, length := last.Added, calendar.Date{}, lengthUpTo(c.Next, last)
	for _, term := range c.Next.Terms {
		if !last.Term.IsZero() && term.Start == last.Term {
			ordered, length = term.Ordered, term.Length
		}
	}
	if c.Of.Event == refund.Renewed {
		renewal = last.Term
	}
	if c.Note.Number != "" || len(c.Of.Paid) == 0 {
		differs(fmt.Sprintf("next.returns[%d].note", n), last.Note, c.Note.Number, "the credit note")
	}
	before := c.Next
	before.Returns = before.Returns[:n]
	seats, err := seatsPaid(op, "of.paid", c.Of, last, before.StartsWith, c.Seats)
	if bad = append(bad, err); err == nil {
		differs("seats", c.Seats, seats, "the paid lines")
	}
	differs("of.ordered", c.Of.Ordered, ordered, "the facts")
	differs("of.term", c.Of.Term, length, "the facts")
	differs("of.renewal", c.Of.Renewal, renewal, "the facts")
	bad = append(bad, c.checkRenews(op, renewal, length), c.checkInvoices(op, ordered, c.Return.Decision.Asked))
	return errors.Join(bad...)
}

// checkInvoices refuses an invoice of the facts that fell away on a day without a return. It also refuses a credit if
// no paid invoice of the facts bills the purchase.
func (c ReturnCredit) checkInvoices(op string, ordered, day calendar.Date) error {
	var bad []error
	paid := len(c.Of.Paid) == 0 || len(c.Next.Invoices) == 0
	for i, b := range c.Next.Invoices {
		of := func(r lifecycle.ReturnedPurchase) bool { return r.Day == b.Returned }
		if !b.Returned.IsZero() && !slices.ContainsFunc(c.Next.Returns, of) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("next.invoices[%d].returned", i), b.Returned,
				input.ErrConflict, "is not a day on which something was returned"))
		}
		if b.Returned == day {
			b.Returned = calendar.Date{} // it fell away with this return
		}
		paid = paid || ReturnRequest{}.isPaid(b, ordered, day)
	}
	if !paid {
		bad = append(bad, input.Errorf(op, "next.invoices", nil, input.ErrConflict,
			"has no paid invoice for the purchase that is given back"))
	}
	return errors.Join(bad...)
}

// checkRenews refuses a renewal unless a term of the length that it claims to have renewed ends where it starts. Renews
// is zero if that is its own length, and also if that term is not in the facts.
func (c ReturnCredit) checkRenews(op string, renewal calendar.Date, length calendar.Term) error {
	renewed := func(t lifecycle.BoughtTerm) bool {
		return t.End == renewal && t.Length == cmp.Or(c.Of.Renews, length)
	}
	same := c.Of.Renews != 0 && c.Of.Renews == length
	switch {
	case c.Of.Renews == 0 && renewsUnlisted(c.Next, renewal):
		return nil
	case c.Of.Event != refund.Renewed, !same && slices.ContainsFunc(c.Next.Terms, renewed):
		return nil
	case c.Of.Renews == 0:
		return input.Missing(op, "of.renews")
	}
	return input.Errorf(op, "of.renews", c.Of.Renews, input.ErrConflict,
		"must be the length of a term that ends on %s, other than the length of the renewal", renewal)
}
