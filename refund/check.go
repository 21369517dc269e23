package refund

import (
	"cmp"
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

const (
	maxLines = 10_000 // of one purchase
	maxText  = 200    // bytes
	maxTaxes = 4      // of one line
	maxSeats = 1_000_000
)

// check reports everything that is wrong with a purchase, the edition and the day.
func check(op string, ed policy.Edition, p Purchase, day calendar.Date) error {
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	bad = append(bad, p.check(op, ed))
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	return errors.Join(bad...)
}

// check reports everything that is wrong with a purchase in itself and, if there is an edition, under it.
func (p Purchase) check(op string, ed policy.Edition) error {
	var bad []error
	_, err := p.Kind.MarshalText()
	bad = append(bad, input.At(err, op, "kind"))
	bad = append(bad, checkTerm(op, p))
	_, err = p.Channel.MarshalText()
	bad = append(bad, input.At(err, op, "channel"))
	_, err = p.Event.MarshalText()
	bad = append(bad, input.At(err, op, "event"))
	if p.Kind == policy.FlexTokens && (p.Event == SeatsAdded || p.Event == Aligned) {
		bad = append(bad, input.Errorf(op, "event", p.Event, input.ErrConflict,
			"is not possible: Flex tokens have neither seats nor a term"))
	}
	if p.Ordered.IsZero() {
		bad = append(bad, input.Missing(op, "ordered"))
	}
	switch {
	case p.Event == Renewed && p.Renewal.IsZero():
		bad = append(bad, input.Missing(op, "renewal"))
	case p.Event != Renewed && !p.Renewal.IsZero():
		bad = append(bad, notSet(op, "renewal", p.Renewal, "the event is not a renewal"))
	}
	bad = append(bad, checkRenews(op, p), checkOrdered(op, ed, p), checkPaid(op, p.Paid))
	return errors.Join(bad...)
}

// notSet refuses a value that is given although the other fields rule it out.
func notSet(op, field string, value any, why string) error {
	return input.Errorf(op, field, value, input.ErrConflict, "must not be set: %s", why)
}

func checkTerm(op string, p Purchase) error {
	if p.Term == 0 && p.Kind != policy.Subscription {
		return nil
	}
	if _, err := p.Term.MarshalText(); err != nil {
		return input.At(err, op, "term")
	}
	if p.Kind == policy.FlexTokens {
		return notSet(op, "term", p.Term, "Flex tokens have no term")
	}
	return nil
}

func checkRenews(op string, p Purchase) error {
	if p.Renews == 0 {
		return nil
	}
	if _, err := p.Renews.MarshalText(); err != nil {
		return input.At(err, op, "renews")
	}
	if p.Event != Renewed || p.Kind != policy.Subscription {
		return notSet(op, "renews", p.Renews, "the purchase is not a renewal of a subscription")
	}
	return nil
}

// checkOrdered refuses a renewal that cannot have been ordered on its day: before early renewal opens, or after late
// renewal is over. Implements refund.days.
func checkOrdered(op string, ed policy.Edition, p Purchase) error {
	if ed.IsZero() || p.Event != Renewed || p.Ordered.IsZero() || p.Renewal.IsZero() {
		return nil // which has been reported
	}
	early, late := ed.RenewalRules().WindowDays, lastLateDay(ed, p)
	refuse := func(format string, days int) error {
		return input.Errorf(op, "ordered", p.Ordered, input.ErrRange, format, p.Renewal.AddDays(days), p.Renewal)
	}
	switch days := p.Ordered.Sub(p.Renewal); {
	case days < -early:
		return refuse("is before %s, the first day of early renewal for %s", -early)
	case days > late:
		return refuse("is after %s, the last day of late renewal for %s", late)
	}
	return nil
}

// lastLateDay returns how many days after the renewal date a renewal can be ordered. The length of Suspended is that of
// the term that is renewed. Kinds without stages of their own count as annual, as they do for returns. An unpaid
// invoice would end the stages earlier, but that is not known here.
func lastLateDay(ed policy.Edition, p Purchase) int {
	length := calendar.Annual
	if p.Kind == policy.Subscription {
		length = cmp.Or(p.Renews, p.Term)
	}
	return ed.LateDays(p.Kind, length)
}

func checkPaid(op string, lines []PaidLine) error {
	if err := input.Length(op, "paid", len(lines), maxLines); err != nil {
		return err
	}
	var bad []error
	for i, line := range lines {
		bad = append(bad, line.check(op, fmt.Sprintf("paid[%d].", i), lines[0].Net.Currency()))
	}
	return errors.Join(bad...)
}

// check reports everything that is wrong with a line, whose fields are under at. It must be in the given currency; the
// zero Currency allows any.
func (p PaidLine) check(op, at string, currency money.Currency) error {
	var bad []error
	if p.Description != "" {
		bad = append(bad, input.Name(op, at+"description", p.Description, maxText))
	}
	bad = append(bad, input.Range(op, at+"seats", p.Seats, 0, maxSeats))
	net := checkAmount(op, at+"net", p.Net, currency)
	tax := checkAmount(op, at+"tax", p.Tax, cmp.Or(currency, p.Net.Currency()))
	bad = append(bad, net, tax)
	if net == nil && tax == nil && tooMuch(p.Tax, p.Net) {
		bad = append(bad, moreThan(op, at+"tax", p.Tax, "net", p.Net))
	}
	if net == nil {
		net = checkReturned(op, at+"returnedNet", p.ReturnedNet, p.Net, p.ReturnedTax)
		bad = append(bad, net)
	}
	if tax == nil {
		tax = checkReturned(op, at+"returnedTax", p.ReturnedTax, p.Tax, p.ReturnedNet)
		bad = append(bad, tax)
	}
	if net == nil && tax == nil {
		bad = append(bad, p.checkTaxes(op, at), p.checkTogether(op, at))
	}
	return errors.Join(bad...)
}

func checkAmount(op, field string, a money.Amount, currency money.Currency) error {
	if err := price.Whole(op, field, a); err != nil {
		return err
	}
	return price.In(op, field, a, currency, "the first line")
}

// checkReturned checks what was returned, if anything, against what was paid. Net and tax are returned together: if
// only one were recorded, the other would be given back a second time.
func checkReturned(op, field string, returned, paid, other money.Amount) error {
	switch {
	case returned.IsZero() && other.IsZero():
		return nil
	case returned.IsZero():
		return input.Missing(op, field)
	}
	if err := checkAmount(op, field, returned, paid.Currency()); err != nil {
		return err
	}
	if more(returned, paid) {
		return moreThan(op, field, returned, "was paid", paid)
	}
	return nil
}

// checkTogether refuses tax that was returned without net, and net that was returned without its tax. Implements
// refund.amount.
func (p PaidLine) checkTogether(op, at string) error {
	switch {
	case p.ReturnedNet.Sign() == 0 && p.ReturnedTax.Sign() > 0:
		return input.Errorf(op, at+"returnedNet", p.ReturnedNet, input.ErrConflict,
			"must be more than 0: its tax was returned")
	case p.ReturnedNet.Sign() > 0 && p.ReturnedTax.Sign() == 0 && p.hasTaxReturned():
		return input.Errorf(op, at+"returnedTax", p.ReturnedTax, input.ErrConflict,
			"must be more than 0: its net price was returned")
	}
	return nil
}

// hasTaxReturned reports whether the tax on the returned net is too much for rounding to have removed all of it, given
// that there are up to four taxes, each rounded down. It always reports true for a net that does not fit into an int64.
func (p PaidLine) hasTaxReturned() bool {
	net, err := p.Net.Minor()
	if err != nil {
		return true
	}
	currency := p.Tax.Currency()
	part, _ := price.SureExact(p.Tax.MulDiv(price.Sure(p.ReturnedNet.Minor()), net, currency.Rounding(money.Down)))
	return price.Sure(part.Minor()) >= maxTaxes
}

func moreThan(op, field string, a money.Amount, what string, most money.Amount) error {
	return input.Errorf(op, field, a, input.ErrConflict, "is more than %s, %s", what, most)
}

// tooMuch reports whether a tax is more than the tax on a net price can be. Rates are at most 100% in all, but each of
// up to four taxes may have been rounded up: EUR 0.11 taxed twice at 50% has EUR 0.06 + 0.06.
func tooMuch(tax, net money.Amount) bool {
	if net.Sign() == 0 {
		return tax.Sign() > 0
	}
	up := price.Sure(money.FromMinor(maxTaxes-1, net.Currency()))
	return more(tax, net) && more(price.Sure(tax.Sub(net)), up)
}

// more reports whether a is more than b, which is known to be in the same currency.
func more(a, b money.Amount) bool { return price.Sure(a.Cmp(b)) > 0 }
