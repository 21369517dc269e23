package answer

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// billed is a record whose charges are being worked out.
type billed struct {
	*subs.Record
	terms    invoice.NetTerms
	editions subs.Editions
}

// charges returns the instalments that can fall in the month, of the terms that were ordered by the day and of the
// seats that were added since. Added seats that the rules refuse, and a term without a list price, are faults:
// otherwise the total would be too low.
func (a *Asker) charges(r *subs.Record) ([]invoice.Instalment, error) {
	if len(r.Facts.Returns) > 0 {
		return nil, subs.Faults{{
			Field:  "facts.returns",
			Reason: "is not billed here: of what was returned nothing more is charged; bill the rest by hand",
		}}
	}
	terms, err := r.Net.Terms()
	if err != nil {
		return nil, err
	}
	s := billed{Record: r, terms: terms, editions: a.editions}
	var all []invoice.Instalment
	anchor := r.Facts.Anchor
	for i, term := range r.Facts.Terms {
		if term.Ordered.After(a.on) {
			break
		}
		if a.mayCharge(term, r.Net) {
			list, err := s.termCharge(anchor, term, i > 0)
			if err != nil {
				return nil, subs.FaultsOf(fmt.Sprintf("facts.terms[%d]", i), err)
			}
			all = append(all, list...)
		}
		if !term.AlignedTo.IsZero() {
			anchor = term.AlignedTo // coterm.re-anchor
		}
	}
	added, err := s.seatCharges(a.on)
	return append(all, added...), err
}

// termCharge prices a term under the edition and for the seats of its order.
func (s *billed) termCharge(
	anchor calendar.Date, term lifecycle.BoughtTerm, renewal bool,
) ([]invoice.Instalment, error) {
	price, ok := s.SRP.Of(term.Length)
	if !ok {
		return nil, noPrice(term.Length)
	}
	covered := calendar.Span(term.Start, term.End)
	service, err := calendar.NewService(term.Length, anchor, covered)
	if err != nil {
		return nil, err
	}
	seats, ed, err := s.orderedAs(term)
	if err != nil {
		return nil, err
	}
	request := proration.PriceRequest{SRP: price, Seats: seats, Service: service, Bought: covered}
	if !term.AlignedTo.IsZero() { // an extension is charged at once, however long it is (coterm.extend-charge)
		charge, err := proration.Price(ed, request)
		if err != nil {
			return nil, err
		}
		return []invoice.Instalment{{
			Number: 1, Of: 1, Date: term.Ordered, Due: s.terms.Due(term.Ordered), Covers: covered,
			Amount: charge.Amount,
		}}, nil
	}
	charge, err := proration.FullTerm(ed, request)
	if err != nil {
		return nil, err
	}
	return invoice.Instalments(ed, invoice.Sale{
		Kind: policy.Subscription, Service: service, Ordered: term.Ordered, Renewal: renewal, Amount: charge.Amount,
		NetTerms: s.terms,
	})
}

// orderedAs returns the seats and the edition with which a term was ordered.
func (s *billed) orderedAs(term lifecycle.BoughtTerm) (int, policy.Edition, error) {
	ed := s.editions.On(s.Region, term.Ordered)
	if len(s.Facts.Changes) == 0 {
		return s.Facts.Seats, ed, nil
	}
	changes, err := s.orderedWith(term)
	if err != nil {
		return 0, ed, err
	}
	sub, err := s.knownOn(term.Ordered, changes)
	if err != nil {
		return 0, ed, err
	}
	// By its first day the term has started, whether it was ordered early or late.
	return sub.On(calendar.Latest(term.Ordered, term.Start)).Seats(), ed, nil
}

// orderedWith returns the changes up to the order of a term, except seats that were added on its day: those are charged
// by themselves, up to the end of the term.
func (s *billed) orderedWith(term lifecycle.BoughtTerm) ([]lifecycle.Change, error) {
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

// seatCharges returns the instalments of the seats that were added by a day, each at the price of the day on which they
// were added.
func (s *billed) seatCharges(on calendar.Date) ([]invoice.Instalment, error) {
	var all []invoice.Instalment
	for i, change := range s.Facts.Changes {
		if change.Asked.After(on) {
			break
		}
		more, v, err := s.added(i)
		if err == nil && more > 0 {
			srp, _ := s.SRP.Of(v.Stretch().Term())
			var price coterm.SeatPrice
			price, err = coterm.AddSeats(v, coterm.SeatRequest{Seats: more, SRP: srp, NetTerms: s.terms})
			all = append(all, price.Instalments...)
		}
		if err != nil {
			return nil, subs.FaultsOf(fmt.Sprintf("facts.changes[%d]", i), err)
		}
	}
	return all, nil
}

// added returns how many seats a change added at once, and the view of that day without the change.
func (s *billed) added(i int) (int, lifecycle.View, error) {
	change := s.Facts.Changes[i]
	if change.What != lifecycle.SeatsChanged || change.Effective != change.Asked {
		return 0, lifecycle.View{}, nil
	}
	sub, err := s.knownOn(change.Asked, s.Facts.Changes[:i])
	v := sub.On(change.Asked)
	return change.Seats - v.Seats(), v, err
}

// knownOn is the subscription as it was known on a day, with some of its changes, under the edition of that day.
func (s *billed) knownOn(day calendar.Date, changes []lifecycle.Change) (lifecycle.Subscription, error) {
	late := func(d calendar.Date) bool { return d.After(day) }
	f := s.Facts
	f.Changes = changes
	f.Terms = without(f.Terms, func(t lifecycle.BoughtTerm) bool { return late(t.Ordered) })
	f.FailedCharges = without(f.FailedCharges, late)
	if slices.ContainsFunc(f.Invoices, func(b lifecycle.BilledInvoice) bool { return late(b.Paid) }) {
		f.Invoices = slices.Clone(f.Invoices)
		for i := range f.Invoices {
			if late(f.Invoices[i].Paid) {
				f.Invoices[i].Paid = calendar.Date{}
			}
		}
	}
	if late(f.Cancellation.Asked) {
		f.Cancellation = lifecycle.Cancellation{}
	}
	return lifecycle.New(s.editions.On(s.Region, day), f)
}

// without returns a list without some of its entries. If there are none to leave out, it is the list itself.
func without[T any](list []T, drop func(T) bool) []T {
	if !slices.ContainsFunc(list, drop) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), drop)
}
