package lifecycle

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
)

// PurchaseRequest is a first purchase or a trial. The zero PurchaseRequest is refused, field by field.
type PurchaseRequest struct {
	Kind     policy.Kind   `json:"kind,omitzero"`   // Subscription (or zero), FlexTokens or Trial
	Offering string        `json:"offering"`        // the product, by its exact name
	Length   calendar.Term `json:"length,omitzero"` // for a subscription: the length of its first term; otherwise zero
	Seats    int           `json:"seats,omitzero"`  // from 1 to 1,000,000; 0 for Flex tokens
	Ordered  calendar.Date `json:"ordered"`         // the day of the order, in the zone of purchase
	Start    calendar.Date `json:"start,omitzero"`  // the first covered day; zero for the day of the order

	// End is for Flex tokens and trials: the first day that is no longer covered. For a subscription it must be zero,
	// since its end follows from its length.
	End calendar.Date `json:"end,omitzero"`
}

// Buy returns a new subscription with one term, whose start is the anchor of the terms that follow. It has no invoices;
// [View.Bill] records those. Store its [Subscription.Facts]. All bad fields are reported at once, joined. A field that
// the kind does not have is bad, too. Implements term.length.
func Buy(ed policy.Edition, p PurchaseRequest) (Subscription, error) {
	c := checker{op: "lifecycle.Buy"}
	if ed.IsZero() {
		c.bad = append(c.bad, input.Missing(c.op, "edition"))
	}
	if p.Kind == 0 {
		p.Kind = policy.Subscription
	}
	if p.Start.IsZero() {
		p.Start = p.Ordered
	}
	c.kind(p.Kind)
	c.offering(ed, named("offering"), p.Offering)
	c.seatsOf(p.Kind, p.Seats)
	term := BoughtTerm{Ordered: p.Ordered, Start: p.Start, End: p.End, Length: p.Length}
	c.bought(ed, p, &term)
	if err := errors.Join(c.bad...); err != nil {
		return Subscription{}, err
	}
	return build(c.op, ed, Facts{
		Kind: p.Kind, Offering: p.Offering, Anchor: p.Start, Seats: p.Seats, Terms: []BoughtTerm{term},
	})
}

// bought checks the dates of a purchase against each other, and works out the end of its term.
func (c *checker) bought(ed policy.Edition, p PurchaseRequest, term *BoughtTerm) {
	// If the day of the order is bad, the start is not checked.
	good := c.date(named("ordered"), p.Ordered) && c.date(named("start"), p.Start)
	if good && p.Start.Before(p.Ordered) {
		c.refuse(named("start"), p.Start, input.ErrConflict, "is before the order, %s", p.Ordered)
	}
	switch p.Kind { //nolint:exhaustive // the others have been refused
	case policy.Subscription:
		c.boughtTerm(ed, p, good, term)
	case policy.FlexTokens, policy.Trial:
		if c.date(named("end"), p.End) && good && !p.Start.Before(p.End) {
			c.refuse(named("end"), p.End, input.ErrConflict, "is not after the start %s", p.Start)
		}
		if p.Length != 0 {
			c.refuse(named("length"), p.Length, input.ErrConflict, "must not be set: only a subscription has a term")
		}
	}
}

// boughtTerm works out the end of the first term of a subscription, if its dates are good.
func (c *checker) boughtTerm(ed policy.Edition, p PurchaseRequest, good bool, term *BoughtTerm) {
	if !p.End.IsZero() {
		c.refuse(named("end"), p.End, input.ErrConflict, "must not be set: the end of a term follows from its length")
	}
	_, err := p.Length.MarshalText()
	c.add(input.At(err, c.op, "length"))
	if !good || err != nil {
		return
	}
	full := price.Sure(p.Length.Period(p.Start, p.Start)) // the dates are far enough from the end of the calendar
	if full.End().AddDays(margin).IsZero() {
		c.refuse(named("start"), p.Start, input.ErrRange, nearEnd)
		return
	}
	term.End = full.End()
	c.orderedInTime(ed, 0, *term, named("ordered"))
}
