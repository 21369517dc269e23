package main

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
)

// priceList is the list price of one seat for one full term, before tax, by the exact name of an offering.
type priceList map[string]map[calendar.Term]money.Amount

// readPrices reads a price list: CSV with the columns offering_name, term, srp and currency, which is not needed if
// each price starts with its own. A mistake in it is an error: a price that is silently left out would be missed only
// much later.
func readPrices(data []byte) (priceList, error) {
	rows, err := readCSV(data, []string{offering, term, "srp"}, []string{offering, term, "srp", "currency"})
	if err != nil {
		return nil, err
	}
	list := priceList{}
	var bad []error
	for _, r := range rows {
		length, errTerm := parseTerm(r.cells[term])
		price, errPrice := parsePrice(r.cells["srp"], r.cells["currency"])
		name := r.cells[offering]
		_, twice := list[name][length]
		switch {
		case r.bad != reason{}:
			err = errors.New(r.bad.String())
		case errTerm != nil:
			err = fmt.Errorf("term %q: %w", r.cells[term], errTerm)
		case errPrice != nil:
			err = fmt.Errorf("srp %q: %w", r.cells["srp"], plainly(errPrice))
		case twice:
			err = fmt.Errorf("offering_name %q: is a duplicate", name)
		default:
			if list[name] == nil {
				list[name] = map[calendar.Term]money.Amount{}
			}
			list[name][length] = price
			continue
		}
		bad = append(bad, fmt.Errorf("row %d: %w", r.number, err))
	}
	return list, errors.Join(bad...)
}

// readAnchors reads the anchors known from elsewhere: CSV with the columns subscription_id and anchor, an ISO date.
func readAnchors(data []byte) (map[string]calendar.Date, error) {
	rows, err := readCSV(data, []string{id, "anchor"}, []string{id, "anchor"})
	if err != nil {
		return nil, err
	}
	anchors := map[string]calendar.Date{}
	var bad []error
	for _, r := range rows {
		d, err := calendar.ParseDate(r.cells["anchor"])
		if _, twice := anchors[r.cells[id]]; twice && err == nil {
			err = fmt.Errorf("%s %q: is a duplicate", id, r.cells[id])
		} else if err != nil {
			err = fmt.Errorf("anchor %q: %w", r.cells["anchor"], plainly(err))
		}
		if err != nil {
			bad = append(bad, fmt.Errorf("row %d: %w", r.number, err))
		}
		anchors[r.cells[id]] = d
	}
	return anchors, errors.Join(bad...)
}
