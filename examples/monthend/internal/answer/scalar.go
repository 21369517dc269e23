package answer

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// Scalar answers one record by the scalar calls. What is wrong with it are faults.
func (a *Asker) Scalar(r *subs.Record, to *Result) error {
	to.reset()
	if err := r.Check(a.editions); err != nil {
		return err
	}
	ed := a.editions.On(r.Region, a.on)
	sub, err := lifecycle.New(ed, r.Facts)
	if err != nil {
		return subs.FaultsOf("facts", err)
	}
	v := sub.On(a.on)
	to.Phase, to.Renewal, to.Currency = v.Phase(), v.Renewal(), r.SRP.Currency()
	if !v.IsZero() {
		to.Opens = v.CanRenew().Window.Start()
	}
	if v.Kind() != policy.Subscription {
		return a.nextOf(r, v, to) // Flex tokens and trials have no list price for a term
	}
	if err := priced(r, a.on); err != nil {
		return err
	}
	if err := a.rest(r, v, to); err != nil {
		return err
	}
	if a.asks.Charges {
		if err := a.charge(r, to); err != nil {
			return err
		}
	}
	return a.nextOf(r, v, to)
}

// priced checks that each term that was ordered by a day has a list price, in a currency that was in use when it was
// ordered.
func priced(r *subs.Record, on calendar.Date) error {
	for _, term := range r.Facts.Terms {
		if term.Ordered.After(on) {
			break
		}
		price, ok := r.SRP.Of(term.Length)
		if !ok {
			return noPrice(term.Length)
		}
		if err := price.Currency().CheckOn(term.Ordered); err != nil {
			faults := subs.FaultsOf("", err)
			faults[0].Field = "srp." + term.Length.String()
			return faults
		}
	}
	return nil
}

func noPrice(length calendar.Term) error {
	return subs.Faults{{Field: "srp." + length.String(), Reason: "is missing: such a term was bought"}}
}

// rest prices the days that are left up to the renewal date, if they all have one price.
func (a *Asker) rest(r *subs.Record, v lifecycle.View, to *Result) error {
	service := v.Stretch()
	if service.IsZero() {
		return nil
	}
	srp, ok := r.SRP.Of(service.Term())
	if !ok {
		return noPrice(service.Term())
	}
	charge, err := proration.Price(v.Edition(), proration.PriceRequest{
		SRP: srp, Seats: v.Seats(), Service: service, Bought: calendar.Span(a.on, v.Renewal()),
	})
	if err != nil {
		return subs.FaultsOf("", err)
	}
	to.Priced, to.Days = true, int32(charge.Days)
	to.Price, err = minor("price", charge.Amount)
	return err
}

// minor returns an amount in minor units. One that does not fit in 64 bits is a fault, not a wrong number.
func minor(field string, amount money.Amount) (int64, error) {
	units, err := amount.Minor()
	if err != nil {
		return 0, subs.Faults{{Field: field, Value: amount.String(), Reason: "is too large for 64 bits of minor units"}}
	}
	return units, nil
}

// next fills in the renewal of a record whose renewal date is near.
func (a *Asker) next(r *subs.Record, to *Result) error {
	sub, err := lifecycle.New(a.editions.On(r.Region, a.on), r.Facts)
	if err != nil {
		return subs.FaultsOf("facts", err)
	}
	return a.nextOf(r, sub.On(a.on), to)
}

// nextOf fills in the renewal of a view, if its renewal date is near.
func (a *Asker) nextOf(r *subs.Record, v lifecycle.View, to *Result) error {
	if !a.asks.Renewals || !a.renews(v.Renewal()) {
		return nil
	}
	term := v.RenewalTerm(lifecycle.RenewalChanges{})
	next := &Next{Decision: v.CanRenew(), AutoRenew: v.AutoRenew(), Length: term.Length, Seats: term.Seats}
	to.Next = next
	srp, ok := r.SRP.Of(term.Length)
	gone, withdrawn := srp.Currency().Withdrawn()
	if !ok || withdrawn && !a.on.Before(gone) {
		return nil // the price of the next term is not known here, or not in a currency that is in use
	}
	service, err := term.Length.Service(term.Anchor, term.Start)
	if err != nil {
		return subs.FaultsOf("", err)
	}
	charge, err := proration.FullTerm(v.Edition(), proration.PriceRequest{
		SRP: srp, Seats: term.Seats, Service: service, Bought: service.Covered(),
	})
	if err != nil {
		return subs.FaultsOf("", err)
	}
	next.Priced = true
	next.Price, err = minor("renewal price", charge.Amount)
	return err
}

// charge fills in the instalments that are due or dated in the month.
func (a *Asker) charge(r *subs.Record, to *Result) error {
	all, err := a.charges(r)
	if err != nil {
		return err
	}
	for _, part := range all {
		c := Charge{Instalment: part, IsDue: a.month.Contains(part.Due), Dated: a.month.Contains(part.Date)}
		if !c.IsDue && !c.Dated {
			continue
		}
		if c.Minor, err = minor("instalment", part.Amount); err != nil {
			return err
		}
		to.Charges = append(to.Charges, c)
	}
	slices.SortStableFunc(to.Charges, func(a, b Charge) int { return a.Due.Compare(b.Due) })
	return nil
}
