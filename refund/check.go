package refund

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// maxLines is the largest number of lines of one purchase.
const maxLines = 10_000

// check reports everything that is wrong with a purchase, the edition and the day.
func check(op string, ed policy.Edition, p Purchase, day calendar.Date) error {
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	_, err := p.Kind.MarshalText()
	bad = append(bad, input.At(err, op, "kind"))
	bad = append(bad, checkTerm(op, p))
	_, err = p.Channel.MarshalText()
	bad = append(bad, input.At(err, op, "channel"))
	_, err = p.Event.MarshalText()
	bad = append(bad, input.At(err, op, "event"))
	if p.Kind == policy.FlexTokens && (p.Event == SeatsAdded || p.Event == Aligned) {
		bad = append(bad, input.Errorf(op, "event", p.Event, input.ErrConflict, "cannot be: Flex tokens have neither seats nor a term"))
	}
	if p.Ordered.IsZero() {
		bad = append(bad, input.Missing(op, "ordered"))
	}
	switch {
	case p.Event == Renewed && p.Renewal.IsZero():
		bad = append(bad, input.Missing(op, "renewal"))
	case p.Event != Renewed && !p.Renewal.IsZero():
		bad = append(bad, input.Errorf(op, "renewal", p.Renewal, input.ErrConflict, "cannot be: the event is no renewal"))
	}
	bad = append(bad, checkPaid(op, p.Paid))
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	return errors.Join(bad...)
}

func checkTerm(op string, p Purchase) error {
	if p.Term == 0 && p.Kind != policy.Subscription {
		return nil
	}
	if _, err := p.Term.MarshalText(); err != nil {
		return input.At(err, op, "term")
	}
	if p.Kind == policy.FlexTokens {
		return input.Errorf(op, "term", p.Term, input.ErrConflict, "cannot be: Flex tokens have none")
	}
	return nil
}

func checkPaid(op string, lines []Paid) error {
	if err := input.Length(op, "paid", len(lines), maxLines); err != nil {
		return err
	}
	var bad []error
	for i, line := range lines {
		at := func(field string) string { return fmt.Sprintf("paid[%d].%s", i, field) }
		net := checkAmount(op, at("net"), line.Net, lines[0].Net.Currency())
		tax := checkAmount(op, at("tax"), line.Tax, lines[0].Net.Currency())
		bad = append(bad, net, tax)
		if net == nil {
			bad = append(bad, checkReturned(op, at("returnedNet"), line.ReturnedNet, line.Net))
		}
		if tax == nil {
			bad = append(bad, checkReturned(op, at("returnedTax"), line.ReturnedTax, line.Tax))
		}
	}
	return errors.Join(bad...)
}

func checkAmount(op, field string, a money.Amount, currency money.Currency) error {
	switch {
	case a.IsZero():
		return input.Missing(op, field)
	case a.Sign() < 0:
		return input.Errorf(op, field, a, input.ErrRange, "is negative")
	case !a.IsWhole():
		return input.Errorf(op, field, a, input.ErrRange, "is not a whole number of minor units: nobody can have paid it")
	case a.Currency() != currency && !currency.IsZero(): // without a first amount there is nothing to differ from
		return input.Errorf(op, field, a, input.ErrCurrency, "is not in %s as the first line", currency)
	}
	return nil
}

// checkReturned holds what was returned, if anything, against what was paid.
func checkReturned(op, field string, returned, paid money.Amount) error {
	if returned.IsZero() {
		return nil
	}
	if err := checkAmount(op, field, returned, paid.Currency()); err != nil {
		return err
	}
	if order, _ := returned.Cmp(paid); order > 0 { // both are amounts in one currency
		return input.Errorf(op, field, returned, input.ErrConflict, "is more than was paid, %s", paid)
	}
	return nil
}
