package answer

import (
	"fmt"

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
	var all, added []invoice.Instalment
	anchor := r.Facts.Anchor
	for _, done := range s.acts(a.on) {
		if !done.isOrder() {
			list, err := s.seatCharge(done.before)
			if err != nil {
				return nil, subs.FaultsOf(fmt.Sprintf("facts.changes[%d]", done.before.changes), err)
			}
			added = append(added, list...)
			continue
		}
		term := r.Facts.Terms[done.before.terms]
		if a.mayCharge(term, r.Net) {
			list, err := s.termCharge(anchor, term, done.after)
			if err != nil {
				return nil, subs.FaultsOf(fmt.Sprintf("facts.terms[%d]", done.before.terms), err)
			}
			all = append(all, list...)
		}
		if !term.AlignedTo.IsZero() {
			anchor = term.AlignedTo // coterm.re-anchor
		}
	}
	return append(all, added...), nil
}

// termCharge prices a term under the edition and for the seats of its order, after which something was known.
func (s *billed) termCharge(
	anchor calendar.Date, term lifecycle.BoughtTerm, after known,
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
	seats, ed, err := s.orderedAs(term, after)
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
		Kind: policy.Subscription, Service: service, Ordered: term.Ordered, Renewal: after.terms > 1,
		Amount: charge.Amount, NetTerms: s.terms,
	})
}

// orderedAs returns the seats and the edition with which a term was ordered, after which something was known.
func (s *billed) orderedAs(term lifecycle.BoughtTerm, after known) (int, policy.Edition, error) {
	ed := s.editions.On(s.Region, term.Ordered)
	if after.changes == 0 {
		return s.Facts.Seats, ed, nil
	}
	sub, err := s.knownOn(term.Ordered, after)
	if err != nil {
		return 0, ed, err
	}
	// By its first day the term has started, whether it was ordered early or late.
	return sub.On(calendar.Latest(term.Ordered, term.Start)).Seats(), ed, nil
}

// seatCharge returns the instalments of the seats that the next change adds at once, at the price of its day; none if
// it adds none.
func (s *billed) seatCharge(before known) ([]invoice.Instalment, error) {
	more, v, err := s.added(before)
	if err != nil || more < 1 {
		return nil, err
	}
	srp, _ := s.SRP.Of(v.Stretch().Term())
	price, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: more, SRP: srp, NetTerms: s.terms})
	return price.Instalments, err
}
