package coterm

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// ExtensionLimit returns how far a subscription can be extended on a day: by the limits of an annual or three-year
// subscription, whichever the next term is, so that a pending switch to three-year counts. Implements
// coterm.extend-annual, coterm.extend-three-year and coterm.switch-term-first. Where no extension can be bought on
// that day, it gives a [*policy.Refusal].
func ExtensionLimit(s lifecycle.Subscription, day calendar.Date) (Limit, error) {
	if err := checkQuestion("coterm.ExtensionLimit", s, day); err != nil {
		return Limit{}, err
	}
	if err := s.CanAlign(day).Err(); err != nil {
		return Limit{}, err
	}
	next := s.Next(day)
	return limitsOf(s.Edition().Coterm(), next.Length).on(day, next.Start), nil
}

// CanExtend decides whether a subscription can be extended that day to the renewal date of another one, through a
// partner. The two are as they are known on that day. Implements coterm.extend-window, coterm.extend-future,
// coterm.extend-annual, coterm.extend-three-year, coterm.switch-term-first, coterm.monthly and
// coterm.extend-partner.
func CanExtend(s lifecycle.Subscription, day calendar.Date, to lifecycle.Subscription) policy.Decision {
	d := s.CanAlign(day)
	if !d.Allowed() {
		return d
	}
	refuse := func(rule rule.ID, remedy policy.Remedy) policy.Decision {
		return policy.Decision{Rule: rule, Asked: day, Remedy: remedy, Edition: d.Edition}
	}
	next, target := s.Next(day), to.Next(day).Start
	if !isTarget(to, day) || !target.After(next.Start) {
		return refuse(rule.CotermExtendFuture, policy.ChooseLaterTarget)
	}
	own := limitsOf(s.Edition().Coterm(), next.Length)
	window := d.Window.Intersect(own.reaching(target, next.Start))
	switch {
	case window.Contains(day):
		d.Rule, d.Window = own.rule, window
		return d
	case !window.IsZero():
		wait := refuse(own.rule, policy.WaitForWindow)
		wait.Window = window
		return wait
	case own.length == calendar.Annual && !d.Window.Intersect(limitsOf(own.rules, calendar.ThreeYear).reaching(target, next.Start)).IsZero():
		return refuse(rule.CotermSwitchTermFirst, policy.SwitchTermFirst)
	}
	return refuse(own.rule, policy.ChooseEarlierTarget)
}

// isTarget reports whether there is a renewal date that another subscription can be aligned to.
func isTarget(s lifecycle.Subscription, day calendar.Date) bool {
	return s.Kind() == policy.Subscription && !s.Next(day).Start.IsZero() && s.On(day).Phase != lifecycle.Canceled
}

// Extension is an extension to be bought.
type Extension struct {
	On       calendar.Date             // the day of the transaction
	To       lifecycle.Subscription    // the subscription whose renewal date is the target
	SRP      money.Amount              // list price of one seat for one full term, before tax: three-year where that switch is pending
	Terms    invoice.NetTerms          // of pay by invoice; otherwise none
	Invoices []lifecycle.BilledInvoice // the invoices that it brings, if any, for the next facts
}

// Extended is what an extension costs and what becomes of the subscription.
type Extended struct {
	Decision    policy.Decision        `json:"decision"`
	Limit       Limit                  `json:"limit"`
	Line        proration.PriceRequest `json:"line"`        // what is priced: the Term of an order.Item that quotes it
	Charge      proration.Charge       `json:"charge"`      // for the days from the old renewal date up to the new one
	Instalments []invoice.Instalment   `json:"instalments"` // one: the whole charge, on the day of the transaction
	Next        lifecycle.Subscription `json:"-"`           // its facts are what is to be kept
}

// Extend prices an extension and returns it with the next facts: the subscription renews with its target and follows
// its anchor from then on (coterm.re-anchor). The days from the renewal date up to the target are charged, for the
// seats that there are then; nothing that was bought is given back (coterm.no-refund). Implements the rules of
// [CanExtend].
//
// What CanExtend refuses gives a [*policy.Refusal].
func Extend(s lifecycle.Subscription, x Extension) (Extended, error) {
	const op = "coterm.Extend"
	if err := checkQuestion(op, s, x.On); err != nil {
		return Extended{}, err
	}
	if x.To.IsZero() {
		return Extended{}, input.Missing(op, "to")
	}
	d := CanExtend(s, x.On, x.To)
	if err := d.Err(); err != nil {
		return Extended{}, err
	}
	next, target := s.Next(x.On), x.To.Next(x.On).Start
	line, err := extension(op, next, next.Length, target, x.SRP)
	if err != nil {
		return Extended{}, err
	}
	charge, err := price(op, s.Edition(), line)
	if err != nil {
		return Extended{}, err
	}
	after, err := s.Extend(x.On, x.To, lifecycle.Order{Invoices: x.Invoices})
	if err != nil {
		return Extended{}, err
	}
	return Extended{
		Decision: d, Limit: limitsOf(s.Edition().Coterm(), next.Length).on(x.On, next.Start), Line: line, Charge: charge, Next: after,
		Instalments: []invoice.Instalment{{
			Number: 1, Of: 1, Date: x.On, Due: x.Terms.Due(x.On), Covers: charge.Bought, Amount: charge.Amount,
		}},
	}, nil
}

// extension is the line of an extension: the days from a renewal date up to a target, at the length that they are
// bought at.
func extension(op string, next lifecycle.Next, length calendar.Term, target calendar.Date, srp money.Amount) (proration.PriceRequest, error) {
	bought := calendar.Since(next.Start).Intersect(calendar.Until(target))
	service, err := calendar.NewService(length, next.Anchor, bought)
	if err != nil {
		return proration.PriceRequest{}, input.At(err, op, "subscription") // its own anchor does not lead to its renewal date
	}
	return proration.PriceRequest{SRP: srp, Seats: next.Seats, Service: service, Bought: bought}, nil
}

// NewProduct is a product that is not owned yet, to be aligned to a subscription that is.
type NewProduct struct {
	On    calendar.Date // the day of the transaction
	Term  calendar.Term // the term whose price and standard days it has
	Seats int           // 1 to [proration.MaxSeats]
	SRP   money.Amount  // list price of one seat for one full term, before tax
}

// Estimate is what a new product would cost up to the renewal date of a subscription. It is no offer: that takes a
// partner's quote, as the route of the decision says.
type Estimate struct {
	Decision policy.Decision  `json:"decision"`
	Charge   proration.Charge `json:"charge"`
}

// EstimateNewProduct estimates the price of a new product that is aligned to the renewal date of a subscription that
// is owned. Implements coterm.new-product. Before the edition's first day, and where there is no renewal date to
// align to, it gives a [*policy.Refusal].
func EstimateNewProduct(to lifecycle.Subscription, p NewProduct) (Estimate, error) {
	const op = "coterm.EstimateNewProduct"
	err := checkQuestion(op, to, p.On)
	if _, bad := p.Term.MarshalText(); bad != nil {
		err = errors.Join(err, input.At(bad, op, "term"))
	}
	if err != nil {
		return Estimate{}, err
	}
	ed, target := to.Edition(), to.Next(p.On).Start
	d := policy.Decision{Rule: rule.CotermNewProduct, Asked: p.On, Edition: ed.Fingerprint(), Route: policy.Partner}
	if isTarget(to, p.On) {
		d.Window = calendar.Since(ed.FirstDay()).Intersect(calendar.Until(target))
	}
	if !d.Allowed() {
		d.Route, d.Remedy = 0, policy.ChooseLaterTarget
		if !ed.Covers(p.On) {
			d.Rule, d.Remedy = rule.EditionBefore, policy.AskSeller
		}
		return Estimate{}, d.Err()
	}
	bought := calendar.Since(p.On).Intersect(calendar.Until(target))
	service, _ := calendar.NewService(p.Term, p.On, bought) // counted from its own first day
	charge, err := price(op, ed, proration.PriceRequest{SRP: p.SRP, Seats: p.Seats, Service: service, Bought: bought})
	if err != nil {
		return Estimate{}, err
	}
	return Estimate{Decision: d, Charge: charge}, nil
}

// String returns the estimate in one line, marked as one.
func (e Estimate) String() string {
	return e.Charge.String() + ", an estimate: ask a partner for a quote"
}
