package coterm

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/refund"
)

// checkOf refuses a purchase that is not the one that is given back, and facts that do not return it.
func (c ReturnCredit) checkOf(op string) error {
	bad := []error{c.checkPaid(op)}
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
	bad = append(bad, checkSeatsPaid(op, "of.paid", c.Of, last, before))
	differs("of.ordered", c.Of.Ordered, ordered, "the facts")
	differs("of.term", c.Of.Term, length, "the facts")
	differs("of.renewal", c.Of.Renewal, renewal, "the facts")
	return errors.Join(append(bad, c.checkRenews(op, renewal, length))...)
}

// checkRenews refuses a renewal for another length if the length that it says it renewed is not that of a term that
// ends on its start. Renews is zero if both are the same.
func (c ReturnCredit) checkRenews(op string, renewal calendar.Date, length calendar.Term) error {
	renewed := func(t lifecycle.BoughtTerm) bool {
		return t.End == renewal && t.Length == cmp.Or(c.Of.Renews, length)
	}
	same := c.Of.Renews != 0 && c.Of.Renews == length
	switch {
	case c.Of.Event != refund.Renewed, !same && slices.ContainsFunc(c.Next.Terms, renewed):
		return nil
	case c.Of.Renews == 0:
		return input.Missing(op, "of.renews")
	}
	return input.Errorf(op, "of.renews", c.Of.Renews, input.ErrConflict,
		"must be the length of a term that ends on %s, other than the length of the renewal", renewal)
}

// checkPaid refuses paid lines if the lines of the return are not what is left of them.
func (c ReturnCredit) checkPaid(op string) error {
	if len(c.Of.Paid) != len(c.Return.Lines) {
		return input.Errorf(op, "of.paid", nil, input.ErrConflict, "has %d entries, but %d lines are given back",
			len(c.Of.Paid), len(c.Return.Lines))
	}
	var bad []error
	for i, paid := range c.Of.Paid {
		line := c.Return.Lines[i]
		for _, a := range []struct {
			field                string
			paid, returned, left money.Amount
		}{{"net", paid.Net, paid.ReturnedNet, line.Net}, {"tax", paid.Tax, paid.ReturnedTax, line.Tax}} {
			if want, err := add(a.left, a.returned); err != nil || !want.Equal(a.paid) {
				bad = append(bad, input.Errorf(op, fmt.Sprintf("of.paid[%d].%s", i, a.field), a.paid, input.ErrConflict,
					"is not the sum of what is given back now and what was given back before"))
			}
		}
	}
	return errors.Join(bad...)
}
