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
	sub, err := lifecycle.New(s.editions.on(s.Region, on), s.Facts)
	if err != nil {
		return result{}, err
	}
	v := sub.On(on)
	st := v.Status()
	r := result{
		ID: s.ID, Edition: v.Edition().Fingerprint(),
		Phase: st.Phase, Until: st.Until, Overdue: st.Overdue, Renewal: st.Renewal, Renew: v.CanRenew(),
	}
	if v.Kind() != policy.Subscription {
		return r, nil // Flex tokens and trials have no list price of a term
	}
	if len(s.Facts.Returns) > 0 {
		return result{}, errors.New("facts.returns: of what was returned nothing more is billed: bill the rest by hand")
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
	var all []invoice.Instalment
	anchor := s.Facts.Anchor
	for i, term := range s.Facts.Terms {
		if term.Ordered.After(on) {
			break
		}
		list, err := s.termCharge(anchor, term, i > 0)
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

// termCharge prices a term by the edition and for the seats of its order.
func (s subscription) termCharge(
	anchor calendar.Date, term lifecycle.BoughtTerm, renewal bool,
) ([]invoice.Instalment, error) {
	price, err := s.price(term.Length)
	if err != nil {
		return nil, err
	}
	covered := calendar.Span(term.Start, term.End)
	service, err := calendar.NewService(term.Length, anchor, covered)
	if err != nil {
		return nil, err
	}
	changes, err := s.orderedWith(term)
	if err != nil {
		return nil, err
	}
	sub, err := s.knownOn(term.Ordered, changes)
	if err != nil {
		return nil, err
	}
	v := sub.On(calendar.Latest(term.Ordered, term.Start)) // it has started, whether it was ordered early or late
	request := proration.PriceRequest{SRP: price, Seats: v.Seats(), Service: service, Bought: covered}
	if !term.AlignedTo.IsZero() { // an extension is charged at once, however long it is (coterm.extend-charge)
		charge, err := proration.Price(v.Edition(), request)
		if err != nil {
			return nil, err
		}
		return []invoice.Instalment{{
			Number: 1, Of: 1, Date: term.Ordered, Due: s.terms.Due(term.Ordered), Covers: covered,
			Amount: charge.Amount,
		}}, nil
	}
	charge, err := proration.FullTerm(v.Edition(), request)
	if err != nil {
		return nil, err
	}
	return invoice.Instalments(v.Edition(), invoice.Sale{
		Kind: v.Kind(), Service: service, Ordered: term.Ordered, Renewal: renewal, Amount: charge.Amount,
		NetTerms: s.terms,
	})
}

// orderedWith returns the changes up to the order of a term, but for seats that were added on its day: those are
// charged by themselves, up to its end.
func (s subscription) orderedWith(term lifecycle.BoughtTerm) ([]lifecycle.Change, error) {
	var list []lifecycle.Change
	for i, change := range s.Facts.Changes {
		if change.Asked.After(term.Ordered) {
			break
		}
		if change.Asked == term.Ordered {
			more, _, err := s.added(i)
			if err != nil {
				return nil, err
			}
			if more > 0 {
				continue
			}
		}
		list = append(list, change)
	}
	return list, nil
}

// seatCharges returns the instalments of the seats that were added by a day, at the price of the day on which they
// were.
func (s subscription) seatCharges(on calendar.Date) ([]invoice.Instalment, error) {
	var all []invoice.Instalment
	for i, change := range s.Facts.Changes {
		if change.Asked.After(on) {
			break
		}
		more, v, err := s.added(i)
		if err == nil && more > 0 {
			var price coterm.SeatPrice
			price, err = coterm.AddSeats(v, coterm.SeatRequest{
				Seats: more, SRP: s.SRP[v.Stretch().Term()], NetTerms: s.terms,
			})
			all = append(all, price.Instalments...)
		}
		if err != nil {
			return nil, fmt.Errorf("facts.changes[%d]: %w", i, err)
		}
	}
	return all, nil
}

// added returns how many seats a change has added at once, and the view of that day without it.
func (s subscription) added(i int) (int, lifecycle.View, error) {
	change := s.Facts.Changes[i]
	if change.What != lifecycle.SeatsChanged || change.Effective != change.Asked {
		return 0, lifecycle.View{}, nil
	}
	sub, err := s.knownOn(change.Asked, s.Facts.Changes[:i])
	v := sub.On(change.Asked)
	return change.Seats - v.Seats(), v, err
}

// knownOn is the subscription as it was known on a day, with some of its changes, under the edition of that day.
func (s subscription) knownOn(day calendar.Date, changes []lifecycle.Change) (lifecycle.Subscription, error) {
	late := func(d calendar.Date) bool { return d.After(day) }
	f := s.Facts
	f.Changes = changes
	f.Terms = slices.DeleteFunc(slices.Clone(f.Terms), func(t lifecycle.BoughtTerm) bool { return late(t.Ordered) })
	f.FailedCharges = slices.DeleteFunc(slices.Clone(f.FailedCharges), late)
	f.Invoices = slices.Clone(f.Invoices)
	for i := range f.Invoices {
		if late(f.Invoices[i].Paid) {
			f.Invoices[i].Paid = calendar.Date{}
		}
	}
	if late(f.Cancellation.Asked) {
		f.Cancellation = lifecycle.Cancellation{}
	}
	return lifecycle.New(s.editions.on(s.Region, day), f)
}

func (s subscription) price(length calendar.Term) (money.Amount, error) {
	price, ok := s.SRP[length]
	if !ok {
		return money.Amount{}, errors.New("srp: has no price of " + length.String() + " terms")
	}
	return price, nil
}
