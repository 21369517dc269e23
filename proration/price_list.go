package proration

import (
	"errors"
	"maps"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// PriceList holds list prices by length of term: the price of one seat for one full term, before tax. A term without an
// entry has no price; a nil PriceList is empty.
type PriceList map[calendar.Term]money.Amount

// Check refuses a key that is not a term, a price that is missing or below zero, and prices in two currencies. The
// field of each error is the term, such as "annual", and all are reported at once.
func (p PriceList) Check() error {
	const op = "proration.PriceList.Check"
	var bad []error
	var first money.Currency
	for _, length := range slices.Sorted(maps.Keys(p)) {
		srp, field := p[length], length.String()
		if _, err := length.MarshalText(); err != nil {
			bad = append(bad, input.At(err, op, field))
			continue
		}
		err := price.Check(op, field, srp)
		if err == nil {
			err = price.In(op, field, srp, first, "the others")
			first = srp.Currency()
		}
		bad = append(bad, err)
	}
	return errors.Join(bad...)
}
