package coterm

import (
	"errors"
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
)

// UnmarshalJSON reads a purchase strictly, as [Plan.UnmarshalJSON] does. Of is required, and What and Fact must agree
// with it. For added seats, What has the day of the order and their number, but no term, and Fact is an entry of the
// changes. For anything else, What has the start of the term, but no seats, and Fact is an entry of the terms. The term
// of a renewal starts on its renewal date; another one does not start before the order. The day of a return cannot be
// before the order.
func (p *RecordedPurchase) UnmarshalJSON(data []byte) error {
	const op = "coterm.RecordedPurchase.UnmarshalJSON"
	type plain RecordedPurchase // without this method
	var read plain
	if err := strict.Decode(op, "purchase", data, &read); err != nil {
		return err
	}
	if read.Of.Kind == 0 {
		return input.Missing(op, "of")
	}
	if err := RecordedPurchase(read).check(op); err != nil {
		return err
	}
	*p = RecordedPurchase(read)
	return nil
}

// check refuses a purchase whose parts, each of which has been checked, contradict each other.
func (p RecordedPurchase) check(op string) error {
	bad, list := p.checkTerm(op), "terms"
	if p.Of.Event == refund.SeatsAdded {
		bad, list = p.checkSeats(op), "changes"
	}
	if p.Fact == "" {
		return errors.Join(append(bad, input.Missing(op, "fact"))...)
	}
	if !isEntry(p.Fact, list) {
		bad = append(bad, input.Errorf(op, "fact", p.Fact, input.ErrConflict, "is not an entry of the %s", list))
	}
	if day := p.What.Day; !day.IsZero() && day.Before(p.Of.Ordered) {
		bad = append(bad, input.Errorf(op, "what.day", day, input.ErrConflict, "is before the order, %s", p.Of.Ordered))
	}
	if !p.Returned.IsZero() && p.Returned.Before(p.Of.Ordered) {
		bad = append(bad, input.Errorf(op, "returned", p.Returned, input.ErrConflict, "is before the order, %s",
			p.Of.Ordered))
	}
	return errors.Join(bad...)
}

// checkSeats refuses anything but seats that were added on the day of the order.
func (p RecordedPurchase) checkSeats(op string) []error {
	bad := []error{input.Count(op, "what.seats", p.What.Seats, proration.MaxSeats)}
	if !p.What.Term.IsZero() {
		bad = append(bad, input.Errorf(op, "what.term", p.What.Term, input.ErrConflict,
			"must not be set: the purchase is for seats"))
	}
	if p.What.Added != p.Of.Ordered {
		bad = append(bad, input.Errorf(op, "what.added", p.What.Added, input.ErrConflict,
			"must be %s, the day of the order", p.Of.Ordered))
	}
	return bad
}

// checkTerm refuses anything but a term that was bought by the order.
func (p RecordedPurchase) checkTerm(op string) []error {
	const other = "must not be set: the purchase is for a term"
	var bad []error
	switch term := p.What.Term; {
	case term.IsZero():
		bad = append(bad, input.Missing(op, "what.term"))
	case p.Of.Event == refund.Renewed && term != p.Of.Renewal:
		bad = append(bad, input.Errorf(op, "what.term", term, input.ErrConflict, "must be %s, the renewal date",
			p.Of.Renewal))
	case p.Of.Event != refund.Renewed && term.Before(p.Of.Ordered):
		bad = append(bad, input.Errorf(op, "what.term", term, input.ErrConflict, "is before the order, %s",
			p.Of.Ordered))
	}
	if !p.What.Added.IsZero() {
		bad = append(bad, input.Errorf(op, "what.added", p.What.Added, input.ErrConflict, other))
	}
	if p.What.Seats != 0 {
		bad = append(bad, input.Errorf(op, "what.seats", p.What.Seats, input.ErrConflict, other))
	}
	if !p.What.Until.IsZero() {
		bad = append(bad, input.Errorf(op, "what.until", p.What.Until, input.ErrConflict, other))
	}
	return bad
}

// isEntry reports whether fact is the path of an entry of a list, such as terms[1].
func isEntry(fact, list string) bool {
	index, found := strings.CutPrefix(fact, list+"[")
	index, ends := strings.CutSuffix(index, "]")
	n, err := strconv.Atoi(index)
	return found && ends && err == nil && n >= 0 && strconv.Itoa(n) == index
}
