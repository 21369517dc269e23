package main

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// result is what the run says of one subscription.
type result struct {
	ID      string               `json:"id"`
	Edition policy.Fingerprint   `json:"edition"`
	Phase   lifecycle.Phase      `json:"phase,omitzero"` // none before the first covered day
	Until   calendar.Date        `json:"until,omitzero"`
	Overdue bool                 `json:"overdue,omitempty"`
	Renewal calendar.Date        `json:"renewal,omitzero"`
	Renew   policy.Decision      `json:"renew"`
	Due     []invoice.Instalment `json:"due,omitempty"` // in the month, of whatever was ordered by the day of the run
}

// bill works a subscription out for a day and the month that it is in.
func bill(s subscription, on calendar.Date, month calendar.Period) (result, error) {
	st := s.On(on)
	r := result{
		ID: s.id, Edition: s.Edition().Fingerprint(),
		Phase: st.Phase, Until: st.Until, Overdue: st.Overdue, Renewal: st.Renewal, Renew: s.CanRenew(on),
	}
	if s.Kind() != policy.Subscription {
		return r, nil // Flex tokens and trials have no list price of a term
	}
	terms, err := s.termCharges(on)
	if err != nil {
		return result{}, err
	}
	added, err := s.seatCharges(on)
	if err != nil {
		return result{}, err
	}
	for _, part := range append(terms, added...) {
		if month.Contains(part.Due) {
			r.Due = append(r.Due, part)
		}
	}
	slices.SortStableFunc(r.Due, func(a, b invoice.Instalment) int { return a.Due.Compare(b.Due) })
	return r, nil
}

// termCharges returns the instalments of the terms that were ordered by a day.
func (s subscription) termCharges(on calendar.Date) ([]invoice.Instalment, error) {
	facts := s.Facts()
	var all []invoice.Instalment
	anchor := facts.Anchor
	for i, term := range facts.Terms {
		if term.Ordered.After(on) {
			break
		}
		list, err := s.termCharge(anchor, i, term)
		if err != nil {
			return nil, fmt.Errorf("facts.terms[%d]: %w", i, err)
		}
		all = append(all, list...)
		if !term.AlignedTo.IsZero() {
			anchor = term.AlignedTo // coterm.re-anchor
		}
	}
	return all, nil
}

func (s subscription) termCharge(anchor calendar.Date, i int, term lifecycle.BoughtTerm) ([]invoice.Instalment, error) {
	price, err := s.price(term.Length)
	if err != nil {
		return nil, err
	}
	covered, err := calendar.Between(term.Start, term.End)
	if err != nil {
		return nil, err
	}
	service, err := calendar.NewService(term.Length, anchor, covered)
	if err != nil {
		return nil, err
	}
	// What was asked for later is no part of this order: seats that were added after an early renewal were charged up to its end.
	later := func(c lifecycle.Change) bool {
		return c.Asked.After(term.Ordered) || c.Asked == term.Ordered && c.Effective == c.Asked
	}
	facts := s.Facts()
	then, err := s.with(facts.Terms[:i+1], slices.DeleteFunc(facts.Changes, later))
	if err != nil {
		return nil, err
	}
	line := proration.PriceRequest{SRP: price, Seats: then.Seats(term.Start), Service: service, Bought: covered}
	charge, err := proration.Price(s.Edition(), line)
	if err != nil {
		return nil, err
	}
	if !term.AlignedTo.IsZero() { // an extension is charged at once, however long it is
		return []invoice.Instalment{{
			Number: 1, Of: 1, Date: term.Ordered, Due: s.terms.Due(term.Ordered), Covers: covered, Amount: charge.Amount,
		}}, nil
	}
	return invoice.Instalments(s.Edition(), invoice.Sale{
		Kind: s.Kind(), Service: service, Ordered: term.Ordered, Renewal: i > 0, Amount: charge.Amount, NetTerms: s.terms,
	})
}

// seatCharges returns the instalments of the seats that were added by a day.
func (s subscription) seatCharges(on calendar.Date) ([]invoice.Instalment, error) {
	facts := s.Facts()
	var all []invoice.Instalment
	for i, change := range facts.Changes {
		if change.What != lifecycle.SeatsChanged || change.Asked != change.Effective || change.Asked.After(on) {
			continue
		}
		known := slices.IndexFunc(facts.Terms, func(t lifecycle.BoughtTerm) bool { return t.Ordered.After(change.Asked) })
		if known < 0 {
			known = len(facts.Terms)
		}
		then, err := s.with(facts.Terms[:known], facts.Changes[:i])
		if err != nil {
			return nil, fmt.Errorf("facts.changes[%d]: %w", i, err)
		}
		more := change.Seats - then.Seats(change.Asked)
		if more <= 0 {
			continue
		}
		list, err := s.seatCharge(then, change.Asked, more)
		if err != nil {
			return nil, fmt.Errorf("facts.changes[%d]: %w", i, err)
		}
		all = append(all, list...)
	}
	return all, nil
}

func (s subscription) seatCharge(then lifecycle.Subscription, on calendar.Date, more int) ([]invoice.Instalment, error) {
	price, err := s.price(then.Service(on).Term())
	if err != nil {
		return nil, err
	}
	added, err := coterm.AddSeats(then, coterm.SeatAdd{On: on, Seats: more, SRP: price, Terms: s.terms})
	return added.Instalments, err
}

// with is the subscription as it was when there were these terms and changes.
func (s subscription) with(terms []lifecycle.BoughtTerm, changes []lifecycle.Change) (lifecycle.Subscription, error) {
	facts := s.Facts()
	facts.Terms, facts.Changes, facts.Canceled = terms, changes, calendar.Date{}
	return lifecycle.New(s.Edition(), facts)
}

func (s subscription) price(length calendar.Term) (money.Amount, error) {
	price, ok := s.srp[length]
	if !ok {
		return money.Amount{}, errors.New("srp: has no price of " + length.String() + " terms")
	}
	return price, nil
}
