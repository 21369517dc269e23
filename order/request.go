package order

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Request is what a buyer wants to order, and how. Kind and Channel are required; the zero Request is refused, field by
// field.
type Request struct {
	Kind      policy.Kind    `json:"kind"`
	Channel   policy.Channel `json:"channel"`
	TaxExempt bool           `json:"taxExempt,omitzero"` // whether the buyer is exempt from tax

	// Segment is that of the buyer. It is required by an edition that takes no orders by quote from the public sector
	// (order.publicSector); other editions ignore it.
	Segment Segment `json:"segment,omitzero"`
	// Total is what is to be paid, tax included; 0 or more. It is required for paying by card or PayPal under an
	// edition with ceilings for them (order.cardCeilings), and may be zero otherwise. Its currency must be in use that
	// day.
	Total money.Amount `json:"total,omitzero"`

	// Renewal is required if the order renews a subscription: see [RenewalOf]. It is zero for anything else.
	Renewal RenewalDecisions `json:"renewal,omitzero"`
}

// UnmarshalJSON reads a request strictly: an unknown or duplicate key is an error with its path. An error leaves the
// value as it was.
func (r *Request) UnmarshalJSON(data []byte) error {
	type plain Request // without this method
	var read plain
	if err := strict.Decode("order.Request.UnmarshalJSON", "request", data, &read); err != nil {
		return err
	}
	*r = Request(read)
	return nil
}

func (r Request) check(op string, ed policy.Edition, day calendar.Date) error {
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	_, err := r.Kind.MarshalText()
	bad = append(bad, input.At(err, op, "kind"))
	_, err = r.Channel.MarshalText()
	bad = append(bad, input.At(err, op, "channel"))
	if r.Segment != 0 || ed.OrderRules().PublicSector == policy.No {
		_, err = r.Segment.MarshalText()
		bad = append(bad, input.At(err, op, "segment"))
	}
	if !r.Total.IsZero() {
		bad = append(bad, price.Check(op, "total", r.Total), price.InUse(op, "total", r.Total, day))
	}
	if r.isRenewal() {
		bad = append(bad, input.Within(r.Renewal.check(op), op, "renewal."), r.Renewal.checkAsked(op, ed, day))
	}
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	return errors.Join(bad...)
}

// checkMethod refuses an invalid method, and a request that lacks what paying with it requires.
func (r Request) checkMethod(op string, ed policy.Edition, method policy.PaymentMethod) error {
	_, err := method.MarshalText()
	bad := []error{input.At(err, op, "method")}
	if r.renewsByInvoice(method) && r.Renewal.ByInvoice == (policy.Decision{}) {
		bad = append(bad, input.Missing(op, "renewal.byInvoice"))
	}
	if hasCeiling(method) && r.Total.IsZero() && len(ed.Parameters().CardCeilings) > 0 {
		bad = append(bad, input.Missing(op, "total"))
	}
	return errors.Join(bad...)
}

// renewsByInvoice reports whether the order is a renewal paid by invoice, online or through sales. By quote, anything
// can be paid by invoice.
func (r Request) renewsByInvoice(method policy.PaymentMethod) bool {
	return r.isRenewal() && method == policy.PayByInvoice && (r.Channel == policy.Online || r.Channel == policy.Sales)
}

// hasCeiling reports whether a method is one of those that an edition can have ceilings for.
func hasCeiling(method policy.PaymentMethod) bool {
	return method == policy.Card || method == policy.PayPal
}

// conditions lists what an order needs before it is paid, in the order in which a refusal names it: the edition's gate,
// the kind, the channel.
func (r Request) conditions(ed policy.Edition, day calendar.Date) []condition {
	var list []condition
	byQuote := r.Channel == policy.Quote
	if byQuote && r.Kind == policy.Subscription {
		list = append(list, condition{
			rule: rule.EditionBefore, met: calendar.Since(ed.FirstDay()), remedy: policy.AskSeller,
		})
	}
	if r.Kind == policy.Trial {
		list = append(list, never(rule.TrialConvert, policy.BuyWithSameAccount))
	}
	if byQuote && r.Kind != policy.Subscription && r.Kind != policy.FlexTokens {
		list = append(list, never(rule.QuoteAvailable, policy.AskSeller))
	}
	if byQuote && r.Segment == PublicSector && ed.OrderRules().PublicSector == policy.No {
		list = append(list, never(rule.QuoteAvailable, policy.AskReseller))
	}
	online := r.Channel == policy.Online || byQuote && ed.OrderRules().QuoteCountsAsOnline == policy.Yes
	if online && r.TaxExempt {
		list = append(list, never(rule.OrderTaxExempt, policy.AskReseller))
	}
	if r.isRenewal() {
		list = answered(list, r.Renewal.Decision, r.Renewal.OtherDays)
		if from := r.Renewal.QuotedFrom; !from.IsZero() && !byQuote {
			list = append(list, condition{
				rule: rule.RenewalWithChanges, met: calendar.Until(from), remedy: r.renewByQuote(ed, day),
			})
		}
	}
	return list
}

// renewByQuote returns the remedy if a renewal needs a quote: to renew by one, that day or once that is possible, or
// what helps a buyer who gets none.
func (r Request) renewByQuote(ed policy.Edition, day calendar.Date) policy.Remedy {
	direct := r.Channel.Direct()
	r.Channel = policy.Quote
	switch d := canOrder(ed, r, day); {
	case possible(d):
		return policy.RenewByQuote
	case direct:
		return d.Remedy
	}
	return policy.AskSeller
}

// possible reports whether the answer is yes, or will be once the renewal can be made.
func possible(d policy.Decision) bool {
	return d.Allowed() || d.Remedy == policy.WaitForWindow || d.Remedy == policy.PayOpenInvoice
}

// answered adds a decision of package lifecycle to the conditions, with the other days on which it is yes: a refusal by
// the edition's gate comes before all of them, any other answer after them.
func answered(list []condition, d policy.Decision, other calendar.Period) []condition {
	place := len(list)
	if d.Rule == rule.EditionBefore {
		place = 0
	}
	return slices.Insert(list, place, condition{d.Rule, d.Window, other, d.Remedy})
}

// condition is one condition that an order has to meet.
type condition struct {
	rule   rule.ID
	met    calendar.Period // the days on which it is met, of two stretches the one that the day is about
	other  calendar.Period // the other stretch; zero if there is one only
	remedy policy.Remedy   // if it is not met
}

// never is a condition that the order cannot meet on any day.
func never(id rule.ID, remedy policy.Remedy) condition { return condition{rule: id, remedy: remedy} }

// decide answers by conditions: yes on the days on which all of them are met, otherwise no, by the first one that is
// not met. The argument yes has the rule and the route of a positive answer. If waiting is the remedy, but the answer
// is no on every day to come, the refusal is the one that follows after waiting.
func (r Request) decide(
	ed policy.Edition, day calendar.Date, conditions []condition, yes policy.Decision,
) policy.Decision {
	d := yes
	d.Asked, d.Window, d.Edition = day, allMet(conditions), ed.Fingerprint()
	place := unmet(conditions, day)
	if place < 0 {
		return d
	}
	no, later := conditions[place], isLater(d.Window, day)
	switch {
	case no.remedy == policy.WaitForWindow && !later:
		no = conditions[unmet(conditions, no.met.Start())]
	case no.rule == rule.EditionBefore && r.Channel == policy.Quote && !r.Renewal.QuotedFrom.IsZero() && later:
		no.remedy = policy.WaitForWindow
	}
	d.Rule, d.Route, d.Remedy = no.rule, 0, no.remedy
	return d
}

// isLater reports whether some of the days are after a day.
func isLater(days calendar.Period, day calendar.Date) bool {
	return !days.Intersect(calendar.Since(day.AddDays(1))).IsZero()
}

// unmet returns the index of the first condition that is not met on a day, or -1 if all are met.
func unmet(conditions []condition, day calendar.Date) int {
	return slices.IndexFunc(conditions, func(c condition) bool { return !c.met.Contains(day) })
}

// allMet returns the days on which all conditions are met. If there are such days in both stretches of a condition, it
// returns those in the first.
func allMet(conditions []condition) calendar.Period {
	days, others := calendar.Always(), calendar.Always()
	for _, c := range conditions {
		days = days.Intersect(c.met)
		if c.other.IsZero() {
			c.other = c.met
		}
		others = others.Intersect(c.other)
	}
	if days.IsZero() {
		return others
	}
	return days
}
